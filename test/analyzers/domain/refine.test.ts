import { describe, expect, it } from "vitest";
import type { BinaryOperator } from "../../../core/hir.js";
import { containsNumber, type AbstractNumber } from "../../../analyzers/domain/number.js";
import { nullishRefine, refineNumberTest, truthy, typeofRefine, type NumberTest } from "../../../analyzers/domain/refine-kind.js";
import { refine } from "../../../analyzers/domain/refine.js";
import {
  BIGINT,
  BOTTOM,
  contains,
  FALSE,
  join,
  leq,
  NULL,
  OBJECT,
  ofNumber,
  ofNumberConstant,
  ofOthers,
  STRING,
  SYMBOL,
  TOP,
  TRUE,
  UNDEFINED,
  type AbstractValue,
} from "../../../analyzers/domain/value.js";
import { samples } from "./samples.js";

const SAMPLES = samples(containsNumber);
const OPERATORS: readonly BinaryOperator[] = ["<", "<=", ">", ">=", "==", "!=", "===", "!=="];
const concreteOf = (operator: string): ((a: unknown, b: unknown) => boolean) =>
  new Function("a", "b", `return a ${operator} b;`) as (a: unknown, b: unknown) => boolean;

interface Members {
  readonly value: AbstractValue;
  readonly members: readonly unknown[];
}

function failures(operator: BinaryOperator, sets: readonly Members[]): readonly string[] {
  const f = concreteOf(operator);
  const wrong: string[] = [];
  for (const a of sets) {
    for (const b of sets) {
      const yes = refine(operator, true, a.value, b.value);
      const no = refine(operator, false, a.value, b.value);
      for (const r of [yes, no]) {
        if (!leq(r.left, a.value) || !leq(r.right, b.value)) wrong.push(`not below: ${JSON.stringify([a.value, b.value, r])}`);
      }
      for (const x of a.members) {
        for (const y of b.members) {
          let outcome: boolean;
          try {
            outcome = f(x, y);
          } catch (error) {
            if (error instanceof TypeError) continue;
            throw error;
          }
          const refined = outcome ? yes : no;
          if (!contains(refined.left, x) || !contains(refined.right, y)) {
            wrong.push(
              `${typeof x} ${String(Number(x === x && typeof x !== "symbol" ? x : 0))} ${operator} ${String(outcome)} ${JSON.stringify([a.value, b.value, refined])}`,
            );
          }
        }
      }
      if (wrong.length > 4) return wrong;
    }
  }
  return wrong;
}

const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  "",
  "7",
  "x",
  0n,
  5n,
  Symbol.iterator,
  0,
  -0,
  1,
  3,
  Number.NaN,
  2 ** 31,
  0.5,
  Infinity,
  -Infinity,
  { valueOf: () => 3 },
  { valueOf: () => "text" },
  { valueOf: () => Number.NaN },
  [4],
];
const KINDS = new Map([
  ["string", STRING],
  ["bigint", BIGINT],
  ["symbol", SYMBOL],
]);
const abstractOf = (x: unknown): AbstractValue => {
  if (x === undefined) return ofOthers(UNDEFINED);
  if (x === null) return ofOthers(NULL);
  if (x === true) return ofOthers(TRUE);
  if (x === false) return ofOthers(FALSE);
  if (typeof x === "number") return ofNumberConstant(x);
  return ofOthers(KINDS.get(typeof x) ?? OBJECT);
};
const MIXED: readonly Members[] = [
  ...VALUES.map((x) => [x]),
  ...VALUES.map((x, k) => [x, VALUES[(k * 7 + 3) % VALUES.length]]),
  ...VALUES.map((x, k) => [
    x,
    VALUES[(k * 7 + 3) % VALUES.length],
    VALUES[(k * 5 + 1) % VALUES.length],
    VALUES[(k * 11 + 2) % VALUES.length],
  ]),
  VALUES,
].map((members) => ({ members, value: members.map(abstractOf).reduce(join, BOTTOM) }));

describe("comparisons", () => {
  const numbers = SAMPLES.map(({ number, members }): Members => ({ value: ofNumber(number), members }));
  it.each(OPERATORS)("%s on numbers", (operator) => {
    expect(failures(operator, numbers)).toEqual([]);
  });
  it.each(OPERATORS)("%s on mixed kinds", (operator) => {
    expect(failures(operator, MIXED)).toEqual([]);
  });
});

describe("tests of one value", () => {
  const everything: readonly Members[] = [
    ...MIXED,
    ...SAMPLES.map(({ number, members }): Members => ({ value: ofNumber(number), members })),
  ];
  const check = (test: (x: unknown) => boolean, refined: (value: AbstractValue, sense: boolean) => AbstractValue): void => {
    for (const { value, members } of everything) {
      const [yes, no] = [refined(value, true), refined(value, false)];
      expect(leq(yes, value) && leq(no, value)).toBe(true);
      for (const x of members) {
        let outcome: boolean;
        try {
          outcome = test(x);
        } catch (error) {
          if (error instanceof TypeError) continue;
          throw error;
        }
        expect([value, outcome, contains(outcome ? yes : no, x)]).toEqual([value, outcome, true]);
      }
    }
  };
  it("truth", () => {
    check(Boolean, truthy);
  });
  it("nullish", () => {
    check((x) => x === undefined || x === null, nullishRefine);
  });
  it.each(["number", "string", "boolean", "undefined", "object", "function", "bigint", "symbol", "nonsense"])(
    "typeof %s",
    (name) => {
      check(
        (x) => typeof x === name,
        (value, sense) => typeofRefine(value, name, sense),
      );
    },
  );
  const tests: readonly [NumberTest, (x: never) => boolean][] = [
    ["Number.isInteger", Number.isInteger],
    ["Number.isSafeInteger", Number.isSafeInteger],
    ["Number.isFinite", Number.isFinite],
    ["Number.isNaN", Number.isNaN],
    ["isFinite", isFinite],
    ["isNaN", isNaN],
  ];
  it.each(tests)("%s", (name, test) => {
    check(
      (x) => test(x as never),
      (value, sense) => refineNumberTest(name, sense, value),
    );
  });
});

describe("precision", () => {
  const numberOf = (value: AbstractValue): AbstractNumber | null => value.number;
  const index = refineNumberTest("Number.isInteger", true, TOP);
  it("an integer below a bound and not negative is an index", () => {
    const below = refine("<", true, index, ofNumberConstant(10)).left;
    const both = refine(">=", true, below, ofNumberConstant(0)).left;
    expect(numberOf(both)).toMatchObject({ lo: 0, hi: 9, integer: true, nan: false });
  });
  it("the false edge of < says nothing when the operand may be NaN", () => {
    const no = refine("<", false, TOP, ofNumberConstant(0)).left;
    expect(numberOf(no)).toMatchObject({ lo: 0, nan: true });
    expect(no.others & STRING).toBe(STRING);
    const other = refine("<", false, ofNumberConstant(0), TOP).right;
    expect(numberOf(other)).toMatchObject({ hi: 0, nan: true });
    const bounded = refine("<", false, ofNumberConstant(5), TOP).left;
    expect(numberOf(bounded)).toMatchObject({ lo: 5, hi: 5 });
    const unbounded = refine("<", false, TOP, TOP).left;
    expect(numberOf(unbounded)).toMatchObject({ lo: -Infinity, hi: Infinity });
  });
  it("!== removes an end", () => {
    const five = refine("<=", true, refine(">=", true, index, ofNumberConstant(0)).left, ofNumberConstant(5)).left;
    expect(numberOf(refine("!==", true, five, ofNumberConstant(0)).left)).toMatchObject({ lo: 1, hi: 5, negativeZero: false });
    expect(numberOf(refine("===", false, five, ofNumberConstant(5)).left)).toMatchObject({ lo: 0, hi: 4 });
  });
  it("a length of zero is excluded by truth", () => {
    const length = refine(">=", true, index, ofNumberConstant(0)).left;
    expect(numberOf(truthy(length, true))).toMatchObject({ lo: 1 });
    expect(numberOf(truthy(length, false))).toMatchObject({ lo: 0, hi: 0 });
  });
});
