/**
 * The key of a function's result: the digest of everything its analysis is given. `analyseFunction` is a function of the work and the
 * solver alone, so no list of dependencies is kept anywhere: what a proof may ask about the rest of the program is in the environment,
 * and whatever is in the environment is in the key (docs/INVALIDATION.md).
 *
 * Two things are written otherwise than they are, since no result depends on how they are:
 * - Positions. Of places in the text only their order and nesting matter: each is replaced by its rank among the function's own.
 * - Numbers of object types, which depend on what the program lowered before: each is replaced by the order in which the work names it.
 */
import { digestOf, type CacheKey } from "../cache/key.js";
import type { HirFunction } from "../core/hir.js";
import { guardedPlace, type Site } from "../core/site.js";
import type { Span } from "../core/span.js";
import type { FunctionWork } from "../core/work.js";
import { canonicalText } from "./canonical.js";

export interface WorkKey {
  readonly key: CacheKey;
  /** The function's places in order: what ranks stand for. */
  readonly places: readonly number[];
}

/** `origin`: what makes the result besides the work, such as the version of the tools and the solver. */
export function workKey(work: FunctionWork, origin: string): WorkKey {
  const places = placesOf(work.function);
  const { function: fn, environment, ...rest } = work;
  const text = withTypesInOrder({ ...rest, function: withoutPositions(fn, places), environment }, environment);
  return { key: digestOf(`surety-function-1\0${origin}\0${text}`), places };
}

/** Of one function: the starts and ends that the analysis compares. */
function placesOf({ regions, sites }: HirFunction): readonly number[] {
  const spans = [...regions.map(({ span }) => span), ...sites.flatMap((site) => [site.span, guardedPlace(site)])];
  return [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
}

/** In the place of the span: `places[start]`, `places[end]` is what it was. */
export function rankedSpan({ start, end }: Span, places: readonly number[]): Span {
  return { start: places.indexOf(start), end: places.indexOf(end) };
}

/** Null when a rank is none of these places. */
export function spanOfRanks({ start, end }: Span, places: readonly number[]): Span | null {
  const from = places[start];
  const to = places[end];
  return from === undefined || to === undefined ? null : { start: from, end: to };
}

function withoutPositions(fn: HirFunction, places: readonly number[]): unknown {
  const { span: _span, regions, sites, ...rest } = fn;
  return {
    ...rest,
    regions: regions.map((region) => ({ ...region, span: rankedSpan(region.span, places) })),
    sites: sites.map((site) => ({ ...site, span: rankedSpan(site.span, places), form: formWithout(site, places) })),
  };
}

function formWithout({ form }: Site, places: readonly number[]): unknown {
  if (form.kind !== "contract") return form;
  const { place, body: _body, ...rest } = form;
  return { ...rest, place: rankedSpan(place, places) };
}

function withTypesInOrder(work: object, environment: unknown): string {
  const order = new Map<number, number>();
  const table = objectTypesOf(environment);
  const text = canonicalText(work, (value) => {
    if (value === table) return null;
    const members = numberOfMembers(value);
    if (members === null) return value;
    const known = order.get(members) ?? order.size;
    order.set(members, known);
    // As text, so that it is not taken for a type once more.
    return { ...value, members: `#${String(known)}` };
  });
  if (table === null) return text;
  // The entries may name further types: those join the order.
  const parts = [text];
  for (const number of order.keys()) {
    parts.push(
      `|${String(number in table)}`,
      canonicalText(Reflect.get(table, number), (value) => {
        const members = numberOfMembers(value);
        if (members === null) return value;
        const known = order.get(members) ?? order.size;
        order.set(members, known);
        return { ...value, members: `#${String(known)}` };
      }),
    );
  }
  return parts.join("");
}

function objectTypesOf(environment: unknown): object | null {
  if (typeof environment !== "object" || environment === null || !("objectTypes" in environment)) return null;
  const { objectTypes } = environment;
  return typeof objectTypes === "object" ? objectTypes : null;
}

function numberOfMembers(value: object): number | null {
  return "kind" in value && value.kind === "object" && "members" in value && typeof value.members === "number"
    ? value.members
    : null;
}
