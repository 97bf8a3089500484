/** Faults injected into the search: whatever it claims, nothing wrong is believed, and every lie is counted. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinearAtom, LinearCertificate, LinearStep } from "../../core/formula.js";
import { createCheckedLinear, type LinearSearch } from "../../solver/checked-linear.js";
import { createLinear } from "../../solver/linear.js";

const SYMBOLS = 3;
const atom: fc.Arbitrary<LinearAtom> = fc
  .record({
    row: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: SYMBOLS, maxLength: SYMBOLS }),
    constant: fc.integer({ min: -4, max: 4 }),
    relation: fc.constantFrom<LinearAtom["relation"][]>("<=", "<=", "=="),
  })
  .map(({ row, constant, relation }) => {
    const symbols = row.flatMap((c, k) => (c === 0 ? [] : [k]));
    return { symbols, coefficients: symbols.map((k) => row[k] ?? 0), constant, relation };
  });

function holds({ symbols, coefficients, constant, relation }: LinearAtom, point: readonly number[]): boolean {
  const sum = symbols.reduce((total, symbol, k) => total + (coefficients[k] ?? 0) * (point[symbol] ?? 0), constant);
  return relation === "==" ? sum === 0 : sum <= 0;
}

const RANGE = Array.from({ length: 13 }, (_, k) => k - 6);
const POINTS = RANGE.flatMap((a) => RANGE.flatMap((b) => RANGE.map((c) => [a, b, c] as const)));

const step = (n: number): fc.Arbitrary<LinearStep> =>
  fc.record({
    from: fc.array(fc.record({ index: fc.integer({ min: -2, max: n + 2 }), multiplier: fc.integer({ min: -3, max: 3 }) }), {
      maxLength: 4,
    }),
    divisor: fc.integer({ min: 1, max: 3 }),
  });
const usedIn = (derivation: readonly LinearStep[], n: number): readonly number[] =>
  [...new Set(derivation.flatMap(({ from }) => from.map(({ index }) => index)))]
    .filter((k) => k >= 0 && k < n)
    .sort((a, b) => a - b);

describe("a search that lies", () => {
  it("made-up certificates never prove what has a counterexample, and every refusal is counted", () => {
    let [believed, asked, incidents] = [0, 0, 0];
    fc.assert(
      fc.property(
        fc.array(atom, { minLength: 1, maxLength: 4 }).chain((hypotheses) =>
          fc.record({
            hypotheses: fc.constant(hypotheses),
            goal: atom,
            derivation: fc.array(step(hypotheses.length), { minLength: 1, maxLength: 3 }),
          }),
        ),
        ({ hypotheses, goal, derivation }) => {
          const certificate = { used: usedIn(derivation, hypotheses.length), derivation };
          const engine = createCheckedLinear(() => certificate);
          const answer = engine.entails(hypotheses, goal, { steps: 10 });
          asked++;
          incidents += engine.incidents;
          if (answer === null) return engine.incidents === 1;
          believed++;
          return (
            engine.incidents === 0 &&
            POINTS.every((p) => holds(goal, p) || !hypotheses.every((hypothesis) => holds(hypothesis, p)))
          );
        },
      ),
      { numRuns: 20_000, seed: 23 },
    );
    expect(believed + incidents).toBe(asked);
    // Some are right by accident: the test would be idle if the checker refused everything.
    expect(believed).toBeGreaterThan(0);
  });

  it("the certificate of another question is an incident unless it fits this one too", () => {
    const honest = createLinear();
    fc.assert(
      fc.property(fc.array(atom, { minLength: 2, maxLength: 4 }), atom, atom, (hypotheses, goal, other) => {
        const elsewhere: LinearCertificate | null = honest.entails(hypotheses, other, { steps: 1000 });
        fc.pre(elsewhere !== null);
        const search: LinearSearch = () => elsewhere;
        const engine = createCheckedLinear(search);
        const answer = engine.entails(hypotheses, goal, { steps: 10 });
        expect(engine.incidents).toBe(answer === null ? 1 : 0);
        return answer === null || POINTS.every((p) => holds(goal, p) || !hypotheses.every((hypothesis) => holds(hypothesis, p)));
      }),
      { numRuns: 500, seed: 29 },
    );
    expect(honest.incidents).toBe(0);
  });

  it("is not asked without budget, and giving up is no incident", () => {
    const engine = createCheckedLinear(() => null);
    const goal: LinearAtom = { symbols: [], coefficients: [], constant: 0, relation: "<=" };
    const budget = { steps: 1 };
    expect([engine.entails([], goal, budget), engine.entails([], goal, budget)]).toEqual([null, null]);
    expect([budget.steps, engine.incidents]).toEqual([0, 0]);
  });
});

describe("what is believed", () => {
  const importsOf = (file: string): readonly string[] =>
    [...readFileSync(new URL(`../../solver/${file}`, import.meta.url), "utf8").matchAll(/^import .*;$/gmu)].map(([line]) => line);

  it("the checker imports types of the core and nothing else", () => {
    expect(importsOf("check-certificate.ts")).toEqual([
      'import type { LinearAtom, LinearCertificate, LinearStep } from "../core/formula.js";',
    ]);
  });

  it("what asks the checker knows no search", () => {
    expect(importsOf("checked-linear.ts").filter((line) => !line.startsWith("import type"))).toEqual([
      'import { checkCertificate } from "./check-certificate.js";',
    ]);
  });
});
