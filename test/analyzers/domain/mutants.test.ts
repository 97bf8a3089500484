import { describe, expect, it } from "vitest";
import { loadDomain } from "./load-domain.js";
import { mutantsOf, type Mutant } from "./mutants.js";
import { failureOf } from "./run-self-test.js";
import { SELF_TESTS } from "./self-tests.js";

/**
 * By file: which self-tests speak of it, and how many mutants that claim more survive them. Those that do claim no more than is true:
 * descriptions that leave room for approximations of `Math`, infinite bounds, classes of single values.
 */
const FILES: readonly [string, RegExp, number][] = [
  ["transfer-arithmetic", /^transfer-arithmetic\./u, 4],
  ["transfer-bits", /^transfer-bits\.|clz32/u, 0],
  ["transfer-math", /^transfer-math\./u, 7],
  ["refine", /^refine\./u, 0],
  ["refine-kind", /^refine-kind\./u, 4],
  ["refine-rest", /^refine-rest\./u, 9],
];

function isKilled(mutant: Mutant, tests: RegExp): boolean {
  const domain = loadDomain({ name: mutant.file, text: mutant.text });
  return SELF_TESTS.some((test) => tests.test(test.id) && failureOf(test, domain) !== null);
}

describe("mutants of transfer functions are killed", () => {
  it.each(FILES)(
    "%s",
    (file, tests, most) => {
      const all = process.env["SURETY_MUTANTS"] === "all";
      // Every second one, unless they are asked for.
      const mutants = mutantsOf(file)
        .filter(({ kind }) => kind === "claim" || all)
        .filter((_, at) => at % 2 === 0 || process.env["SURETY_MUTANTS"] !== undefined);
      const survivors = mutants.filter((mutant) => !isKilled(mutant, tests));
      const list = survivors.map(({ line, change }) => `${file}.ts:${String(line)} ${change}`).join("\n");
      if (process.env["SURETY_MUTANTS"] !== undefined)
        process.stderr.write(`${file}: ${String(mutants.length - survivors.length)} of ${String(mutants.length)}\n${list}\n`);
      expect(mutants.length).toBeGreaterThan(3);
      expect(survivors.length, list).toBeLessThanOrEqual(most);
    },
    900_000,
  );
});
