/**
 * Linear forms over *symbols*: canonical SSA values shown to be finite integers, and products of two of them. A form is an exact
 * equation between mathematical integers and the doubles of the program, never an approximation (A5):
 *
 * Integer doubles x and y have an integer sum; the double `x + y` differs from it only by rounding, and rounding is monotone, so
 * `|x ⊕ y| < 2^53` implies that the sum was exact (were `|x + y| > 2^53`, the rounded result would be at least 2^53). The same holds
 * for products. Hence an operation is expanded only if its operands are finite integers and its *result* is known to lie strictly
 * inside ±2^53, at its definition or where the form is asked for.
 */
import type { LinearAtom } from "../../core/formula.js";

/** `sum(coefficient * symbol) + constant`; terms sorted by symbol, no zero coefficient. */
export interface LinearForm {
  readonly terms: readonly (readonly [symbol: number, coefficient: number])[];
  readonly constant: number;
}

export const constantForm = (constant: number): LinearForm => ({ terms: [], constant });
export const symbolForm = (symbol: number): LinearForm => ({ terms: [[symbol, 1]], constant: 0 });
export const isConstant = (form: LinearForm): boolean => form.terms.length === 0;

/** Coefficients and constants above this are given up: the arithmetic of the search must stay exact. */
const LIMIT = 2 ** 50;
const small = (n: number): boolean => Math.abs(n) <= LIMIT;

/** `a + factor * b`, or null when a number grows too large. */
export function addForms(a: LinearForm, b: LinearForm, factor: number): LinearForm | null {
  if (factor === 0) return a;
  const terms: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < a.terms.length || j < b.terms.length) {
    const left = a.terms[i];
    const right = b.terms[j];
    if (right === undefined || (left !== undefined && left[0] < right[0])) {
      if (left !== undefined) terms.push([left[0], left[1]]);
      i++;
    } else if (left === undefined || right[0] < left[0]) {
      terms.push([right[0], right[1] * factor]);
      j++;
    } else {
      const coefficient = left[1] + right[1] * factor;
      if (coefficient !== 0) terms.push([left[0], coefficient]);
      i++;
      j++;
    }
  }
  const constant = a.constant + b.constant * factor;
  return small(constant) && terms.every((t) => small(t[1])) ? { terms, constant } : null;
}

export function scaleForm(form: LinearForm, factor: number): LinearForm | null {
  if (factor === 0) return constantForm(0);
  const terms = form.terms.map(([symbol, coefficient]) => [symbol, coefficient * factor] as const);
  const constant = form.constant * factor;
  return small(constant) && terms.every((t) => small(t[1])) ? { terms, constant } : null;
}

/** Null where a coefficient is no multiple of the divisor. */
export function divideForm(form: LinearForm, divisor: number): LinearForm | null {
  if (divisor === 0 || [form.constant, ...form.terms.map((term) => term[1])].some((n) => n % divisor !== 0)) return null;
  return {
    terms: form.terms.map(([symbol, coefficient]) => [symbol, coefficient / divisor] as const),
    // No minus zero.
    constant: form.constant === 0 ? 0 : form.constant / divisor,
  };
}

export function atomOf(form: LinearForm, relation: LinearAtom["relation"]): LinearAtom {
  return { symbols: form.terms.map((t) => t[0]), coefficients: form.terms.map((t) => t[1]), constant: form.constant, relation };
}

/** `left <= right` as a form that is `<= 0`. */
export function atMost(left: LinearForm, right: LinearForm, offset = 0): LinearForm | null {
  const form = addForms(left, right, -1);
  return form === null ? null : { terms: form.terms, constant: form.constant + offset };
}

export function formKey(form: LinearForm): string {
  return `${form.terms.map(([s, c]) => `${String(c)}*${String(s)}`).join("+")}+${String(form.constant)}`;
}
