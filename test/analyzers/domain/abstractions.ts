/** Abstract numbers with members to try: all of a small width, windows around the edges of number formats, and random ones. */
import { congruence } from "../../../analyzers/domain/congruence.js";
import { constantNumber, containsNumber, makeNumber, type AbstractNumber } from "../../../analyzers/domain/number.js";
import { CONCRETE, type Sample } from "./samples.js";

const CLASSES = [
  [1, 0],
  [2, 0],
  [2, 1],
  [3, 1],
] as const;

function sample(number: AbstractNumber | null, more: readonly number[], most: number): readonly Sample[] {
  if (number === null) return [];
  const members: number[] = [];
  for (const x of [number.lo, number.hi, NaN, -0, 0, ...more]) {
    if (members.length < most && containsNumber(number, x) && !members.some((y) => Object.is(x, y))) members.push(x);
  }
  return members.length === 0 ? [] : [{ number, members }];
}

/** Every interval over `-width .. width`, with every class and without integrality; all members that are multiples of a half. */
export function everySmall(width: number): readonly Sample[] {
  const halves = Array.from({ length: 4 * width + 1 }, (_, k) => k / 2 - width);
  const found: Sample[] = [];
  for (let lo = -width; lo <= width; lo++) {
    for (let hi = lo; hi <= width; hi++) {
      const special = (lo + hi) % 2 === 0;
      for (const [m, r] of CLASSES) {
        found.push(
          ...sample(
            makeNumber({ lo, hi, integer: true, nan: special, negativeZero: special, congruence: congruence(m, r) }),
            halves,
            100,
          ),
        );
      }
      found.push(
        ...sample(
          makeNumber({ lo, hi, integer: false, nan: !special, negativeZero: !special, congruence: congruence(1, 0) }),
          halves,
          100,
        ),
      );
    }
  }
  return distinct(found);
}

const EDGES = [31, 32, 255, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, -(2 ** 32), 2 ** 53, -(2 ** 53), 2 ** 26, 2 ** 16];

/** Narrow intervals of integers at the edges of int32, uint32 and exact integers. */
export function windows(): readonly Sample[] {
  return distinct(
    EDGES.flatMap((edge) =>
      [
        [-1, 0],
        [0, 1],
        [-1, 1],
        [0, 0],
      ].flatMap(([from = 0, to = 0]) =>
        CLASSES.slice(0, 2).flatMap(([m, r]) =>
          sample(
            makeNumber({
              lo: edge + from,
              hi: edge + to,
              integer: true,
              nan: false,
              negativeZero: false,
              congruence: congruence(m, r),
            }),
            [edge - 1, edge, edge + 1],
            5,
          ),
        ),
      ),
    ),
  );
}

/** A fixed sequence in [0, 1) (Numerical Recipes). */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Random descriptions with bounds among adversarial doubles, and random members between them. */
export function random(count: number, seed: number): readonly Sample[] {
  const next = sequence(seed);
  const bounds = [...CONCRETE, ...EDGES, 2 ** 32 + 1, 2 ** 53 + 2, 1e21, 2 ** -1022].filter((x) => !Number.isNaN(x));
  const pick = (): number =>
    next() < 0.6 ? (bounds[Math.floor(next() * bounds.length)] ?? 0) : Math.floor((next() - 0.5) * 2 ** (next() * 60));
  const found: Sample[] = [];
  for (let tries = 0; found.length < count && tries < 20 * count; tries++) {
    const [a, b] = [pick(), next() < 0.3 ? 0 : pick()];
    const [lo, hi] = [Math.min(a, b), Math.max(a, b)];
    const modulus = next() < 0.5 ? 1 : (([2, 3, 4, 6, 8, 12, 256, 1000, 65536] as const)[Math.floor(next() * 9)] ?? 1);
    const number =
      next() < 0.1
        ? constantNumber(a)
        : makeNumber({
            lo,
            hi,
            integer: next() < 0.7,
            nan: next() < 0.3,
            negativeZero: next() < 0.3,
            congruence: congruence(modulus, Math.floor(next() * modulus)),
          });
    if (number === null) continue;
    const between = Array.from({ length: 6 }, () => {
      const x = lo + (hi - lo) * next();
      const whole = Math.floor(x);
      return number.integer ? whole - (((whole % number.modulus) - number.residue) % number.modulus) : x;
    });
    found.push(...sample(number, [...between, lo + number.modulus, hi - number.modulus, ...CONCRETE], 9));
  }
  return found;
}

function distinct(samples: readonly Sample[]): readonly Sample[] {
  const key = ({ number }: Sample): string => JSON.stringify([...Object.values(number)].map(String));
  return [...new Map(samples.map((one) => [key(one), one])).values()];
}
