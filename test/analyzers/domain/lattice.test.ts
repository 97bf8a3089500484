import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { congruence } from "../../../analyzers/domain/congruence.js";
import { constantNumber, containsNumber, makeNumber, type AbstractNumber } from "../../../analyzers/domain/number.js";
import {
  ALL_OTHERS,
  BOTTOM,
  contains,
  equals,
  isBottom,
  join,
  leq,
  meet,
  ofConstant,
  ofNumberConstant,
  TOP,
  widen,
  type AbstractValue,
} from "../../../analyzers/domain/value.js";
import { CONCRETE, samples } from "./samples.js";

const bound = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(...CONCRETE.filter((x) => !Number.isNaN(x))));
const abstractNumber: fc.Arbitrary<AbstractNumber | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom(...CONCRETE).map(constantNumber) },
  {
    weight: 6,
    arbitrary: fc
      .record({
        a: bound,
        b: bound,
        integer: fc.boolean(),
        nan: fc.boolean(),
        negativeZero: fc.boolean(),
        modulus: fc.constantFrom(1, 1, 2, 3, 4, 6, 8, 12, 1000),
        residue: fc.integer({ min: 0, max: 999 }),
      })
      .map(({ a, b, modulus, residue, ...rest }) =>
        makeNumber({ lo: Math.min(a, b), hi: Math.max(a, b), ...rest, congruence: congruence(modulus, residue) }),
      ),
  },
);
const value: fc.Arbitrary<AbstractValue> = fc.record({ number: abstractNumber, others: fc.integer({ min: 0, max: ALL_OTHERS }) });

const PROBES: readonly unknown[] = [
  ...CONCRETE,
  ...Array.from({ length: 41 }, (_, k) => k - 20),
  undefined,
  null,
  true,
  false,
  "",
  0n,
  Symbol.iterator,
  {},
];
const runs = { numRuns: 3000, seed: 7 };

describe("the lattice", () => {
  it("join is commutative, idempotent, an upper bound, and describes both operands' members", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const joined = join(a, b);
        expect(equals(joined, join(b, a))).toBe(true);
        expect(equals(join(a, a), a)).toBe(true);
        expect(leq(a, joined) && leq(b, joined)).toBe(true);
        for (const x of PROBES) if (contains(a, x) || contains(b, x)) expect(contains(joined, x)).toBe(true);
      }),
      runs,
    );
  });
  it("join is associative", () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        // Moduli are capped, so differences of large constants lose different factors in different orders.
        fc.pre([a, b, c].every((v) => v.number === null || !v.number.integer || Math.max(-v.number.lo, v.number.hi) < 2 ** 26));
        expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
      }),
      runs,
    );
  });
  it("meet is commutative, a lower bound, and keeps every common member", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const common = meet(a, b);
        // Disjoint residue classes that both reach both infinities: see meetNumbers.
        fc.pre(common.number?.lo !== -Infinity || common.number.hi !== Infinity || equals(common, meet(b, a)));
        expect(equals(common, meet(b, a))).toBe(true);
        expect(leq(common, a) && leq(common, b)).toBe(true);
        for (const x of PROBES) if (contains(a, x) && contains(b, x)) expect([x, contains(common, x)]).toEqual([x, true]);
      }),
      runs,
    );
  });
  it("leq implies inclusion, is reflexive, and agrees with equals", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(leq(a, a) && leq(BOTTOM, a) && leq(a, TOP)).toBe(true);
        if (leq(a, b)) for (const x of PROBES) if (contains(a, x)) expect(contains(b, x)).toBe(true);
        if (leq(a, b) && leq(b, a)) expect(equals(a, b)).toBe(true);
      }),
      runs,
    );
  });
  it("widen is above join, and chains end", () => {
    const thresholds = [0, 10, -1, 2 ** 31 - 1, 2 ** 32, 2 ** 53 - 1, 7.5];
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (chain) => {
        let current = BOTTOM;
        let changes = 0;
        for (const next of chain) {
          const widened = widen(current, next, thresholds);
          expect(leq(join(current, next), widened)).toBe(true);
          if (!equals(widened, current)) changes++;
          current = widened;
        }
        expect(changes).toBeLessThanOrEqual(2 * (thresholds.length + 1) + 3 + 27 + 1 + 9);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
  it("a counter widens to a threshold, then to infinity", () => {
    let counter = ofNumberConstant(0);
    counter = widen(counter, join(counter, ofNumberConstant(1)), [10]);
    expect(counter.number).toMatchObject({ lo: 0, hi: 10, integer: true, nan: false });
    counter = widen(counter, ofNumberConstant(11), [10]);
    expect(counter.number).toMatchObject({ lo: 0, hi: Infinity, integer: true });
  });
});

describe("membership", () => {
  it("a constant describes just itself", () => {
    for (const x of CONCRETE) {
      for (const y of CONCRETE) {
        // -0 is described together with +0.
        const described = Object.is(x, y) || (Object.is(x, -0) && Object.is(y, 0));
        expect([x, y, contains(ofNumberConstant(x), y)]).toEqual([x, y, described]);
      }
    }
  });
  it("constants of every kind", () => {
    expect(contains(ofConstant({ kind: "string", value: "a" }), "b")).toBe(true);
    expect(contains(ofConstant({ kind: "boolean", value: true }), false)).toBe(false);
    expect(contains(ofConstant({ kind: "undefined" }), undefined)).toBe(true);
    expect(contains(ofConstant({ kind: "null" }), undefined)).toBe(false);
    expect(contains(ofConstant({ kind: "bigint", text: "5" }), 5n)).toBe(true);
    expect(isBottom(BOTTOM)).toBe(true);
    for (const x of PROBES) expect(contains(TOP, x) && !contains(BOTTOM, x)).toBe(true);
  });
  it("samples have members", () => {
    // A class at the edge of exactness may have none in its range.
    const all = samples(containsNumber);
    expect(all.filter(({ members }) => members.length > 0).length).toBeGreaterThan(all.length * 0.97);
  });
});
