/** What the front end and the emitter must agree on when they evaluate a contract. */
import type { ContractTerm } from "./contract.js";

/** As an operand of arithmetic or of an ordering the term is tested to be a primitive number. A `length` is compared as it is. */
export function isTestedNumber(term: ContractTerm): boolean {
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
