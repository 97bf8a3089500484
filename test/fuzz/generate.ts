/** A program from a seed: scenarios, their calls in `run`, then a few mutations. */
import { mutate } from "./mutate.js";
import { createRandom } from "./random.js";
import type { Gen, Profile } from "./grammar/context.js";
import { scenario } from "./grammar/scenarios.js";
import { patch } from "./grammar/patches.js";

export interface Generated {
  readonly text: string;
  readonly profile: Profile;
  /** Productions of the grammar that went into it, sorted. */
  readonly productions: readonly string[];
}

/** Deterministic in `seed`. */
export function generate(seed: number): Generated {
  const random = createRandom(seed);
  const conforms = random.chance(0.5);
  const profile: Profile = { conforms, patches: !conforms && random.chance(0.06), imports: random.chance(0.1) };
  let counter = 0;
  const tops: string[] = [];
  const productions = new Set<string>();
  const g: Gen = {
    random,
    profile,
    fresh: (prefix) => `${prefix}${counter++}`,
    top: (text) => tops.push(text),
    note: (production) => productions.add(production),
  };
  const scenarios = Array.from({ length: random.int(2, 5) }, () => scenario(g));
  const calls = scenarios.flatMap((one) => one.calls).map((call) => `try { ${call} } catch { caught++; }`);
  const patches = profile.patches ? [patch(g)] : [];
  const at = random.int(0, calls.length);
  const body = [...calls.slice(0, at), ...patches, ...calls.slice(at)];
  const text = [
    ...(profile.imports ? [`import { inspect } from "node:util";\nvoid inspect(1);`] : []),
    "let caught = 0;",
    ...tops,
    ...scenarios.map((one) => one.declarations),
    `export async function run(): Promise<number> {\n${body.join("\n")}\nreturn caught; }`,
  ].join("\n");
  return {
    text: mutate(text, { random, conforms, count: random.pick([0, 1, 2, 3, 4, 6]) }),
    profile,
    productions: [...productions].sort(),
  };
}
