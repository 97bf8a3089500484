/** A process that runs one command line after the other, as the executable does but for what belongs to a process. */
import { runCommand } from "../../../dist/cli/run-command.js";
import { useBaselineWasm } from "../../../dist/solver/z3-module.js";

useBaselineWasm();

process.on("message", ({ args, cwd, environment, clock }) => {
  const ran = { code: 0, out: "", err: "" };
  const write = (stream) => (text) => {
    ran[stream] += text;
    return Promise.resolve();
  };
  const streams = { out: write("out"), err: write("err"), outIsTerminal: false, errIsTerminal: false, errColumns: 80 };
  const setExitCode = (code) => {
    ran.code = code;
  };
  const wallClock = () => clock ?? Date.now();
  const context = { streams, cwd, environment, now: () => performance.now(), wallClock, endsProcess: false, setExitCode };
  void runCommand(args, context).then(() => process.send(ran));
});
process.on("disconnect", () => process.exit());
