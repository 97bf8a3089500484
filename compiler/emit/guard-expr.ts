/**
 * Guarded expressions as data, so that the text emitter and the factory emitter cannot disagree. A `source` leaf is a piece of the
 * program that the emitter rewrites in turn; each leaf stands in an expression once.
 */
import type { ts } from "../typescript.js";

export type GuardExpr =
  | { readonly kind: "source"; readonly node: ts.Expression }
  /** A temporary, or an identifier of the program that is evaluated again. */
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "this" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "undefined" }
  | { readonly kind: "null" }
  | { readonly kind: "array"; readonly elements: readonly GuardExpr[] }
  | { readonly kind: "sequence"; readonly parts: readonly GuardExpr[] }
  /** `target operator value`, operator one of `=`, `??=`, `+=`, … */
  | { readonly kind: "assign"; readonly target: GuardExpr; readonly operator: string; readonly value: GuardExpr }
  | { readonly kind: "binary"; readonly operator: string; readonly left: GuardExpr; readonly right: GuardExpr }
  | { readonly kind: "conditional"; readonly test: GuardExpr; readonly then: GuardExpr; readonly otherwise: GuardExpr }
  | { readonly kind: "typeof"; readonly value: GuardExpr }
  | { readonly kind: "not" | "delete"; readonly value: GuardExpr }
  | { readonly kind: "step"; readonly operator: "++" | "--"; readonly prefix: boolean; readonly name: string }
  | { readonly kind: "call"; readonly callee: GuardExpr; readonly args: readonly GuardExpr[] }
  | { readonly kind: "element"; readonly object: GuardExpr; readonly key: GuardExpr; readonly optional: boolean }
  | { readonly kind: "member"; readonly object: GuardExpr; readonly name: string }
  /** `of` behind comments of the program that have lost their place. */
  | { readonly kind: "commented"; readonly comments: readonly string[]; readonly of: GuardExpr };

export const source = (node: ts.Expression): GuardExpr => ({ kind: "source", node });
export const name = (text: string): GuardExpr => ({ kind: "name", text });
export const number = (value: number): GuardExpr => ({ kind: "number", value });
export const TRUE: GuardExpr = { kind: "name", text: "true" };
export const UNDEFINED: GuardExpr = { kind: "undefined" };
export const call = (callee: string, ...args: readonly GuardExpr[]): GuardExpr => ({ kind: "call", callee: name(callee), args });
export const element = (object: GuardExpr, key: GuardExpr, optional = false): GuardExpr => ({
  kind: "element",
  object,
  key,
  optional,
});
export const assign = (target: GuardExpr, value: GuardExpr, operator = "="): GuardExpr => ({
  kind: "assign",
  target,
  operator,
  value,
});
export const binary = (left: GuardExpr, operator: string, right: GuardExpr): GuardExpr => ({
  kind: "binary",
  operator,
  left,
  right,
});
export const conditional = (test: GuardExpr, then: GuardExpr, otherwise: GuardExpr): GuardExpr => ({
  kind: "conditional",
  test,
  then,
  otherwise,
});
export const isNumber = (value: GuardExpr): GuardExpr =>
  binary({ kind: "typeof", value }, "===", { kind: "string", value: "number" });

/** `parts` in order, the last one's value; a lone part stays itself. */
export function sequence(...parts: readonly GuardExpr[]): GuardExpr {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "sequence", parts };
}
