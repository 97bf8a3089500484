/**
 * What a compiled function does when it is called as one particular call does: its summary for arguments of which more is known than the
 * function may assume by itself (it is open, or its parameters are declared `unknown`). The arguments are what they are at that call, so
 * the same reasoning that serves a closed function with one caller (A1) serves here; verdicts of the function's own sites stay untouched.
 *
 * Of numbers only constants are kept, and of lengths nothing, so that few instances serve all calls.
 */
import { dataKey } from "../../core/data-key.js";
import type { HirFunction } from "../../core/hir.js";
import * as V from "../domain/value.js";
import { ANY_BOUNDARY_LENGTH, type BoundaryFact, type Summary } from "../facts/environment.js";
import { FACT_TOP, isNumberOnly, mayBeObject, primitive } from "../facts/fact.js";
import { mapFields } from "../facts/boundary.js";

/** Instances of one function; further calls make do with its summary. */
const PER_FUNCTION = 6;

export interface Instances {
  /** Null: nothing more is known than the function's summary says. */
  readonly summaryFor: (callee: HirFunction, parameters: readonly BoundaryFact[]) => Summary | null;
}

/** `analyse` finds the summary of a function for given parameters; null when it cannot. */
export function createInstances(
  analyse: (callee: HirFunction, parameters: readonly BoundaryFact[]) => Summary | null,
): Instances {
  const memo = new Map<string, Summary | null>();
  const counts = new Map<string, number>();
  return {
    summaryFor: (callee, parameters) => {
      const coarse = parameters.map(coarsen);
      if (!coarse.some(saysSomething)) return null;
      const key = `${callee.id}|${dataKey(coarse)}`;
      const known = memo.get(key);
      if (known !== undefined) return known;
      const count = (counts.get(callee.id) ?? 0) + 1;
      counts.set(callee.id, count);
      const summary = count > PER_FUNCTION ? null : analyse(callee, coarse);
      memo.set(key, summary);
      return summary;
    },
  };
}

function coarsen(boundary: BoundaryFact): BoundaryFact {
  const { fact } = boundary;
  const number = fact.value.number;
  const isConstant = number !== null && number.lo === number.hi && isNumberOnly(fact);
  const value = number === null || isConstant ? fact.value : V.join({ number: null, others: fact.value.others }, V.NUMBER_TOP);
  return {
    fact: mayBeObject(fact) ? { value, shape: fact.shape } : primitive(value),
    length: ANY_BOUNDARY_LENGTH,
    private: boundary.private,
    fields: boundary.fields === null ? null : mapFields(boundary.fields, coarsen),
    belief: boundary.belief,
    element: FACT_TOP,
  };
}

function saysSomething({ fact, belief, fields }: BoundaryFact): boolean {
  return belief !== null || fields !== null || !V.leq(FACT_TOP.value, fact.value);
}
