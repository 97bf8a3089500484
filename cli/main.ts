#!/usr/bin/env node
/** The executable: decodes nothing and decides nothing, only joins the command line to the process. */
import { useBaselineWasm } from "../solver/z3-module.js";
import { growSlowly, optimiseLate } from "./engine.js";
import type { CommandContext } from "./context.js";
import type { ExitCode } from "./exit-code.js";
import { runCommand, tellFailure } from "./run-command.js";
import { processStreams } from "./streams.js";
import { hasLargeYoungGeneration, runWithLargeYoungGeneration } from "./young-generation.js";

const streams = processStreams();
const context: CommandContext = {
  streams,
  cwd: process.cwd(),
  environment: process.env,
  now: () => performance.now(),
  wallClock: () => Date.now(),
  endsProcess: true,
  // Never `process.exit`: it would cut off output that is still on its way through a pipe.
  setExitCode: (code: ExitCode) => {
    process.exitCode = code;
  },
};

// What no `await` sees, such as an error event of a worker. The state is unknown then: say so and stop.
process.on("uncaughtException", (error) => {
  void tellFailure(error, context).finally(() => process.exit(2));
});

useBaselineWasm();
optimiseLate();
// An edit is not to wait for garbage.
const isWatching = process.argv.includes("--watch");
if (!isWatching) growSlowly();
if (isWatching && !hasLargeYoungGeneration()) {
  try {
    process.exitCode = await runWithLargeYoungGeneration();
  } catch (error) {
    await tellFailure(error, context);
  }
} else await runCommand(process.argv.slice(2), context);
