/** What the front end and the emitter must agree on when they evaluate a contract. */
import type { ContractTerm } from "./contract.js";

/** What a term is wanted for: any value, an operand of arithmetic or of an ordering, or the operand of `Number.isInteger`. */
export type TermUse = "value" | "operand" | "integer";

/**
 * The term is tested to be a primitive number. A `length` is compared as it is; whether it is an integer is asked of a number only, and of what
 * `+` makes of one (a text may have been put together) too.
 */
export function isTestedNumber(term: ContractTerm, use: TermUse): boolean {
  if (use === "value") return false;
  if (use === "integer") return term.kind !== "number";
  switch (term.kind) {
    case "name":
    case "result":
    case "old":
    case "this":
      return true;
    case "member":
      return term.name !== "length";
    default:
      return false;
  }
}

/** The term without positions: equal keys, equal terms. */
export function termKey(term: ContractTerm): string {
  switch (term.kind) {
    case "number":
      return String(term.value);
    case "string":
    case "boolean":
      return JSON.stringify(term.value);
    case "name":
      return term.name;
    case "member":
      return `${termKey(term.object)}.${term.name}`;
    case "old":
      return `old(${termKey(term.term)})`;
    case "arithmetic":
      return `(${termKey(term.left)} ${term.operator} ${termKey(term.right)})`;
    default:
      return term.kind;
  }
}
