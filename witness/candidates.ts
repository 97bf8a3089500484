/** Calls worth trying on a target, as argument lists in source text. Deterministic and bounded. */
import type { Counterexample, PlainParameter, WitnessTarget } from "../core/witness.js";
import { diagonals } from "./diagonals.js";
import { admitsNumber, valueOfLength, valuesOf, type Mentioned } from "./values.js";

export const MAX_CANDIDATES = 320;
/** Of them, tuples near the beginning of every list of values; the rest are scattered over the product. */
const SYSTEMATIC = 200;
/** Longest argument made to fit a model. */
const MAX_LENGTH = 100_000;

/** What the parameters take: one entry each, several for a rest parameter, none for what may be left out. */
export function candidatesFor(target: WitnessTarget): readonly string[] {
  const mentioned: Mentioned = target;
  const shapes = shapesOf(target.parameters);
  const modelled = target.counterexamples.flatMap((model) => fromModel(target.parameters, model, mentioned));
  const share = (count: number): number => Math.max(1, Math.floor(count / shapes.length));
  const systematic = shapes.flatMap((shape) => diagonals(listsOf(shape, mentioned), share(SYSTEMATIC)));
  const scattered = shapes.flatMap((shape) => scatter(listsOf(shape, mentioned), share(MAX_CANDIDATES - SYSTEMATIC)));
  const calls = [...modelled, ...systematic, ...scattered].map((given) => given.join(", "));
  return [...new Set(calls)].slice(0, MAX_CANDIDATES);
}

function listsOf(shape: readonly PlainParameter[], mentioned: Mentioned): readonly (readonly string[])[] {
  return shape.map(({ type }) => valuesOf(type, mentioned));
}

/** Parameter lists to fill in: everything given, and with trailing optional parameters left out; rest parameters 0, 1 and 2 times. */
function shapesOf(parameters: readonly PlainParameter[]): readonly (readonly PlainParameter[])[] {
  const last = parameters.at(-1);
  if (last === undefined) return [[]];
  const before = parameters.slice(0, -1);
  if (last.rest) return [before, [...before, last], [...before, last, last]];
  return last.optional ? [parameters, before] : [parameters];
}

/** Arguments with the numbers and lengths of a model, the rest filled in with a few ordinary values. */
function fromModel(
  parameters: readonly PlainParameter[],
  model: Counterexample,
  mentioned: Mentioned,
): readonly (readonly string[])[] {
  if (parameters.some(({ rest }) => rest)) return [];
  const lists = parameters.map(({ type }, at): readonly string[] => {
    const found = model.find((entry) => entry.parameter === at);
    if (found === undefined) return valuesOf(type, mentioned).slice(0, 3);
    if (found.of === "value") return admitsNumber(type, found.integer) ? [found.integer] : [];
    const length = Number(found.integer);
    if (!Number.isSafeInteger(length) || length < 0 || length > MAX_LENGTH) return [];
    return [null, "1", String(length)].flatMap((element) => valueOfLength(type, length, numeric(type, element)) ?? []);
  });
  return diagonals(lists, 9);
}

/** Elements other than the ordinary one only where they are numbers. */
function numeric(type: PlainParameter["type"], element: string | null): string | null {
  const isNumeric = type.kind === "typedArray" || (type.kind === "array" && type.element.kind === "number");
  return isNumeric ? element : null;
}

/** Tuples from all over the product, by a linear congruential generator with a fixed seed (Numerical Recipes). */
function scatter(lists: readonly (readonly string[])[], count: number): readonly (readonly string[])[] {
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return [];
  let state = 12345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => lists.map((list) => list[next(list.length)] ?? ""));
}
