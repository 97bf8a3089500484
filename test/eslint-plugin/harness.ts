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

/** `files` by absolute name. */
export function programOf(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = OPTIONS): ts.Program {
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
      return text === undefined ? library(name) : parsed(name, text, target);
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

const recent = new Map<string, ts.Program>();

/** The same text is looked at several times. */
function programOfText(text: string, file: string): ts.Program {
  const program = recent.get(file + text) ?? programOf({ [file]: text });
  recent.delete(file + text);
  recent.set(file + text, program);
  for (const old of [...recent.keys()].slice(0, -40)) recent.delete(old);
  return program;
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

/** Every case through ESLint's own tester, then what that does not look at: the lines, and that each suggestion does what it says. */
export function runCases({ name, typed, settings = { cache: false }, file = FILE, valid, invalid }: Cases): void {
  const rule: Rule.RuleModule | undefined = plugin.rules[name];
  if (rule === undefined) throw new Error(`no rule ${name}`);
  RuleTester.describe = describe;
  RuleTester.it = it;
  RuleTester.itOnly = it.only;
  const tester = new RuleTester({
    files: ["**/*.ts"],
    languageOptions: { parser: typed ? typedParser : untypedParser },
    settings: { surety: settings },
  });
  tester.run(`${name}, ${typed ? "with" : "without"} types`, rule, {
    valid: valid.map((code) => ({ code, filename: file })),
    invalid: invalid.map((code) => ({
      code,
      filename: file,
      errors: markedLines(code).length,
      ...fixedBy(name, code, { typed, settings, file }),
    })),
  });
  describe(`${name}, ${typed ? "with" : "without"} types, in detail`, () => {
    it.each(invalid.map((code) => [code]))("reports the marked lines, and suggests what helps: %s", (code) => {
      const messages = lint([name], code, { typed, settings, file });
      expect(messages.map(({ line }) => line).sort((a, b) => a - b)).toEqual(markedLines(code));
      for (const message of messages)
        for (const suggestion of message.suggestions ?? [])
          checkSuggestion(name, code, message, suggestion, { typed, settings, file });
    });
  });
  it(`${name} has enough cases`, () => {
    expect(valid.length).toBeGreaterThanOrEqual(15);
    expect(invalid.length).toBeGreaterThanOrEqual(15);
  });
}

function fixedBy(name: string, code: string, options: RunOptions): { output?: string | null } {
  if (LINT_RULES.find((rule) => rule.name === name)?.fixable !== true) return {};
  const edits = lint([name], code, options).flatMap(({ fix }) => fix ?? []);
  if (edits.length === 0) return { output: null };
  let text = code;
  let last = Infinity;
  for (const { range, text: put } of [...edits].sort((a, b) => b.range[0] - a.range[0])) {
    if (range[1] > last) continue;
    text = text.slice(0, range[0]) + put + text.slice(range[1]);
    last = range[0];
  }
  return { output: text };
}

export function markedLines(code: string): readonly number[] {
  return code
    .split("\n")
    .flatMap((line, at) => Array.from({ length: (/\/\/ (!+)$/u.exec(line)?.[1] ?? "").length }, () => at + 1));
}

/** The code type-checks, and what was reported is not reported any more, nor anything new. */
function checkSuggestion(
  name: string,
  code: string,
  message: Linter.LintMessage,
  { fix }: Linter.LintSuggestion,
  options: RunOptions,
): void {
  const after = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
  expect(typeErrors(after), after).toEqual(typeErrors(code));
  const left = lint([name], after, options);
  expect(
    left.filter(({ message: text }) => text === message.message),
    after,
  ).toEqual([]);
  expect(left.length, after).toBe(lint([name], code, options).length - 1);
}

export function typeErrors(code: string): readonly string[] {
  const program = programOfText(code, FILE);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
