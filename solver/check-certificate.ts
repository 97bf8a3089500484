/**
 * The independent checker of linear certificates: re-does every step in BigInt and shares nothing with the search. Trusted code.
 *
 * A certificate derives contradictions. Indices: hypotheses are `0 .. n-1`, step `k` derives atom `n + k`, and the negated goal is
 * `NEGATED_ABOVE`. The negation of `t <= 0` is `-t + 1 <= 0`. The negation of `t == 0` is a disjunction, so both of its sides must be
 * refuted: `-t + 1 <= 0` (`NEGATED_ABOVE`) by a contradiction that does not use `NEGATED_BELOW`, and `t + 1 <= 0` (`NEGATED_BELOW`) by
 * one that does not use `NEGATED_ABOVE`.
 */
import type { LinearAtom, LinearCertificate, LinearStep } from "../core/formula.js";

/** Step index of `-t + 1 <= 0`, the negation of the goal `t <= 0` and one side of the negation of `t == 0`. */
export const NEGATED_ABOVE = -1;
/** Step index of `t + 1 <= 0`, the other side of the negation of `t == 0`. */
export const NEGATED_BELOW = -2;

/** `sum(terms) + constant (== | <=) 0`. */
interface ExactAtom {
  readonly terms: ReadonlyMap<number, bigint>;
  readonly constant: bigint;
  readonly equality: boolean;
  /** Which sides of the negated goal it rests on. */
  readonly usesAbove: boolean;
  readonly usesBelow: boolean;
}

/** Whether the certificate proves that `goal` follows from `hypotheses` over the integers. Never throws on malformed certificates. */
export function checkCertificate(hypotheses: readonly LinearAtom[], goal: LinearAtom, certificate: LinearCertificate): boolean {
  const derived: ExactAtom[] = [];
  const used = new Set<number>();
  let aboveRefuted = false;
  let belowRefuted = goal.relation === "<=";
  const lookUp = (index: number): ExactAtom | null => {
    if (index === NEGATED_ABOVE) return negated(goal, -1n);
    if (index === NEGATED_BELOW) return goal.relation === "==" ? negated(goal, 1n) : null;
    const hypothesis = hypotheses[index];
    if (hypothesis === undefined) return derived[index - hypotheses.length] ?? null;
    used.add(index);
    return exact(hypothesis);
  };
  for (const step of certificate.derivation) {
    const atom = derive(step, lookUp);
    if (atom === null) return false;
    derived.push(atom);
    if (!isContradiction(atom)) continue;
    if (!atom.usesBelow) aboveRefuted = true;
    if (!atom.usesAbove) belowRefuted = true;
  }
  if (!aboveRefuted || !belowRefuted || used.size !== certificate.used.length) return false;
  return certificate.used.every((index, k) => used.has(index) && (k === 0 || (certificate.used[k - 1] ?? index) < index));
}

function isContradiction(atom: ExactAtom): boolean {
  return atom.terms.size === 0 && (atom.equality ? atom.constant !== 0n : atom.constant > 0n);
}

function exact(atom: LinearAtom): ExactAtom | null {
  return scaled(atom, 1n, 0n, { equality: atom.relation === "==", usesAbove: false, usesBelow: false });
}

function negated(goal: LinearAtom, sign: bigint): ExactAtom | null {
  return scaled(goal, sign, 1n, { equality: false, usesAbove: sign < 0n, usesBelow: sign > 0n });
}

type Marks = Pick<ExactAtom, "equality" | "usesAbove" | "usesBelow">;

function scaled(atom: LinearAtom, factor: bigint, plus: bigint, marks: Marks): ExactAtom | null {
  if (atom.symbols.length !== atom.coefficients.length || !Number.isInteger(atom.constant)) return null;
  const terms = new Map<number, bigint>();
  for (const [k, symbol] of atom.symbols.entries()) {
    const coefficient = atom.coefficients[k];
    if (coefficient === undefined || !Number.isInteger(coefficient)) return null;
    addTerm(terms, symbol, factor * BigInt(coefficient));
  }
  return { terms, constant: factor * BigInt(atom.constant) + plus, ...marks };
}

function addTerm(terms: Map<number, bigint>, symbol: number, amount: bigint): void {
  const sum = (terms.get(symbol) ?? 0n) + amount;
  if (sum === 0n) terms.delete(symbol);
  else terms.set(symbol, sum);
}

/** The atom a step derives, or null when the step is not a valid inference. */
function derive(step: LinearStep, lookUp: (index: number) => ExactAtom | null): ExactAtom | null {
  const terms = new Map<number, bigint>();
  let constant = 0n;
  let equality = true;
  let usesAbove = false;
  let usesBelow = false;
  for (const { index, multiplier } of step.from) {
    const atom = lookUp(index);
    if (atom === null || !Number.isInteger(multiplier)) return null;
    // Inequalities may only be added up; equalities may also be subtracted.
    if (multiplier < 0 && !atom.equality) return null;
    const factor = BigInt(multiplier);
    for (const [symbol, coefficient] of atom.terms) addTerm(terms, symbol, factor * coefficient);
    constant += factor * atom.constant;
    equality &&= atom.equality;
    usesAbove ||= atom.usesAbove;
    usesBelow ||= atom.usesBelow;
  }
  if (!Number.isInteger(step.divisor) || step.divisor < 1) return null;
  if (step.divisor > 1) {
    const divisor = BigInt(step.divisor);
    for (const [symbol, coefficient] of terms) {
      if (coefficient % divisor !== 0n) return null;
      terms.set(symbol, coefficient / divisor);
    }
    const rest = ((constant % divisor) + divisor) % divisor;
    // d * s + c == 0 with d not dividing c has no integer solution: the contradiction 1 <= 0.
    if (equality && rest !== 0n) return { terms: new Map(), constant: 1n, equality: false, usesAbove, usesBelow };
    // d * s + c <= 0 over the integers: s <= floor(-c / d), so the constant is rounded up.
    constant = (constant - rest) / divisor + (rest === 0n ? 0n : 1n);
  }
  return { terms, constant, equality, usesAbove, usesBelow };
}
