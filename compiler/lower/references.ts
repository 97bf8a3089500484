/** Notes where identifiers stand and what is done to them. */
import { kindSet } from "../tree-nodes.js";
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

/** Parents that neither assign what is below them nor call it: most of them. */
const READING = kindSet(
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.TemplateSpan,
  ts.SyntaxKind.VariableDeclaration,
);

function useOf(node: ts.Identifier): ReferenceUse {
  if (READING[node.parent.kind] === 1) return "read";
  const use = assignmentUse(node);
  if (use !== "none") return use;
  const outer = outermostWrapped(node);
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer && outer.parent.questionDotToken === undefined
    ? "callee"
    : "read";
}
