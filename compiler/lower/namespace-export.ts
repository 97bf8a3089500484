/** Exported members of a namespace become properties of its object. */
import { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { hasModifier } from "./syntax.js";
import { readBinding } from "./variables.js";

export function exportToNamespace(
  fn: FunctionContext,
  declaration: ts.Node,
  { name, value }: { name: string; value: ValueId },
): void {
  const { node } = fn.unit;
  if (!ts.isModuleDeclaration(node)) return;
  const nested = ts.isModuleDeclaration(declaration) && declaration.parent === node;
  const direct = declaration.parent === node.body && hasModifier(declaration, ts.SyntaxKind.ExportKeyword);
  const object = fn.module.bindings.bindingOf.get(node);
  if ((!nested && !direct) || object === undefined) return;
  fn.b.emit({ op: "setProp", object: readBinding(fn, object), name, value, claim: { kind: "unknown" }, define: false });
}
