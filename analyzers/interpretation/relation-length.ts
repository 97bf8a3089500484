/** Ranges of lengths: what a model states as a sum (model.ts), what resizing leaves. */
import { rangeNumber, type AbstractNumber } from "../domain/number.js";
import * as V from "../domain/value.js";
import { integerFact, MAX_TYPED_LENGTH, primitive, type Fact } from "../facts/fact.js";
import type { Relation } from "./model.js";
import type { Resize } from "../facts/outcome.js";

export interface RelationOperands {
  /** The length before. */
  readonly previous: Fact | null;
  readonly argument: (index: number) => Fact | null;
  readonly argumentLength: (index: number) => Fact | null;
}

/** Null when the relation is neither an equation nor a bound from below by a constant, or an operand is not known to be an integer. A negative operand has thrown: it counts as 0. */
export function relationLength(relation: Relation, operands: RelationOperands): Fact | null {
  if (relation.relation === ">=" && relation.terms.length === 0) return integerFact(relation.constant, MAX_TYPED_LENGTH);
  if (relation.relation !== "==") return null;
  let total = integerFact(relation.constant, relation.constant).value.number;
  for (const term of relation.terms) {
    if (total === null) return null;
    let part: Fact | null;
    if (term.kind === "before") part = operands.previous;
    else if (term.kind === "argument") part = operands.argument(term.index);
    else part = operands.argumentLength(term.index);
    const number = part?.value.number ?? null;
    if (part === null || number === null || part.value.others !== 0 || !number.integer || number.nan) return null;
    total = rangeNumber(total.lo + Math.max(0, number.lo), total.hi + number.hi, "integer");
  }
  return total === null ? null : primitive(V.ofNumber(total));
}

/** The length of an array after it was resized. `set`: the number that was assigned, where one was. */
export function resizedLength(
  how: Resize["how"],
  {
    previous,
    limit,
    added,
    guarded,
    set,
  }: {
    readonly previous: AbstractNumber;
    readonly limit: number;
    readonly added: number;
    /** The store stops where it would land beyond the end. */
    readonly guarded: boolean;
    readonly set: () => AbstractNumber | null;
  },
): Fact {
  switch (how) {
    case "push":
      return integerFact(Math.min(previous.lo + added, limit), Math.min(previous.hi + added, limit));
    case "shrink":
      return integerFact(Math.max(0, previous.lo - 1), previous.hi);
    case "store":
      return integerFact(previous.lo, guarded ? Math.min(previous.hi + 1, limit) : limit);
    case "set": {
      const to = set();
      return to !== null && to.integer && !to.nan
        ? integerFact(Math.max(0, to.lo), Math.min(limit, to.hi))
        : integerFact(0, limit);
    }
    case "any":
      return integerFact(0, limit);
  }
}
