/** The programmatic interface: what `import … from "surety"` gives. */
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import type { Report, RunStatistics } from "../core/report.js";
import { buildSources } from "./build-program.js";
import type { WitnessMode } from "../core/witness.js";
import { enforcementOf, safetyOf, witnessModeOf, type EnforcementChoice } from "./enforcement-choice.js";
import { verifySources, type VerifyOptions } from "./verify-program.js";
import { NODE_FILE_SYSTEM } from "./program/file-system.js";
import type { ProgramInputs } from "./program/load.js";

export { ConfigError, InternalError } from "../core/errors.js";
export type { Boundary, Mode, OnViolation } from "../core/options.js";
export type { Diagnostic, Report, ReportedObligation, ReportedToleration, ReportSummary, RunStatistics } from "../core/report.js";
export { createTransformer, type TransformerOptions } from "./create-transformer.js";
export type { EnforcementChoice } from "./enforcement-choice.js";
export { guardModule, type GuardedModule, type GuardOptions } from "./guard-module.js";
export type { WitnessMode } from "../core/witness.js";
export { VERSION } from "./version.js";

/** Names a program as the command line does: paths, or a tsconfig, or neither (the tsconfig of `cwd`). */
export interface ProgramChoice extends EnforcementChoice {
  /** Files and folders. */
  readonly paths?: readonly string[];
  /** A tsconfig file, or a folder with a `tsconfig.json`. */
  readonly project?: string;
  /** What paths are relative to, in the report too. Default: the working directory of the process. */
  readonly cwd?: string;
  /** Most worker threads; default one for each processor. The result is the same for any number. */
  readonly jobs?: number;
  /** `done` of `total` functions. */
  readonly onProgress?: (done: number, total: number) => void;
  /** `run` executes exported functions of the program, in a process without permissions, to refute what is not proved. Default `off`. */
  readonly witness?: WitnessMode;
  /** Levels such as `memory=checked`, as `--safety` takes them: they cover modules that nothing else covers. */
  readonly safety?: string;
}

export interface BuildChoice extends ProgramChoice {
  /** Relative to `cwd`; default: that of the tsconfig. */
  readonly outDir?: string;
}

export interface BuildResult {
  readonly report: Report;
  /** Absolute, sorted. */
  readonly written: readonly string[];
}

/**
 * Verifies a program: the report of `surety verify --json --stats`. Problems of the program are in it. Throws ConfigError for wrong
 * paths, options and configuration, InternalError for defects of ours.
 */
export async function verifyProgram(choice: ProgramChoice = {}): Promise<Report & { readonly run: RunStatistics }> {
  const { report, run } = await verifySources(inputsOf(choice), optionsOf(choice));
  return { ...report, run };
}

/** Verifies a program and writes guarded JavaScript, as `surety build` does. Throws as `verifyProgram`, and ConfigError for output that cannot be written. */
export async function buildProgram(choice: BuildChoice = {}): Promise<BuildResult> {
  const { verification, written } = await buildSources(inputsOf(choice), { ...optionsOf(choice), outDir: choice.outDir ?? null });
  return { report: verification.report, written };
}

function inputsOf(choice: ProgramChoice): ProgramInputs {
  return {
    cwd: choice.cwd ?? process.cwd(),
    paths: choice.paths ?? [],
    project: choice.project ?? null,
    files: NODE_FILE_SYSTEM,
  };
}

function optionsOf(choice: ProgramChoice): VerifyOptions {
  return {
    enforcement: enforcementOf(choice),
    jobs: choice.jobs ?? DEFAULT_SESSION.jobs,
    onProgress: choice.onProgress ?? null,
    witness: witnessModeOf(choice.witness),
    safety: safetyOf(choice.safety),
    results: null,
    openPool: null,
    now: () => performance.now(),
    overrides: { files: NODE_FILE_SYSTEM, wallClock: () => Date.now() },
  };
}
