/** What is wrong with the user's files, as values of core/report.ts. */
import { ts } from "../typescript.js";
import type { DiagnosticRow } from "../../core/diagnostics.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { slashedRelative } from "./module-path.js";

/** A diagnostic about a whole file or folder (`file` absolute), or about nothing in particular (null). */
export function fileDiagnostic(
  row: DiagnosticRow,
  message: string,
  place: { readonly file: string; readonly cwd: string } | null,
): Diagnostic {
  const file = place === null ? null : slashedRelative(place.cwd, place.file);
  return { code: row.code, severity: row.severity, message, file, line: null, column: null, obligation: null };
}

/** A diagnostic at an offset of a file. */
export function positionDiagnostic(
  row: DiagnosticRow,
  message: string,
  { sourceFile, offset, cwd }: { readonly sourceFile: ts.SourceFile; readonly offset: number; readonly cwd: string },
): Diagnostic {
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(offset);
  return { ...fileDiagnostic(row, message, { file: sourceFile.fileName, cwd }), line: line + 1, column: character + 1 };
}

export function syntaxDiagnostics(program: ts.Program, sourceFile: ts.SourceFile, cwd: string): readonly Diagnostic[] {
  return program
    .getSyntacticDiagnostics(sourceFile)
    .map((found) => fromTypeScript(DIAGNOSTICS.syntax, found, { sourceFile, cwd }));
}

/**
 * Type errors as warnings. Errors at an import that does not resolve are left out: `unresolvedImports` reports them.
 * Throws RangeError when the checker exhausts the stack.
 */
export function typeDiagnostics(program: ts.Program, sourceFile: ts.SourceFile, cwd: string): readonly Diagnostic[] {
  const unresolved = new Set(
    unresolvedSpecifiers(sourceFile, program.getTypeChecker()).map((specifier) => specifier.getStart(sourceFile)),
  );
  return program
    .getSemanticDiagnostics(sourceFile)
    .filter((found) => found.category === ts.DiagnosticCategory.Error && !unresolved.has(found.start ?? -1))
    .map((found) => fromTypeScript(DIAGNOSTICS.type, found, { sourceFile, cwd }));
}

/** Imports of `sourceFile` that lead nowhere the checker knows: one note per specifier, at its first appearance. */
export function unresolvedImports(program: ts.Program, sourceFile: ts.SourceFile, cwd: string): readonly Diagnostic[] {
  const first = new Map<string, ts.StringLiteralLike>();
  for (const specifier of unresolvedSpecifiers(sourceFile, program.getTypeChecker())) {
    if (!first.has(specifier.text)) first.set(specifier.text, specifier);
  }
  return [...first.values()].map((specifier) =>
    positionDiagnostic(
      DIAGNOSTICS.unresolvedImport,
      `\`${specifier.text}\` is not part of the program; it is treated as unknown code`,
      {
        sourceFile,
        offset: specifier.getStart(sourceFile),
        cwd,
      },
    ),
  );
}

function unresolvedSpecifiers(sourceFile: ts.SourceFile, checker: ts.TypeChecker): readonly ts.StringLiteralLike[] {
  return moduleSpecifiers(sourceFile).filter((specifier) => checker.getSymbolAtLocation(specifier) === undefined);
}

/** What may hide an import below the top level; wrong alarms (comments, strings) only cost time. */
const NESTED_IMPORT = /\bimport\s*[(/]|\brequire\b/u;

/** Specifiers of static imports and re-exports, `import x = require()`, `import()` and, in JavaScript, `require()`; in source order. */
function moduleSpecifiers(sourceFile: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const everywhere = NESTED_IMPORT.test(sourceFile.text);
  // A stack, since trees may be deep; children are pushed backwards to come out in source order.
  const pending: ts.Node[] = [...sourceFile.statements].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier);
    if (!everywhere) continue;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (let child = children.pop(); child !== undefined; child = children.pop()) pending.push(child);
  }
  return found;
}

function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportEqualsDeclaration(node)) {
    return ts.isExternalModuleReference(node.moduleReference) ? node.moduleReference.expression : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const inJavaScript = (node.flags & ts.NodeFlags.JavaScriptFile) !== 0;
  const isRequire =
    inJavaScript && ts.isIdentifier(node.expression) && node.expression.text === "require" && node.arguments.length === 1;
  return node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire ? node.arguments[0] : undefined;
}

/** "File not found": roots that are unreadable or nested too deeply have diagnostics of their own. */
const ROOT_NOT_FOUND = 6053;

/**
 * What TypeScript says of the options: contradictions, deprecations, type packages and libraries that are not installed. Without a
 * position of its own it is said of `configFile`.
 */
export function optionDiagnostics(
  program: ts.Program,
  { configFile, cwd }: { readonly configFile: string | null; readonly cwd: string },
): readonly Diagnostic[] {
  return program
    .getOptionsDiagnostics()
    .filter((found) => found.category === ts.DiagnosticCategory.Error && found.code !== ROOT_NOT_FOUND)
    .map((found) => {
      // Some messages have no position, but say where they come from.
      for (const { file, start } of [found, ...(found.relatedInformation ?? [])]) {
        if (file === undefined || start === undefined) continue;
        return positionDiagnostic(DIAGNOSTICS.type, messageOf(found), { sourceFile: file, offset: start, cwd });
      }
      return fileDiagnostic(DIAGNOSTICS.type, messageOf(found), configFile === null ? null : { file: configFile, cwd });
    });
}

function fromTypeScript(
  row: DiagnosticRow,
  found: ts.Diagnostic,
  { sourceFile, cwd }: { readonly sourceFile: ts.SourceFile; readonly cwd: string },
): Diagnostic {
  return positionDiagnostic(row, messageOf(found), { sourceFile: found.file ?? sourceFile, offset: found.start ?? 0, cwd });
}

/** TypeScript's message on one line, with its number. */
export function messageOf(found: ts.Diagnostic): string {
  return `TS${String(found.code)}: ${ts.flattenDiagnosticMessageText(found.messageText, "\n").replace(/\s*\n\s*/gu, " ")}`;
}
