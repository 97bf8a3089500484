/** Contracts as text, for messages. */
import type { ContractAtom, ContractClause, ContractTerm } from "./contract.js";

function termText(term: ContractTerm): string {
  switch (term.kind) {
    case "number":
    case "boolean":
      return String(term.value);
    case "string":
      return JSON.stringify(term.value);
    case "name":
      return term.name;
    case "member":
      return `${termText(term.object)}.${term.name}`;
    case "old":
      return `old(${termText(term.term)})`;
    case "arithmetic": {
      const part = (one: ContractTerm): string => {
        const isLooser = one.kind === "arithmetic" && (term.operator === "*" || term.operator === "%" || one === term.right);
        return isLooser ? `(${termText(one)})` : termText(one);
      };
      return `${part(term.left)} ${term.operator} ${part(term.right)}`;
    }
    default:
      return term.kind;
  }
}

const OPPOSITE: Readonly<Record<string, string>> = { "===": "!==", "!==": "===" };

function atomText(atom: ContractAtom, sense: boolean): string {
  switch (atom.kind) {
    case "compare": {
      const operator = sense ? atom.operator : OPPOSITE[atom.operator];
      if (operator !== undefined) return `${termText(atom.left)} ${operator} ${termText(atom.right)}`;
      // NaN: the negation of an ordering is not the opposite ordering.
      return `!(${termText(atom.left)} ${atom.operator} ${termText(atom.right)})`;
    }
    case "integer":
      return `${sense ? "" : "!"}Number.isInteger(${termText(atom.term)})`;
    case "truth":
      return `${sense ? "" : "!"}${termText(atom.term)}`;
  }
}

export function clauseText(clause: ContractClause): string {
  return clause.map(({ sense, atom }) => atomText(atom, sense)).join(" || ");
}
