/** Rules of style that a reader should never have to check by eye. */
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { ROOT, SOURCE_FOLDERS, sourceFilesUnder } from "./source-files.js";

const MAX_LINES = 450;

/** Data tables may be long; so are files named `*.table.ts`. `model.ts` has a case for each intrinsic. */
const LONG_TABLES: readonly string[] = ["core/diagnostics.ts", "analyzers/interpretation/model.ts"];

/** Hosts that take the default export of a file. */
const HOST_DEMANDS: Readonly<Record<string, string>> = { "eslint-plugin/plugin.ts": "default export" };

function isLongTable(file: string): boolean {
  return LONG_TABLES.includes(file) || file.endsWith(".table.ts");
}

function isLet(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.Let) !== 0;
}

/** What `node` itself breaks, in words, or null. */
function ruleBrokenBy(node: ts.Node): string | null {
  if (ts.isExportAssignment(node)) return "default export";
  if (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) === true
  ) {
    return "default export";
  }
  if (ts.isExportSpecifier(node) && node.name.text === "default") return "default export";
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) return "barrel (`export *`)";
  if (ts.isCatchClause(node) && node.block.statements.length === 0) return "empty catch";
  if (ts.isEnumDeclaration(node)) return "enum";
  if (ts.isModuleDeclaration(node) && (node.flags & ts.NodeFlags.GlobalAugmentation) === 0) return "namespace";
  if (ts.isNonNullExpression(node)) return "non-null assertion";
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "any";
  if (ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && isLet(node.declarationList)) {
    return "module-level let";
  }
  return null;
}

function violationsIn(file: string, text: string): readonly string[] {
  const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const rule = ruleBrokenBy(node);
    if (rule !== null && HOST_DEMANDS[file] !== rule)
      found.push(`${file}:${sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line + 1}: ${rule}`);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  const lines = text.split("\n").length - 1;
  if (lines > MAX_LINES && !isLongTable(file)) found.push(`${file}: ${lines} lines`);
  return found;
}

describe("style", () => {
  for (const folder of SOURCE_FOLDERS) {
    it(`${folder} keeps the rules`, () => {
      const found = sourceFilesUnder(folder).flatMap((file) => violationsIn(file, readFileSync(path.join(ROOT, file), "utf8")));
      expect(found).toEqual([]);
    });
  }

  it.each([
    ["export default function f() {}", "default export"],
    ["export default 1;", "default export"],
    ["const a = 1; export { a as default };", "default export"],
    ['export * from "./a.js";', "barrel (`export *`)"],
    ["try { f(); } catch {}", "empty catch"],
    ["try { f(); } catch (e) { /* nothing */ }", "empty catch"],
    ["enum E { A }", "enum"],
    ["namespace N { export const a = 1; }", "namespace"],
    ["let count = 0;", "module-level let"],
    ["export let count = 0;", "module-level let"],
    ["const a = b!;", "non-null assertion"],
    ["const a: any = b;", "any"],
  ])("finds in `%s`: %s", (text, rule) => {
    expect(violationsIn("x.ts", text)).toEqual([`x.ts:1: ${rule}`]);
  });

  it("leaves ordinary code alone", () => {
    expect(
      violationsIn(
        "x.ts",
        "const a = 1; export function f(): number { let b = a; try { b++; } catch (e) { throw e; } return b; }",
      ),
    ).toEqual([]);
  });

  it("counts lines", () => {
    expect(violationsIn("x.ts", "f();\n".repeat(MAX_LINES + 1))).toEqual([`x.ts: ${MAX_LINES + 1} lines`]);
    expect(violationsIn("x.table.ts", "f();\n".repeat(MAX_LINES + 1))).toEqual([]);
  });
});
