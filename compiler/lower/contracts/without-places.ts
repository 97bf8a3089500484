/**
 * A contract as the sites where it is owed know it: without the places of its terms, which may lie in another file. What a call owes does
 * not change when the function that is called moves.
 */
import type { Contract, ContractAtom, ContractTerm } from "../../../core/contract.js";

const NOWHERE = { start: 0, end: 0 };

export function withoutPlaces(contract: Contract): Contract {
  return {
    ...contract,
    clauses: contract.clauses.map((clause) => clause.map(({ sense, atom }) => ({ sense, atom: atomWithout(atom) }))),
  };
}

function atomWithout(atom: ContractAtom): ContractAtom {
  return atom.kind === "compare"
    ? { ...atom, left: termWithout(atom.left), right: termWithout(atom.right) }
    : { ...atom, term: termWithout(atom.term) };
}

function termWithout(term: ContractTerm): ContractTerm {
  switch (term.kind) {
    case "name":
    case "this":
    case "result":
      return { ...term, span: NOWHERE };
    case "member":
      return { ...term, object: termWithout(term.object), span: NOWHERE };
    case "old":
      return { ...term, term: termWithout(term.term), span: NOWHERE };
    case "arithmetic":
      return { ...term, left: termWithout(term.left), right: termWithout(term.right), span: NOWHERE };
    default:
      return term;
  }
}
