/** Questions about the place of a name in the syntax. */
import { ts } from "../typescript.js";

/** The innermost node that is exactly that piece of text, or null. */
export function innermostAt(sourceFile: ts.SourceFile, start: number, end: number): ts.Node | null {
  const search = (node: ts.Node): ts.Node | null => {
    if (node.pos > start || node.end < end) return null;
    const inside = ts.forEachChild(node, search) ?? null;
    if (inside !== null) return inside;
    if (node.getStart(sourceFile) === start && node.end === end) return node;
    // The keyword of `import(x)` and the like is a token.
    return node.getChildren(sourceFile).find((child) => child.getStart(sourceFile) === start && child.end === end) ?? null;
  };
  return search(sourceFile);
}

/** Whether the name takes a value or is deleted: there only a reference can stand. */
export function isAssignmentTarget(node: ts.Identifier): boolean {
  let current: ts.Node = node;
  for (;;) {
    const { parent } = current;
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    ) {
      current = parent;
      continue;
    }
    if (ts.isDeleteExpression(parent)) return true;
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
      return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === current;
    if (ts.isBinaryExpression(parent)) return isAssignment(parent) && parent.left === current ? true : isInPattern(current);
    return isInPattern(current);
  }
}

const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** `[fetch] = xs`, `({ a: fetch = 1 } = o)`, `({ fetch } = o)`: literals on the left of `=`, or in the head of a loop. */
function isInPattern(node: ts.Node): boolean {
  let current = node;
  for (;;) {
    const { parent } = current;
    if (ts.isBinaryExpression(parent) && isAssignment(parent) && parent.left === current) {
      if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
      if (ts.isArrayLiteralExpression(current) || ts.isObjectLiteralExpression(current)) return true;
      // `fetch = 1` as an element: a default, when what is around is a pattern; an assignment otherwise, which is a target as well.
      current = parent;
      continue;
    }
    if ((ts.isForInStatement(parent) || ts.isForOfStatement(parent)) && parent.initializer === current) return true;
    const isElement =
      ts.isArrayLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === current) ||
      (ts.isShorthandPropertyAssignment(parent) && parent.name === current);
    if (!isElement) return false;
    current = parent;
  }
}
