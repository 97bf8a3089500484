/** Where what is stored in a member or an element comes from. */
import { ts } from "../typescript.js";
import { isAssignmentOperator, isLogicalAssignment } from "./syntax.js";

/** Whether what is assigned to the target is, or is taken out of, something loose. */
export function storesAny(
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  isLoose: (node: ts.Expression) => boolean,
  isLooseInside: (node: ts.Expression) => boolean,
): boolean {
  for (let node: ts.Node = target; ; node = node.parent) {
    const { parent } = node;
    // `(this.items as unknown) = 5`
    if (ts.isAssertionExpression(parent) && parent.expression === node) return true;
    if (ts.isBinaryExpression(parent) && parent.left === node && isAssignmentOperator(parent.operatorToken.kind)) {
      const { kind } = parent.operatorToken;
      if (kind !== ts.SyntaxKind.EqualsToken && !isLogicalAssignment(kind)) return isLoose(parent);
      // (What is a default in a pattern gets something from farther out, too.)
      if (node === target ? isLoose(parent.right) : isLooseInside(parent.right)) return true;
    }
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent))
      return parent.initializer === node && isLooseInside(parent.expression);
    if (ts.isStatement(parent) || ts.isFunctionLike(parent) || ts.isSourceFile(parent)) return false;
  }
}
