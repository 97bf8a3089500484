import { describe, expect, it } from "vitest";
import { functionId, modulePath, obligationId, siteId } from "../../core/ids.js";
import type { EnforcementOptions } from "../../core/options.js";
import type { ReceiverClass, Site, SiteForm } from "../../core/site.js";
import { NO_SITE_FACTS, type SiteFacts, type Verdict } from "../../core/verdict.js";
import { chooseForm, planModule, type A2Enforcement } from "../../verifier/plan.js";

const production: EnforcementOptions = { mode: "production", boundary: "checked", onViolation: "throw" };
const a2: A2Enforcement = { kind: "enforceable" };
const broken: A2Enforcement = { kind: "broken", reason: "the program patches push" };
const number: SiteFacts = { ...NO_SITE_FACTS, keyIsNumber: true };
const read: SiteForm = { kind: "read", dereferenced: false, called: false, optionalChain: false };
const dereferenced: SiteForm = { ...read, dereferenced: true };
const UNKNOWN: Verdict = {
  kind: "unknown",
  reason: { kind: "noProof", missing: "i < a.length", need: { condition: null, place: "access", contract: false, known: [] } },
};

function site(form: SiteForm, receiver: ReceiverClass = "array", rest: Partial<Site> = {}): Site {
  const isRead = form.kind === "read" || form.kind === "pattern" || (form.kind === "update" && form.half === "read");
  return {
    kind: isRead ? "bounds.read" : "bounds.write",
    span: { start: 0, end: 4 },
    text: "a[i]",
    receiver,
    element: { undefined: false, null: false },
    form,
    insideTry: false,
    tokens: "a [ i ]",
    ...rest,
  };
}

const guard = (
  which: Site,
  {
    facts = number,
    enforcement = production,
    status = a2,
  }: { facts?: SiteFacts; enforcement?: EnforcementOptions; status?: A2Enforcement } = {},
) => chooseForm(which, { facts, enforcement, a2: status }).guard;

describe("forms", () => {
  it("tests the value of reads", () => {
    expect(guard(site(read))).toBe("value");
    expect(guard(site(read), { facts: NO_SITE_FACTS })).toBe("value");
    expect(guard(site({ kind: "update", half: "read" }))).toBe("value");
  });

  it("leaves to the engine what is dereferenced at once, under rule 6 only", () => {
    expect(guard(site(dereferenced))).toBe("trap");
    expect(guard(site(dereferenced), { facts: NO_SITE_FACTS })).toBe("value");
    expect(guard(site(dereferenced, "array", { insideTry: true }))).toBe("value");
    expect(guard(site(dereferenced), { enforcement: { ...production, onViolation: "report" } })).toBe("value");
    expect(guard(site(dereferenced), { enforcement: { ...production, onViolation: "terminate" } })).toBe("value");
    expect(guard(site(dereferenced), { enforcement: { ...production, mode: "development" } })).toBe("value");
    expect(guard(site(dereferenced), { status: broken })).toBe("call");
  });

  it("keeps references for calls and optional chains", () => {
    expect(guard(site({ ...read, called: true }))).toBe("call");
    expect(guard(site({ ...read, optionalChain: true }))).toBe("call");
  });

  it("probes typed arrays and tests the index of the rest", () => {
    expect(guard(site({ kind: "assign" }, "typedArray"))).toBe("probe");
    expect(guard(site({ kind: "assign" }, "bigintTypedArray"))).toBe("probe");
    expect(guard(site({ kind: "assign" }))).toBe("index");
    expect(guard(site({ kind: "assign" }, "tuple"))).toBe("index");
    expect(guard(site({ kind: "assign" }, "arrayLike"))).toBe("index");
    expect(guard(site({ kind: "assign" }, "string"))).toBe("call");
    expect(guard(site({ kind: "update", half: "write" }, "typedArray"))).toBe("probe");
  });

  it("asks the runtime where prototypes may have elements", () => {
    for (const form of [
      read,
      { kind: "assign" },
      { kind: "target" },
      { kind: "logicalAssign" },
      { kind: "pattern", index: 0 },
    ] as const) {
      expect(guard(site(form), { status: broken })).toBe("call");
    }
    const typed: SiteFacts = { ...number, receiver: "typedArray" };
    expect(guard(site(read, "typedArray"), { status: broken, facts: typed })).toBe("value");
    expect(guard(site({ kind: "assign" }, "typedArray"), { status: broken, facts: typed })).toBe("probe");
  });

  it("gives patterns a default unless undefined is legal", () => {
    expect(guard(site({ kind: "pattern", index: 1 }))).toBe("value");
    expect(guard(site({ kind: "pattern", index: 1 }, "tuple", { element: { undefined: true, null: false } }))).toBe("call");
    expect(guard(site({ kind: "pattern", index: 1 }, "tuple", { element: { undefined: false, null: true } }))).toBe("value");
  });
});

describe("plans", () => {
  const evidence = { tier: 1, assumptions: ["A2"], intrinsics: ["Math.min"], restsOn: [], facts: [] } as const;
  const judged = (verdict: Verdict, start: number, form: SiteForm = read, overridden = false) => ({
    id: obligationId(`id${start}`),
    function: functionId("m.ts#"),
    functionName: "(module)",
    index: siteId(start),
    site: site(form, "array", { span: { start, end: start + 4 } }),
    verdict,
    facts: number,
    overridden,
  });
  const plan = (enforcement: EnforcementOptions) =>
    planModule({
      module: modulePath("m.ts"),
      sites: [
        judged(UNKNOWN, 20),
        judged({ kind: "proved", evidence }, 10),
        judged({ kind: "refuted", witness: { call: "f()", observed: "undefined" } }, 5),
        { ...judged(UNKNOWN, 30, { kind: "update", half: "write" }), id: obligationId("w") },
        judged(UNKNOWN, 30, { kind: "update", half: "read" }),
        judged(UNKNOWN, 40, read, true),
        judged({ kind: "proved", evidence }, 50, read, true),
      ],
      selectors: [],
      enforcement,
      a2,
    });

  it("removes only proved guards, in production only", () => {
    const rows = (enforcement: EnforcementOptions) =>
      plan(enforcement).sites.map(({ site: { span }, disposition, guard: form, assertion }) => [
        span.start,
        disposition,
        form,
        assertion,
      ]);
    expect(rows(production)).toEqual([
      [5, "guard", "value", false],
      [10, "elide", "none", false],
      [20, "guard", "value", false],
      [30, "guard", "value", false],
      [30, "guard", "index", false],
      [40, "override", "none", false],
      [50, "elide", "none", false],
    ]);
    expect(rows({ ...production, mode: "testing" })[1]).toEqual([10, "guard", "value", true]);
  });

  it("names the intrinsics of evidence and of forms", () => {
    expect(plan(production).intrinsics).toEqual(["Math.min", "numeric-prototypes"]);
  });
});
