/**
 * Which patterns TypeScript's emitter takes apart (A7): `[a, ...r] = xs` becomes `a = xs[0], r = xs.slice(1)`. It does so below ES2015; for
 * what a namespace exports, whose names are members of its object; and, where modules are emitted as CommonJS and the like, for declarations
 * that are exported and assignments to names that are.
 */
import { ts } from "../typescript.js";
import type { FunctionContext } from "./context.js";
import { staysModule } from "./held-built-ins.js";
import { hasModifier, outermostWrapped, skipWrappers } from "./syntax.js";
import { ES2015, isBelow } from "./targets.js";
import { boundTo } from "./variables.js";

type Pattern = ts.BindingPattern | ts.AssignmentPattern;

export function isFlattened(fn: FunctionContext, pattern: Pattern): boolean {
  if (isBelow(fn, ES2015)) return true;
  if (ts.isObjectBindingPattern(pattern) || ts.isArrayBindingPattern(pattern)) {
    const statement = exportingStatement(pattern);
    return statement !== null && (ts.isModuleBlock(statement.parent) || !staysModule(fn.program.options, fn.unit.sourceFile));
  }
  if (staysModule(fn.program.options, fn.unit.sourceFile)) return false;
  const outermost = outermostPattern(pattern);
  // (Not so in the head of a loop.)
  return isDefault(outermostWrapped(outermost).parent) && assignsExported(fn, outermost);
}

/** `export const [a, b] = xs;` */
function exportingStatement(pattern: ts.BindingPattern): ts.VariableStatement | null {
  let declared: ts.Node = pattern.parent;
  while (ts.isBindingElement(declared)) declared = declared.parent.parent;
  const statement = ts.isVariableDeclaration(declared) ? declared.parent.parent : null;
  return statement !== null && ts.isVariableStatement(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword)
    ? statement
    : null;
}

/** The literal that the whole pattern is, with what stands in it. */
function outermostPattern(pattern: ts.AssignmentPattern): ts.Node {
  let found: ts.Node = pattern;
  for (let node: ts.Node = pattern; ;) {
    const { parent } = outermostWrapped(node);
    if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent)) found = parent;
    else if (!ts.isPropertyAssignment(parent) && !ts.isSpreadElement(parent) && !isDefault(parent)) return found;
    node = parent;
  }
}

/** (Or an assignment of its own, in which another pattern does not stand.) */
const isDefault = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** As the emitter asks: a target without a default whose name stands in a clause, `export { name }`. */
function assignsExported(fn: FunctionContext, node: ts.Node): boolean {
  const target = ts.isExpression(node) ? skipWrappers(node) : node;
  if (ts.isArrayLiteralExpression(target)) return target.elements.some((one) => assignsExported(fn, one));
  if (ts.isObjectLiteralExpression(target)) return target.properties.some((one) => assignsExported(fn, one));
  if (ts.isPropertyAssignment(target)) return assignsExported(fn, target.initializer);
  if (ts.isSpreadAssignment(target) || ts.isSpreadElement(target)) return assignsExported(fn, target.expression);
  const name = ts.isShorthandPropertyAssignment(target) ? target.name : target;
  if (!ts.isIdentifier(name)) return false;
  return (
    boundTo(fn, name)?.references.some(({ node: { parent }, use }) => use === "export" && ts.isExportSpecifier(parent)) === true
  );
}
