/**
 * A self-test for every transfer function and refinement: what it claims of abstract operands, against JavaScript itself on their members.
 * Parameterised by the domain, so that a mutated one can be put in its place.
 */
import type { BinaryOperator, UnaryOperator } from "../../../core/hir.js";
import type { AbstractNumber } from "../../../analyzers/domain/number.js";
import type { RestOperator } from "../../../analyzers/domain/refine-rest.js";
import type { NumberTest } from "../../../analyzers/domain/refine-kind.js";
import type { AbstractValue } from "../../../analyzers/domain/value.js";
import type { Domain } from "./load-domain.js";

/** Whether the claim made for the operands holds for these members. */
export type Claim = (x: number, y: number) => boolean;

export interface SelfTest {
  /** `<file>.<function>`, then the operator or name. */
  readonly id: string;
  readonly arity: 1 | 2;
  readonly claim: (domain: Domain, a: AbstractNumber, b: AbstractNumber) => Claim;
}

type Numeric = (a: AbstractNumber, b: AbstractNumber) => AbstractNumber;
type Concrete = (x: number, y: number) => number;

const concrete = (body: string): Concrete => new Function("a", "b", `return ${body};`) as Concrete;

function onNumbers(id: string, arity: 1 | 2, of: (domain: Domain) => Numeric, f: Concrete): SelfTest {
  return {
    id,
    arity,
    claim: (domain, a, b) => {
      const result = of(domain)(a, b);
      return (x, y) => domain.number.containsNumber(result, f(x, y));
    },
  };
}

const arithmetic: readonly [keyof Domain["arithmetic"], 1 | 2, string][] = [
  ["negate", 1, "-a"],
  ["add", 2, "a + b"],
  ["subtract", 2, "a - b"],
  ["multiply", 2, "a * b"],
  ["divide", 2, "a / b"],
  ["remainder", 2, "a % b"],
  ["power", 2, "a ** b"],
];
const bits: readonly [keyof Domain["bits"], 1 | 2, string][] = [
  ["toInt32", 1, "a | 0"],
  ["toUint32", 1, "a >>> 0"],
  ["bitNot", 1, "~a"],
  ["bitAnd", 2, "a & b"],
  ["bitOr", 2, "a | b"],
  ["bitXor", 2, "a ^ b"],
  ["multiply32", 2, "Math.imul(a, b)"],
  ["shiftLeft", 2, "a << b"],
  ["shiftRight", 2, "a >> b"],
  ["shiftRightUnsigned", 2, "a >>> b"],
];
const BINARY: readonly BinaryOperator[] = [
  ..."+ - * / % ** << >> >>> & | ^ < <= > >= == != === !==".split(" "),
] as readonly BinaryOperator[];
const ORDER = ["<", "<=", ">", ">="] as const;
const EQUALITY = ["==", "!=", "===", "!=="] as const;
const UNARY: readonly UnaryOperator[] = ["-", "+", "~", "!", "typeof", "void"];
const KINDS = ["number", "string", "boolean", "undefined", "object", "function", "bigint", "symbol"];
const NUMBER_TESTS: readonly [NumberTest, (x: number) => boolean][] = [
  ["Number.isInteger", Number.isInteger],
  ["Number.isSafeInteger", Number.isSafeInteger],
  ["Number.isFinite", Number.isFinite],
  ["Number.isNaN", Number.isNaN],
  ["isFinite", isFinite],
  ["isNaN", isNaN],
];
export const MATH_NAMES: readonly string[] = Object.getOwnPropertyNames(Math).filter(
  (name) => typeof Reflect.get(Math, name) === "function" && name !== "random",
);

/** Divisors and masks, some of which tell nothing. */
const RESTS: readonly (readonly [RestOperator, number])[] = [
  ...[2, 3, 4, -4, 1, 0, 6, 2.5, 2 ** 31, NaN].map((by) => ["%", by] as const),
  ...[1, 3, 2, 0, 7, -1, 2 ** 31 - 1].map((by) => ["&", by] as const),
];
const RESIDUES = [0, 1, 2, 3, -1, -2, 5, 0.5, NaN];

/** A test of one value that comes out true or false: the refined value keeps every member for which it does. */
function refinement(
  id: string,
  outcome: (x: number) => boolean,
  refined: (d: Domain, v: AbstractValue, sense: boolean) => AbstractValue,
): SelfTest {
  return {
    id,
    arity: 1,
    claim: (domain, a) => {
      const value = domain.value.ofNumber(a);
      const [no, yes] = [refined(domain, value, false), refined(domain, value, true)];
      return (x) => domain.value.contains(outcome(x) ? yes : no, x);
    },
  };
}

export const SELF_TESTS: readonly SelfTest[] = [
  ...arithmetic.map(([name, arity, body]) =>
    onNumbers(`transfer-arithmetic.${name}`, arity, (d) => d.arithmetic[name], concrete(body)),
  ),
  ...bits.map(([name, arity, body]) => onNumbers(`transfer-bits.${name}`, arity, (d) => d.bits[name], concrete(body))),
  ...MATH_NAMES.map((name): SelfTest => {
    const f = Reflect.get(Math, name) as (...args: number[]) => number;
    const arity = f.length >= 2 ? 2 : 1;
    return {
      id: `transfer-math.mathCall ${name}`,
      arity,
      claim: ({ math, value }, a, b) => {
        const args = (arity === 2 ? [a, b] : [a]).map((one) => value.ofNumber(one));
        const result = math.mathCall(name, args);
        return (x, y) => result !== null && value.contains(result, arity === 2 ? f(x, y) : f(x));
      },
    };
  }),
  ...BINARY.map((operator): SelfTest => {
    const f = concrete(`a ${operator} b`);
    return {
      id: `transfer.binary ${operator}`,
      arity: 2,
      claim: ({ transfer, value }, a, b) => {
        const result = transfer.binary(operator, value.ofNumber(a), value.ofNumber(b));
        return (x, y) => value.contains(result, f(x, y));
      },
    };
  }),
  ...UNARY.map((operator): SelfTest => {
    const f = concrete(`${operator} a`);
    return {
      id: `transfer.unary ${operator}`,
      arity: 1,
      claim: ({ transfer, value }, a) => {
        const result = transfer.unary(operator, value.ofNumber(a));
        return (x) => value.contains(result, f(x, 0));
      },
    };
  }),
  ...([1, -1] as const).map((by): SelfTest => ({
    id: `transfer.increment ${String(by)}`,
    arity: 1,
    claim: ({ transfer, value }, a) => {
      const result = transfer.increment(value.ofNumber(a), by);
      return (x) => value.contains(result, x + by);
    },
  })),
  ...ORDER.map((operator): SelfTest => {
    const f = concrete(`a ${operator} b`);
    return {
      id: `compare.compareRelational ${operator}`,
      arity: 2,
      claim: ({ compare, value }, a, b) => {
        const mask = value.ofOthers(compare.compareRelational(operator, value.ofNumber(a), value.ofNumber(b)));
        return (x, y) => value.contains(mask, f(x, y));
      },
    };
  }),
  ...(["equalsStrictly", "equalsLoosely"] as const).map((name): SelfTest => ({
    id: `compare.${name}`,
    arity: 2,
    claim: ({ compare, value }, a, b) => {
      const mask = value.ofOthers(compare[name](value.ofNumber(a), value.ofNumber(b)));
      return (x, y) => value.contains(mask, x === y);
    },
  })),
  ...[...ORDER, ...EQUALITY].map((operator): SelfTest => {
    const f = concrete(`a ${operator} b`);
    return {
      id: `refine.refine ${operator}`,
      arity: 2,
      claim: ({ refine, value }, a, b) => {
        const [left, right] = [value.ofNumber(a), value.ofNumber(b)];
        const [no, yes] = [refine.refine(operator, false, left, right), refine.refine(operator, true, left, right)];
        return (x, y) => {
          const refined = f(x, y) ? yes : no;
          return value.contains(refined.left, x) && value.contains(refined.right, y);
        };
      },
    };
  }),
  ...RESTS.flatMap(([operator, by]): readonly SelfTest[] => {
    const f = concrete(`a ${operator} ${String(by)}`);
    return [
      ...RESIDUES.map((rest) => ({
        id: `refine-rest.restIs ${operator} ${String(by)} ${String(rest)}`,
        arity: 1 as const,
        claim: (d: Domain, a: AbstractNumber) => {
          const refined = d.rest.restIs(operator, by, rest, d.value.ofNumber(a));
          return (x: number) => f(x, 0) !== rest || d.value.contains(refined, x);
        },
      })),
      refinement(
        `refine-rest.restCounts ${operator} ${String(by)}`,
        (x) => Boolean(f(x, 0)),
        (d, v, sense) => d.rest.restCounts(operator, by, sense, v),
      ),
    ];
  }),
  refinement("refine-kind.truthy", Boolean, (d, v, sense) => d.kind.truthy(v, sense)),
  refinement(
    "refine-kind.nullishRefine",
    () => false,
    (d, v, sense) => d.kind.nullishRefine(v, sense),
  ),
  ...KINDS.map((name) =>
    refinement(
      `refine-kind.typeofRefine ${name}`,
      () => name === "number",
      (d, v, sense) => d.kind.typeofRefine(v, name, sense),
    ),
  ),
  ...NUMBER_TESTS.map(([name, test]) =>
    refinement(`refine-kind.refineNumberTest ${name}`, test, (d, v, sense) => d.kind.refineNumberTest(name, sense, v)),
  ),
  {
    id: "refine-kind.withoutNaN",
    arity: 1,
    claim: ({ kind, value }, a) => {
      const rest = value.ofNumber(kind.withoutNaN(a));
      return (x) => Number.isNaN(x) || value.contains(rest, x);
    },
  },
  {
    id: "refine-kind.withoutNumber",
    arity: 2,
    // The bounds of the second operand are what is taken away.
    claim: ({ kind, value }, a, b) => {
      const taken = Number.isFinite(b.lo) ? b.lo : 0;
      const rest = value.ofNumber(kind.withoutNumber(a, taken));
      return (x) => x === taken || value.contains(rest, x);
    },
  },
];
