/** Notes where identifiers stand and what is done to them. */
import { ts } from "../typescript.js";
import type { ReferenceUse } from "./binding.js";
import type { PendingReference } from "./module-bindings.js";
import type { Place, Walk } from "./scopes.js";
import { assignmentUse, outermostWrapped } from "./syntax.js";

export function noteReference(node: ts.Identifier, place: Place, walk: Walk): void {
  note({ node, use: useOf(node) }, place, walk);
}

export function note({ node, use }: { node: ts.Identifier; use: ReferenceUse }, place: Place, walk: Walk): void {
  const pending: PendingReference = { node, use, unit: place.unit, scope: place.scope };
  walk.module.pending.push(pending);
}

function useOf(node: ts.Identifier): ReferenceUse {
  const use = assignmentUse(node);
  if (use !== "none") return use;
  const outer = outermostWrapped(node);
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer && outer.parent.questionDotToken === undefined
    ? "callee"
    : "read";
}
