import type { Command } from "commander";
import { verifySources } from "../../compiler/verify-program.js";
import type { CommandContext } from "../context.js";
import { withDistribution } from "../distribute.js";
import { exitCodeOf } from "../exit-code.js";
import {
  addDistributeOptions,
  addProgramOptions,
  addReportOptions,
  addWitnessOption,
  enforcementOf,
  requireOneSource,
  type DistributeFlags,
  type VerifyFlags,
} from "../options.js";
import { createProgress } from "../progress.js";
import { writeReport } from "../write-report.js";

/** `surety verify`: reports every obligation, writes nothing. */
export function registerVerify(program: Command, context: CommandContext): void {
  const command = program
    .command("verify")
    .summary("prove what can be proved, report what stays guarded")
    .description(
      "Verifies one program: the given files and folders, or the program of a tsconfig.json, or that of the nearest one.\n" +
        "Exit code: 0 clean (residual guards alone are clean), 1 an error diagnostic, 2 wrong usage or configuration.",
    )
    .argument("[paths...]", "files and folders; folders are searched, node_modules and .d.ts files are skipped");
  addReportOptions(addDistributeOptions(addWitnessOption(addProgramOptions(command)))).action(
    async (paths: readonly string[], flags: VerifyFlags & DistributeFlags) => {
      requireOneSource(paths, flags.project);
      const progress = createProgress(context.streams, context.now);
      const verification = await withDistribution(flags, context, (openPool) =>
        verifySources(
          { cwd: context.cwd, paths, project: flags.project ?? null },
          {
            enforcement: enforcementOf(flags),
            jobs: flags.jobs,
            witness: flags.witness ?? "off",
            openPool,
            onProgress: progress.report,
            now: context.now,
          },
        ),
      ).finally(progress.end);
      await writeReport(verification, flags, context);
      context.setExitCode(exitCodeOf(verification.report));
    },
  );
}
