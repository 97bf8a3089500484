/** Concrete numbers with every special case, and abstract numbers built from them, for the exhaustive tests. */
import { makeNumber, type AbstractNumber } from "../../../analyzers/domain/number.js";
import { constantNumber, joinNumbers } from "../../../analyzers/domain/number.js";
import { congruence, ANY_INTEGER } from "../../../analyzers/domain/congruence.js";

export const CONCRETE: readonly number[] = [
  Number.NaN,
  0,
  -0,
  1,
  -1,
  2,
  -2,
  3,
  -3,
  4,
  5,
  -6,
  7,
  8,
  12,
  31,
  32,
  33,
  -33,
  255,
  256,
  0.5,
  -0.5,
  1.5,
  -2.5,
  0.49999999999999994,
  5e-324,
  -5e-324,
  65535,
  2 ** 26,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32 - 1,
  2 ** 32,
  -(2 ** 32),
  2 ** 32 + 5,
  2 ** 52,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 + 2,
  3 * 2 ** 60,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  Infinity,
  -Infinity,
];

/** Constants, joins of neighbours in the list, residue classes and open ranges; each with the concrete members to try. */
export interface Sample {
  readonly number: AbstractNumber;
  readonly members: readonly number[];
}

function sample(number: AbstractNumber | null, contains: (a: AbstractNumber, x: number) => boolean): readonly Sample[] {
  if (number === null) return [];
  // Bounds and their neighbourhood are where transfer functions go wrong; then the special values, as many as keep products small.
  const { lo, hi, modulus } = number;
  const tried = [lo, hi, lo + 1, hi - 1, lo + modulus, hi - modulus, lo / 2 + hi / 2, -0, ...CONCRETE];
  const out: number[] = [];
  for (const x of tried) {
    if (out.length < 15 && contains(number, x) && !out.some((y) => Object.is(x, y))) out.push(x);
  }
  return [{ number, members: out }];
}

export function samples(contains: (a: AbstractNumber, x: number) => boolean): readonly Sample[] {
  const out: Sample[] = [];
  for (const x of CONCRETE) out.push(...sample(constantNumber(x), contains));
  const pairs: readonly (readonly [number, number])[] = [
    [0, 10],
    [-0, 0],
    [-5, 5],
    [1, Infinity],
    [-Infinity, -1],
    [0, Infinity],
    [0, 2 ** 53 - 1],
    [0, 31],
    [3, 7],
    [-8, -3],
    [0.5, 2.5],
    [0, 0.5],
    [-1.5, 0.25],
    [2 ** 31, 2 ** 32 - 1],
    [-(2 ** 31), 2 ** 31 - 1],
    [0, 2 ** 32 - 1],
    [2 ** 31 - 2, 2 ** 31 + 2],
    [1e308, Infinity],
    [-Infinity, Infinity],
    [2 ** 53 - 2, 2 ** 53 + 4],
    [0, 255],
    [100, 200],
    [-300, 17],
  ];
  for (const [lo, hi] of pairs) {
    for (const integer of [true, false]) {
      for (const special of [false, true]) {
        out.push(
          ...sample(makeNumber({ lo, hi, integer, nan: special, negativeZero: special, congruence: ANY_INTEGER }), contains),
        );
      }
    }
    for (const [m, r] of [
      [2, 0],
      [4, 3],
      [6, 1],
      [8, 0],
      [256, 16],
    ] as const) {
      out.push(
        ...sample(
          makeNumber({ lo, hi, integer: true, nan: false, negativeZero: r === 0, congruence: congruence(m, r) }),
          contains,
        ),
      );
    }
  }
  out.push(...sample(joinNumbers(constantNumber(Number.NaN), constantNumber(3)), contains));
  return out;
}
