/** Questions about the terms of a contract. */
import type { Contract, ContractAtom, ContractTerm } from "../../../core/contract.js";

export function termsOf(atom: ContractAtom): readonly ContractTerm[] {
  return atom.kind === "compare" ? [atom.left, atom.right] : [atom.term];
}

/** Whether `test` holds of a term of the contract, however deep. */
export function someTerm(contract: Contract, test: (term: ContractTerm) => boolean): boolean {
  const within = (term: ContractTerm): boolean => test(term) || partsOf(term).some(within);
  return contract.clauses.some((clause) => clause.some(({ atom }) => termsOf(atom).some(within)));
}

export function partsOf(term: ContractTerm): readonly ContractTerm[] {
  switch (term.kind) {
    case "member":
      return [term.object];
    case "old":
      return [term.term];
    case "arithmetic":
      return [term.left, term.right];
    default:
      return [];
  }
}

export const namesOf = (contract: Contract): ReadonlySet<string> => {
  const names = new Set<string>();
  someTerm(contract, (term) => {
    if (term.kind === "name") names.add(term.name);
    return false;
  });
  return names;
};
