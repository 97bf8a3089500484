/** What passes between functions: its least and greatest elements, its join, and what is left of it in other hands. */
import type { StaticType } from "../../core/static-type.js";
import { uniteTypes } from "../interpretation/belief.js";
import * as V from "../domain/value.js";
import { ANY_BOUNDARY_LENGTH, type BoundaryFact, type Summary } from "./environment.js";
import { FACT_BOTTOM, FACT_TOP, joinFact, mayBeObject, UNDEFINED_FACT, type Fact } from "./fact.js";

export const BOTTOM_BOUNDARY: BoundaryFact = {
  fact: FACT_BOTTOM,
  length: [Infinity, -Infinity],
  private: true,
  fields: null,
  belief: null,
  element: FACT_BOTTOM,
};
export const TOP_BOUNDARY: BoundaryFact = {
  fact: FACT_TOP,
  length: ANY_BOUNDARY_LENGTH,
  private: false,
  fields: null,
  belief: null,
  element: FACT_TOP,
};
/** Absent arguments, fields that nobody has assigned yet. */
export const UNDEFINED_BOUNDARY: BoundaryFact = {
  fact: UNDEFINED_FACT,
  length: ANY_BOUNDARY_LENGTH,
  private: true,
  fields: null,
  belief: null,
  element: FACT_BOTTOM,
};

export const UNKNOWN_SUMMARY: Summary = {
  reached: true,
  result: TOP_BOUNDARY,
  fresh: false,
  unknownEffects: true,
  members: [],
  cells: [],
  parameters: [],
  thrown: { unknownEffects: true, members: [], cells: [], parameters: [] },
  rest: false,
  ensures: [],
};
/** Optimistic start: never returns, does nothing. */
export const BOTTOM_SUMMARY: Summary = {
  reached: false,
  result: BOTTOM_BOUNDARY,
  fresh: true,
  unknownEffects: false,
  members: [],
  cells: [],
  parameters: [],
  thrown: { unknownEffects: false, members: [], cells: [], parameters: [] },
  rest: false,
  ensures: [],
};

export function joinBoundary(a: BoundaryFact, b: BoundaryFact): BoundaryFact {
  return {
    fact: joinFact(a.fact, b.fact),
    length: joinLengths(a, b),
    private: a.private && b.private,
    fields: joinFields(a, b),
    belief: joinBeliefs(a, b),
    element: joinFact(a.element, b.element),
  };
}

/** `undefined` and `null` have no length (whoever asks for it gets an exception): that of what is nothing else does not count beside another. */
function joinLengths(a: BoundaryFact, b: BoundaryFact): BoundaryFact["length"] {
  if (isNothing(a) !== isNothing(b)) return isNothing(a) ? b.length : a.length;
  return [Math.min(a.length[0], b.length[0]), Math.max(a.length[1], b.length[1])];
}
const isNothing = ({ fact: { value } }: BoundaryFact): boolean => V.leq(value, V.ofOthers(V.NULLISH));

/** A value that is never anything, or never an object, has whatever members one likes. */
function joinFields(a: BoundaryFact, b: BoundaryFact): BoundaryFact["fields"] {
  if (V.isBottom(a.fact.value)) return b.fields;
  if (V.isBottom(b.fact.value)) return a.fields;
  if (a.fields === null || b.fields === null) return null;
  const fields: Record<string, BoundaryFact> = {};
  for (const name of Object.keys(a.fields).sort()) {
    if (!Object.hasOwn(b.fields, name)) continue;
    const [left, right] = [a.fields[name], b.fields[name]];
    if (left !== undefined && right !== undefined) fields[name] = joinBoundary(left, right);
  }
  return fields;
}

function joinBeliefs(a: BoundaryFact, b: BoundaryFact): BoundaryFact["belief"] {
  // (A string has a length, and elements.)
  const nothing = (one: BoundaryFact): boolean => !mayBeObject(one.fact) && (one.fact.value.others & V.STRING) === 0;
  if (nothing(a)) return b.belief;
  if (nothing(b)) return a.belief;
  return a.belief === null || b.belief === null ? null : uniteTypes([a.belief, b.belief]);
}

export function mapFields(
  fields: Readonly<Record<string, BoundaryFact>>,
  change: (boundary: BoundaryFact) => BoundaryFact,
): Record<string, BoundaryFact> {
  return Object.fromEntries(Object.entries(fields).map(([name, boundary]) => [name, change(boundary)]));
}

/** The same value at any later time, as long as nobody changes its object: whoever has the buffer of a typed array may shorten that. */
export function lasting(boundary: BoundaryFact): BoundaryFact {
  return hasOwnLength(boundary.fact) ? boundary : { ...boundary, length: ANY_BOUNDARY_LENGTH };
}
/** The same value at any later time, when only its length may have changed. */
export const kept = (boundary: BoundaryFact): BoundaryFact => ({ ...boundary, length: ANY_BOUNDARY_LENGTH, fields: null });
/** What has a length keeps it for itself: no other object has the storage of a typed array. */
export const hasOwnLength = ({ shape }: Fact): boolean => shape.typed === 0 || shape.ownBuffer;

/**
 * The same value once others may hold its object: promises withdrawn but for those that A1t makes, and its length is known only for
 * primitives. `ordinary`: arrays stay so in other hands.
 */
export function publish(boundary: BoundaryFact, ordinary: boolean): BoundaryFact {
  const { fact } = boundary;
  if (!mayBeObject(fact)) return boundary;
  return {
    fact: {
      value: fact.value,
      shape: {
        ...fact.shape,
        plain: fact.shape.plain && (ordinary || boundary.belief !== null),
        dense: fact.shape.dense && (ordinary || boundary.belief !== null),
        ownBuffer: false,
      },
    },
    length: ANY_BOUNDARY_LENGTH,
    private: false,
    fields: null,
    belief: boundary.belief,
    element: FACT_TOP,
  };
}

/** Types that are believed of it and of what hangs on it. */
export function beliefsIn(boundary: BoundaryFact): readonly StaticType[] {
  const inner = boundary.fields === null ? [] : Object.values(boundary.fields).flatMap(beliefsIn);
  return boundary.belief === null ? inner : [boundary.belief, ...inner];
}
