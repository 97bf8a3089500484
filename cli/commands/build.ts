import { relative, sep } from "node:path";
import type { Command } from "commander";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { openCaches, type Caches } from "../cache.js";
import type { CommandContext } from "../context.js";
import { withDistribution } from "../distribute.js";
import { exitCodeOf } from "../exit-code.js";
import {
  addDistributeOptions,
  addProgramOptions,
  addReportOptions,
  addWatchOption,
  addWitnessOption,
  enforcementOf,
  requireOneSource,
  requireWatchable,
  runOptions,
  type DistributeFlags,
  type VerifyFlags,
} from "../options.js";
import { createProgress } from "../progress.js";
import { writeReport } from "../write-report.js";

interface BuildFlags extends VerifyFlags, DistributeFlags {
  readonly outDir?: string;
  readonly recordUse?: true;
  readonly sign?: true;
  readonly key?: string;
  readonly ssh?: string;
}

/** `surety build`: verifies, then emits JavaScript with a guard wherever there is no proof. */
export function registerBuild(program: Command, context: CommandContext): void {
  const command = program
    .command("build")
    .summary("verify, then emit guarded JavaScript with source maps and declarations")
    .description(
      "Verifies one program as `surety verify` does and writes JavaScript in which every obligation that is not proved is guarded.\n" +
        "Exit code: 0 clean (residual guards alone are clean), 1 an error diagnostic, 2 wrong usage, configuration or an output that cannot be written.",
    )
    .argument("[paths...]", "files and folders; folders are searched, node_modules and .d.ts files are skipped")
    .option("--outDir <folder>", "where to write; needed unless the tsconfig has an outDir")
    .option("--record-use", "record in the ledger which overrides took guards off (once for one output)")
    .option("--sign", "sign the build's manifest, which holds the hashes of all others")
    .option("--key <id>", "the key that `--sign` signs with (default: the one key of yours that the project knows)")
    .option("--ssh <file>", "the SSH key that `--sign` signs with");
  addWatchOption(addReportOptions(addDistributeOptions(addWitnessOption(addProgramOptions(command))))).action(
    async (paths: readonly string[], flags: BuildFlags) => {
      requireOneSource(paths, flags.project);
      const progress = createProgress(context.streams, context.now);
      const caches = await openCaches(flags, { paths, project: flags.project ?? null }, context);
      if (flags.watch === true) {
        await watch(paths, flags, { context, caches }).finally(() => caches?.close());
        return;
      }
      const { buildSources, mayEmit } = await import("../../compiler/build-program.js");
      const built = await withDistribution(flags, context, (openPool) =>
        buildSources(
          { cwd: context.cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM },
          {
            ...runOptions(flags, caches, context),
            openPool,
            witness: flags.witness ?? "off",
            onProgress: progress.report,
            overrides: { files: NODE_FILE_SYSTEM, wallClock: context.wallClock },
            outDir: flags.outDir ?? null,
          },
        ),
      )
        .finally(progress.end)
        .finally(() => caches?.close());
      if (flags.recordUse === true && built.written.length > 0)
        await (await import("../overrides/record-use.js")).recordUse(built, context);
      if (flags.sign === true && built.written.length > 0)
        (await import("../overrides/sign-build.js")).signOutput(built, flags, context);
      await writeReport(built.verification, flags, context);
      if (flags.json !== true && flags.sarif !== true) {
        const files = built.written.length;
        const folder = relative(context.cwd, built.outDir) || ".";
        await context.streams.out(`wrote ${String(files)} file${files === 1 ? "" : "s"} to ${folder}\n`);
      }
      if (!mayEmit(built.verification, { enforcement: enforcementOf(flags) }))
        await context.streams.err(
          "surety: nothing is written, since modules are not covered (SAFE-1001); `--mode development` writes all the same\n",
        );
      if (built.isRuntimeCopied) {
        await context.streams.err(
          `surety: \`@surety/runtime\` is not installed for \`${built.outDir}\`: a copy is in its node_modules (npm install @surety/runtime replaces it)\n`,
        );
      }
      context.setExitCode(exitCodeOf(built.verification.report));
    },
  );
}

/** Emits after every verification what has another text than before. */
async function watch(
  paths: readonly string[],
  flags: BuildFlags,
  { context, caches }: { readonly context: CommandContext; readonly caches: Caches | null },
): Promise<void> {
  requireWatchable(flags);
  const { watchProgram } = await import("../watch/watch.js");
  const { jsonEvents, textEvents } = await import("../watch/report-events.js");
  const { emitVerified, mayEmit, outDirFor } = await import("../../compiler/build-program.js");
  const inputs = { cwd: context.cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM };
  const outDir = flags.outDir ?? null;
  const base = flags.json === true ? jsonEvents(context) : textEvents(context);
  const emitted = new Map<string, string>();
  await withDistribution(flags, context, (openPool) =>
    watchProgram(
      inputs,
      {
        ...runOptions(flags, caches, context),
        openPool,
        onProgress: null,
        overrides: { files: NODE_FILE_SYSTEM, wallClock: context.wallClock },
        ignored: [outDirFor(inputs, outDir), ...(caches === null ? [] : [caches.folder])],
      },
      {
        context,
        events: {
          ...base,
          verified: async (verification, milliseconds) => {
            await base.verified(verification, milliseconds);
            if (!mayEmit(verification, { enforcement: enforcementOf(flags) })) return;
            const { written } = emitVerified(verification, context.cwd, outDir, emitted);
            if (written.length > 0) await tellWritten(written, flags, context);
          },
        },
      },
    ),
  );
}

async function tellWritten(written: readonly string[], flags: BuildFlags, { streams, cwd }: CommandContext): Promise<void> {
  const files = written.map((file) => relative(cwd, file).split(sep).join("/"));
  if (flags.json === true) await streams.out(`${JSON.stringify({ event: "written", files })}\n`);
  else await streams.out(`wrote ${files.length === 1 ? (files[0] ?? "") : `${String(files.length)} files`}\n`);
}
