import ts from "typescript";
import { isAssignmentPattern } from "../../../compiler/lower/access-use.js";
import { sourceTypeOfPattern } from "../../../compiler/lower/pattern-source.js";
import { classifyAccess, classifyPatternElement } from "../../../compiler/lower/site.js";
import type { AccessClass } from "../../../compiler/lower/site.js";
import type { Site } from "../../../core/site.js";

export interface Collected {
  readonly sites: readonly Site[];
  readonly tolerated: readonly { readonly text: string; readonly reason: string }[];
}

export interface SnippetOptions {
  readonly fileName?: string;
  readonly compilerOptions?: ts.CompilerOptions;
}

const LIBRARY = new Map<string, ts.SourceFile | undefined>();

/** Type-checks one snippet against the real standard library. */
export function checkSnippet(
  code: string,
  { fileName = "/snippet.ts", compilerOptions = {} }: SnippetOptions = {},
): { program: ts.Program; sourceFile: ts.SourceFile } {
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
    types: [],
    allowJs: true,
    noEmit: true,
    ...compilerOptions,
  };
  const sourceFile = ts.createSourceFile(fileName, code, { languageVersion: ts.ScriptTarget.ESNext }, true);
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) => {
    if (name === fileName) return sourceFile;
    if (!LIBRARY.has(name)) LIBRARY.set(name, read(name, languageVersion));
    return LIBRARY.get(name);
  };
  const program = ts.createProgram([fileName], options, host);
  return { program, sourceFile };
}

/** Every site and every tolerated access of a snippet, in source order. */
export function collectSites(code: string, options: SnippetOptions = {}): Collected {
  const { program, sourceFile } = checkSnippet(code, options);
  return collectFrom(sourceFile, program.getTypeChecker());
}

export function collectFrom(sourceFile: ts.SourceFile, checker: ts.TypeChecker): Collected {
  const context = { checker, sourceFile };
  const sites: Site[] = [];
  const tolerated: { text: string; reason: string }[] = [];
  const take = (found: AccessClass, node: ts.Node): void => {
    if (found.kind === "sites") sites.push(...found.sites);
    if (found.kind === "tolerated") tolerated.push({ text: node.getText(sourceFile), reason: found.reason });
  };
  const takePattern = (pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression): void => {
    const sourceType = sourceTypeOfPattern(pattern, checker);
    pattern.elements.forEach((element, index) => take(classifyPatternElement(element, { index, sourceType }, context), element));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node)) take(classifyAccess(node, context), node);
    if (ts.isArrayBindingPattern(node)) takePattern(node);
    if (ts.isArrayLiteralExpression(node) && isAssignmentPattern(node)) takePattern(node);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return { sites, tolerated };
}
