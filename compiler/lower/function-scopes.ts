/** Binding analysis of functions: a unit, a scope of parameters, perhaps another of the body. */
import { ts } from "../typescript.js";
import type { FunctionFlavour, FunctionKind } from "../../core/hir.js";
import type { ClassInfo, Scope, Unit } from "./binding.js";
import { visitDecorators } from "./class-scopes.js";
import { visitName, type Place, type Walk } from "./scopes.js";
import { hasModifier, hasUseStrict, valueParameters } from "./syntax.js";
import { symbolName } from "./unit-names.js";

export function visitFunction(
  parts: { node: ts.FunctionLikeDeclaration; place: Place; ofClass: ClassInfo | null },
  walk: Walk,
): Unit {
  const { node, place, ofClass } = parts;
  if (node.name !== undefined && ts.isComputedPropertyName(node.name)) walk.visit(node.name.expression, place);
  visitDecorators(node, place, walk);
  if (ts.isFunctionDeclaration(node)) declareFunction(node, place, walk);
  let outer = place;
  if (ts.isFunctionExpression(node) && node.name !== undefined) {
    const nameScope = walk.newScope(node.name, place, "block");
    walk.declare({ name: node.name.text, kind: "ownName", node: node.name }, nameScope);
    outer = { ...place, scope: nameScope };
  }
  const { body } = node;
  const strict =
    place.unit.strict || ofClass !== null || (body !== undefined && ts.isBlock(body) && hasUseStrict(body.statements));
  const unit = walk.newUnit({
    name: symbolName(node),
    kind: functionKind(node),
    flavour: functionFlavour(node),
    node,
    parent: place.unit,
    ofClass,
    strict,
  });
  walk.module.unitOf.set(node, unit);
  const holder = walk.module.bindingOf.get(node.name ?? node);
  if (holder !== undefined && (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node))) holder.holds = unit;
  const scope: Scope = { ...walk.newScope(node, { ...outer, unit }, "function"), inLoop: false };
  walk.module.scopeOf.set(node, scope);
  const inner: Place = { scope, unit, vars: scope };
  const parameters = valueParameters(node);
  for (const parameter of parameters) visitParameter(parameter, inner, walk);
  if (body === undefined) return unit;
  if (!ts.isBlock(body)) {
    walk.visit(body, inner);
    return unit;
  }
  visitFunctionBody(body, { inner, separate: parameters.some(hasExpression) }, walk);
  return unit;
}

/** With expressions among the parameters, `var`s of the body are variables of their own that start as copies (ECMA-262, 10.2.11). */
function visitFunctionBody(body: ts.Block, { inner, separate }: { inner: Place; separate: boolean }, walk: Walk): void {
  if (!separate) {
    walk.module.scopeOf.set(body, inner.scope);
    walk.visitAll(body.statements, inner);
    return;
  }
  const scope = walk.newScope(body, inner, "function");
  walk.visitAll(body.statements, { ...inner, scope, vars: scope });
  for (const [name, binding] of scope.names) {
    const parameter = inner.scope.names.get(name);
    if (binding.kind !== "var" || parameter === undefined) continue;
    walk.module.copiedFrom.set(binding, parameter);
    binding.reassigned = true;
  }
}

function visitParameter(parameter: ts.ParameterDeclaration, place: Place, walk: Walk): void {
  visitDecorators(parameter, place, walk);
  visitName(parameter.name, "param", place, walk);
  if (parameter.initializer !== undefined) walk.visit(parameter.initializer, place);
}

/** Whether a parameter holds code: a default, or a default or computed key inside its pattern. */
function hasExpression(parameter: ts.ParameterDeclaration): boolean {
  const inName = (name: ts.BindingName): boolean =>
    !ts.isIdentifier(name) &&
    name.elements.some(
      (element) =>
        !ts.isOmittedExpression(element) &&
        (element.initializer !== undefined ||
          (element.propertyName !== undefined && ts.isComputedPropertyName(element.propertyName)) ||
          inName(element.name)),
    );
  return parameter.initializer !== undefined || inName(parameter.name);
}

function declareFunction(node: ts.FunctionDeclaration, place: Place, walk: Walk): void {
  const key = node.name ?? node;
  const binding = walk.declare({ name: node.name?.text ?? "default", kind: "function", node: key }, place.scope);
  binding.exported ||= hasModifier(node, ts.SyntaxKind.ExportKeyword);
  place.scope.functions.push(node);
  const inBlock = place.scope.kind === "block" && !ts.isModuleBlock(place.scope.node);
  const plain = node.asteriskToken === undefined && !hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (inBlock && plain && !place.unit.strict && node.name !== undefined && !shadowsLexically(node.name.text, place)) {
    const outer = walk.declare({ name: node.name.text, kind: "var", node }, place.vars);
    outer.reassigned = true;
    walk.module.annexB.set(node, outer);
  }
}

/** Whether replacing the block function by a `var` would clash with a lexical name between the block and the function. */
function shadowsLexically(name: string, place: Place): boolean {
  for (let scope = place.scope.parent; scope !== null && scope !== place.vars.parent; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined && binding.kind !== "var" && binding.kind !== "function" && binding.kind !== "param") return true;
  }
  return false;
}

function functionKind(node: ts.FunctionLikeDeclaration): FunctionKind {
  if (ts.isArrowFunction(node)) return "arrow";
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isGetAccessorDeclaration(node)) return "getter";
  if (ts.isSetAccessorDeclaration(node)) return "setter";
  return ts.isMethodDeclaration(node) ? "method" : "function";
}

function functionFlavour(node: ts.FunctionLikeDeclaration): FunctionFlavour {
  const isAsync = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (node.asteriskToken !== undefined) return isAsync ? "asyncGenerator" : "generator";
  return isAsync ? "async" : "normal";
}
