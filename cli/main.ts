#!/usr/bin/env node
/** The executable: decodes nothing and decides nothing, only joins the command line to the process. */
import { CommanderError } from "commander";
import { VERSION } from "../compiler/version.js";
import { useBaselineWasm } from "../solver/z3-module.js";
import { createCommandLine } from "./command-line.js";
import { optimiseLate } from "./engine.js";
import { describeFailure } from "./failure.js";
import { processStreams } from "./streams.js";
import { hasLargeYoungGeneration, runWithLargeYoungGeneration } from "./young-generation.js";

const streams = processStreams();
const context = {
  streams,
  cwd: process.cwd(),
  environment: process.env,
  now: () => performance.now(),
  // Never `process.exit`: it would cut off output that is still on its way through a pipe.
  setExitCode: (code: number) => {
    process.exitCode = code;
  },
};

const fail = async (error: unknown): Promise<void> => {
  await streams.err(describeFailure(error, process.env["SURETY_DEBUG"] === "1"));
  // `--help` and `--version` arrive here with exit code 0.
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
};

// What no `await` sees, such as an error event of a worker. The state is unknown then: say so and stop.
process.on("uncaughtException", (error) => {
  void fail(error).finally(() => process.exit(2));
});

useBaselineWasm();
optimiseLate();
try {
  if (process.argv.includes("--watch") && !hasLargeYoungGeneration()) process.exitCode = await runWithLargeYoungGeneration();
  else await createCommandLine(VERSION, context).parseAsync(process.argv);
} catch (error) {
  await fail(error);
}
