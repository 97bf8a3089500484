import path from "node:path";
import type { Command } from "commander";
import { linesOf } from "../../compiler/lines-of.js";
import { NODE_FILE_SYSTEM, textOf } from "../../compiler/program/file-system.js";
import { observeFiles } from "../../compiler/program/observe-files.js";
import type { KeptRun } from "../../compiler/run-cache.js";
import type { Printable } from "../../compiler/verify-program.js";
import { openCaches, type Caches } from "../cache.js";
import type { CommandContext } from "../context.js";
import { withDistribution } from "../distribute.js";
import { collectGarbage } from "../engine.js";
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
  addWatchOption(addReportOptions(addDistributeOptions(addWitnessOption(addProgramOptions(command))))).action(
    async (paths: readonly string[], flags: VerifyFlags & DistributeFlags) => {
      requireOneSource(paths, flags.project);
      const caches = await openCaches(flags, { paths, project: flags.project ?? null }, context);
      try {
        if (flags.watch === true) {
          await watch(paths, flags, { context, caches });
          return;
        }
        const verified = await verify(paths, flags, { context, caches });
        await writeReport(verified, flags, context);
        context.setExitCode(exitCodeOf(verified.report));
      } finally {
        await caches?.close();
      }
    },
  );
}

/** Ends with 0 when the user has had enough. */
async function watch(
  paths: readonly string[],
  flags: VerifyFlags & DistributeFlags,
  { context, caches }: { readonly context: CommandContext; readonly caches: Caches | null },
): Promise<void> {
  requireWatchable(flags);
  const { watchProgram } = await import("../watch/watch.js");
  const { jsonEvents, textEvents } = await import("../watch/report-events.js");
  await withDistribution(flags, context, (openPool) =>
    watchProgram(
      { cwd: context.cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM },
      {
        ...runOptions(flags, caches, context),
        openPool,
        onProgress: null,
        overrides: { files: NODE_FILE_SYSTEM, wallClock: context.wallClock },
        ignored: caches === null ? [] : [caches.folder],
      },
      { context, events: flags.json === true ? jsonEvents(context) : textEvents(context) },
    ),
  );
}

/** A run that is known to end as an earlier one did is not made. */
async function verify(
  paths: readonly string[],
  flags: VerifyFlags & DistributeFlags,
  { context, caches }: { readonly context: CommandContext; readonly caches: Caches | null },
): Promise<Printable> {
  const started = context.now();
  const inputs = { cwd: context.cwd, paths, project: flags.project ?? null, files: NODE_FILE_SYSTEM };
  const enforcement = enforcementOf(flags);
  const request = { inputs, enforcement, safety: flags.safety ?? null };
  const witness = flags.witness ?? "off";
  // What a witness run executes may read what no front end asked for.
  const runs = witness === "off" ? (caches?.runs ?? null) : null;
  const kept = (await runs?.recall(request)) ?? null;
  if (kept !== null) return printable(kept, context, started);

  const files = observeFiles(NODE_FILE_SYSTEM);
  const progress = createProgress(context.streams, context.now);
  // Loaded only now: TypeScript takes longer to start than an unchanged program to recognise.
  const { verifySources } = await import("../../compiler/verify-program.js");
  const { verifyOnce } = await import("../../compiler/verify-once.js");
  const verification = await withDistribution(flags, context, (openPool) => {
    const options = {
      ...runOptions(flags, caches, context),
      openPool,
      onProgress: progress.report,
      overrides: { files, wallClock: context.wallClock },
    };
    const observed = { ...inputs, files };
    return witness === "off"
      ? verifyOnce(observed, { ...options, onMuchGone: context.endsProcess ? collectGarbage : null })
      : verifySources(observed, { ...options, witness, witnesses: caches?.witnesses ?? null });
  }).finally(progress.end);
  const { report, functions, isLasting, overrides } = verification;
  if (isLasting)
    await runs?.keep(
      request,
      { report, functions, ...(overrides.holds === null ? {} : { holds: overrides.holds }) },
      files.observations(),
    );
  return verification;
}

function printable({ report, functions }: KeptRun, context: CommandContext, started: number): Printable {
  return {
    report,
    run: { milliseconds: Math.round(context.now() - started), solverCalls: 0, solverHits: 0, cacheHits: functions },
    linesOf: (name) => {
      const contents = NODE_FILE_SYSTEM.read(path.resolve(context.cwd, name));
      return contents.kind === "read" ? linesOf(textOf(contents.bytes)) : null;
    },
  };
}
