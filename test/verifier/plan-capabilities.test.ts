import { expect, it } from "vitest";
import type { AuthorityReference, CapabilityDemand } from "../../core/authority.js";
import { InternalError } from "../../core/errors.js";
import { modulePath } from "../../core/ids.js";
import type { Verdict } from "../../core/verdict.js";
import { planCapabilities, withCapabilities, type CapabilityPlanOptions } from "../../verifier/plan-capabilities.js";
import { planModule } from "../../verifier/plan.js";

const PROVED: Verdict = { kind: "proved", evidence: { tier: 0, assumptions: [], intrinsics: [], restsOn: [], facts: [] } };
const OPEN: Verdict = { kind: "unknown", reason: { kind: "unsupported", construct: "test" } };
const PRODUCTION = { mode: "production", boundary: "checked", onViolation: "throw" } as const;
const OPTIONS: CapabilityPlanOptions = {
  module: modulePath("src/a.ts"),
  enforcement: PRODUCTION,
  isProofDemanded: false,
  overridden: new Set(),
};

function demand(start: number, root: AuthorityReference["root"] = { kind: "module", name: "fs" }): CapabilityDemand {
  const span = { start, end: start + 2 };
  const reference: AuthorityReference = {
    root,
    path: [],
    bound: 0,
    use: { kind: "value" },
    needs: [],
    span,
    rootSpan: span,
    line: 1,
    text: "fs",
    tokens: "fs",
    function: "f~2",
  };
  return { capability: { action: "fs.read", pattern: null }, resource: null, reference };
}

const dispositions = (
  verdicts: readonly Verdict[],
  options: Partial<CapabilityPlanOptions> = {},
  root?: AuthorityReference["root"],
) =>
  planCapabilities(
    verdicts.map((_, at) => demand(at * 10, root)),
    verdicts,
    { ...OPTIONS, ...options },
  ).map(({ disposition }) => disposition);

it("only what is proved goes without a guard, in production", () => {
  expect(dispositions([PROVED, OPEN])).toEqual(["elide", "guard"]);
  expect(dispositions([PROVED, OPEN], { enforcement: { ...PRODUCTION, mode: "testing" } })).toEqual(["guard", "guard"]);
  expect(dispositions([PROVED, OPEN], { isProofDemanded: true })).toEqual(["elide", "reject"]);
  expect(dispositions([OPEN], {}, { kind: "syntax", name: "with" })).toEqual(["reject"]);
  expect(dispositions([OPEN], {}, { kind: "syntax", name: "import" })).toEqual(["guard"]);
});

it("overrides free the obligations that they name", () => {
  const [first, second] = planCapabilities([demand(0), demand(10)], [OPEN, OPEN], OPTIONS);
  expect(first?.id).not.toBe(second?.id);
  expect(dispositions([OPEN, OPEN], { overridden: new Set(second === undefined ? [] : [second.id]) })).toEqual([
    "guard",
    "override",
  ]);
});

it("names survive edits elsewhere: positions and ordinals of functions are no part of them", () => {
  const [before] = planCapabilities([demand(0)], [OPEN], OPTIONS);
  const [after] = planCapabilities([demand(500)], [OPEN], OPTIONS);
  expect(before?.id).toBe(after?.id);
});

it("every demand has a verdict, and no open one is elided", () => {
  expect(() => planCapabilities([demand(0)], [], OPTIONS)).toThrow(InternalError);
  const empty = planModule({
    module: OPTIONS.module,
    sites: [],
    selectors: [],
    enforcement: PRODUCTION,
    a2: { kind: "enforceable" },
  });
  const [open] = planCapabilities([demand(0)], [OPEN], OPTIONS);
  expect(() => withCapabilities(empty, open === undefined ? [] : [{ ...open, disposition: "elide" }], [])).toThrow(InternalError);
});
