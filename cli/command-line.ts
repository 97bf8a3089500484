import { Command } from "commander";
import { registerAssumptions } from "./commands/assumptions.js";
import { registerAttest } from "./commands/attest.js";
import { registerAudit } from "./commands/audit.js";
import { registerBuild } from "./commands/build.js";
import { registerCache } from "./commands/cache.js";
import { registerCapabilities } from "./commands/capabilities.js";
import { registerExplain } from "./commands/explain.js";
import { registerInit } from "./commands/init.js";
import { registerMigrate } from "./commands/migrate.js";
import { registerPolicy } from "./commands/policy.js";
import { registerKeys } from "./commands/keys.js";
import { registerOverride } from "./commands/override.js";
import { registerStatus } from "./commands/status.js";
import { registerVerify } from "./commands/verify.js";
import { registerWorker } from "./commands/worker.js";
import type { CommandContext } from "./context.js";

/** The whole command line. Wrong usage throws commander's `CommanderError` after its message was printed. */
export function createCommandLine(version: string, context: CommandContext): Command {
  const program = new Command("surety")
    .description("Proves that TypeScript element accesses cannot leave their range, or guards them at run time.")
    .version(version, "-v, --version")
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("(`surety --help` and `surety <command> --help` list what there is)")
    .configureOutput({
      writeOut: (text) => void context.streams.out(text),
      writeErr: (text) => void context.streams.err(text),
      outputError: (text, write) => {
        write(text.replace(/^error: /, "surety: "));
      },
    });
  for (const register of [
    registerVerify,
    registerBuild,
    registerInit,
    registerMigrate,
    registerPolicy,
    registerExplain,
    registerAssumptions,
    registerCapabilities,
    registerCache,
    registerWorker,
    registerOverride,
    registerKeys,
    registerAudit,
    registerStatus,
    registerAttest,
  ])
    register(program, context);
  program.addHelpText(
    "after",
    "\nExamples:\n" +
      "  surety verify src                      verify every file below src\n" +
      "  surety build -p tsconfig.json          emit guarded JavaScript to the outDir of the tsconfig\n" +
      "  surety explain src/ring.ts:12          why the accesses of line 12 are proved or not\n" +
      "\nExit codes: 0 clean (residual guards alone are clean), 1 an error diagnostic, 2 wrong usage, configuration or internal error.",
  );
  return program;
}
