/** Runs self-tests: on every pair of a small width, at the edges, on random operands. */
import type { Domain } from "./load-domain.js";
import { everySmall, random, sequence, windows } from "./abstractions.js";
import type { Sample } from "./samples.js";
import type { SelfTest } from "./self-tests.js";

const SMALL = everySmall(3);
const EDGE = windows();
const RANDOM = random(400, 99);
const ALL = [...SMALL, ...EDGE, ...RANDOM];
const next = sequence(7);
const pickOf = (samples: readonly Sample[]): Sample =>
  samples[Math.floor(next() * samples.length)] ?? samples[0] ?? expectSample();
const expectSample = (): never => {
  throw new Error("no samples");
};
/** Pairs beyond those of a small width: fixed once, the same for every function and mutant. */
const PAIRS: readonly (readonly [Sample, Sample])[] = [
  ...EDGE.flatMap((a) => EDGE.map((b) => [a, b] as const)),
  ...Array.from({ length: 6000 }, () => [pickOf(ALL), pickOf(ALL)] as const),
];

/** The first claim that fails, in words, or null. */
export function failureOf(test: SelfTest, domain: Domain): string | null {
  const fails = (a: Sample, b: Sample): string | null => {
    let claim;
    try {
      claim = test.claim(domain, a.number, b.number);
    } catch (error) {
      return `${test.id} throws ${String(error)}`;
    }
    for (const x of a.members) {
      for (const y of test.arity === 1 ? [0] : b.members) {
        if (!claim(x, y)) return `${test.id} at ${show(x)}, ${show(y)}: ${JSON.stringify([a.number, b.number].map(textual))}`;
      }
    }
    return null;
  };
  const [zero] = SMALL;
  if (zero === undefined) return "no samples";
  if (test.arity === 1) {
    for (const a of ALL) {
      const failure = fails(a, zero);
      if (failure !== null) return failure;
    }
    return null;
  }
  for (const [a, b] of PAIRS) {
    const failure = fails(a, b);
    if (failure !== null) return failure;
  }
  for (const a of SMALL) {
    for (const b of SMALL) {
      const failure = fails(a, b);
      if (failure !== null) return failure;
    }
  }
  return null;
}

const show = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));
const textual = (number: object): object =>
  Object.fromEntries(Object.entries(number).map(([key, value]) => [key, String(value)]));
