import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Formula, SolverAnswer, SolverQuery } from "../../core/formula.js";
import { holds } from "../../solver/holds.js";
import { layered } from "../../solver/layered.js";
import { createLinear } from "../../solver/linear.js";
import { searchModel } from "../../solver/model-search.js";
import type { EngineSolverPort } from "../../solver/smt-session.js";
import { symbolsOf } from "../../solver/smtlib.js";

const atom = fc
  .record({
    terms: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-2, -1, 1, 2)), {
      minLength: 1,
      maxLength: 3,
      selector: ([s]) => s,
    }),
    constant: fc.integer({ min: -6, max: 6 }),
    relation: fc.constantFrom("<=" as const, "==" as const),
  })
  .map(({ terms, constant, relation }): Formula => {
    const sorted = [...terms].sort((a, b) => a[0] - b[0]);
    return {
      kind: "linear",
      atom: { symbols: sorted.map(([s]) => s), coefficients: sorted.map(([, c]) => c), constant, relation },
    };
  });
const different = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -3, max: 3 })).map(([symbol, value]): Formula => ({
  kind: "compare",
  relation: "!=",
  left: { kind: "symbol", symbol },
  right: { kind: "constant", value },
}));
const product = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: -4, max: 4 }))
  .map(([a, b, value]): Formula => ({
    kind: "compare",
    relation: "==",
    left: { kind: "product", left: { kind: "symbol", symbol: a }, right: { kind: "symbol", symbol: b } },
    right: { kind: "constant", value },
  }));
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: atom, weight: 4 },
    { arbitrary: different, weight: 1 },
    { arbitrary: product, weight: 1 },
    { arbitrary: tie("formula").map((f): Formula => ({ kind: "not", formula: f })), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("formula"), { maxLength: 3 }))
        .map(([kind, formulas]): Formula => ({ kind, formulas })),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(tie("formula"), tie("formula"))
        .map(([premise, conclusion]): Formula => ({ kind: "implies", premise, conclusion })),
      weight: 1,
    },
  ),
}));
const query = fc
  .tuple(fc.array(formula, { maxLength: 6 }), formula)
  .map(([hypotheses, goal]): SolverQuery => ({ hypotheses, goals: [goal] }));
const box: readonly Formula[] = [0, 1, 2, 3].flatMap((symbol): Formula[] =>
  [1, -1].map((sign) => ({
    kind: "linear",
    atom: { symbols: [symbol], coefficients: [sign], constant: -3, relation: "<=" },
  })),
);

/** Whether some assignment from -3 to 3 refutes the query. */
function refutable({ hypotheses, goals }: SolverQuery): boolean {
  const values = new Map<number, bigint>();
  const at = (symbol: number): boolean => {
    if (symbol === 4) return hypotheses.every((f) => holds(f, values) === true) && goals.some((f) => holds(f, values) === false);
    for (let v = -3n; v <= 3n; v++) {
      values.set(symbol, v);
      if (at(symbol + 1)) return true;
    }
    return false;
  };
  return at(0);
}

describe("the search for a model", () => {
  it("gives assignments that are models, of every symbol", () => {
    fc.assert(
      fc.property(query, (one) => {
        const model = searchModel(one);
        if (model === null) return;
        const values = new Map([...model].map(([s, text]) => [s, BigInt(text)]));
        expect([...values.keys()]).toEqual(symbolsOf(one));
        for (const f of one.hypotheses) expect(holds(f, values)).toBe(true);
        expect(one.goals.some((f) => holds(f, values) === false)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("finds one for nearly every linear question that has one", () => {
    const counts = { refutable: 0, found: 0 };
    fc.assert(
      fc.property(fc.array(fc.oneof(atom, different), { maxLength: 5 }), atom, (hypotheses, goal) => {
        const one: SolverQuery = { hypotheses: [...box, ...hypotheses], goals: [goal] };
        if (!refutable(one)) {
          expect(searchModel(one)).toBeNull();
          return;
        }
        counts.refutable++;
        if (searchModel(one) !== null) counts.found++;
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(counts.refutable).toBeGreaterThan(100);
    expect(counts.found / counts.refutable).toBeGreaterThan(0.95);
  });
});

describe("the layered port", () => {
  const engine = (answer: SolverAnswer): EngineSolverPort => ({
    failure: null,
    stopped: 0,
    open: () => {
      const own = { calls: 0 };
      return {
        check: () => {
          own.calls++;
          return [answer];
        },
        close: () => undefined,
        get calls() {
          return own.calls;
        },
      };
    },
  });
  const below = (symbol: number, limit: number): Formula => ({
    kind: "linear",
    atom: { symbols: [symbol], coefficients: [1], constant: -limit, relation: "<=" },
  });

  it("asks the engine nothing that it can answer", () => {
    const session = layered(createLinear(), engine({ kind: "unknown", message: "asked" })).open();
    expect(session.check({ hypotheses: [below(0, 3)], goals: [below(0, 4), below(0, 2)] }, 1).map((a) => a.kind)).toEqual([
      "valid",
      "invalid",
    ]);
    expect(session.calls).toBe(0);
  });

  it("sees a contradiction that has nothing to do with the goal", () => {
    const above = (symbol: number, limit: number): Formula => ({
      kind: "linear",
      atom: { symbols: [symbol], coefficients: [-1], constant: limit, relation: "<=" },
    });
    const difference = (a: number, b: number, constant: number): Formula => ({
      kind: "linear",
      atom: { symbols: [a, b], coefficients: [1, -1], constant, relation: "<=" },
    });
    const session = layered(createLinear(), null).open();
    const kinds = (hypotheses: readonly Formula[]): readonly string[] =>
      session.check({ hypotheses, goals: [below(0, 2)] }, 1).map((a) => a.kind);
    // By the bounds of one symbol; by a part of the hypotheses; and one off, where there is none.
    expect(kinds([above(1, 16), below(1, 15)])).toEqual(["valid"]);
    expect(kinds([difference(1, 2, 1), difference(2, 1, 0)])).toEqual(["valid"]);
    expect(kinds([above(1, 16), below(1, 16)])).toEqual(["invalid"]);
    expect(kinds([difference(1, 2, 1), difference(2, 1, -1)])).toEqual(["invalid"]);
  });

  it("says so when only an engine could answer", () => {
    const cases: SolverQuery = {
      hypotheses: [{ kind: "or", formulas: [below(0, 1), below(0, 3)] }],
      goals: [below(0, 4)],
    };
    const alone = layered(createLinear(), null).open();
    expect(alone.check(cases, 1)).toEqual([{ kind: "unasked" }]);
    const session = layered(createLinear(), engine({ kind: "valid" })).open();
    expect(session.check(cases, 1)).toEqual([{ kind: "valid" }]);
    expect(session.calls).toBe(1);
  });

  it("calls nothing valid that an assignment refutes", () => {
    fc.assert(
      fc.property(query, (one) => {
        const session = layered(createLinear(), null).open();
        const [answer] = session.check({ hypotheses: [...box, ...one.hypotheses], goals: one.goals }, 1);
        if (answer?.kind === "valid")
          expect(refutable({ hypotheses: [...box, ...one.hypotheses], goals: one.goals })).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
