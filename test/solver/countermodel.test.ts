import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinearAtom } from "../../core/formula.js";
import { holdsIn } from "../../core/linear-model.js";
import { createLinear } from "../../solver/linear.js";

const SYMBOLS = [0, 1, 2, 2 ** 30];

const atom = fc
  .record({
    terms: fc.uniqueArray(fc.tuple(fc.constantFrom(...SYMBOLS), fc.constantFrom(-3, -2, -1, 1, 2)), {
      minLength: 1,
      maxLength: 3,
      selector: ([s]) => s,
    }),
    constant: fc.integer({ min: -6, max: 6 }),
    relation: fc.constantFrom("<=" as const, "<=" as const, "==" as const),
  })
  .map(({ terms, constant, relation }): LinearAtom => {
    const sorted = [...terms].sort((a, b) => a[0] - b[0]);
    return { symbols: sorted.map(([s]) => s), coefficients: sorted.map(([, c]) => c), constant, relation };
  });

/** By other arithmetic than the project's. */
function satisfied({ symbols, coefficients, constant, relation }: LinearAtom, values: ReadonlyMap<number, number>): boolean {
  const sum = symbols.reduce((total, s, k) => total + BigInt(coefficients[k]!) * BigInt(values.get(s)!), BigInt(constant));
  return relation === "==" ? sum === 0n : sum <= 0n;
}

describe("countermodels of the linear prover", () => {
  it("refute the goal, and satisfy every hypothesis that is connected with it", () => {
    const counts = { models: 0 };
    fc.assert(
      fc.property(fc.array(atom, { maxLength: 6 }), atom, (hypotheses, goal) => {
        const models: ReadonlyMap<number, number>[] = [];
        const certificate = createLinear().entails(hypotheses, goal, { steps: 10_000 }, (model) => models.push(model));
        if (models.length === 0) return;
        counts.models++;
        expect(certificate).toBeNull();
        for (const model of models) {
          expect(satisfied(goal, model)).toBe(false);
          for (const one of hypotheses) if (one.symbols.some((s) => model.has(s))) expect(satisfied(one, model)).toBe(true);
        }
      }),
      { numRuns: 1000, seed: 3 },
    );
    expect(counts.models).toBeGreaterThan(50);
  });
});

describe("an atom in a model", () => {
  it("holds, fails, or is not told", () => {
    const below: LinearAtom = { symbols: [1, 2], coefficients: [1, -1], constant: 1, relation: "<=" };
    const big = 2 ** 52;
    const told = [
      new Map([
        [1, 3],
        [2, 4],
      ]),
      new Map([
        [1, 4],
        [2, 4],
      ]),
      new Map([[1, 4]]),
      new Map([
        [1, big],
        [2, -big],
      ]),
    ];
    expect(told.map((values) => holdsIn(below, values))).toEqual([true, false, null, null]);
  });
});
