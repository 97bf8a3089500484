import { describe, expect, it } from "vitest";
import type { BinaryOperator, UnaryOperator } from "../../../core/hir.js";
import { containsNumber } from "../../../analyzers/domain/number.js";
import { mathCall } from "../../../analyzers/domain/transfer-math.js";
import { toInt32, toUint32 } from "../../../analyzers/domain/transfer-bits.js";
import { binary, increment, unary } from "../../../analyzers/domain/transfer.js";
import { toNumber, toNumeric } from "../../../analyzers/domain/convert.js";
import {
  BIGINT,
  BOTTOM,
  contains,
  FALSE,
  join,
  NULL,
  OBJECT,
  ofNumber,
  ofNumberConstant,
  ofOthers,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
  type AbstractValue,
} from "../../../analyzers/domain/value.js";
import { samples } from "./samples.js";

const SAMPLES = samples(containsNumber);

/** JavaScript's own operators: the concrete semantics. */
const CONCRETE_BINARY: Readonly<Record<string, (a: never, b: never) => unknown>> = Object.fromEntries(
  ["+", "-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^", "<", "<=", ">", ">=", "==", "!=", "===", "!=="].map(
    (operator) => [operator, new Function("a", "b", `return a ${operator} b;`) as (a: never, b: never) => unknown],
  ),
);
const CONCRETE_UNARY: Readonly<Record<string, (a: never) => unknown>> = Object.fromEntries(
  ["-", "+", "~", "!", "typeof ", "void "].map((operator) => [
    operator.trim(),
    new Function("a", `return ${operator}a;`) as (a: never) => unknown,
  ]),
);

const show = (x: unknown): string => (Object.is(x, -0) ? "-0" : typeof x === "symbol" ? "symbol" : String(x));

describe("binary operators on numbers", () => {
  it.each(Object.keys(CONCRETE_BINARY))("%s: every concrete result is described", (operator) => {
    const f = CONCRETE_BINARY[operator] ?? (() => undefined);
    const wrong: string[] = [];
    for (const a of SAMPLES) {
      for (const b of SAMPLES) {
        const result = binary(operator as BinaryOperator, ofNumber(a.number), ofNumber(b.number));
        for (const x of a.members) {
          for (const y of b.members) {
            const concrete = f(x as never, y as never);
            if (!contains(result, concrete) && wrong.length < 5) {
              wrong.push(
                `${show(x)} ${operator} ${show(y)} = ${show(concrete)}: ${JSON.stringify([a.number, b.number, result])}`,
              );
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("unary operators and Math on numbers", () => {
  it.each(Object.keys(CONCRETE_UNARY))("%s", (operator) => {
    const f = CONCRETE_UNARY[operator] ?? (() => undefined);
    for (const a of SAMPLES) {
      const result = unary(operator as UnaryOperator, ofNumber(a.number));
      for (const x of a.members) expect([x, contains(result, f(x as never))]).toEqual([x, true]);
    }
  });

  it("increment and conversions to 32 bits", () => {
    for (const a of SAMPLES) {
      for (const x of a.members) {
        expect(contains(increment(ofNumber(a.number), 1), x + 1)).toBe(true);
        expect(contains(increment(ofNumber(a.number), -1), x - 1)).toBe(true);
        expect(containsNumber(toInt32(a.number), x | 0)).toBe(true);
        expect(containsNumber(toUint32(a.number), x >>> 0)).toBe(true);
      }
    }
  });

  const names = Object.getOwnPropertyNames(Math).filter(
    (name) => typeof Reflect.get(Math, name) === "function" && name !== "random",
  );
  it.each(names)("Math.%s", (name) => {
    const f = Reflect.get(Math, name) as (...args: number[]) => unknown;
    const wrong: string[] = [];
    const check = (result: AbstractValue | null, concrete: unknown, text: string): void => {
      if (result !== null && !contains(result, concrete)) wrong.push(`${text} = ${show(concrete)}: ${JSON.stringify(result)}`);
    };
    expect(mathCall(name, [ofNumberConstant(1), ofNumberConstant(1)])).not.toBeNull();
    check(mathCall(name, []), f.call(Math), name);
    for (const a of SAMPLES) {
      const one = mathCall(name, [ofNumber(a.number)]);
      for (const x of a.members) check(one, f.call(Math, x), `${name}(${show(x)}) ${JSON.stringify(a.number)}`);
      if (f.length < 2) continue;
      for (const b of SAMPLES) {
        const two = mathCall(name, [ofNumber(a.number), ofNumber(b.number)]);
        for (const x of a.members) for (const y of b.members) check(two, f.call(Math, x, y), `${name}(${show(x)}, ${show(y)})`);
      }
      if (wrong.length > 5) break;
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it("unknown names of Math are not known", () => {
    expect(mathCall("frobnicate", [])).toBeNull();
  });
});

describe("operators on other kinds", () => {
  const VALUES: readonly unknown[] = [
    undefined,
    null,
    true,
    false,
    "",
    "7",
    "x",
    "-0",
    "Infinity",
    0n,
    5n,
    -1n,
    Symbol.iterator,
    0,
    -0,
    1,
    Number.NaN,
    2 ** 31,
    0.5,
    Infinity,
    { valueOf: () => 3 },
    { valueOf: () => "text" },
    { valueOf: () => 9n },
    [],
    [4],
    () => 1,
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
  const SETS = [
    ...VALUES.map((x) => [x]),
    ...VALUES.map((x, k) => [x, VALUES[(k * 7 + 3) % VALUES.length], VALUES[(k * 5 + 1) % VALUES.length]]),
  ].map((members) => ({ members, value: members.map(abstractOf).reduce(join, BOTTOM) }));

  it.each(Object.keys(CONCRETE_BINARY))("%s", (operator) => {
    const f = CONCRETE_BINARY[operator] ?? (() => undefined);
    const wrong: string[] = [];
    for (const a of SETS) {
      for (const b of SETS) {
        const result = binary(operator as BinaryOperator, a.value, b.value);
        for (const x of a.members) {
          for (const y of b.members) {
            let concrete: unknown;
            try {
              concrete = f(x as never, y as never);
            } catch (error) {
              if (error instanceof TypeError || error instanceof RangeError) continue;
              throw error;
            }
            if (!contains(result, concrete))
              wrong.push(`${show(typeof x)} ${operator} ${show(typeof y)}: ${JSON.stringify(result)}`);
          }
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it.each([...Object.keys(CONCRETE_UNARY), "Number", "++", "postfix"])("unary %s", (operator) => {
    for (const a of SETS) {
      const [result, f]: [AbstractValue, (x: never) => unknown] =
        operator === "Number"
          ? [toNumber(a.value), (x: never) => +x]
          : operator === "++"
            ? [increment(a.value, 1), (x: never) => ++x]
            : operator === "postfix"
              ? [toNumeric(a.value), (x: never) => x++]
              : [unary(operator as UnaryOperator, a.value), CONCRETE_UNARY[operator] ?? (() => undefined)];
      for (const x of a.members) {
        let concrete: unknown;
        try {
          concrete = f(x as never);
        } catch (error) {
          if (error instanceof TypeError) continue;
          throw error;
        }
        expect([operator, typeof x, contains(result, concrete)]).toEqual([operator, typeof x, true]);
      }
    }
  });
});

describe("precision", () => {
  const range = (lo: number, hi: number): AbstractValue => {
    const value = join(ofNumberConstant(lo), ofNumberConstant(hi));
    if (value.number === null) throw new Error("empty");
    return ofNumber({ ...value.number, modulus: 1, residue: 0 });
  };
  const constant = ofNumberConstant;
  it.each<[string, AbstractValue, AbstractValue]>([
    ["i + 1", binary("+", range(0, 9), constant(1)), range(1, 10)],
    ["mask", binary("&", range(-1000, 1000), constant(255)), range(0, 255)],
    ["mask within", binary("&", range(3, 100), constant(255)), range(3, 100)],
    ["unsigned", binary(">>>", range(0, 100), constant(1)), range(0, 50)],
    ["arithmetic shift", binary(">>", range(-8, 7), constant(2)), range(-2, 1)],
    ["one shifted", binary("<<", constant(1), range(0, 4)), range(1, 16)],
    ["or zero", binary("|", range(0, 9), constant(0)), range(0, 9)],
    ["wrap to unsigned", binary(">>>", constant(-1), constant(0)), constant(4294967295)],
    ["remainder", binary("%", range(0, 1000), constant(10)), range(0, 9)],
    ["constant remainder", binary("%", constant(7), constant(4)), constant(3)],
    ["divisible", binary("/", binary("*", range(0, 9), constant(4)), constant(2)), binary("*", range(0, 9), constant(2))],
    ["power of two", binary("**", constant(2), constant(32)), constant(2 ** 32)],
    ["floor of a half", mathCall("floor", [binary("/", range(0, 9), constant(2))]) ?? BOTTOM, range(0, 4)],
    ["minimum", mathCall("min", [range(0, 9), constant(5)]) ?? BOTTOM, range(0, 5)],
    ["maximum", mathCall("max", [range(-9, 9), constant(0)]) ?? BOTTOM, range(0, 9)],
    ["truth", unary("!", range(1, 9)), ofOthers(FALSE)],
    ["order", binary("<", range(0, 9), constant(10)), ofOthers(TRUE)],
  ])("%s", (_name, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
