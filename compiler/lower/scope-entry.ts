/** What happens when control enters a scope: hoisted functions and variables get their first values. */
import type { ts } from "../typescript.js";
import type { Scope } from "./binding.js";
import type { FunctionContext } from "./context.js";
import { isConstantCell } from "./resolve.js";
import { functionType, undefinedValue } from "./values.js";
import { declaredBinding, isInitialiser, readBinding, writeBinding } from "./variables.js";

/** Makes the closures of the function declarations of a scope. */
export function enterScope(fn: FunctionContext, node: ts.Node): void {
  const scope: Scope | undefined = fn.module.bindings.scopeOf.get(node);
  for (const declaration of scope?.functions ?? []) {
    const key = declaration.name ?? declaration;
    const binding = declaredBinding(fn, key);
    const unit = fn.module.bindings.unitOf.get(declaration);
    if (binding === null || unit === undefined) continue;
    const value = fn.b.emit({ op: "closure", function: unit.id }, functionType(fn));
    writeBinding(fn, binding, { value, initialises: isInitialiser(binding, key) });
  }
}

/** `var`s start undefined, or as a copy of the parameter of their name. Enums and namespaces are `var`s too. */
export function hoistVariables(fn: FunctionContext): void {
  for (const binding of fn.unit.bindings) {
    const hoisted =
      binding.kind === "var" || ((binding.kind === "enum" || binding.kind === "namespace") && !isConstantCell(binding));
    if (!hoisted) continue;
    const source = fn.module.bindings.copiedFrom.get(binding);
    const value = source === undefined ? undefinedValue(fn) : readBinding(fn, source);
    writeBinding(fn, binding, { value, initialises: true });
  }
}
