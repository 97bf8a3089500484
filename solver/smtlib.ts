/**
 * Formula to SMT-LIB text. Pure. Every symbol `n` becomes the integer constant `x<n>`; nothing here fixes a logic or an option.
 *
 * Soundness: the text must mean exactly the formula. Integers are printed through BigInt, so a number is never rounded or written
 * in exponent form; what is no integer is a defect of the caller (A5) and throws.
 */
import { assertNever, InternalError } from "../core/errors.js";
import type { Formula, IntTerm, LinearAtom, SolverQuery } from "../core/formula.js";

export function symbolName(symbol: number): string {
  if (!Number.isSafeInteger(symbol) || symbol < 0) throw new InternalError(`symbol ${String(symbol)} is no natural number`);
  return `x${String(symbol)}`;
}

/** SMT-LIB has no negative literals: `-5` is the term `(- 5)`. Throws InternalError for what is no integer. */
export function encodeInteger(value: number): string {
  if (!Number.isInteger(value)) throw new InternalError(`${String(value)} is no integer and cannot be an SMT term`);
  return value < 0 ? `(- ${BigInt(-value).toString()})` : BigInt(value).toString();
}

export function encodeTerm(term: IntTerm): string {
  switch (term.kind) {
    case "symbol":
      return symbolName(term.symbol);
    case "constant":
      return encodeInteger(term.value);
    case "sum":
      return nary("+", term.terms.map(encodeTerm), "0");
    case "product":
      return `(* ${encodeTerm(term.left)} ${encodeTerm(term.right)})`;
    case "div":
    case "mod":
      return `(${term.kind} ${encodeTerm(term.left)} ${encodeTerm(term.right)})`;
    default:
      return assertNever(term);
  }
}

export function encodeAtom(atom: LinearAtom): string {
  if (atom.symbols.length !== atom.coefficients.length) {
    throw new InternalError(
      `linear atom with ${String(atom.symbols.length)} symbols and ${String(atom.coefficients.length)} coefficients`,
    );
  }
  const products = atom.symbols.map((symbol, at) => {
    const coefficient = atom.coefficients[at] ?? 0;
    return coefficient === 1 ? symbolName(symbol) : `(* ${encodeInteger(coefficient)} ${symbolName(symbol)})`;
  });
  const constant = atom.constant === 0 && products.length > 0 ? [] : [encodeInteger(atom.constant)];
  return `(${atom.relation === "==" ? "=" : "<="} ${nary("+", [...products, ...constant], "0")} 0)`;
}

export function encodeFormula(formula: Formula): string {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula.kind;
    case "linear":
      return encodeAtom(formula.atom);
    case "compare": {
      const operands = `${encodeTerm(formula.left)} ${encodeTerm(formula.right)}`;
      if (formula.relation === "!=") return `(not (= ${operands}))`;
      return `(${formula.relation === "==" ? "=" : formula.relation} ${operands})`;
    }
    case "not":
      return `(not ${encodeFormula(formula.formula)})`;
    case "and":
      return nary("and", formula.formulas.map(encodeFormula), "true");
    case "or":
      return nary("or", formula.formulas.map(encodeFormula), "false");
    case "implies":
      return `(=> ${encodeFormula(formula.premise)} ${encodeFormula(formula.conclusion)})`;
    default:
      return assertNever(formula);
  }
}

/** Symbols of a query, ascending, without repetition. */
export function symbolsOf(query: SolverQuery): readonly number[] {
  const found = new Set<number>();
  const ofTerm = (term: IntTerm): void => {
    switch (term.kind) {
      case "symbol":
        found.add(term.symbol);
        return;
      case "constant":
        return;
      case "sum":
        term.terms.forEach(ofTerm);
        return;
      case "product":
      case "div":
      case "mod":
        ofTerm(term.left);
        ofTerm(term.right);
        return;
      default:
        assertNever(term);
    }
  };
  const ofFormula = (formula: Formula): void => {
    switch (formula.kind) {
      case "true":
      case "false":
        return;
      case "linear":
        formula.atom.symbols.forEach((symbol) => found.add(symbol));
        return;
      case "compare":
        ofTerm(formula.left);
        ofTerm(formula.right);
        return;
      case "not":
        ofFormula(formula.formula);
        return;
      case "and":
      case "or":
        formula.formulas.forEach(ofFormula);
        return;
      case "implies":
        ofFormula(formula.premise);
        ofFormula(formula.conclusion);
        return;
      default:
        assertNever(formula);
    }
  };
  query.hypotheses.forEach(ofFormula);
  query.goals.forEach(ofFormula);
  return [...found].sort((a, b) => a - b);
}

/** Declarations and hypotheses: what stands once in a query whatever its goals. */
export function encodeContext(query: SolverQuery): string {
  const declarations = symbolsOf(query).map((symbol) => `(declare-const ${symbolName(symbol)} Int)`);
  return [...declarations, ...query.hypotheses.map((formula) => `(assert ${encodeFormula(formula)})`)].join("\n");
}

/** `(not (and goals))`: unsatisfiable with the hypotheses exactly when every goal follows. */
export function encodeRefutation(goals: readonly Formula[]): string {
  return `(assert (not ${nary("and", goals.map(encodeFormula), "true")}))`;
}

function nary(operator: string, operands: readonly string[], empty: string): string {
  if (operands.length === 0) return empty;
  return operands.length === 1 && operands[0] !== undefined ? operands[0] : `(${operator} ${operands.join(" ")})`;
}
