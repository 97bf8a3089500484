/**
 * What `verify` says of one file of a program that somebody else keeps, at once and in this thread. Facts about other files come from the
 * program that is asked about and from no other: a program is known by its identity, and what is kept from the one before is what
 * incremental/held-program.ts and the keys of works let through.
 */
import path from "node:path";
import { ts } from "./typescript.js";
import type { ObligationId } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { UnknownReason, Witness } from "../core/verdict.js";
import { createModuleSession, type ModuleSession, type ModuleVerdicts, type SyncResults } from "../verifier/module-session.js";
import type { StoredEntries } from "../verifier/stored-results.js";
import { witnessOf, witnessQuestions } from "./witness/witness-key.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { createHeldOverrides, type HeldOverrides } from "./overrides/held-overrides.js";
import { NODE_FILE_SYSTEM } from "./program/file-system.js";
import { createHeldFrontEnd, type HeldFrontEnd } from "./incremental/held-program.js";
import { createKnownFiles, type KnownFiles } from "./incremental/known-files.js";
import { modulePathOf } from "./program/module-path.js";

export type FileVerdicts =
  | {
      readonly kind: "verified";
      readonly verdicts: ModuleVerdicts;
      readonly projectRoot: string;
      /** What the proof of an obligation lacks that a stored witness refutes. */
      readonly lacks: ReadonlyMap<ObligationId, UnknownReason>;
    }
  /** In words, for the place of a verdict. */
  | { readonly kind: "unverified"; readonly why: string };

export interface LintSession {
  verdictsOf(program: ts.Program, file: ts.SourceFile): FileVerdicts;
}

/** What earlier runs of `verify` left: results of the solver and, of `--witness run`, calls that break an operation. */
export type EarlierRuns = SyncResults & Partial<StoredEntries>;

export interface LintSessionOptions {
  readonly enforcement: EnforcementOptions;
  /** Earlier results for a project whose root this is; null: none. */
  readonly resultsFor: (projectRoot: string) => EarlierRuns | null;
  /** As in `ModuleSessionOptions`. */
  readonly moduleSteps: number;
  /** Which overrides are over; absent: the machine's. */
  readonly wallClock?: () => number;
}

/** About two seconds for one file in the worst case; the files of sixteen packages need 3 % of it at most (docs/LINT.md). */
export const MODULE_STEPS = 4_000_000;

interface Project {
  readonly earlier: EarlierRuns | null;
  readonly front: HeldFrontEnd;
  readonly session: ModuleSession;
  readonly overrides: HeldOverrides;
  readonly files: KnownFiles;
}

/** Projects that are kept: an editor has a few open at once, a run over a monorepo goes from one to the next. */
const KEPT_PROJECTS = 4;

export function createLintSession(options: LintSessionOptions): LintSession {
  const projects = new Map<string, Project>();
  const verdicts = new WeakMap<ts.SourceFile, { readonly program: ts.Program; readonly found: FileVerdicts }>();

  const projectOf = (program: ts.Program): Project => {
    const project = projects.get(keyOf(program)) ?? openProject(program, options);
    // The one used last stands last.
    projects.delete(keyOf(program));
    projects.set(keyOf(program), project);
    for (const key of [...projects.keys()].slice(0, -KEPT_PROJECTS)) projects.delete(key);
    return project;
  };

  const verify = (program: ts.Program, file: ts.SourceFile): FileVerdicts => {
    if (!isOurs(file)) {
      return unverified(
        `the parser uses another copy of TypeScript (Surety's is ${ts.version}); \`npm ls typescript\` shows both, and one version for all helps`,
      );
    }
    if (program.getSyntacticDiagnostics(file).length > 0) return unverified("the file does not parse");
    const { front, session, overrides, earlier, files } = projectOf(program);
    const stranger = files.strangerOf(program);
    if (stranger !== null) return unverified(strangerText(front.projectRoot, stranger));
    const hir = front.update(program);
    if (hir === null) return unverified("a file of the program is nested more deeply than the compiler can process");
    session.update(overrides.apply(program, hir));
    const found = session.verdictsOf(modulePathOf(front.projectRoot, path.resolve(file.fileName)));
    if (found === null) return unverified("the tsconfig.json of the program does not name the file");
    const witnesses = storedWitnesses(found, file, { program, earlier });
    return { kind: "verified", projectRoot: front.projectRoot, ...withWitnesses(found, witnesses) };
  };

  const isCurrent = (program: ts.Program): boolean => {
    const project = projects.get(keyOf(program));
    return project !== undefined && project.overrides.isCurrent(program) && project.files.strangerOf(program) === null;
  };

  return {
    verdictsOf: (program, file) => {
      const known = verdicts.get(file);
      // The same file in another program is another matter: its callers may have changed. Pending verdicts may have come in since.
      if (known?.program === program && !isPending(known.found) && isCurrent(program)) return known.found;
      const found = verify(program, file);
      verdicts.set(file, { program, found });
      return found;
    },
  };
}

/** Calls of the very same code by which an earlier run has broken obligations that are open here. Nothing is run. */
function storedWitnesses(
  found: ModuleVerdicts,
  file: ts.SourceFile,
  { program, earlier }: { readonly program: ts.Program; readonly earlier: EarlierRuns | null },
): ReadonlyMap<ObligationId, Witness> {
  const witnesses = new Map<ObligationId, Witness>();
  if (earlier?.entries === undefined) return witnesses;
  const questions = witnessQuestions(file, found.plan, program);
  const entries = earlier.entries(questions.flatMap(({ keys }) => keys));
  if (entries.size === 0) return witnesses;
  for (const { obligation, keys } of questions) {
    const [witness] = keys.flatMap((key) => {
      const bytes = entries.get(key);
      return (bytes === undefined ? null : witnessOf(bytes)) ?? [];
    });
    if (witness !== undefined) witnesses.set(obligation, witness);
  }
  return witnesses;
}

function withWitnesses(
  found: ModuleVerdicts,
  witnesses: ReadonlyMap<ObligationId, Witness>,
): Pick<FileVerdicts & { readonly kind: "verified" }, "verdicts" | "lacks"> {
  const lacks = new Map<ObligationId, UnknownReason>();
  if (witnesses.size === 0) return { verdicts: found, lacks };
  const sites = found.plan.sites.map((site) => {
    const witness = witnesses.get(site.id);
    if (witness === undefined) return site;
    if (site.verdict.kind === "unknown") lacks.set(site.id, site.verdict.reason);
    return { ...site, verdict: { kind: "refuted" as const, witness } };
  });
  const pending = new Set([...found.pending].filter((id) => !witnesses.has(id)));
  return { verdicts: { ...found, plan: { ...found.plan, sites }, pending }, lacks };
}

const strangerText = (root: string, file: string): string =>
  `\`${modulePathOf(root, file)}\` came or went, and the parser's program does not know it: restart the ESLint server`;

const unverified = (why: string): FileVerdicts => ({ kind: "unverified", why });

const isPending = (found: FileVerdicts): boolean => found.kind === "verified" && found.verdicts.pending.size > 0;

function openProject(program: ts.Program, options: LintSessionOptions): Project {
  const { enforcement, resultsFor, moduleSteps, wallClock = () => Date.now() } = options;
  const front = createHeldFrontEnd(program, { lowersAll: enforcement.boundary === "trusted" });
  const earlier = resultsFor(front.projectRoot);
  const session = createModuleSession({
    session: { ...DEFAULT_SESSION, enforcement },
    results: earlier,
    moduleSteps,
  });
  const overrides = createHeldOverrides({
    projectRoot: front.projectRoot,
    files: NODE_FILE_SYSTEM,
    wallClock,
  });
  return { front, session, overrides, earlier, files: createKnownFiles() };
}

function keyOf(program: ts.Program): string {
  const config = program.getCompilerOptions()["configFilePath"];
  return typeof config === "string" ? config : `${program.getCurrentDirectory()}\0`;
}

/** Node kinds are numbers that differ between versions: a tree that another copy of TypeScript made means nothing here. */
function isOurs(file: ts.SourceFile): boolean {
  return Object.getPrototypeOf(file) === SOURCE_FILE;
}

const SOURCE_FILE: unknown = Object.getPrototypeOf(ts.createSourceFile("a.ts", "", ts.ScriptTarget.Latest));
