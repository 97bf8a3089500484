/** From what the command line names to a report: load, lower, verify, describe. */
import { setImmediate } from "node:timers/promises";
import type { ts } from "./typescript.js";
import type { HirProgram } from "../core/hir.js";
import type { ModulePath } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { ModulePlan } from "../core/plan.js";
import type { Diagnostic, Report, ReportedOverride, RunStatistics } from "../core/report.js";
import type { VerifiedProgram } from "../verifier/close-session.js";
import type { OpenPool } from "../verifier/pool.js";
import { buildReport, withSorted, type ReportedModules } from "../verifier/report.js";
import type { WitnessMode } from "../core/witness.js";
import { DEFAULT_SESSION, type SessionOptions } from "../verifier/session-options.js";
import { withWitnesses } from "../verifier/with-witnesses.js";
import type { QuestionCache } from "../verifier/question-cache.js";
import type { ResultCache } from "../verifier/result-cache.js";
import { verifyHir } from "../verifier/session.js";
import { withOverrides } from "../verifier/with-overrides.js";
import type { InstalledAgain } from "./authority/installed-again.js";
import { packageFacts, type PackageFacts } from "./authority/package-facts.js";
import { overrideAdvice } from "./overrides/advise-overrides.js";
import { lowerProgram } from "./lower/lower-program.js";
import type { JudgedProgram } from "./overrides/judge-program.js";
import { PROGRAM_STEPS } from "../verifier/program-steps.js";
import { withBaseline } from "./policy/check-baseline.js";
import { packageDiagnostics } from "./policy/inferred-authority.js";
import type { GovernedProgram } from "./policy/govern.js";
import { loadProgram, withinStack, type LoadedProgram, type PendingTypes, type ProgramInputs } from "./program/load.js";
import { modulePathOf, slashedRelative } from "./program/module-path.js";
import { linesOf } from "./lines-of.js";
import { secureProgram, withPolicy, type Security, type SecurityChoice } from "./security/secure-program.js";
import { VERSION } from "./version.js";
import { seekWitnesses, type WitnessStore } from "./witness/seek-witnesses.js";

export interface VerifyOptions extends SecurityChoice {
  /** Most worker threads; null: one for each processor. The result is the same for any number. */
  readonly jobs: number | null;
  readonly onProgress: ((done: number, total: number) => void) | null;
  /** Whether the calling thread proves, as one of them: for a process that does nothing else. Absent: it does not. */
  readonly provesHere?: boolean;
  /** Who proves; null: threads of this machine. */
  readonly openPool: OpenPool | null;
  /** `run` executes functions of the program. */
  readonly witness: WitnessMode;
  /** Where what a run finds is kept for those who run nothing (the linter); absent: nowhere. */
  readonly witnesses?: WitnessStore | null;
  /** Results of earlier runs; null: everything is proved anew. */
  readonly results: ResultCache | null;
  /** Answers of the solver to single questions. Absent: none are kept. */
  readonly questions?: QuestionCache | null;
  /** What is known of files of packages. Absent: they are read anew. */
  readonly facts?: PackageFacts | null;
  /** Milliseconds, for `run` alone. */
  readonly now: () => number;
}

/** What there is to print of a verification. */
export interface Printable {
  readonly report: Report;
  readonly run: RunStatistics;
  /** Lines of a file named as in the report, or null. */
  readonly linesOf: (file: string) => readonly string[] | null;
}

export interface Verified extends Printable {
  /** One a module. */
  readonly plans: readonly ModulePlan[];
  /** Functions with obligations. */
  readonly functions: number;
  /** Every verdict is what it would be another time: no worker and no solver failed. */
  readonly isLasting: boolean;
  readonly overrides: JudgedProgram;
  /** As it was proved. */
  readonly hir: HirProgram;
  readonly governed: GovernedProgram;
}

export interface Verification extends Verified {
  readonly loaded: LoadedProgram;
}

/** Where a program lies, beside its sources. */
export type Surroundings = Pick<ProgramInputs, "cwd" | "files">;

/** Throws ConfigError for wrong paths and configuration, InternalError for defects of ours; all else is in the report. */
export async function verifySources(inputs: ProgramInputs, options: VerifyOptions): Promise<Verification> {
  const started = options.now();
  const verification =
    (await verifyThenCheck(loadProgram(inputs, { types: "later" }), inputs, options)) ??
    (await verifyLoaded(loadProgram(inputs), inputs, options));
  const judged = await againstProject(verification, inputs, options);
  return { ...judged, run: { ...judged.run, milliseconds: Math.round(options.now() - started) } };
}

/** With what grants of packages and the project's baseline say of it. Throws ConfigError for what is wrong with those. */
export async function againstProject(
  verification: Verification,
  surroundings: Surroundings,
  options: Pick<VerifyOptions, "enforcement" | "facts"> & { readonly installed?: InstalledAgain },
): Promise<Verification> {
  const { loaded, report, governed } = verification;
  const found = await diagnosticsOfPackages(loaded, governed, { ...surroundings, ...options });
  return { ...verification, report: measured(report, { found, ...loaded }, { ...surroundings, ...options }) };
}

/** What is said of the packages that a program loads. */
export function diagnosticsOfPackages(
  loaded: LoadedProgram,
  { policy }: GovernedProgram,
  { cwd, files, facts, installed }: Surroundings & Pick<VerifyOptions, "facts"> & { readonly installed?: InstalledAgain },
): Promise<readonly Diagnostic[]> {
  const surroundings = { cwd, files, facts: facts ?? packageFacts(null, VERSION) };
  return packageDiagnostics(loaded, policy.layers, installed === undefined ? surroundings : { ...surroundings, installed });
}

/** `report` with what was `found` besides, and by the project's baseline. */
export function measured(
  report: Report,
  { found, files: sources, projectRoot }: Pick<Described, "files" | "projectRoot"> & { readonly found: readonly Diagnostic[] },
  { cwd, files, enforcement: { onViolation } }: Surroundings & Pick<VerifyOptions, "enforcement">,
): Report {
  const whole = found.length === 0 ? report : { ...report, diagnostics: withSorted(report.diagnostics, found) };
  const names = sources.map((file) => file.fileName);
  return withBaseline(whole, names, { cwd, projectRoot, files, onViolation });
}

/**
 * Types are checked while the workers prove: type errors are warnings, and no verdict depends on them. Null when the checker exhausts
 * the stack on a file: loading in the ordinary way leaves that file out.
 */
async function verifyThenCheck(
  loaded: LoadedProgram,
  inputs: Surroundings,
  options: VerifyOptions,
): Promise<Verification | null> {
  const started = options.now();
  const { program, files, projectRoot, pendingTypes } = loaded;
  const hir = withinStack(() => lowerProgram(program, files, projectRoot));
  if (hir === null) return null;
  const security = secureProgram(loaded, hir, inputs, options);
  const [judged, diagnostics] = await Promise.all([
    verifyHir(withOverrides(hir, security.overrides.freed), sessionOf(options), PROGRAM_STEPS),
    typesChecked(loaded.diagnostics, pendingTypes),
  ]);
  if (diagnostics === null) return null;
  const verified = options.witness === "run" ? await refute(judged, loaded, options) : judged;
  return describeLoaded(verified, { ...loaded, diagnostics, pendingTypes: [] }, { cwd: inputs.cwd, options, started, security });
}

/** All diagnostics in their order; null when a check fails. The event loop, which hands out work, gets a turn after each file. */
export async function typesChecked(
  known: readonly Diagnostic[],
  pendingTypes: readonly PendingTypes[],
): Promise<readonly Diagnostic[] | null> {
  const all: Diagnostic[] = [];
  let taken = 0;
  for (const { at, check } of pendingTypes) {
    await setImmediate();
    const found = check();
    if (found === null) return null;
    all.push(...known.slice(taken, at), ...found);
    taken = at;
  }
  return [...all, ...known.slice(taken)];
}

/** Paths in the report are relative to `cwd`. Throws InternalError for defects of ours. */
export async function verifyLoaded(loaded: LoadedProgram, inputs: Surroundings, options: VerifyOptions): Promise<Verification> {
  const started = options.now();
  const hir = lowerProgram(loaded.program, loaded.files, loaded.projectRoot);
  const security = secureProgram(loaded, hir, inputs, options);
  const judged = await verifyHir(withOverrides(hir, security.overrides.freed), sessionOf(options), PROGRAM_STEPS);
  const verified = options.witness === "run" ? await refute(judged, loaded, options) : judged;
  return describeLoaded(verified, loaded, { cwd: inputs.cwd, options, started, security });
}

export const sessionOf = ({
  enforcement,
  jobs,
  onProgress,
  provesHere,
  openPool,
  results,
  questions,
}: VerifyOptions): SessionOptions => ({
  ...DEFAULT_SESSION,
  provesHere: provesHere ?? false,
  enforcement,
  jobs,
  onProgress,
  openPool,
  results,
  questions: questions ?? null,
});

/** What there is to say of a program besides verdicts. */
export interface Described {
  readonly projectRoot: string;
  readonly files: readonly SourceText[];
  /** Those of `files` that mention overrides, at least. */
  readonly overriding: readonly ts.SourceFile[];
  /** Of the front end. */
  readonly diagnostics: readonly Diagnostic[];
}

export type SourceText = Pick<ts.SourceFile, "fileName" | "text">;

/** `reported`: what was reported of the program's modules before, updated. */
export function describe(
  judged: VerifiedProgram,
  described: Described,
  {
    cwd,
    options,
    started,
    security,
    reported,
  }: {
    readonly cwd: string;
    readonly options: VerifyOptions;
    readonly started: number;
    readonly security: Security;
    readonly reported?: ReportedModules;
  },
): Verified {
  const { files, projectRoot, overriding } = described;
  const { enforcement } = options;
  const verified = withPolicy(judged, security);
  const { overrides, governed } = security;
  const advice = (options.overrides ?? null) === null ? [] : overrideAdvice(overriding, verified.plans, { cwd, projectRoot });
  const diagnostics = [...described.diagnostics, ...security.diagnostics, ...advice];
  const sources = { enforcement, cwd, projectRoot, files, diagnostics, overrides: overrides.reported };
  const report = reportOn(verified, sources, reported);
  const texts: { byName: ReadonlyMap<string, string> | null } = { byName: null };
  return {
    report,
    run: {
      milliseconds: Math.round(options.now() - started),
      solverCalls: verified.statistics.solverCalls,
      solverHits: verified.statistics.solverHits,
      cacheHits: verified.statistics.cacheHits,
    },
    plans: verified.plans,
    functions: verified.statistics.owing,
    isLasting: verified.isLasting,
    overrides,
    hir: verified.program,
    governed,
    linesOf: (name) => {
      // Most reports are not printed.
      texts.byName ??= new Map(files.map((file) => [slashedRelative(cwd, file.fileName), file.text]));
      const text = texts.byName.get(name);
      return text === undefined ? null : linesOf(text);
    },
  };
}

/** With the program that it speaks of. */
export function describeLoaded(
  judged: VerifiedProgram,
  loaded: LoadedProgram,
  rest: Parameters<typeof describe>[2],
): Verification {
  return { ...describe(judged, { ...loaded, overriding: loaded.files }, rest), loaded };
}

/**
 * What can be refuted is. Under the trusted boundary the provers say which sites no arguments of the declared types can violate, and
 * the solver's models speak of such arguments: so that is asked first.
 */
async function refute(judged: VerifiedProgram, loaded: LoadedProgram, options: VerifyOptions): Promise<VerifiedProgram> {
  const session = sessionOf(options);
  const typed: EnforcementOptions = { mode: "production", boundary: "trusted", onViolation: "throw" };
  const { enforcement } = session;
  const isTyped = enforcement.boundary === typed.boundary && enforcement.onViolation === typed.onViolation;
  const asTyped = isTyped
    ? judged
    : await verifyHir(judged.program, { ...session, enforcement: typed, onProgress: null }, PROGRAM_STEPS);
  const sites = asTyped.plans.flatMap((plan) => plan.sites);
  const { program, files, projectRoot } = loaded;
  const source = {
    program,
    files,
    projectRoot,
    hir: judged.program,
    plans: judged.plans,
    provedForTypes: new Set(sites.filter(({ verdict }) => verdict.kind === "proved").map(({ id }) => id)),
    counterexamples: new Map(asTyped.counterexamples.map(({ id, parameters }) => [id, parameters])),
  };
  const witnesses = await seekWitnesses(source, options.witnesses ?? null);
  return withWitnesses(judged, witnesses);
}

export interface ReportedSources {
  readonly enforcement: EnforcementOptions;
  /** Absolute, both. */
  readonly cwd: string;
  readonly projectRoot: string;
  readonly files: readonly SourceText[];
  /** Of the front end and the policy. */
  readonly diagnostics: readonly Diagnostic[];
  readonly overrides: readonly ReportedOverride[];
}

/** The report on a verified program, under our version. */
export function reportOn(verified: VerifiedProgram, sources: ReportedSources, before?: ReportedModules): Report {
  const { files, projectRoot, ...rest } = sources;
  const texts = new Map<ModulePath, string>(files.map((file) => [modulePathOf(projectRoot, file.fileName), file.text]));
  return buildReport(verified, { ...rest, projectRoot, version: VERSION, sources: texts }, before);
}
