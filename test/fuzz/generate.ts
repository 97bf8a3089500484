/** A program from a seed: scenarios, their calls in `run`, then a few mutations. */
import { mutate } from "./mutate.js";
import { createRandom, type Random } from "./random.js";
import type { Gen, Profile } from "./grammar/context.js";
import { idiom } from "./grammar/idioms.js";
import { patch } from "./grammar/patches.js";
import { frameOf, scenario } from "./grammar/scenarios.js";

export interface Generated {
  readonly text: string;
  readonly profile: Profile;
  /** Productions of the grammar that went into it, sorted. */
  readonly productions: readonly string[];
}

interface Started {
  readonly g: Gen;
  readonly tops: readonly string[];
  readonly productions: ReadonlySet<string>;
}

function start(random: Random, profile: Profile): Started {
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
  return { g, tops, productions };
}

/** A program of one idiom and nothing else, in one function. Deterministic in `seed`. */
export function generateIdiom(seed: number, name: string, conforms = false): string {
  const { g, tops } = start(createRandom(seed), { conforms, patches: false, imports: false });
  const body = idiom(g, frameOf([], ["n"]), name);
  return [
    ...tops,
    `function only(n: number): number { let acc = 0; ${body} return acc; }`,
    "export function run(): void { for (const n of [0, 1, 3]) { try { only(n); } catch { void n; } } }",
  ].join("\n");
}

/**
 * A function for the calls of each scenario, exported, so that it is open: then linking need not look at all scenarios for the accesses of one.
 * Statements that call these functions.
 */
function inParts(g: Gen, calls: readonly (readonly string[])[]): readonly string[] {
  return calls.map((part) => {
    const name = g.fresh("part");
    g.top(`export async function ${name}(): Promise<void> {\n${part.join("\n")}\n}`);
    return `await ${name}();`;
  });
}

/** Deterministic in `seed`. */
export function generate(seed: number): Generated {
  const random = createRandom(seed);
  const conforms = random.chance(0.5);
  const profile: Profile = { conforms, patches: !conforms && random.chance(0.06), imports: random.chance(0.1) };
  const { g, tops, productions } = start(random, profile);
  const scenarios = Array.from({ length: random.int(2, 5) }, () => scenario(g));
  const calls = scenarios.map((one) => one.calls.map((call) => `try { ${call} } catch { caught++; }`));
  const patches = profile.patches ? [patch(g)] : [];
  const body = random.chance(0.75) ? inParts(g, calls) : calls.flat();
  const at = random.int(0, body.length);
  const text = [
    ...(profile.imports ? [`import { inspect } from "node:util";\nvoid inspect(1);`] : []),
    "let caught = 0;",
    ...tops,
    ...scenarios.map((one) => one.declarations),
    `export async function run(): Promise<number> {\n${[...body.slice(0, at), ...patches, ...body.slice(at)].join("\n")}\nreturn caught; }`,
  ].join("\n");
  return {
    text: mutate(text, { random, conforms, count: random.pick([0, 1, 2, 3, 4, 6]) }),
    profile,
    productions: [...productions].sort(),
  };
}
