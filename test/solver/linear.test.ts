import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinearAtom, LinearCertificate } from "../../core/formula.js";
import { checkCertificate } from "../../solver/check-certificate.js";
import { createLinear } from "../../solver/linear.js";

/** Parses sentences such as `2*o - i + 3 <= 0`, `i < n`, `n == len - 1` over named symbols. */
function parser(): (text: string) => LinearAtom {
  const names: string[] = [];
  const side = (text: string, sign: number, into: Map<number, number>): number => {
    let constant = 0;
    for (const term of text.replace(/\s+/g, "").replace(/-/g, "+-").split("+")) {
      if (term === "") continue;
      const match = /^(-?)(?:(\d+)\*?)?([a-z]\w*)?$/.exec(term);
      if (match === null) throw new Error(`term ${term}`);
      const factor = sign * (match[1] === "-" ? -1 : 1) * (match[2] === undefined ? 1 : Number(match[2]));
      const name = match[3];
      if (name === undefined) {
        constant += factor;
        continue;
      }
      if (!names.includes(name)) names.push(name);
      const symbol = names.indexOf(name);
      into.set(symbol, (into.get(symbol) ?? 0) + factor);
    }
    return constant;
  };
  return (text) => {
    const match = /^(.*?)(<=|>=|==|<|>)(.*)$/.exec(text);
    if (match === null) throw new Error(text);
    const [, left = "", relation = "", right = ""] = match;
    const sign = relation.startsWith(">") ? -1 : 1;
    const terms = new Map<number, number>();
    let constant = side(left, sign, terms) + side(right, -sign, terms);
    if (relation === "<" || relation === ">") constant += 1;
    const sorted = [...terms].filter(([, c]) => c !== 0).sort((a, b) => a[0] - b[0]);
    return {
      symbols: sorted.map(([s]) => s),
      coefficients: sorted.map(([, c]) => c),
      constant: constant + 0,
      relation: relation === "==" ? "==" : "<=",
    };
  };
}

function proves(hypotheses: readonly string[], goal: string): boolean {
  const parse = parser();
  const atoms = hypotheses.map(parse);
  const engine = createLinear();
  const certificate = engine.entails(atoms, parse(goal), { steps: 100_000 });
  expect(engine.incidents).toBe(0);
  return certificate !== null;
}

const VALID: readonly (readonly [string, readonly string[], string])[] = [
  ["loop index", ["i >= 0", "i < n", "n == len"], "i <= len - 1"],
  ["transitive", ["i < j", "j < k", "k <= len"], "i + 2 <= len - 0"],
  ["doubled output", ["o <= 2i", "i < n"], "o + 1 <= 2n - 1"],
  ["quotient", ["4q <= x", "x <= 4q + 3", "x < 4n"], "q < n"],
  ["parity", ["x == 2k", "x < 2m + 1"], "x <= 2m"],
  ["parity of a bound", ["2k <= 7"], "k <= 3"],
  ["midpoint low", ["lo <= hi", "2m <= lo + hi", "lo + hi <= 2m + 1", "lo >= 0"], "m >= lo"],
  ["midpoint high", ["lo < hi", "2m <= lo + hi", "lo + hi <= 2m + 1", "hi <= n"], "m < n"],
  ["equality goal", ["x <= y", "y <= x"], "x == y"],
  ["equality by substitution", ["a == b + 1", "c == b - 1"], "a == c + 2"],
  ["row of a matrix", ["p == r + j", "j >= 0", "j < w", "r >= 0", "r <= s - w", "s == len"], "p < len"],
  ["three byte groups", ["len == 4n", "3n >= o + 3", "o >= 0"], "o + 2 < len"],
  ["reverse index", ["i >= 0", "i < n", "j == n - 1 - i"], "j >= 0"],
  ["remainder", ["x == 8q + r", "r >= 0", "r <= 7", "x < 64", "x >= 0"], "q <= 7"],
  ["two equalities without common solution", ["x == 2a", "x == 2b + 1", "x >= y"], "y <= 0 - 1000"],
  ["non-unit equality", ["3x == 2y", "y <= 10"], "x <= 6"],
  ["tightened product bound", ["6a - 4b <= 3", "b <= 0"], "3a - 2b <= 1"],
  ["constant goal", [], "0 <= 0"],
  ["safe integer limits", ["i >= 0", "i <= 9007199254740991", "i < n"], "n >= 1"],
];

const NOT_PROVED: readonly (readonly [string, readonly string[], string])[] = [
  ["off by one", ["i >= 0", "i <= n", "n == len"], "i < len"],
  ["unrelated", ["i < n"], "i < m"],
  ["no bound below", ["i < n"], "i >= 0"],
  ["doubled output, one too many", ["o <= 2i", "i < n"], "o + 2 <= 2n - 1"],
  ["false constant", [], "1 <= 0"],
  ["one side of an equality", ["x <= y"], "x == y"],
];

describe("typical conditions", () => {
  it.each(VALID)("%s is proved", (_name, hypotheses, goal) => {
    expect(proves(hypotheses, goal)).toBe(true);
  });
  it.each(NOT_PROVED)("%s is not proved", (_name, hypotheses, goal) => {
    expect(proves(hypotheses, goal)).toBe(false);
  });

  it("takes little from the budget and stops when it is spent", () => {
    const parse = parser();
    const hypotheses = ["o <= 2i", "i < n"].map(parse);
    const goal = parse("o + 1 <= 2n - 1");
    const budget = { steps: 1000 };
    const engine = createLinear();
    expect(engine.entails(hypotheses, goal, budget)).not.toBeNull();
    expect(budget.steps).toBeGreaterThan(900);
    expect(engine.entails(hypotheses, goal, { steps: 1 })).toBeNull();
    expect(engine.entails(hypotheses, goal, { steps: 0 })).toBeNull();
  });

  it("answers the same whatever was asked before", () => {
    const engine = createLinear();
    const ask = (): readonly (LinearCertificate | null)[] =>
      [...VALID, ...NOT_PROVED].map(([, hypotheses, goal]) => {
        const parse = parser();
        return engine.entails(hypotheses.map(parse), parse(goal), { steps: 10_000 });
      });
    expect(ask()).toEqual(ask());
  });

  it("bails out instead of rounding", () => {
    const parse = parser();
    const hypotheses = ["9007199254740881x <= 9007199254740847y", "9007199254740761y <= 9007199254740727z"].map(parse);
    const engine = createLinear();
    expect(engine.entails(hypotheses, parse("x <= z"), { steps: 1000 })).toBeNull();
    expect(engine.incidents).toBe(0);
  });
});

const SYMBOLS = 4;
const atomOf = (span: number): fc.Arbitrary<LinearAtom> =>
  fc
    .record({
      row: fc.array(
        fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: -span, max: span }) }),
        {
          minLength: SYMBOLS,
          maxLength: SYMBOLS,
        },
      ),
      constant: fc.integer({ min: -6, max: 6 }),
      relation: fc.constantFrom<LinearAtom["relation"][]>("<=", "<=", "<=", "=="),
    })
    .map(({ row, constant, relation }) => {
      const symbols = row.flatMap((c, k) => (c === 0 ? [] : [k]));
      return { symbols, coefficients: symbols.map((k) => row[k] ?? 0), constant, relation };
    });

function holds(atom: LinearAtom, point: readonly number[]): boolean {
  let sum = atom.constant;
  atom.symbols.forEach((symbol, k) => {
    sum += (atom.coefficients[k] ?? 0) * (point[symbol] ?? 0);
  });
  return atom.relation === "==" ? sum === 0 : sum <= 0;
}

function* box(reach: number): Generator<readonly number[]> {
  for (let a = -reach; a <= reach; a++)
    for (let b = -reach; b <= reach; b++)
      for (let c = -reach; c <= reach; c++) for (let d = -reach; d <= reach; d++) yield [a, b, c, d];
}

const BOX = [...box(5)];

describe("against brute force", () => {
  it.each([1, 4])("no entailed goal has a counterexample, coefficients up to %i", (span) => {
    const engine = createLinear();
    let proved = 0;
    fc.assert(
      fc.property(fc.array(atomOf(span), { minLength: 1, maxLength: 6 }), atomOf(span), (hypotheses, goal) => {
        const certificate = engine.entails(hypotheses, goal, { steps: 5_000 });
        if (certificate === null) return true;
        proved++;
        return BOX.every((point) => holds(goal, point) || !hypotheses.every((atom) => holds(atom, point)));
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(engine.incidents).toBe(0);
    expect(proved).toBeGreaterThan(20);
  });

  it("difference constraints in a box are decided exactly", () => {
    const engine = createLinear();
    const bounds = [0, 1, 2, 3].flatMap((s): LinearAtom[] => [
      { symbols: [s], coefficients: [1], constant: -3, relation: "<=" },
      { symbols: [s], coefficients: [-1], constant: -3, relation: "<=" },
    ]);
    const small = [...box(3)];
    const difference = fc
      .record({ x: fc.integer({ min: 0, max: 3 }), y: fc.integer({ min: 0, max: 3 }), c: fc.integer({ min: -3, max: 3 }) })
      .filter(({ x, y }) => x !== y)
      .map(({ x, y, c }): LinearAtom => {
        const ascending = x < y;
        return { symbols: ascending ? [x, y] : [y, x], coefficients: ascending ? [1, -1] : [-1, 1], constant: c, relation: "<=" };
      });
    fc.assert(
      fc.property(fc.array(difference, { maxLength: 4 }), difference, (extra, goal) => {
        const hypotheses = [...bounds, ...extra];
        const valid = small.every((point) => holds(goal, point) || !extra.every((atom) => holds(atom, point)));
        // All symbols are connected through the zero node only; contradictions elsewhere may stay unseen.
        const consistent = small.some((point) => extra.every((atom) => holds(atom, point)));
        const proved = engine.entails(hypotheses, goal, { steps: 20_000 }) !== null;
        return proved === valid || (valid && !consistent);
      }),
      { numRuns: 400, seed: 5 },
    );
    expect(engine.incidents).toBe(0);
  });
});

describe("certificates", () => {
  // Sums of equalities may be negated, so the case whose hypotheses contradict each other stays valid under one of the changes.
  const cases = VALID.filter(([name]) => name !== "two equalities without common solution").map(([, texts, goalText]) => {
    const parse = parser();
    const hypotheses = texts.map(parse);
    const goal = parse(goalText);
    return { hypotheses, goal, certificate: createLinear().entails(hypotheses, goal, { steps: 10_000 }) };
  });

  it("are refused when tampered with", () => {
    let refused = 0;
    for (const { hypotheses, goal, certificate } of cases) {
      if (certificate === null) throw new Error("not proved");
      expect(checkCertificate(hypotheses, goal, certificate)).toBe(true);
      const { used, derivation } = certificate;
      const tampered: LinearCertificate[] = [
        { used, derivation: derivation.slice(0, -1) },
        { used: [...used, hypotheses.length], derivation },
        { used: used.slice(1), derivation: used.length === 0 ? [] : derivation },
        { used, derivation: derivation.map((step) => ({ ...step, divisor: 0 })) },
        { used, derivation: derivation.map((step) => ({ ...step, divisor: step.divisor + 0.5 })) },
        { used, derivation: derivation.map((step) => ({ ...step, from: step.from.slice(1) })) },
        {
          used,
          derivation: derivation.map((step) => ({
            ...step,
            from: step.from.map((f) => ({ ...f, multiplier: -1 * f.multiplier })),
          })),
        },
        { used, derivation: derivation.map((step) => ({ ...step, from: step.from.map((f) => ({ ...f, index: f.index + 1 })) })) },
        { used, derivation: derivation.map((step) => ({ ...step, from: step.from.map((f) => ({ ...f, multiplier: 0 })) })) },
      ];
      for (const [k, forged] of tampered.entries()) {
        expect([goal, k, certificate, checkCertificate(hypotheses, goal, forged)]).toEqual([goal, k, certificate, false]);
        refused++;
      }
    }
    expect(refused).toBe(cases.length * 9);
  });

  it("are checked by code that shares nothing with the search", () => {
    const text = readFileSync(new URL("../../solver/check-certificate.ts", import.meta.url), "utf8");
    expect([...text.matchAll(/from "([^"]+)"/g)].map((match) => match[1])).toEqual(["../core/formula.js"]);
  });

  it("do not prove a stronger goal", () => {
    const parse = parser();
    const hypotheses = ["i <= j", "j <= n"].map(parse);
    const certificate = createLinear().entails(hypotheses, parse("i <= n"), { steps: 100 });
    expect(certificate).not.toBeNull();
    if (certificate === null) return;
    expect(checkCertificate(hypotheses, parse("i <= n - 1"), certificate)).toBe(false);
    expect(checkCertificate(hypotheses, parse("i == n"), certificate)).toBe(false);
    expect(checkCertificate(hypotheses.slice(1), parse("i <= n"), certificate)).toBe(false);
  });

  it("of an equality need both sides", () => {
    const parse = parser();
    const goal = parse("x == y");
    const hypotheses = ["x <= y", "y <= x"].map(parse);
    const above = {
      from: [
        { index: -1, multiplier: 1 },
        { index: 0, multiplier: 1 },
      ],
      divisor: 1,
    };
    const below = {
      from: [
        { index: -2, multiplier: 1 },
        { index: 1, multiplier: 1 },
      ],
      divisor: 1,
    };
    expect(checkCertificate(hypotheses, goal, { used: [0, 1], derivation: [above, below] })).toBe(true);
    expect(checkCertificate(hypotheses, goal, { used: [0], derivation: [above] })).toBe(false);
    // Both sides in one contradiction prove nothing: they exclude each other anyway.
    const both = {
      from: [
        { index: -1, multiplier: 1 },
        { index: -2, multiplier: 1 },
      ],
      divisor: 1,
    };
    expect(checkCertificate(hypotheses, goal, { used: [], derivation: [both] })).toBe(false);
  });
});
