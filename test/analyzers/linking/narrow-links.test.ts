/** Linking visits what obligations depend on. It finds out of those what visiting everything finds. */
import { describe, expect, it } from "vitest";
import { decodeEnvironment, type Environment } from "../../../analyzers/facts/environment.js";
import { linkProgram } from "../../../analyzers/linking/link.js";
import type { HirProgram } from "../../../core/hir.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT, type EnforcementOptions } from "../../../core/options.js";
import { createLinear } from "../../../solver/linear.js";
import { casesIn, type CaseSet } from "../../cases/case-files.js";
import { functionsOf, lowerFiles } from "../../compiler/lower/program-of.js";

/** Files in one program: so there is something that obligations do not depend on. */
const TOGETHER = 24;

/** All of them with `SURETY_ALL_CASES=1`, which takes two minutes. */
const EVERY = process.env["SURETY_ALL_CASES"] === "1" ? 1 : 12;

function environments(
  program: HirProgram,
  { visitsAll, boundary }: { readonly visitsAll: boolean; readonly boundary: EnforcementOptions["boundary"] },
): { readonly visits: number; readonly found: Readonly<Record<string, Environment>> } {
  const { work, visits } = linkProgram(program, {
    enforcement: { ...DEFAULT_ENFORCEMENT, boundary },
    budgets: DEFAULT_BUDGETS,
    linear: createLinear(),
    visitsAll,
  });
  const owing = functionsOf(program).filter(({ sites }) => sites.length > 0);
  return { visits, found: Object.fromEntries(owing.map(({ id }) => [id, decodeEnvironment(work(id).environment)])) };
}

const SETS: readonly CaseSet[] = ["provable", "own-provable", "programs", "traps", "own-traps", "marked"];

describe("what is found of functions that owe something does not depend on whether the others are visited", () => {
  it.each(SETS)("%s", (set) => {
    const cases = casesIn(set).filter((_, index) => index % EVERY === 0);
    for (let from = 0; from < cases.length; from += TOGETHER) {
      const files = cases.slice(from, from + TOGETHER).map(({ name, text }) => [`${name}.ts`, text] as const);
      const program = lowerFiles(Object.fromEntries(files));
      for (const boundary of ["checked", "trusted"] as const) {
        const few = environments(program, { visitsAll: false, boundary });
        const all = environments(program, { visitsAll: true, boundary });
        expect(few.found).toEqual(all.found);
        expect(few.visits).toBeLessThan(all.visits);
      }
    }
  });
});
