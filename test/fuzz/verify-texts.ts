/**
 * Verdicts for many small programs at once, in this thread: one TypeScript program pays for the checker of a whole batch, but every
 * text is lowered, linked and proved as a program of its own, so that what one tampers with disarms no other.
 */
import ts from "typescript";
import { linkProgram } from "../../analyzers/linking/link.js";
import type { HirFunction, HirProgram } from "../../core/hir.js";
import type { FunctionId } from "../../core/ids.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT, type Boundary, type Budgets, type OnViolation } from "../../core/options.js";
import type { Site } from "../../core/site.js";
import type { Evidence, Verdict } from "../../core/verdict.js";
import type { FunctionResult } from "../../core/work.js";
import { lowerProgram } from "../../compiler/lower/lower-program.js";
import { createLinear } from "../../solver/linear.js";
import { createProvers } from "../../verifier/provers.js";

export interface Setting {
  readonly boundary: Boundary;
  readonly onViolation: OnViolation;
}

export interface JudgedAccess {
  /** `read 12:9-12:13`, as the oracle names it. */
  readonly access: string;
  readonly site: Site;
  readonly verdict: Verdict;
  readonly evidence: Evidence | null;
}

export interface Verdicts {
  readonly accesses: readonly JudgedAccess[];
  /** Functions whose analysis threw: defects of ours, though no unsound ones. */
  readonly crashes: readonly string[];
}

export interface Question {
  readonly text: string;
  /** Tier 3, too. */
  readonly solver: boolean;
}

/** One text of a batch. It is lowered, linked and proved when somebody asks, and only as far as that takes. */
export interface OpenText {
  /** Verdicts of all functions with one of these accesses, and of those that were asked for before; null: of all. */
  readonly verdicts: (setting: Setting, about: ReadonlySet<string> | null) => Verdicts;
  /** TypeScript says that a value goes where its type may not: A1t says nothing of such a program. */
  readonly isMistyped: () => boolean;
}

export interface Verifier {
  /** One entry for each question. */
  readonly open: (questions: readonly Question[]) => readonly OpenText[];
}

/** Default budgets but for tier 3, which would take nearly all the time. */
const BUDGETS: Budgets = { ...DEFAULT_BUDGETS, solverChecks: 24 };

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  lib: ["lib.esnext.d.ts"],
  types: [],
  noEmit: true,
  noResolve: true,
};
const FOLDER = "/fuzz";

/**
 * "Type … is not assignable to type …", the same of arguments, and properties that may be read before they hold what their type says. Other
 * errors (a name of Node, a key that is `any`) put no value anywhere.
 */
const MISTYPED: ReadonlySet<number> = new Set([2322, 2345, 2564, 2565]);

/** Starts Z3, which takes a moment. */
export async function createVerifier(): Promise<Verifier> {
  const provers = createProvers();
  const port = await provers.solver({ kind: "own" }, null);
  const declarations = new Map<string, ts.SourceFile | undefined>();
  const declaration = (file: string): ts.SourceFile | undefined => {
    if (!declarations.has(file)) {
      const text = ts.sys.readFile(file);
      declarations.set(file, text === undefined ? undefined : ts.createSourceFile(file, text, ts.ScriptTarget.ESNext));
    }
    return declarations.get(file);
  };

  const openOne = (program: ts.Program, file: ts.SourceFile, { solver }: Question): OpenText => {
    const lowered: { functions: readonly NamedFunction[] | null; hir: HirProgram | null } = { functions: null, hir: null };
    const known = new Map<string, Map<FunctionId, Verdicts>>();
    return {
      isMistyped: () => program.getSemanticDiagnostics(file).some(({ code }) => MISTYPED.has(code)),
      verdicts: (setting, about) => {
        const hir = (lowered.hir ??= lowerProgram(program, [file], FOLDER));
        const functions = (lowered.functions ??= named(hir, file));
        const key = `${setting.boundary}/${setting.onViolation}`;
        const found = known.get(key) ?? new Map<FunctionId, Verdicts>();
        known.set(key, found);
        const wanted = functions.filter(
          ({ fn, names }) => !found.has(fn.id) && (about === null || names.some((name) => about.has(name))),
        );
        if (wanted.length > 0) {
          const enforcement = { ...DEFAULT_ENFORCEMENT, ...setting };
          const options = { enforcement, budgets: BUDGETS, linear: createLinear() };
          const linked = linkProgram(only(hir, new Set(wanted.map(({ fn }) => fn.id))), options);
          for (const one of wanted)
            found.set(
              one.fn.id,
              verdictsOf(one, () => provers.analyse(linked.work(one.fn.id), solver ? port : null)),
            );
        }
        const all = functions.flatMap(({ fn }) => found.get(fn.id) ?? []);
        return { accesses: all.flatMap(({ accesses }) => accesses), crashes: all.flatMap(({ crashes }) => crashes) };
      },
    };
  };

  return {
    open: (questions) => {
      if (questions.length === 0) return [];
      const names = questions.map((_, index) => `${FOLDER}/p${index}.ts`);
      const sources = new Map(questions.map(({ text }, index) => [names[index]!, text]));
      const program = ts.createProgram({ rootNames: names, options: OPTIONS, host: hostOf(sources, declaration) });
      return questions.map((question, index) => {
        const file = program.getSourceFile(names[index]!);
        if (file === undefined) throw new Error(`no source file ${names[index]!}`);
        return openOne(program, file, question);
      });
    },
  };
}

interface NamedFunction {
  readonly fn: HirFunction;
  /** Of its sites, as the oracle names accesses. */
  readonly names: readonly string[];
}

/** Functions with sites. */
function named({ modules }: HirProgram, file: ts.SourceFile): readonly NamedFunction[] {
  const shown = placesOf(file);
  return modules
    .flatMap(({ functions }) => functions)
    .filter(({ sites }) => sites.length > 0)
    .map((fn) => ({
      fn,
      names: fn.sites.map(({ kind, span }) => `${kind.slice("bounds.".length)} ${shown(span.start)}-${shown(span.end)}`),
    }));
}

/**
 * The program with the sites of these functions as its only ones. Linking then leaves out what none of them depends on, and finds the same of
 * the rest (analyzers/linking/concerned.ts): this takes most of the time otherwise.
 */
function only(hir: HirProgram, wanted: ReadonlySet<FunctionId>): HirProgram {
  const modules = hir.modules.map((module) => ({
    ...module,
    functions: module.functions.map((fn) => (fn.sites.length === 0 || wanted.has(fn.id) ? fn : { ...fn, sites: [] })),
  }));
  return { ...hir, modules };
}

function verdictsOf({ fn, names }: NamedFunction, analyse: () => FunctionResult): Verdicts {
  try {
    const result = analyse();
    if (result.sites.length !== fn.sites.length) throw new Error("a site has no verdict");
    const accesses = fn.sites.map((site, index): JudgedAccess => {
      const { verdict } = result.sites[index]!;
      return { access: names[index]!, site, verdict, evidence: verdict.kind === "proved" ? verdict.evidence : null };
    });
    return { accesses, crashes: [] };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { accesses: [], crashes: [`${fn.id}: ${message}`] };
  }
}

/** One-based `line:column` of an offset. */
function placesOf(file: ts.SourceFile): (offset: number) => string {
  return (offset) => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    return `${line + 1}:${character + 1}`;
  };
}

function hostOf(sources: ReadonlyMap<string, string>, declaration: (file: string) => ts.SourceFile | undefined): ts.CompilerHost {
  return {
    fileExists: (file) => sources.has(file) || ts.sys.fileExists(file),
    readFile: (file) => sources.get(file) ?? ts.sys.readFile(file),
    getSourceFile: (file, languageVersion) => {
      const text = sources.get(file);
      return text === undefined ? declaration(file) : ts.createSourceFile(file, text, languageVersion, false);
    },
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    getCurrentDirectory: () => FOLDER,
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    getDirectories: () => [],
  };
}
