/** Rules on texts, with and without types, without files: one program a text, whose library is parsed once. */
import { createHash } from "node:crypto";
import path from "node:path";
import { Linter, RuleTester, type Rule } from "eslint";
import { parser } from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { ts } from "../../compiler/typescript.js";
import plugin from "../../eslint-plugin/plugin.js";
import { LINT_RULES } from "../../eslint-plugin/rules/rules.table.js";

export const FILE = "/virtual/src/file.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts"],
  strict: true,
  noEmit: true,
  types: [],
};

const libraries = new Map<string, ts.SourceFile | undefined>();

/** With a version, as the language service's files have: so programs are verified step by step. */
function parsed(name: string, text: string, target: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile {
  return Object.assign(ts.createSourceFile(name, text, target, true), { version: createHash("sha1").update(text).digest("hex") });
}

/** `files` by absolute name. `trees`: of the program before; texts that are the same are the same trees, as in an editor. */
export function programOf(
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = OPTIONS,
  trees = new Map<string, ts.SourceFile>(),
): ts.Program {
  const folder = path.dirname(ts.getDefaultLibFilePath(options));
  const library = (name: string): ts.SourceFile | undefined => {
    if (path.dirname(name) !== folder) return undefined;
    if (!libraries.has(name)) {
      const text = ts.sys.readFile(name);
      libraries.set(name, text === undefined ? undefined : parsed(name, text, ts.ScriptTarget.ES2023));
    }
    return libraries.get(name);
  };
  const host: ts.CompilerHost = {
    fileExists: (name) => name in files || (path.dirname(name) === folder && ts.sys.fileExists(name)),
    readFile: (name) => files[name],
    getSourceFile: (name, target) => {
      const text = files[name];
      if (text === undefined) return library(name);
      const last = trees.get(name);
      const tree = last?.text === text ? last : parsed(name, text, target);
      trees.set(name, tree);
      return tree;
    },
    getDefaultLibFileName: (chosen) => ts.getDefaultLibFilePath(chosen),
    getDefaultLibLocation: () => folder,
    getCurrentDirectory: () => "/virtual",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
  };
  return ts.createProgram({ rootNames: Object.keys(files), options, host });
}

/** Texts that are looked at together: one program for all, made when the first is asked for. By file and text. */
const batches = new Map<string, () => ts.Program>();

const batchKey = (file: string, text: string): string => `${file}\0${text}`;

/** From now on these files (modules that do not know each other) are parsed as one program. */
export function inOneProgram(files: Readonly<Record<string, string>>): void {
  const own: { program: ts.Program | null } = { program: null };
  const program = (): ts.Program => (own.program ??= programOf(files));
  for (const [file, text] of Object.entries(files)) batches.set(batchKey(file, text), program);
}

function programOfText(text: string, file: string): ts.Program {
  const known = batches.get(batchKey(file, text));
  if (known !== undefined) return known();
  inOneProgram({ [file]: text });
  return programOfText(text, file);
}

export const untypedParser = parser as unknown as Linter.ESTreeParser & {
  parseForESLint(text: string, options: object): Linter.ESLintParseResult;
};

/** typescript-eslint's parser on a program of the text alone. */
export const typedParser: Linter.Parser = {
  meta: { name: "typed-parser", version: "1" },
  parseForESLint: (text: string, { filePath = FILE }: { readonly filePath?: string } = {}) =>
    untypedParser.parseForESLint(text, { programs: [programOfText(text, filePath)], filePath }),
};

export interface RunOptions {
  readonly typed: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Below a folder of its own where there is a configuration. */
  readonly file?: string;
}

export function lint(
  rules: readonly string[],
  code: string,
  { typed, settings = { cache: false }, file = FILE }: RunOptions,
): Linter.LintMessage[] {
  const linter = new Linter({ configType: "flat", cwd: path.dirname(file) });
  return linter.verify(
    code,
    [
      {
        files: ["**/*.ts"],
        languageOptions: { parser: typed ? typedParser : untypedParser },
        plugins: { surety: plugin },
        settings: { surety: settings },
        rules: Object.fromEntries(rules.map((name) => [`surety/${name}`, "error"])),
      },
    ],
    { filename: file },
  );
}

export interface Cases {
  readonly name: string;
  readonly typed: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly file?: string;
  readonly valid: readonly string[];
  /** Lines that are reported end in `// !`, once for each report. */
  readonly invalid: readonly string[];
}

/** The texts of all cases, by the names that they are linted under. */
export function caseFiles({ file = FILE, valid, invalid }: Cases): Readonly<Record<string, string>> {
  return Object.fromEntries([...casesOf(file, valid, ""), ...casesOf(file, invalid, "x")].map((one) => [one.file, one.code]));
}

function casesOf(file: string, codes: readonly string[], kind: string): readonly Case[] {
  return codes.map((code, at) => ({ code, file: numbered(file, `${kind}${String(at)}`) }));
}

/** `/src/file.ts`, 3: `/src/file-3.ts`. */
const numbered = (file: string, number: string): string => file.replace(/\.ts$/u, `-${number}.ts`);

interface Case {
  readonly code: string;
  readonly file: string;
}

/** Every case through ESLint's own tester, then what that does not look at: the lines, and that each suggestion does what it says. */
export function runCases(cases: Cases): void {
  const { name, typed, settings = { cache: false }, file = FILE, valid, invalid } = cases;
  const rule: Rule.RuleModule | undefined = plugin.rules[name];
  if (rule === undefined) throw new Error(`no rule ${name}`);
  const [right, wrong] = [casesOf(file, valid, ""), casesOf(file, invalid, "x")];
  inOneProgram(caseFiles(cases));
  const reportedBy = (rules: readonly string[]) => (one: Case) => lint(rules, one.code, { typed, settings, file: one.file });
  const reported = reportedBy([name]);
  const judged = reportedBy([...new Set([name, ...(OPEN_RULES.includes(name) ? OPEN_RULES : [])])]);
  const outputs = wrong.map((one) => fixedBy(name, one, reported));
  inOneProgram(
    Object.fromEntries(
      wrong.flatMap((one, at) => {
        const output = outputs[at]?.output;
        return typeof output === "string" ? [[one.file, output]] : [];
      }),
    ),
  );
  RuleTester.describe = describe;
  RuleTester.it = it;
  RuleTester.itOnly = it.only;
  const tester = new RuleTester({
    files: ["**/*.ts"],
    languageOptions: { parser: typed ? typedParser : untypedParser },
    settings: { surety: settings },
  });
  tester.run(`${name}, ${typed ? "with" : "without"} types`, rule, {
    valid: right.map((one) => ({ code: one.code, filename: one.file })),
    invalid: wrong.map((one, at) => ({
      code: one.code,
      filename: one.file,
      errors: markedLines(one.code).length,
      ...outputs[at],
    })),
  });
  const details = detailsOf(wrong, reported);
  describe(`${name}, ${typed ? "with" : "without"} types, in detail`, () => {
    it.each(wrong.map((one, at) => [one.code, one, at] as const))(
      "reports the marked lines, and suggests what helps: %s",
      (code, one, at) => {
        const { messages, suggestions } = details()[at] ?? { messages: [], suggestions: [] };
        expect(messages.map(({ line }) => line).sort((a, b) => a - b)).toEqual(markedLines(code));
        const output = outputs[at]?.output;
        if (typeof output === "string") expect(reported({ code: output, file: one.file }), output).toEqual([]);
        for (const { message, after } of suggestions) checkSuggestion({ one, message, after }, judged);
      },
    );
  });
}

/** What says that an obligation is open, whatever its rule: what a suggestion mends must not come up under another name. */
const OPEN_RULES: readonly string[] = ["bounds", "no-unproved", "no-refuted"];

type Reported = (one: Case) => readonly Linter.LintMessage[];

interface Detail {
  readonly messages: readonly Linter.LintMessage[];
  readonly suggestions: readonly { readonly message: Linter.LintMessage; readonly after: Case }[];
}

/** What is said of each case, and each suggestion applied: those, too, are one program. Made when first asked for. */
function detailsOf(cases: readonly Case[], reported: Reported): () => readonly Detail[] {
  const own: { details: readonly Detail[] | null } = { details: null };
  const make = (): readonly Detail[] => {
    const details = cases.map((one): Detail => {
      const messages = reported(one);
      const edits = messages.flatMap((message) => (message.suggestions ?? []).map(({ fix }) => ({ message, fix })));
      const suggestions = edits.map(({ message, fix }, at) => ({
        message,
        after: { code: applied(one.code, [fix]), file: numbered(one.file, `s${String(at)}`) },
      }));
      return { messages, suggestions };
    });
    const after = details.flatMap(({ suggestions }) => suggestions.map((one) => one.after));
    inOneProgram(Object.fromEntries(after.map(({ file, code }) => [file, code])));
    return details;
  };
  return () => (own.details ??= make());
}

function fixedBy(name: string, one: Case, reported: Reported): { output?: string | null } {
  if (LINT_RULES.find((rule) => rule.name === name)?.fixable !== true) return {};
  const fixes = reported(one).flatMap(({ fix }) => fix ?? []);
  return { output: fixes.length === 0 ? null : applied(one.code, fixes) };
}

/** From the back; what overlaps a later one is left, as ESLint leaves it to its next pass. */
function applied(code: string, fixes: readonly Rule.Fix[]): string {
  let text = code;
  let last = Infinity;
  for (const { range, text: put } of [...fixes].sort((a, b) => b.range[0] - a.range[0])) {
    if (range[1] > last) continue;
    text = text.slice(0, range[0]) + put + text.slice(range[1]);
    last = range[0];
  }
  return text;
}

export function markedLines(code: string): readonly number[] {
  return code
    .split("\n")
    .flatMap((line, at) => Array.from({ length: (/\/\/ (!+)$/u.exec(line)?.[1] ?? "").length }, () => at + 1));
}

interface AppliedSuggestion {
  readonly one: Case;
  readonly message: Linter.LintMessage;
  readonly after: Case;
}

/** The code type-checks, and what was reported is not reported any more, nor anything new: the obligation is proved. */
function checkSuggestion({ one, message, after }: AppliedSuggestion, judged: Reported): void {
  expect(typeErrors(after), after.code).toEqual(typeErrors(one));
  const left = judged(after);
  expect(
    left.filter(({ message: text }) => text === message.message),
    after.code,
  ).toEqual([]);
  expect(left.length, after.code).toBe(judged(one).length - 1);
}

function typeErrors({ code, file }: Case): readonly string[] {
  const program = programOfText(code, file);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}
