/** Exported members of a namespace become properties of its object. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { Binding } from "./binding.js";
import type { FunctionContext } from "./context.js";
import { hasModifier } from "./syntax.js";
import { readBinding } from "./variables.js";

const NO_CLAIM = { kind: "unknown" } as const;

/** The object of the namespace that exports the declaration; null where none does. */
export function exportingNamespace(fn: FunctionContext, declaration: ts.Node): Binding | null {
  const { node } = fn.unit;
  if (!ts.isModuleDeclaration(node)) return null;
  const nested = ts.isModuleDeclaration(declaration) && declaration.parent === node;
  const direct = declaration.parent === node.body && hasModifier(declaration, ts.SyntaxKind.ExportKeyword);
  return nested || direct ? (fn.module.bindings.bindingOf.get(node) ?? null) : null;
}

export function exportToNamespace(
  fn: FunctionContext,
  namespace: Binding,
  { name, value }: { name: string; value: ValueId },
): void {
  fn.b.emit({ op: "setProp", object: readBinding(fn, namespace), name, value, claim: NO_CLAIM, define: false });
}

/** `N.E || (N.E = {})` */
export function exportedObject(fn: FunctionContext, namespace: Binding, name: string): ValueId {
  const { b } = fn;
  const result = b.newLocal(`(${name})`);
  const [present, missing, join] = [b.newBlock(), b.newBlock(), b.newBlock()];
  const found = b.emit({ op: "getProp", object: readBinding(fn, namespace), name, claim: NO_CLAIM });
  b.end({ kind: "branch", cond: found, then: present, else: missing });
  b.enter(present);
  b.set(result, found);
  b.goto(join);
  b.enter(missing);
  const fresh = b.emit({ op: "object", members: [] });
  exportToNamespace(fn, namespace, { name, value: fresh });
  b.set(result, fresh);
  b.goto(join);
  b.enter(join);
  return b.get(result);
}
