import { describe, expect, it } from "vitest";
import { decodeFunctionResult, decodeTask, decodeTaskEnd, decodeTaskMessage } from "../../verifier/decode.js";

const good = {
  schemaVersion: 1,
  function: "a.ts#f",
  sites: [
    {
      site: 0,
      verdict: { kind: "proved", evidence: { tier: 1, assumptions: ["A1"], intrinsics: [], restsOn: [], facts: ["f"] } },
      restsOnSites: [],
      restsOnEnsured: [],
      facts: { keyIsNumber: true, keyIsIndex: false, receiver: "array" },
    },
  ],
  counterexamples: [],
  selectors: [
    {
      span: { start: 1, end: 2 },
      tests: [
        {
          kind: "binary",
          operator: "<=",
          left: { kind: "name", name: "n", root: { kind: "local", local: 0 } },
          right: {
            kind: "length",
            of: { kind: "member", of: { kind: "name", name: "this", root: { kind: "this" } }, name: "items" },
            believed: true,
          },
        },
      ],
      sites: [{ site: 0, worth: 10, evidence: { tier: 2, assumptions: ["A1t"], intrinsics: [], restsOn: [], facts: [] } }],
    },
  ],
  statistics: { abstractSteps: 1, linearSteps: 2, solverCalls: 3, solverGoals: 1 },
};
const withTest = (test: unknown) => ({ ...good, selectors: [{ ...good.selectors[0], tests: [test] }] });
const withVerdict = (verdict: unknown) => ({ ...good, sites: [{ ...good.sites[0], verdict }] });

describe("results that cross the thread", () => {
  it("are passed on as they are", () => {
    expect(decodeFunctionResult(good)).toBe(good);
  });

  it.each([
    ["null", null],
    ["another schema", { ...good, schemaVersion: 2 }],
    ["no sites", { ...good, sites: undefined }],
    ["no selectors", { ...good, selectors: undefined }],
    ["a selector that calls", withTest({ kind: "call" })],
    ["a selector that divides", withTest({ ...good.selectors[0]?.tests[0], operator: "/" })],
    ["a selector without evidence", { ...good, selectors: [{ ...good.selectors[0], sites: [{ site: 0, worth: 1 }] }] }],
    ["no statistics", { ...good, statistics: {} }],
    ["a hole", { ...good, sites: Array(1) }],
    ["no verdict", withVerdict(undefined)],
    ["a verdict of another kind", withVerdict({ kind: "valid" })],
    ["a proof without evidence", withVerdict({ kind: "proved" })],
    ["a fourth tier", withVerdict({ kind: "proved", evidence: { ...good.sites[0]?.verdict.evidence, tier: 4 } })],
    [
      "an assumption nobody knows",
      withVerdict({ kind: "proved", evidence: { ...good.sites[0]?.verdict.evidence, assumptions: ["A9"] } }),
    ],
    ["a refutation without witness", withVerdict({ kind: "refuted" })],
    ["an unknown without reason", withVerdict({ kind: "unknown" })],
    ["an unknown for another reason", withVerdict({ kind: "unknown", reason: { kind: "mood" } })],
    [
      "facts that are none",
      { ...good, sites: [{ ...good.sites[0], facts: { keyIsNumber: 1, keyIsIndex: false, receiver: "array" } }] },
    ],
  ])("are refused: %s", (_, value) => {
    expect(() => decodeFunctionResult(value)).toThrow();
  });
});

it("other messages are checked too", () => {
  expect(() => decodeTaskMessage({ kind: "proved", index: 0 })).toThrow();
  expect(() => decodeTaskMessage({ kind: "threw", index: -1, message: "m", defect: true })).toThrow();
  expect(() => decodeTaskMessage({ kind: "threw", index: 1, message: "m" })).toThrow();
  expect(decodeTaskMessage({ kind: "threw", index: 1, message: "m", defect: false }).kind).toBe("threw");
  expect(() => decodeTaskEnd({ schemaVersion: 1, kind: "end" })).toThrow();
  expect(decodeTaskEnd({ schemaVersion: 1, kind: "end", retire: true }).retire).toBe(true);
  expect(() => decodeTask({ schemaVersion: 2, works: [], solver: { kind: "none" } })).toThrow(/schema version/);
  expect(() => decodeTask({ schemaVersion: 1, works: [{ schemaVersion: 1 }], solver: { kind: "none" } })).toThrow(/function/);
});
