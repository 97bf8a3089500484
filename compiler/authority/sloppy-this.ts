/**
 * Where `this` is the global object: in functions of sloppy code that are called without a receiver. Which ones are cannot be told in
 * general, since methods and constructors of old code look the same; emitted modules are strict code, so that for code of the project the
 * question arises in CommonJS files without "use strict" only.
 */
import { ts } from "../typescript.js";
import type { Unit } from "../lower/binding.js";
import type { ModuleBindings } from "../lower/module-bindings.js";
import { outermostWrapped } from "../lower/syntax.js";

/** `maybe`: a function that is passed on and could be called so. */
export function isGlobalThis(node: ts.Node, bindings: ModuleBindings): "yes" | "maybe" | "no" {
  const unit = unitOfThis(node, bindings);
  if (unit === null || unit.strict) return "no";
  // At the top of a script; in CommonJS it is `module.exports`.
  if (unit.kind === "module") return bindings.script ? "yes" : "no";
  if (unit.kind !== "function" || unit.ofClass !== null) return "no";
  const { node: declaration } = unit;
  if (ts.isFunctionDeclaration(declaration)) {
    const binding = declaration.name === undefined ? undefined : bindings.bindingOf.get(declaration.name);
    const isCalled = binding?.references.some(({ use }) => use === "callee") === true;
    const isConstructed = binding?.references.some(({ node: { parent } }) => ts.isNewExpression(parent) || isPrototypeOf(parent));
    return isCalled && isConstructed === false ? "yes" : "maybe";
  }
  const outer = outermostWrapped(declaration);
  const { parent } = outer;
  if (!ts.isCallExpression(parent)) return "no";
  return parent.expression === outer ? "yes" : "maybe";
}

const isPrototypeOf = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node) && node.name.text === "prototype";

function unitOfThis(node: ts.Node, bindings: ModuleBindings): Unit | null {
  for (let current = node.parent; ; current = current.parent) {
    if (ts.isClassLike(current)) return null;
    const unit = bindings.unitOf.get(current);
    if (unit !== undefined && unit.kind !== "arrow") return unit;
    if (ts.isSourceFile(current)) return null;
  }
}
