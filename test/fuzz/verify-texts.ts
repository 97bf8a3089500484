/**
 * Verdicts for many small programs at once, in this thread: one TypeScript program pays for the checker of a whole batch, but every
 * text is lowered, linked and proved as a program of its own, so that what one tampers with disarms no other.
 */
import ts from "typescript";
import { linkProgram } from "../../analyzers/link.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT, type Boundary, type Budgets, type OnViolation } from "../../core/options.js";
import type { Site } from "../../core/site.js";
import type { Evidence, Verdict } from "../../core/verdict.js";
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
  readonly settings: readonly Setting[];
  /** Only functions with one of these accesses need verdicts; null: all. */
  readonly about: ReadonlySet<string> | null;
  /** Tier 3, too. */
  readonly solver: boolean;
}

export interface Verifier {
  /** One entry for each question; inside, one for each of its settings. */
  readonly verify: (questions: readonly Question[]) => readonly (readonly Verdicts[])[];
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

  const verifyOne = (program: ts.Program, file: ts.SourceFile, question: Question): readonly Verdicts[] => {
    const hir = lowerProgram(program, [file], FOLDER);
    const shown = placesOf(file);
    return question.settings.map((setting) => {
      const enforcement = { ...DEFAULT_ENFORCEMENT, ...setting };
      const crashes: string[] = [];
      const accesses: JudgedAccess[] = [];
      const linked = linkProgram(hir, { enforcement, budgets: BUDGETS, linear: createLinear() });
      for (const module of hir.modules)
        for (const fn of module.functions) {
          const names = fn.sites.map(
            ({ kind, span }) => `${kind.slice("bounds.".length)} ${shown(span.start)}-${shown(span.end)}`,
          );
          const { about } = question;
          if (names.length === 0 || (about !== null && !names.some((name) => about.has(name)))) continue;
          try {
            const result = provers.analyse(linked.work(fn.id), question.solver ? port : null);
            if (result.sites.length !== fn.sites.length) throw new Error("a site has no verdict");
            fn.sites.forEach((site, index) => {
              const verdict = result.sites[index]!.verdict;
              accesses.push({
                access: names[index]!,
                site,
                verdict,
                evidence: verdict.kind === "proved" ? verdict.evidence : null,
              });
            });
          } catch (error) {
            crashes.push(`${fn.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
          }
        }
      return { accesses, crashes };
    });
  };

  return {
    verify: (questions) => {
      if (questions.length === 0) return [];
      const names = questions.map((_, index) => `${FOLDER}/p${index}.ts`);
      const sources = new Map(questions.map(({ text }, index) => [names[index]!, text]));
      const program = ts.createProgram({ rootNames: names, options: OPTIONS, host: hostOf(sources, declaration) });
      return questions.map((question, index) => {
        const file = program.getSourceFile(names[index]!);
        if (file === undefined) throw new Error(`no source file ${names[index]!}`);
        return verifyOne(program, file, question);
      });
    },
  };
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
