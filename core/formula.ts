/**
 * Formulas over the mathematical integers. Symbols are dense numbers chosen by the caller. Only values already shown to be integers
 * of magnitude at most 2^53 may become symbols, and only exact operations may become terms (A5): the solver knows nothing of doubles.
 */

/** `sum(coefficients[k] * symbols[k]) + constant  (<= | ==)  0`; symbols ascending, no zero coefficient. All integers. */
export interface LinearAtom {
  readonly symbols: readonly number[];
  readonly coefficients: readonly number[];
  readonly constant: number;
  readonly relation: "<=" | "==";
}

export type IntTerm =
  | { readonly kind: "symbol"; readonly symbol: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "sum"; readonly terms: readonly IntTerm[] }
  | { readonly kind: "product"; readonly left: IntTerm; readonly right: IntTerm }
  /** Floor division and remainder by a positive divisor (SMT-LIB `div`, `mod` agree with floor there). */
  | { readonly kind: "div"; readonly left: IntTerm; readonly right: IntTerm }
  | { readonly kind: "mod"; readonly left: IntTerm; readonly right: IntTerm };

export type Formula =
  | { readonly kind: "true" }
  | { readonly kind: "false" }
  | { readonly kind: "linear"; readonly atom: LinearAtom }
  | { readonly kind: "compare"; readonly relation: "<=" | "<" | "==" | "!="; readonly left: IntTerm; readonly right: IntTerm }
  | { readonly kind: "not"; readonly formula: Formula }
  | { readonly kind: "and" | "or"; readonly formulas: readonly Formula[] }
  | { readonly kind: "implies"; readonly premise: Formula; readonly conclusion: Formula };

/** Does every goal follow from the hypotheses? Goals are independent of each other. */
export interface SolverQuery {
  readonly hypotheses: readonly Formula[];
  readonly goals: readonly Formula[];
}

export type SolverAnswer =
  | { readonly kind: "valid" }
  /** A model of the hypotheses and the negated goal: symbol to integer, as decimal text. A hint, not a witness. */
  | { readonly kind: "invalid"; readonly model: ReadonlyMap<number, string> }
  | { readonly kind: "unknown"; readonly message: string }
  /** No engine is there, and nothing else could tell. */
  | { readonly kind: "unasked" };

/**
 * Tier 3 as the analysers see it: synchronous, one fresh context a call to `open`, which stands for one function.
 * `rlimit` budgets are counts of the solver's own units.
 */
export interface SolverPort {
  open(): SolverSession;
}

export interface SolverSession {
  /** One answer per goal, in order. Never throws for anything the solver prints or does: that is `unknown`. */
  check(query: SolverQuery, units: number): readonly SolverAnswer[];
  close(): void;
  /** `check-sat` commands sent so far. */
  readonly calls: number;
}

/** Tier 2 as the analysers see it. */
export interface LinearPort {
  /**
   * Whether `goal` follows from `hypotheses` over the integers; a certificate lists the hypotheses used with their Farkas
   * multipliers (of hypothesis `i`; equalities may have negative ones), or null when none was found within `budget.steps`.
   * Decrements `budget.steps`.
   */
  entails(
    hypotheses: readonly LinearAtom[],
    goal: LinearAtom,
    budget: { steps: number },
    onModel?: OnModel,
  ): LinearCertificate | null;
}

/**
 * Told of integers for the symbols connected with a goal under which the hypotheses hold and the goal does not, where such were met: other
 * goals may fail by them too.
 */
export type OnModel = (model: ReadonlyMap<number, number>) => void;

/**
 * `sum(multiplier_i * hypothesis_i) + multiplierGoal * (negated goal)` is a contradiction `0 + c <= 0` with `c > 0`. Integer steps
 * (tightening by the gcd) are listed as derived atoms that later steps may name by index `hypotheses.length + k`.
 */
export interface LinearCertificate {
  /** Indices of the hypotheses that take part, ascending. */
  readonly used: readonly number[];
  readonly derivation: readonly LinearStep[];
}

/** A derived atom: a non-negative combination of earlier ones (any sign for equalities), then division by `divisor` with the constant rounded up. */
export interface LinearStep {
  readonly from: readonly { readonly index: number; readonly multiplier: number }[];
  readonly divisor: number;
}
