/** Whether an exception thrown at a node can be seen by the same function. */
import { ts } from "../typescript.js";

/**
 * Inside a `try` block, or inside a `catch` block whose `finally` (or an outer `try`) still runs, up to the enclosing function, static
 * block or field initialiser.
 */
export function isInsideTry(node: ts.Node): boolean {
  let child = node;
  let { parent } = node;
  while (!ts.isSourceFile(parent) && !endsActivation(parent, child)) {
    if (ts.isTryStatement(parent)) {
      if (parent.tryBlock === child) return true;
      if (parent.catchClause === child && parent.finallyBlock !== undefined) return true;
    }
    child = parent;
    parent = parent.parent;
  }
  return false;
}

/** Names, decorators and modifiers of a member are evaluated by the function around the class, its body and parameters are not. */
function endsActivation(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isClassStaticBlockDeclaration(parent)) return true;
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === child;
  if (!ts.isFunctionLike(parent)) return false;
  return parent.name !== child && !ts.isDecorator(child);
}
