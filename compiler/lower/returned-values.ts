/** What a function yields to who calls it. */
import { ts } from "../typescript.js";
import { hasModifier } from "./syntax.js";

/** The expressions that a call of the function may yield the value of; none of a function that yields a promise or a generator. */
export function returnedBy(node: ts.FunctionLikeDeclaration): readonly ts.Expression[] {
  const { body } = node;
  if (body === undefined || node.asteriskToken !== undefined || hasModifier(node, ts.SyntaxKind.AsyncKeyword)) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const pending: ts.Node[] = [...body.statements];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (ts.isReturnStatement(next) && next.expression !== undefined) found.push(next.expression);
    else if (holdsStatements(next)) ts.forEachChild(next, (child) => void pending.push(child));
  }
  return found;
}

/** Of this function. */
const holdsStatements = (node: ts.Node): boolean =>
  ts.isBlock(node) ? !ts.isFunctionLike(node.parent) : ts.isStatement(node) || HOLDS_STATEMENTS.has(node.kind);

const HOLDS_STATEMENTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.CatchClause,
]);
