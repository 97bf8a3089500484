/** The normal form of a contract: a conjunction of disjunctions of literals, negations pushed down to the atoms. */
import type { ContractClause, ContractExpression } from "../../core/contract.js";

/** Distribution may square sizes; a contract that long is not read by people either. */
const MAX_CLAUSES = 24;

/** Null when the form grows too large. */
export function clausesOf(expression: ContractExpression, sense = true): readonly ContractClause[] | null {
  switch (expression.kind) {
    case "atom":
      return [[{ sense, atom: expression.atom }]];
    case "not":
      return clausesOf(expression.operand, !sense);
    case "and":
    case "or": {
      const left = clausesOf(expression.left, sense);
      const right = clausesOf(expression.right, sense);
      if (left === null || right === null) return null;
      // De Morgan: a negated conjunction is a disjunction.
      const joined = (expression.kind === "and") === sense;
      const clauses = joined ? [...left, ...right] : left.flatMap((a) => right.map((b) => [...a, ...b]));
      return clauses.length > MAX_CLAUSES ? null : clauses;
    }
  }
}
