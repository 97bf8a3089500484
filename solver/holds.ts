/** The truth of a formula under an assignment, exactly. */
import { assertNever } from "../core/errors.js";
import type { Formula, IntTerm } from "../core/formula.js";

export type Assignment = ReadonlyMap<number, bigint>;

/** Null when a symbol has no value or a divisor is not positive: then the term means nothing. */
function valueOf(term: IntTerm, values: Assignment): bigint | null {
  switch (term.kind) {
    case "symbol":
      return values.get(term.symbol) ?? null;
    case "constant":
      return BigInt(term.value);
    case "sum": {
      let sum = 0n;
      for (const part of term.terms) {
        const value = valueOf(part, values);
        if (value === null) return null;
        sum += value;
      }
      return sum;
    }
    case "product":
    case "div":
    case "mod": {
      const left = valueOf(term.left, values);
      const right = valueOf(term.right, values);
      if (left === null || right === null) return null;
      if (term.kind === "product") return left * right;
      if (right <= 0n) return null;
      const rest = ((left % right) + right) % right;
      return term.kind === "mod" ? rest : (left - rest) / right;
    }
    default:
      return assertNever(term);
  }
}

/** Null: unknown, because of what has no value. */
export function holds(formula: Formula, values: Assignment): boolean | null {
  switch (formula.kind) {
    case "true":
      return true;
    case "false":
      return false;
    case "linear": {
      const { symbols, coefficients, constant, relation } = formula.atom;
      let sum = BigInt(constant);
      for (const [at, symbol] of symbols.entries()) {
        const value = values.get(symbol);
        if (value === undefined) return null;
        sum += BigInt(coefficients[at] ?? 0) * value;
      }
      return relation === "==" ? sum === 0n : sum <= 0n;
    }
    case "compare": {
      const left = valueOf(formula.left, values);
      const right = valueOf(formula.right, values);
      if (left === null || right === null) return null;
      switch (formula.relation) {
        case "<=":
          return left <= right;
        case "<":
          return left < right;
        case "==":
          return left === right;
        case "!=":
          return left !== right;
        default:
          return assertNever(formula.relation);
      }
    }
    case "not": {
      const inner = holds(formula.formula, values);
      return inner === null ? null : !inner;
    }
    case "and":
      return all(formula.formulas.map((part) => holds(part, values)));
    case "or": {
      const none = all(formula.formulas.map((part) => negated(holds(part, values))));
      return negated(none);
    }
    case "implies": {
      const premise = holds(formula.premise, values);
      const conclusion = holds(formula.conclusion, values);
      return negated(all([premise, negated(conclusion)]));
    }
    default:
      return assertNever(formula);
  }
}

const negated = (truth: boolean | null): boolean | null => (truth === null ? null : !truth);

function all(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
