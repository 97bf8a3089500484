/** One file as the rules see it. What is dear is made when the first rule asks, and shared by all. */
import path from "node:path";
import type { Rule, SourceCode } from "eslint";
import { ts } from "../compiler/typescript.js";
import type { FileVerdicts } from "../compiler/lint-session.js";
import { settingsOf, type LintSettings } from "./settings.js";
import { withLevels } from "../compiler/security/secure-program.js";
import { governedFile } from "./file-diagnostics.js";
import { verdictsFor } from "./verdict-source.js";

export interface LintedFile {
  /** Absolute. */
  readonly name: string;
  /** The name as the linter gives it. */
  readonly host: string;
  /** Of the linter. Absolute. */
  readonly cwd: string;
  /** Without a byte order mark: offsets count from here. */
  readonly text: string;
  readonly settings: LintSettings;
  /** The parsed text; of the program, where there is one. Nodes have parents. */
  readonly tree: () => ts.SourceFile;
  /** Null without type information. */
  readonly program: ts.Program | null;
  /** Null without type information. */
  readonly verdicts: () => FileVerdicts | null;
}

const files = new WeakMap<SourceCode, LintedFile>();

/** The same object for all rules that look at the same text. Throws ConfigError for wrong settings. */
export function lintedFile(context: Rule.RuleContext): LintedFile {
  const { sourceCode } = context;
  const known = files.get(sourceCode);
  // oxlint has one object for all files.
  if (known?.text === sourceCode.text && known.host === context.filename) return known;
  const { cwd, physicalFilename, settings: given } = hostOf(context);
  const name = path.resolve(cwd, physicalFilename);
  const settings = settingsOf(given);
  const { text } = sourceCode;
  const program = programIn(sourceCode);
  const own: { tree: ts.SourceFile | null; verdicts: FileVerdicts | null } = { tree: null, verdicts: null };
  const file: LintedFile = {
    name,
    host: context.filename,
    cwd,
    text,
    settings,
    program,
    tree: () => (own.tree ??= treeOf(program, name, text)),
    verdicts: () => {
      if (program === null) return null;
      return (own.verdicts ??= underPolicy(verdictsOf(program, file), file));
    },
  };
  files.set(sourceCode, file);
  return file;
}

/** `memory=proved` rejects what keeps a guard. */
function underPolicy(found: FileVerdicts, file: LintedFile): FileVerdicts {
  if (found.kind !== "verified") return found;
  const { verdicts } = found;
  return { ...found, verdicts: { ...verdicts, plan: withLevels(verdicts.plan, governedFile(file).module) } };
}

interface Host {
  readonly cwd: string;
  readonly physicalFilename: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Of what ESLint's contexts have, oxlint's lack some. */
function hostOf(context: Partial<Host> & { readonly filename: string }): Host {
  const { cwd = process.cwd(), physicalFilename = context.filename, settings = {} } = context;
  return { cwd, physicalFilename, settings };
}

function verdictsOf(program: ts.Program, { name, text, settings }: LintedFile): FileVerdicts {
  const source = program.getSourceFile(name);
  if (source === undefined) return { kind: "unverified", why: "the program that the parser made does not contain the file" };
  // A processor may have cut the text out of another one.
  if (source.text !== text) return { kind: "unverified", why: "the program that the parser made holds another text of the file" };
  return verdictsFor(program, source, settings);
}

/** Parsers without types, and oxlint, give no services or others. */
function programIn({ parserServices }: { readonly parserServices?: unknown }): ts.Program | null {
  if (typeof parserServices !== "object" || parserServices === null || !("program" in parserServices)) return null;
  const { program } = parserServices;
  return isProgram(program) ? program : null;
}

function isProgram(value: unknown): value is ts.Program {
  return typeof value === "object" && value !== null && "getTypeChecker" in value && "getSourceFile" in value;
}

function treeOf(program: ts.Program | null, name: string, text: string): ts.SourceFile {
  const held = program?.getSourceFile(name);
  if (program !== null && held?.text === text) {
    // Binding sets the parent links.
    program.getTypeChecker();
    return held;
  }
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}
