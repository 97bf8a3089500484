/** Facts that are joined until nothing changes: in any order, and over and over, that comes to an end. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as V from "../../../analyzers/domain/value.js";
import { BOTTOM_BOUNDARY, joinBoundary, TOP_BOUNDARY, UNDEFINED_BOUNDARY } from "../../../analyzers/facts/boundary.js";
import { ANY_BOUNDARY_LENGTH, type BoundaryFact } from "../../../analyzers/facts/environment.js";
import { FACT_BOTTOM, objectFact, primitive, STRING_FACT, type Fact } from "../../../analyzers/facts/fact.js";
import { PLAIN_ARRAY } from "../../../analyzers/facts/shape.js";
import { sameData } from "../../../core/same-data.js";

const lengths = fc.oneof(
  fc.constant(ANY_BOUNDARY_LENGTH),
  fc.constant([Infinity, -Infinity] as const),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([lo, more]) => [lo, lo + more] as const),
);
const facts = fc.constantFrom<Fact>(
  FACT_BOTTOM,
  primitive(V.ofOthers(V.NULL)),
  primitive(V.ofOthers(V.NULLISH)),
  primitive(V.ofNumberConstant(1)),
  STRING_FACT,
  objectFact(PLAIN_ARRAY),
);
const boundaries: fc.Arbitrary<BoundaryFact> = fc.oneof(
  fc.constantFrom(BOTTOM_BOUNDARY, TOP_BOUNDARY, UNDEFINED_BOUNDARY),
  fc.tuple(facts, lengths).map(([fact, length]): BoundaryFact => ({ ...UNDEFINED_BOUNDARY, fact, length })),
);

describe("the join of what passes between functions", () => {
  it("comes to an end, whatever is joined again and again", () => {
    fc.assert(
      fc.property(fc.array(boundaries, { minLength: 1, maxLength: 6 }), (news) => {
        const round = (from: BoundaryFact): BoundaryFact => news.reduce(joinBoundary, from);
        const settled = round(round(BOTTOM_BOUNDARY));
        return sameData(round(settled), settled);
      }),
    );
  });

  it("is the same either way round", () => {
    fc.assert(fc.property(boundaries, boundaries, (a, b) => sameData(joinBoundary(a, b), joinBoundary(b, a))));
  });

  it("keeps the length of an array beside nothing, of which there is none", () => {
    const array: BoundaryFact = { ...UNDEFINED_BOUNDARY, fact: objectFact(PLAIN_ARRAY), length: [3, 4] };
    expect(joinBoundary(array, UNDEFINED_BOUNDARY).length).toEqual([3, 4]);
    expect(joinBoundary(UNDEFINED_BOUNDARY, array).length).toEqual([3, 4]);
    expect(joinBoundary({ ...array, fact: primitive(V.ofNumberConstant(1)), length: [0, 9] }, array).length).toEqual([0, 9]);
  });
});
