import { describe, expect, it } from "vitest";
import { siteId } from "../../core/ids.js";
import { NO_SITE_FACTS, type Verdict } from "../../core/verdict.js";
import type { FunctionResult, SiteResult } from "../../core/work.js";
import { closeLedger } from "../../verifier/ledger.js";
import { fn, programOf, site } from "./program.js";

const program = programOf(fn("a.ts", "", []), fn("a.ts", "f", [site(0), site(10)]));
const f = program.modules[0]?.functions[1]?.id;
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
const close = (...sites: readonly SiteResult[]) => {
  if (f === undefined) throw new Error("no function");
  const result: FunctionResult = {
    schemaVersion: 1,
    function: f,
    sites,
    counterexamples: [],
    selectors: [],
    statistics: { abstractSteps: 0, linearSteps: 0, solverCalls: 0, solverGoals: 1 },
  };
  return closeLedger(program, new Map([[f, result]])).counts;
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
    expect(() => closeLedger(program, new Map())).toThrow(/no result/);
  });
});
