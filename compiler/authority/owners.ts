/**
 * Nodes of the call graph of one module, and which of them a piece of code belongs to: the innermost function or class, a variable of the
 * module with its initialiser, an export of CommonJS, or the body. Whoever mentions a variable may run whatever its initialiser holds, and
 * whatever is put into it at the top of the module.
 */
import { ts } from "../typescript.js";
import type { Binding, Unit } from "../lower/binding.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { skipWrappers } from "../lower/syntax.js";

export interface Owners {
  /** The node that `node` belongs to. */
  readonly of: (node: ts.Node) => string;
  /** What mentioning a variable, function or class means; null: nothing beyond where it is declared. */
  readonly ofBinding: (binding: Binding) => string | null;
  readonly ofUnit: (unit: Unit) => string;
  readonly ofClass: (node: ts.ClassLikeDeclaration) => string;
  /** Symbol path of the function that `node` stands in. */
  readonly functionOf: (node: ts.Node) => string;
}

export const BODY = "";

export function createOwners(bindings: ModuleBindings): Owners {
  const ofUnit = (unit: Unit): string => unit.id.slice(unit.id.indexOf("#") + 1);
  const classNames = new Map(bindings.classes.map((info) => [info.node, `class ${info.id.slice(info.id.indexOf("#") + 1)}`]));
  const ofClass = (node: ts.ClassLikeDeclaration): string => classNames.get(node) ?? BODY;
  const unitAt = (node: ts.Node): Unit | null => {
    for (let current = node; ; current = current.parent) {
      const unit = bindings.unitOf.get(current) ?? null;
      if (unit !== null || ts.isSourceFile(current)) return unit;
    }
  };
  const of = (node: ts.Node): string => {
    for (let current = node; !ts.isSourceFile(current); current = current.parent) {
      const unit = bindings.unitOf.get(current);
      if (unit !== undefined && !ts.isClassLike(current)) return ofUnit(unit);
      if (ts.isClassLike(current)) return ofClass(current);
      const top = topLevelName(current);
      if (top !== null) return top;
    }
    return BODY;
  };
  const ofBinding = (binding: Binding): string | null => {
    const [declared] = binding.declarations;
    if (declared === undefined) return null;
    const { parent } = declared;
    if (ts.isFunctionDeclaration(parent) || ts.isFunctionExpression(parent)) return unitName(bindings, parent, ofUnit);
    if (ts.isClassLike(parent)) return ofClass(parent);
    if (binding.unit !== bindings.body) return null;
    for (let node: ts.Node = declared; !ts.isSourceFile(node); node = node.parent) {
      const name = topLevelName(node);
      if (name !== null) return name;
    }
    return null;
  };
  const functionOf = (node: ts.Node): string => {
    const unit = unitAt(node);
    return unit === null ? BODY : ofUnit(unit);
  };
  return { of, ofBinding, ofUnit, ofClass, functionOf };
}

function unitName(bindings: ModuleBindings, node: ts.Node, ofUnit: (unit: Unit) => string): string | null {
  const unit = bindings.unitOf.get(node);
  return unit === undefined ? null : ofUnit(unit);
}

/** The one thing that a statement or declaration at the top of the module makes; null for everything else. */
function topLevelName(node: ts.Node): string | null {
  if (ts.isVariableDeclaration(node)) {
    const list = node.parent;
    const isTop = ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent);
    const name = isTop ? firstName(node.name) : null;
    return name === null ? null : `var ${name}`;
  }
  if (!ts.isStatement(node) || !ts.isSourceFile(node.parent)) return null;
  if (ts.isExportAssignment(node)) return node.isExportEquals === true ? "export *" : "export default";
  return ts.isExpressionStatement(node) ? assignedName(node.expression) : null;
}

export function firstName(name: ts.BindingName): string | null {
  if (ts.isIdentifier(name)) return name.text;
  for (const element of name.elements) {
    const found = ts.isOmittedExpression(element) ? null : firstName(element.name);
    if (found !== null) return found;
  }
  return null;
}

/** `exports.x = …`, `module.exports = …`, `X.prototype.y = …`. */
function assignedName(given: ts.Expression): string | null {
  const node = skipWrappers(given);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const names: string[] = [];
  let target = skipWrappers(node.left);
  while (ts.isPropertyAccessExpression(target)) {
    names.unshift(target.name.text);
    target = skipWrappers(target.expression);
  }
  if (!ts.isIdentifier(target) || names.length === 0) return null;
  const isModule = target.text === "module" && names[0] === "exports";
  if (isModule) names.shift();
  if (!isModule && target.text !== "exports") return `var ${target.text}`;
  // `exports = module.exports = …` and chains of assignments end in a value that has them all.
  return `export ${names[0] ?? "*"}`;
}
