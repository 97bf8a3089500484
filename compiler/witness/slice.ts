/**
 * The part of a module that a function needs to run as it does in the whole module: what it refers to, and every other statement that
 * could change what that is before the function is called.
 *
 * Soundness of a witness: statements left out run nothing that reaches the state of the part, so the part starts in the same state as the
 * module does when it is imported. Modules of the program that it imports could hand itself back to it (cycles): a part with state
 * is taken only from modules that import none.
 */
import { ts } from "../typescript.js";
import type { ModulePart } from "./module-parts.js";

/** Top-level statements, or null when some of them cannot be run by themselves. */
export function sliceFor(
  root: ts.Statement,
  sourceFile: ts.SourceFile,
  parts: ReadonlyMap<ts.Statement, ModulePart>,
): ReadonlySet<ts.Statement> | null {
  const slice = new Set<ts.Statement>();
  const include = (statement: ts.Statement): boolean => {
    const work = [statement];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      if (slice.has(next)) continue;
      const part = parts.get(next);
      if (part === undefined || part.obstacle !== null) return false;
      slice.add(next);
      work.push(...part.refersTo);
    }
    return true;
  };
  if (!include(root)) return null;
  for (let before = -1; before !== slice.size;) {
    before = slice.size;
    for (const part of parts.values()) {
      if (slice.has(part.statement) || !part.executes) continue;
      if (touchesState(part, slice, parts) && !include(part.statement)) return null;
    }
  }
  const hasState = [...slice].some((statement) => parts.get(statement)?.isState === true);
  return hasState && importsProgram(sourceFile) ? null : slice;
}

/** Whether running the statement may reach state of the slice. */
function touchesState(
  start: ModulePart,
  slice: ReadonlySet<ts.Statement>,
  parts: ReadonlyMap<ts.Statement, ModulePart>,
): boolean {
  const seen = new Set<ts.Statement>();
  const work = [...start.refersTo];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const part = parts.get(next);
    if (part === undefined) continue;
    if (slice.has(next) && part.isState) return true;
    work.push(...part.refersTo);
  }
  return false;
}

function importsProgram(sourceFile: ts.SourceFile): boolean {
  return sourceFile.statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return false;
    const isType = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    const { moduleSpecifier } = statement;
    return (
      !isType && moduleSpecifier !== undefined && !(ts.isStringLiteral(moduleSpecifier) && /^node:/u.test(moduleSpecifier.text))
    );
  });
}
