/** One command line, from its arguments to its exit code. */
import { CommanderError } from "commander";
import { VERSION } from "../compiler/version.js";
import { createCommandLine } from "./command-line.js";
import type { CommandContext } from "./context.js";
import { describeFailure } from "./failure.js";

/** `args` without the executable and the script. Never rejects: whatever goes wrong is told on standard error, with exit code 2. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<void> {
  try {
    await createCommandLine(VERSION, context).parseAsync(args, { from: "user" });
  } catch (error) {
    await tellFailure(error, context);
  }
}

export async function tellFailure(error: unknown, { streams, environment, setExitCode }: CommandContext): Promise<void> {
  await streams.err(describeFailure(error, environment["SURETY_DEBUG"] === "1"));
  // `--help` and `--version` arrive here with exit code 0.
  setExitCode(error instanceof CommanderError && error.exitCode === 0 ? 0 : 2);
}
