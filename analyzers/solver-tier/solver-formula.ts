/** Formulas from linear forms, and facts made of them: what tier 3 hands to the solver. Pure. */
import type { Formula, IntTerm, LinearAtom } from "../../core/formula.js";
import type { FactOrigin, LinearFact } from "../linear/linear-facts.js";
import { addForms, atomOf, scaleForm, type LinearForm } from "../facts/linear-form.js";

/** A formula that holds at a point, with the origins of everything it says. */
export interface SolverFact {
  readonly formula: Formula;
  /** Symbols that occur, in no particular order, possibly repeated. */
  readonly symbols: readonly number[];
  readonly origins: readonly FactOrigin[];
}

export const FALSE: Formula = { kind: "false" };

export function ofAtom(atom: LinearAtom): Formula {
  return { kind: "linear", atom };
}

export function ofLinearFact(fact: LinearFact): SolverFact {
  return { formula: ofAtom(fact.atom), symbols: fact.atom.symbols, origins: [fact.origin] };
}

/** `left + offset  (<= | ==)  right`; null when a number grows too large to stay exact. */
export function relate(left: LinearForm, relation: "<=" | "==", right: LinearForm, offset = 0): Formula | null {
  const difference = addForms(left, right, -1);
  return difference && ofAtom(atomOf({ terms: difference.terms, constant: difference.constant + offset }, relation));
}

export function termOf(form: LinearForm): IntTerm {
  const terms: IntTerm[] = form.terms.map(([symbol, coefficient]): IntTerm => {
    const one: IntTerm = { kind: "symbol", symbol };
    return coefficient === 1 ? one : { kind: "product", left: { kind: "constant", value: coefficient }, right: one };
  });
  if (form.constant !== 0 || terms.length === 0) terms.push({ kind: "constant", value: form.constant });
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind: "sum", terms };
}

/** `premises => conclusions`, or null when one of them could not be written down. */
export function implies(premises: readonly (Formula | null)[], conclusions: readonly (Formula | null)[]): Formula | null {
  const before = premises.filter((f) => f !== null);
  const after = conclusions.filter((f) => f !== null);
  // A premise that is missing would make the implication stronger; a conclusion that is missing makes it weaker.
  if (before.length !== premises.length || after.length === 0) return null;
  return { kind: "implies", premise: conjunction(before), conclusion: conjunction(after) };
}

export function conjunction(formulas: readonly Formula[]): Formula {
  const [only] = formulas;
  if (only === undefined) return { kind: "true" };
  return formulas.length === 1 ? only : { kind: "and", formulas };
}

export function symbolsOfForms(...forms: readonly LinearForm[]): number[] {
  return forms.flatMap((form) => form.terms.map(([symbol]) => symbol));
}

export const negate = (form: LinearForm): LinearForm | null => scaleForm(form, -1);

/** How many atoms a formula has: the measure of the budget for hypotheses. */
export function sizeOf(formula: Formula): number {
  switch (formula.kind) {
    case "and":
    case "or":
      return formula.formulas.reduce((sum, part) => sum + sizeOf(part), 0);
    case "not":
      return sizeOf(formula.formula);
    case "implies":
      return sizeOf(formula.premise) + sizeOf(formula.conclusion);
    default:
      return 1;
  }
}

/** The value of a form under a model; null when a symbol has none. */
export function valueIn(form: LinearForm, model: ReadonlyMap<number, string>): bigint | null {
  let total = BigInt(form.constant);
  for (const [symbol, coefficient] of form.terms) {
    const text = model.get(symbol);
    if (text === undefined) return null;
    total += BigInt(coefficient) * BigInt(text);
  }
  return total;
}
