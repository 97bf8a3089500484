/** From what the command line names to a report: load, lower, verify, describe. */
import type ts from "typescript";
import type { ModulePath } from "../core/ids.js";
import { DEFAULT_BUDGETS, type EnforcementOptions } from "../core/options.js";
import type { ModulePlan } from "../core/plan.js";
import type { Report, RunStatistics } from "../core/report.js";
import { buildReport } from "../verifier/report.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { verifyHir } from "../verifier/session.js";
import { lowerProgram, PENDING_STEPS } from "./pending-steps.js";
import { loadProgram, type LoadedProgram, type ProgramInputs } from "./program/load.js";
import { modulePathOf, slashedRelative } from "./program/module-path.js";
import { VERSION } from "./version.js";

export interface VerifyOptions {
  readonly enforcement: EnforcementOptions;
  /** Most worker threads; null: one for each processor. The result is the same for any number. */
  readonly jobs: number | null;
  readonly onProgress: ((done: number, total: number) => void) | null;
  /** Milliseconds, for `run` alone. */
  readonly now: () => number;
}

export interface Verification {
  readonly report: Report;
  readonly run: RunStatistics;
  /** One a module. */
  readonly plans: readonly ModulePlan[];
  readonly loaded: LoadedProgram;
  readonly sources: ReadonlyMap<ModulePath, ts.SourceFile>;
  /** Lines of a file named as in the report, or null. */
  readonly linesOf: (file: string) => readonly string[] | null;
}

/** Throws ConfigError for wrong paths and configuration, InternalError for defects of ours; all else is in the report. */
export async function verifySources(inputs: ProgramInputs, options: VerifyOptions): Promise<Verification> {
  const started = options.now();
  const loaded = loadProgram(inputs);
  const { program, files, projectRoot } = loaded;
  const sources = new Map(files.map((file) => [modulePathOf(projectRoot, file.fileName), file]));
  const hir = lowerProgram(program, files, projectRoot);
  const verified = await verifyHir(
    hir,
    {
      ...DEFAULT_SESSION,
      enforcement: options.enforcement,
      budgets: DEFAULT_BUDGETS,
      jobs: options.jobs,
      onProgress: options.onProgress,
    },
    PENDING_STEPS,
  );
  const report = buildReport(verified, {
    version: VERSION,
    enforcement: options.enforcement,
    cwd: inputs.cwd,
    projectRoot,
    sources: new Map([...sources].map(([path, file]) => [path, file.text])),
    diagnostics: loaded.diagnostics,
  });
  const byName = new Map(files.map((file) => [slashedRelative(inputs.cwd, file.fileName), file]));
  return {
    report,
    run: {
      milliseconds: Math.round(options.now() - started),
      solverCalls: verified.statistics.solverCalls,
      cacheHits: 0,
    },
    plans: verified.plans,
    loaded,
    sources,
    linesOf: (name) => byName.get(name)?.text.split(/\r\n|[\n\r\u2028\u2029]/) ?? null,
  };
}
