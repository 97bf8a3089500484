/**
 * Transfer functions on integers against Z3: for random descriptions, that a member pair has a result outside the description claimed
 * must be unsatisfiable. Bit vectors for 32-bit operators and for `%`; nothing is asked in floating-point theory.
 */
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { makeNumber, type AbstractNumber } from "../../../analyzers/domain/number.js";
import { congruence } from "../../../analyzers/domain/congruence.js";
import { add, multiply, negate, remainder, subtract } from "../../../analyzers/domain/transfer-arithmetic.js";
import * as bits from "../../../analyzers/domain/transfer-bits.js";
import { sequence } from "./abstractions.js";

type Evaluate = (commands: string) => string;

async function startZ3(): Promise<Evaluate> {
  const load = createRequire(import.meta.url)("z3-solver/build/z3-built.js") as (
    overrides: object,
  ) => Promise<{ ccall: (...args: unknown[]) => unknown }>;
  const z3 = await load({ print: () => undefined, printErr: () => undefined });
  const config = z3.ccall("Z3_mk_config", "number", [], []);
  const context = z3.ccall("Z3_mk_context", "number", ["number"], [config]);
  z3.ccall("set_noop_error_handler", null, ["number"], [context]);
  return (commands) => String(z3.ccall("Z3_eval_smtlib2_string", "string", ["number", "string"], [context, commands]));
}

/** Values are 64-bit vectors that hold exact integers; `to32` wraps. */
const literal = (x: number): string => `(_ bv${String(BigInt.asUintN(64, BigInt(x)))} 64)`;
const low = (x: string): string => `((_ extract 31 0) ${x})`;
const signed = (x: string): string => `((_ sign_extend 32) ${x})`;
const unsigned = (x: string): string => `((_ zero_extend 32) ${x})`;
const int32 =
  (operator: string) =>
  (x: string, y: string): string =>
    signed(`(${operator} ${low(x)} ${low(y)})`);
const count = (y: string): string => `(bvand ${low(y)} (_ bv31 32))`;

/** That a vector is a member. Bounds of what is tested are finite. */
function member(a: AbstractNumber, x: string): string {
  const parts = [`(bvsge ${x} ${literal(a.lo)})`, `(bvsle ${x} ${literal(a.hi)})`];
  // bvsmod has the sign of the divisor: the residue in [0, modulus).
  if (a.modulus > 1) {
    const isPower = (a.modulus & (a.modulus - 1)) === 0;
    const rest = isPower ? `(bvand ${x} ${literal(a.modulus - 1)})` : `(bvsmod ${x} ${literal(a.modulus)})`;
    parts.push(`(= ${rest} ${literal(a.residue)})`);
  }
  return `(and ${parts.join(" ")})`;
}

interface Row {
  readonly name: string;
  readonly arity: 1 | 2;
  readonly transfer: (a: AbstractNumber, b: AbstractNumber) => AbstractNumber;
  readonly meaning: (x: string, y: string) => string;
  /** Magnitude of operands: products must stay within 64 bits, and small enough for Z3. */
  readonly reach: number;
}

const ROWS: readonly Row[] = [
  { name: "toInt32", arity: 1, transfer: bits.toInt32, meaning: (x) => signed(low(x)), reach: 2 ** 40 },
  { name: "toUint32", arity: 1, transfer: bits.toUint32, meaning: (x) => unsigned(low(x)), reach: 2 ** 40 },
  { name: "bitNot", arity: 1, transfer: bits.bitNot, meaning: (x) => signed(`(bvnot ${low(x)})`), reach: 2 ** 33 },
  { name: "bitAnd", arity: 2, transfer: bits.bitAnd, meaning: int32("bvand"), reach: 2 ** 33 },
  { name: "bitOr", arity: 2, transfer: bits.bitOr, meaning: int32("bvor"), reach: 2 ** 33 },
  { name: "bitXor", arity: 2, transfer: bits.bitXor, meaning: int32("bvxor"), reach: 2 ** 33 },
  {
    name: "shiftLeft",
    arity: 2,
    transfer: bits.shiftLeft,
    meaning: (x, y) => signed(`(bvshl ${low(x)} ${count(y)})`),
    reach: 2 ** 33,
  },
  {
    name: "shiftRight",
    arity: 2,
    transfer: bits.shiftRight,
    meaning: (x, y) => signed(`(bvashr ${low(x)} ${count(y)})`),
    reach: 2 ** 33,
  },
  {
    name: "shiftRightUnsigned",
    arity: 2,
    transfer: bits.shiftRightUnsigned,
    meaning: (x, y) => unsigned(`(bvlshr ${low(x)} ${count(y)})`),
    reach: 2 ** 33,
  },
  { name: "multiply32", arity: 2, transfer: bits.multiply32, meaning: int32("bvmul"), reach: 2 ** 8 },
  { name: "add", arity: 2, transfer: add, meaning: (x, y) => `(bvadd ${x} ${y})`, reach: 2 ** 50 },
  { name: "subtract", arity: 2, transfer: subtract, meaning: (x, y) => `(bvsub ${x} ${y})`, reach: 2 ** 50 },
  { name: "negate", arity: 1, transfer: negate, meaning: (x) => `(bvneg ${x})`, reach: 2 ** 50 },
  { name: "multiply", arity: 2, transfer: multiply, meaning: (x, y) => `(bvmul ${x} ${y})`, reach: 2 ** 8 },
  // `%` of integers has the sign of the dividend, as bvsrem; a divisor 0 gives NaN, which is no vector.
  { name: "remainder", arity: 2, transfer: remainder, meaning: (x, y) => `(bvsrem ${x} ${y})`, reach: 2 ** 6 },
];

const QUERIES = 10;

describe("integers, by Z3", () => {
  let evaluate: Evaluate;
  beforeAll(async () => {
    evaluate = await startZ3();
  });
  it.each(ROWS.map((row) => [row.name, row] as const))("%s", (_, { name, arity, transfer, meaning, reach }) => {
    const next = sequence(name.length * 1000 + name.charCodeAt(0));
    const bound = (): number =>
      Math.round((next() - 0.5) * 2 * (next() < 0.5 ? Math.min(reach, 40) : next() < 0.5 ? reach : reach ** 0.6));
    const abstract = (): AbstractNumber | null => {
      const [p, q] = [bound(), next() < 0.3 ? 0 : bound()];
      const modulus = ([1, 1, 2, 4, 8, 256, 3] as const)[Math.floor(next() * 7)] ?? 1;
      const classOf = congruence(modulus, Math.floor(next() * modulus));
      return makeNumber({
        lo: Math.min(p, q),
        hi: Math.max(p, q),
        integer: true,
        nan: false,
        negativeZero: false,
        congruence: classOf,
      });
    };
    const wrong: string[] = [];
    let decided = 0;
    for (let asked = 0; asked < QUERIES;) {
      const [a, b] = [abstract(), abstract()];
      if (a === null || b === null) continue;
      asked++;
      const result = transfer(a, b);
      if (!Number.isFinite(result.lo) || !Number.isFinite(result.hi) || !result.integer) continue;
      const premises = [
        member(a, "x"),
        ...(arity === 2 ? [member(b, "y")] : []),
        ...(name === "remainder" ? ["(not (= y (_ bv0 64)))"] : []),
      ];
      const answer = evaluate(
        `(reset)(set-option :rlimit 400000)(declare-const x (_ BitVec 64))(declare-const y (_ BitVec 64))` +
          `(assert (and ${premises.join(" ")} (not ${member(result, meaning("x", "y"))})))(check-sat)`,
      ).trim();
      if (answer === "unsat") decided++;
      else if (answer !== "unknown") wrong.push(`${answer} ${JSON.stringify([a, b, result])}`);
    }
    expect(wrong).toEqual([]);
    expect(decided).toBeGreaterThan(QUERIES / 2);
  });

  it("would notice a wrong claim", () => {
    const a = makeNumber({ lo: 0, hi: 9, integer: true, nan: false, negativeZero: false, congruence: congruence(1, 0) });
    const wrong = makeNumber({ lo: 0, hi: 14, integer: true, nan: false, negativeZero: false, congruence: congruence(1, 0) });
    if (a === null || wrong === null) throw new Error("empty");
    const claim = `(not ${member(wrong, int32("bvor")("x", "y"))})`;
    const text = `(reset)(declare-const x (_ BitVec 64))(declare-const y (_ BitVec 64))(assert (and ${member(a, "x")} ${member(a, "y")} ${claim}))(check-sat)`;
    expect(evaluate(text).trim()).toBe("sat");
  });
});
