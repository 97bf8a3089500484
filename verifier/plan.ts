/**
 * Which form guards a site: the table and rules 1–7 of guards.md, from the site, what is known of it and the verdict. Pure choice; the
 * emitters carry it out.
 */
import { InternalError, assertNever } from "../core/errors.js";
import type { HirFunction } from "../core/hir.js";
import type { ModulePath, ObligationId } from "../core/ids.js";
import { NUMERIC_PROTOTYPES } from "../core/intrinsics.table.js";
import type { EnforcementOptions } from "../core/options.js";
import type { GuardForm, ModulePlan, PlannedSite } from "../core/plan.js";
import type { Site } from "../core/site.js";
import type { SiteFacts } from "../core/verdict.js";
import type { SiteResult } from "../core/work.js";

/** Whether assumption A2 can be enforced by hardening, or the program itself tampers with intrinsics. */
export type A2Enforcement = { readonly kind: "enforceable" } | { readonly kind: "broken"; readonly reason: string };

export interface PlanInput {
  readonly module: ModulePath;
  readonly functions: readonly HirFunction[];
  /** Per function of `functions`, one result a site in site order. */
  readonly results: readonly (readonly SiteResult[])[];
  /** Per function of `functions`, one id a site in site order. */
  readonly ids: readonly (readonly ObligationId[])[];
  readonly enforcement: EnforcementOptions;
  readonly a2: A2Enforcement;
}

interface Choice {
  readonly guard: GuardForm;
  readonly intrinsics: readonly string[];
}

interface ChoiceContext {
  readonly facts: SiteFacts;
  readonly enforcement: EnforcementOptions;
  readonly a2: A2Enforcement;
}

/** The plan of one module. Throws `InternalError` when results or ids do not match the sites: an obligation would go unguarded. */
export function planModule(input: PlanInput): ModulePlan {
  const sites: PlannedSite[] = [];
  const intrinsics = new Set<string>();
  input.functions.forEach((fn, position) => {
    const results = input.results[position] ?? [];
    const ids = input.ids[position] ?? [];
    if (results.length !== fn.sites.length || ids.length !== fn.sites.length) {
      throw new InternalError(`${fn.id} has ${fn.sites.length} sites, ${results.length} results and ${ids.length} ids`);
    }
    fn.sites.forEach((site, index) => {
      const result = results[index];
      const id = ids[index];
      if (result === undefined || id === undefined || Number(result.site) !== index) {
        throw new InternalError(`${fn.id}: the results are not in site order`);
      }
      const planned = planSite({ site, result, id, fn }, input);
      sites.push(planned.planned);
      for (const name of planned.intrinsics) intrinsics.add(name);
    });
  });
  return {
    module: input.module,
    sites: sites.sort(bySpan),
    enforcement: input.enforcement,
    intrinsics: [...intrinsics].sort(),
  };
}

interface SiteInput {
  readonly site: Site;
  readonly result: SiteResult;
  readonly id: ObligationId;
  readonly fn: HirFunction;
}

function planSite({ site, result, id, fn }: SiteInput, input: PlanInput): { planned: PlannedSite; intrinsics: readonly string[] } {
  const { verdict, facts } = result;
  const proved = verdict.kind === "proved";
  const elided = proved && input.enforcement.mode === "production";
  const choice: Choice = elided ? { guard: "none", intrinsics: [] } : chooseForm(site, { facts, ...input });
  const planned: PlannedSite = {
    id,
    function: fn.id,
    functionName: fn.name,
    index: result.site,
    site,
    verdict,
    facts,
    disposition: elided ? "elide" : "guard",
    guard: choice.guard,
    assertion: proved && !elided,
  };
  // Evidence is relied on in every mode: later proofs rest on it whether or not the assertion stays.
  return { planned, intrinsics: proved ? [...verdict.evidence.intrinsics, ...choice.intrinsics] : choice.intrinsics };
}

function bySpan(left: PlannedSite, right: PlannedSite): number {
  const [a, b] = [left.site, right.site];
  return (
    a.span.start - b.span.start ||
    // A pattern element that is an access has the span of the access: the element first, then the read, then the write.
    formOrder(a) - formOrder(b) ||
    a.span.end - b.span.end ||
    (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}

function formOrder(site: Site): number {
  return site.form.kind === "pattern" ? 0 : site.kind === "bounds.read" ? 1 : 2;
}

/** The cheapest form that rules 3–6 allow. */
export function chooseForm(site: Site, context: ChoiceContext): Choice {
  const { form } = site;
  switch (form.kind) {
    case "read":
      if (isTrap(site, context)) return relying("trap", context.facts);
      // The value of a callee or of a link of an optional chain cannot be tested without taking the reference apart.
      if (form.called || form.optionalChain) return CALL;
      return valueTest(context);
    case "update":
      return form.half === "read" ? valueTest(context) : storeTest(site, context);
    case "assign":
    case "logicalAssign":
      return storeTest(site, context);
    case "target": {
      const choice = storeTest(site, context);
      if (choice.guard === "call") return choice;
      // The test stands before a step of the array iterator: only the original one leaves lengths alone.
      return {
        guard: choice.guard,
        intrinsics: [...choice.intrinsics, "%ArrayIteratorPrototype%.next", "Array.prototype.@@iterator"],
      };
    }
    case "pattern":
      // A default takes the place of a missing element; where undefined is legal it would also replace one that is there.
      if (site.element.undefined || context.a2.kind === "broken") return CALL;
      return { guard: "value", intrinsics: [NUMERIC_PROTOTYPES] };
    default:
      return assertNever(form);
  }
}

const CALL: Choice = { guard: "call", intrinsics: [] };

/** Rule 6. The engine's own TypeError is the guard: nothing in the function may catch it, and the key must name an index or nothing. */
function isTrap({ form, insideTry }: Site, { facts, enforcement, a2 }: ChoiceContext): boolean {
  return (
    form.kind === "read" &&
    form.dereferenced &&
    facts.keyIsNumber &&
    !insideTry &&
    enforcement.mode === "production" &&
    enforcement.onViolation === "throw" &&
    (a2.kind === "enforceable" || facts.receiver === "typedArray")
  );
}

/** Typed arrays never look at their prototypes for a numeric key (ECMA-262, TypedArray [[Get]]); everything else does. */
function relying(guard: GuardForm, facts: SiteFacts): Choice {
  return { guard, intrinsics: facts.receiver === "typedArray" ? [] : [NUMERIC_PROTOTYPES] };
}

function valueTest({ facts, a2 }: ChoiceContext): Choice {
  return a2.kind === "broken" && facts.receiver !== "typedArray" ? CALL : relying("value", facts);
}

function storeTest({ receiver }: Site, { facts, a2 }: ChoiceContext): Choice {
  if (facts.receiver === "typedArray") return { guard: "probe", intrinsics: [] };
  // `length` of an ordinary array is its own and cannot be an accessor.
  if (facts.receiver === "array") return { guard: "index", intrinsics: [] };
  if (a2.kind === "broken") return CALL;
  switch (receiver) {
    case "typedArray":
    case "bigintTypedArray":
      return { guard: "probe", intrinsics: [NUMERIC_PROTOTYPES] };
    case "array":
    case "tuple":
      return { guard: "index", intrinsics: [] };
    case "arguments":
    case "arrayLike":
    case "other":
      // A typed array may be behind it, whose `length` is an accessor of the prototype.
      return { guard: "index", intrinsics: ["%TypedArray%.prototype.length"] };
    case "string":
      return CALL;
    default:
      return assertNever(receiver);
  }
}
