/** A thread between a test, which sleeps until it has its answer, and the process that works for it. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";
import { connectSync } from "../../../dist/verifier/sync-port.js";

const connection = connectSync(workerData);
const child = fork(fileURLToPath(new URL("host.mjs", import.meta.url)), {
  execArgv: [],
  stdio: ["ignore", "ignore", "pipe", "ipc"],
});
let printed = "";
child.stderr.setEncoding("utf8").on("data", (text) => (printed += text));
child.on("message", (ran) => connection.send({ ran }));
child.on("exit", (code, signal) => connection.send({ died: `${code ?? signal}: ${printed}` }));
connection.onTask((request) => child.send(request));
