/** From what the command line names to a report: load, lower, verify, describe. */
import type ts from "typescript";
import type { ModulePath } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { ModulePlan } from "../core/plan.js";
import type { Diagnostic, Report, RunStatistics } from "../core/report.js";
import type { VerifiedProgram } from "../verifier/close-session.js";
import { buildReport } from "../verifier/report.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { verifyHir } from "../verifier/session.js";
import { lowerProgram } from "./lower/lower-program.js";
import { PROGRAM_STEPS } from "../verifier/program-steps.js";
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
  /** Lines of a file named as in the report, or null. */
  readonly linesOf: (file: string) => readonly string[] | null;
}

/** Throws ConfigError for wrong paths and configuration, InternalError for defects of ours; all else is in the report. */
export async function verifySources(inputs: ProgramInputs, options: VerifyOptions): Promise<Verification> {
  const started = options.now();
  const verification = await verifyLoaded(loadProgram(inputs), inputs.cwd, options);
  return { ...verification, run: { ...verification.run, milliseconds: Math.round(options.now() - started) } };
}

/** Paths in the report are relative to `cwd`. Throws InternalError for defects of ours. */
export async function verifyLoaded(loaded: LoadedProgram, cwd: string, options: VerifyOptions): Promise<Verification> {
  const started = options.now();
  const { program, files, projectRoot, diagnostics } = loaded;
  const hir = lowerProgram(program, files, projectRoot);
  const { enforcement, jobs, onProgress } = options;
  const verified = await verifyHir(hir, { ...DEFAULT_SESSION, enforcement, jobs, onProgress }, PROGRAM_STEPS);
  const report = reportOn(verified, { enforcement, cwd, projectRoot, files, diagnostics });
  const byName = new Map(files.map((file) => [slashedRelative(cwd, file.fileName), file]));
  return {
    report,
    run: {
      milliseconds: Math.round(options.now() - started),
      solverCalls: verified.statistics.solverCalls,
      cacheHits: 0,
    },
    plans: verified.plans,
    loaded,
    linesOf: (name) => byName.get(name)?.text.split(/\r\n|[\n\r\u2028\u2029]/) ?? null,
  };
}

export interface ReportedSources {
  readonly enforcement: EnforcementOptions;
  /** Absolute, both. */
  readonly cwd: string;
  readonly projectRoot: string;
  readonly files: readonly ts.SourceFile[];
  /** Of the front end. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The report on a verified program, under our version. */
export function reportOn(verified: VerifiedProgram, sources: ReportedSources): Report {
  const { files, projectRoot, ...rest } = sources;
  const texts = new Map<ModulePath, string>(files.map((file) => [modulePathOf(projectRoot, file.fileName), file.text]));
  return buildReport(verified, { ...rest, projectRoot, version: VERSION, sources: texts });
}
