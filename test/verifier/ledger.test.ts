import { describe, expect, it } from "vitest";
import { functionId, siteId, type FunctionId } from "../../core/ids.js";
import { NO_SITE_FACTS, type Verdict } from "../../core/verdict.js";
import type { FunctionResult, SiteResult } from "../../core/work.js";
import { closeLedger } from "../../verifier/ledger.js";
import { resultsByModule } from "../../verifier/module-results.js";
import { fn, programOf, site } from "./program.js";

const program = programOf(fn("a.ts", "", []), fn("a.ts", "f", [site(0), site(10)]));
const f = functionId("a.ts#f");
const proved: Verdict = { kind: "proved", evidence: { tier: 0, assumptions: [], intrinsics: [], restsOn: [], facts: [] } };
const unknown: Verdict = {
  kind: "unknown",
  reason: { kind: "noProof", missing: "x", need: { condition: null, place: "access", contract: false, known: [] } },
};
const entry = (at: number, verdict: Verdict, restsOnSites: readonly number[] = []): SiteResult => ({
  site: siteId(at),
  verdict,
  restsOnSites: restsOnSites.map(siteId),
  restsOnEnsured: [],
  facts: NO_SITE_FACTS,
});
const resultOf = (id: FunctionId, sites: readonly SiteResult[]): FunctionResult => ({
  schemaVersion: 1,
  function: id,
  sites,
  counterexamples: [],
  selectors: [],
  statistics: { abstractSteps: 0, linearSteps: 0, solverCalls: 0, solverGoals: 1 },
});
const close = (...sites: readonly SiteResult[]) => {
  const result = resultOf(f, sites);
  return closeLedger(program, resultsByModule(program.modules, new Map([[f, result]]))).counts;
};

describe("the ledger", () => {
  it("counts", () => {
    expect(close(entry(0, proved), entry(1, unknown))).toMatchObject({ obligations: 2, proved: 1, refuted: 0, unknown: 1 });
  });

  it.each([
    ["too few verdicts", [entry(0, proved)]],
    ["too many", [entry(0, proved), entry(1, proved), entry(2, proved)]],
    ["one twice", [entry(0, proved), entry(0, proved)]],
    ["another order", [entry(1, proved), entry(0, proved)]],
    ["a guard that does not exist", [entry(0, proved, [5]), entry(1, proved)]],
  ])("refuses %s", (_, sites) => {
    expect(() => close(...sites)).toThrow(/a\.ts#f/);
  });

  it("refuses a function without a result", () => {
    expect(() => closeLedger(program, [new Map()])).toThrow(/no result/);
  });

  it("refuses a module without results, and results without a module", () => {
    expect(() => closeLedger(program, [])).toThrow(/nothing of `a\.ts`/);
    expect(() => closeLedger({ modules: [] }, [new Map()])).toThrow(/more modules/);
  });

  it("refuses results of functions that the module does not have", () => {
    const stranger = fn("b.ts", "g", [site(0)]);
    const results = new Map([[stranger.id, resultOf(stranger.id, [entry(0, proved)])]]);
    expect(() => resultsByModule(program.modules, results)).toThrow(/1 results are those of 0 functions/);
    const own = new Map([[f, resultOf(f, [entry(0, proved), entry(1, proved)])], ...results]);
    expect(() => closeLedger(program, [own])).toThrow(/2 results of `a\.ts` are those of 1/);
  });

  it("refuses one function of two modules", () => {
    const again = { modules: [...program.modules, ...program.modules] };
    const results = new Map([[f, resultOf(f, [entry(0, proved), entry(1, proved)])]]);
    expect(() => resultsByModule(again.modules, results)).toThrow(/1 results are those of 2 functions/);
  });
});
