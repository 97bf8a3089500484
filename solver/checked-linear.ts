/**
 * A search for linear proofs made trustworthy: what it finds is believed only when `checkCertificate` re-derives it. The search itself is
 * passed in, so that it need not be believed, and a lying one can be put in its place.
 */
import type { LinearAtom, LinearCertificate, LinearPort, OnModel } from "../core/formula.js";
import { checkCertificate } from "./check-certificate.js";

/** Finds a certificate or gives up; may be wrong. Decrements `budget.steps`. */
export type LinearSearch = (
  hypotheses: readonly LinearAtom[],
  goal: LinearAtom,
  budget: { steps: number },
  onModel?: OnModel,
) => LinearCertificate | null;

export interface LinearEngine extends LinearPort {
  /** Certificates that the checker refused so far: defects of the search, answered as "not entailed". */
  readonly incidents: number;
}

export function createCheckedLinear(search: LinearSearch): LinearEngine {
  const state = { incidents: 0 };
  return {
    entails: (hypotheses, goal, budget, onModel) => {
      if (budget.steps <= 0) return null;
      budget.steps--;
      const certificate = search(hypotheses, goal, budget, onModel);
      if (certificate === null) return null;
      if (checkCertificate(hypotheses, goal, certificate)) return certificate;
      state.incidents++;
      return null;
    },
    get incidents() {
      return state.incidents;
    },
  };
}
