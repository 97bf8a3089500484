/** Nesting of a syntax tree, found without recursion: recursive passes of ours and of the checker would overflow the stack. */
import ts from "typescript";

/**
 * Levels of nesting that lowering accepts. Measured: with Node's default stack of 984 KB the checker and the lowering both get through
 * about 700 nested parentheses, calls or functions; real code stays below 100.
 */
export const MAX_AST_DEPTH = 500;

/** Whether any node lies deeper than `limit`. Operands on the left of a chain `a + b + c` count as siblings: chains are iterative. */
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
  return ts.isBinaryExpression(node) && ts.isBinaryExpression(child) && node.left === child;
}
