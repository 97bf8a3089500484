/** Nesting of a syntax tree, found without recursion: recursive passes of ours and of the checker would overflow the stack. */
import { ts } from "../typescript.js";

/**
 * Levels of nesting that lowering accepts. Measured with Node's default stack (984 KB): TypeScript's own parser overflows near 900
 * nested parentheses and its binder near 900 links of `||`; at 490 levels of any kind checker and lowering get through within a second.
 */
export const MAX_AST_DEPTH = 500;

/** Whether any node lies deeper than `limit`. In a chain `a + b + c` the operands count as siblings: every pass walks it iteratively. */
export function isNestedDeeperThan(root: ts.Node, limit: number): boolean {
  const pending: { node: ts.Node; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
    const { node, depth } = top;
    if (depth > limit) return true;
    ts.forEachChild(node, (child) => {
      pending.push({ node: child, depth: isChainLink(node, child) ? depth : depth + 1 });
    });
  }
  return false;
}

function isChainLink(node: ts.Node, child: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) && ts.isBinaryExpression(child) && node.left === child && !isLogical(node.operatorToken.kind)
  );
}

/** TypeScript's binder recurses into these, to follow the control flow. */
function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}
