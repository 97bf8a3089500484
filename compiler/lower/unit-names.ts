/** Names of functions and classes: `<module path>#<symbol path>`, repeated ones numbered from the second on. */
import { ts } from "../typescript.js";
import { staticPropertyName } from "./syntax.js";

/** Hands out each name once; a repeated one gets `~2`, `~3` in the order of asking. */
export function createNameSource(): (wanted: string) => string {
  const used = new Map<string, number>();
  return (wanted) => {
    const count = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, count);
    return count === 1 ? wanted : `${wanted}~${count}`;
  };
}

/** The name people know a function or class by: its own, or that of the variable, property or parameter it initialises. */
export function symbolName(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isClassElement(node) || ts.isObjectLiteralElement(node)) {
    const name = node.name === undefined ? null : memberName(node.name);
    if (name !== null) return name;
  }
  if ((ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) && node.name !== undefined) {
    return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : "(computed)";
  }
  return nameFromParent(node) ?? "(anonymous)";
}

function memberName(name: ts.PropertyName | ts.JsxAttributeName): string {
  if (ts.isJsxNamespacedName(name)) return name.name.text;
  return staticPropertyName(name) ?? "(computed)";
}

function nameFromParent(node: ts.Node): string | null {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner.parent) ||
    ts.isAsExpression(inner.parent) ||
    ts.isSatisfiesExpression(inner.parent)
  ) {
    inner = inner.parent;
  }
  const { parent } = inner;
  if (ts.isVariableDeclaration(parent) && parent.initializer === inner && ts.isIdentifier(parent.name)) return parent.name.text;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.initializer === inner) {
    return memberName(parent.name);
  }
  if (ts.isBinaryExpression(parent) && parent.right === inner && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (ts.isIdentifier(parent.left)) return parent.left.text;
    if (ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
  }
  return ts.isExportAssignment(parent) ? "default" : null;
}
