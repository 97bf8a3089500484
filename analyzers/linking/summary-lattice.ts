/** Order, join and widening of what is known between functions: boundary facts, effects, summaries. */
import { sameData } from "../../core/same-data.js";
import * as V from "../domain/value.js";
import type { BoundaryFact, Effects, ParameterEffect, Summary } from "../facts/environment.js";
import { FACT_BOTTOM, factEquals, isPrimitive, joinFact, type Fact } from "../facts/fact.js";
import { joinBoundary, mapFields } from "../facts/boundary.js";

export function boundaryEquals(a: BoundaryFact, b: BoundaryFact): boolean {
  return (
    factEquals(a.fact, b.fact) &&
    a.length[0] === b.length[0] &&
    a.length[1] === b.length[1] &&
    a.private === b.private &&
    fieldsEqual(a.fields, b.fields) &&
    factEquals(a.element, b.element) &&
    sameData(a.belief, b.belief)
  );
}

function fieldsEqual(a: BoundaryFact["fields"], b: BoundaryFact["fields"]): boolean {
  if (a === null || b === null) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((n) => a[n] !== undefined && b[n] !== undefined && boundaryEquals(a[n], b[n]))
  );
}

function effectsEqual(a: Effects, b: Effects): boolean {
  return (
    a.unknownEffects === b.unknownEffects &&
    a.members.length === b.members.length &&
    a.members.every((m, k) => m === b.members[k]) &&
    a.cells.length === b.cells.length &&
    a.cells.every((c, k) => c === b.cells[k]) &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every(
      (p, k) =>
        p.escapes === b.parameters[k]?.escapes &&
        p.resized === b.parameters[k].resized &&
        p.holed === b.parameters[k].holed &&
        factEquals(p.stored, b.parameters[k].stored),
    )
  );
}

export function summaryEquals(a: Summary, b: Summary): boolean {
  return boundaryEquals(a.result, b.result) && a.fresh === b.fresh && effectsEqual(a, b) && effectsEqual(a.thrown, b.thrown);
}

function joinEffects(a: Effects, b: Effects): Effects {
  return {
    unknownEffects: a.unknownEffects || b.unknownEffects,
    members: [...new Set([...a.members, ...b.members])].sort(),
    cells: [...new Set([...a.cells, ...b.cells])].sort(),
    parameters: b.parameters.map((p, k) => ({
      escapes: p.escapes || (a.parameters[k]?.escapes ?? false),
      resized: p.resized || (a.parameters[k]?.resized ?? false),
      holed: p.holed || (a.parameters[k]?.holed ?? false),
      stored: joinFact(p.stored, a.parameters[k]?.stored ?? FACT_BOTTOM),
    })),
  };
}

/** Upper bound of two summaries: what either may do. Relations are found when the rest has settled. */
export function joinSummary(a: Summary, b: Summary): Summary {
  if (!a.reached) return b;
  return {
    reached: true,
    result: joinBoundary(a.result, b.result),
    fresh: a.fresh && b.fresh,
    ...joinEffects(a, b),
    thrown: joinEffects(a.thrown, b.thrown),
    rest: b.rest,
    ensures: [],
  };
}

export function loosenSummary(summary: Summary): Summary {
  const loose = (effects: Effects): readonly ParameterEffect[] =>
    effects.parameters.map((p) => ({ ...p, stored: loosenFact(p.stored) }));
  return {
    ...summary,
    result: loosen(summary.result),
    parameters: loose(summary),
    thrown: { ...summary.thrown, parameters: loose(summary.thrown) },
  };
}

/** Gives up the parts of a boundary fact that form infinite chains: ranges. */
export function loosen(boundary: BoundaryFact): BoundaryFact {
  const { fact } = boundary;
  return {
    fact: loosenFact(fact),
    length: isPrimitive(fact) && fact.value.others === 0 ? boundary.length : [0, 2 ** 47],
    private: boundary.private,
    fields: boundary.fields === null ? null : mapFields(boundary.fields, loosen),
    belief: boundary.belief,
    element: loosenFact(boundary.element),
  };
}

/** Gives up the ranges that have just grown; a number goes to the next of the `stops` first, which are sorted. */
export function loosenNews(old: BoundaryFact, news: BoundaryFact, stops: readonly number[] = []): BoundaryFact {
  const loose = { ...loosen(news), fact: stoppedFact(news.fact, stops) ?? loosenFact(news.fact) };
  const sameLength = old.length[0] === news.length[0] && old.length[1] === news.length[1];
  return {
    fact: factEquals(old.fact, news.fact) ? news.fact : loose.fact,
    length: sameLength ? news.length : loose.length,
    private: news.private,
    fields: fieldsEqual(old.fields, news.fields) ? news.fields : loose.fields,
    belief: news.belief,
    element: factEquals(old.element, news.element) ? news.element : loose.element,
  };
}

export function loosenFact(fact: Fact): Fact {
  const { number, others } = fact.value;
  if (number === null) return fact;
  return { value: V.widen({ number, others }, V.join(fact.value, widest(fact.value)), COUNTING), shape: fact.shape };
}

/** The same with more room for numbers: up to the next stop. Null where there is none. */
function stoppedFact(fact: Fact, stops: readonly number[]): Fact | null {
  const { number, others } = fact.value;
  const stop = number === null || number.lo < 0 ? undefined : stops.find((one) => one >= number.hi);
  if (number === null || stop === undefined) return null;
  return { value: { number: { ...number, lo: 0, hi: stop, modulus: 1, residue: 0 }, others }, shape: fact.shape };
}

/** Where counting ends: 2^53 + 1 is 2^53 again. */
const COUNTING: readonly number[] = [-(2 ** 53), 2 ** 53];

function widest(value: V.AbstractValue): V.AbstractValue {
  const n = value.number;
  if (n === null) return value;
  // Keep sign, integrality and NaN-freedom, which do not form long chains.
  const counts = n.integer && n.lo >= -(2 ** 53) && n.hi <= 2 ** 53;
  const most = counts ? 2 ** 53 : Number.MAX_VALUE;
  return {
    number: { ...n, lo: n.lo >= 0 ? 0 : -most, hi: most, modulus: 1, residue: 0 },
    others: value.others,
  };
}
