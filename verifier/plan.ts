/**
 * Which form guards a site: the table and rules 1–7 of guards.md, from the site, what is known of it and the verdict. Pure choice; the
 * emitters carry it out.
 */
import { assertNever } from "../core/errors.js";
import type { ModulePath } from "../core/ids.js";
import { NUMERIC_PROTOTYPES } from "../core/intrinsics.table.js";
import type { EnforcementOptions } from "../core/options.js";
import type { GuardForm, ModulePlan, PlannedSelector, PlannedSite } from "../core/plan.js";
import { isWorthwhile } from "../core/selector.js";
import type { Site } from "../core/site.js";
import { sitesByFunction } from "../core/sites-by-function.js";
import type { SiteFacts } from "../core/verdict.js";
import type { JudgedSelector, JudgedSite } from "./close-session.js";

/** Whether assumption A2 can be enforced by hardening, or the program itself tampers with intrinsics. */
export type A2Enforcement = { readonly kind: "enforceable" } | { readonly kind: "broken"; readonly reason: string };

export interface PlanInput {
  readonly module: ModulePath;
  /** Every site of the module with its verdict. */
  readonly sites: readonly JudgedSite[];
  readonly selectors: readonly JudgedSelector[];
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

/** The plan of one module. Every site of the input is in it exactly once. */
export function planModule(input: PlanInput): ModulePlan {
  const intrinsics = new Set<string>();
  const sites = input.sites.map((judged) => {
    const { planned, relies } = planSite(judged, input);
    for (const name of relies) intrinsics.add(name);
    return planned;
  });
  const byFunction = sitesByFunction(sites);
  const selectors = input.selectors.flatMap((selector): PlannedSelector[] => {
    const chosen = planSelector(selector, byFunction.get(selector.function) ?? []);
    if (chosen === null) return [];
    for (const { evidence } of selector.sites) for (const name of evidence.intrinsics) intrinsics.add(name);
    return [chosen];
  });
  const hoisted = new Set(selectors.flatMap((selector) => selector.sites.map(({ id }) => id)));
  return {
    module: input.module,
    // Authority is planned apart (`plan-capabilities.ts`): it asks nothing of the provers.
    capabilities: [],
    grant: [],
    sites: (hoisted.size === 0
      ? sites
      : sites.map((site) => (hoisted.has(site.id) ? { ...site, guard: "hoisted" as const } : site))
    ).sort(bySpan),
    selectors: selectors.sort((a, b) => a.span.start - b.span.start),
    enforcement: input.enforcement,
    intrinsics: [...intrinsics].sort(),
  };
}

/** Sites that cost nothing as they are (rule 6) gain nothing; null when the others are not worth a second body. */
function planSelector(selector: JudgedSelector, own: readonly PlannedSite[]): PlannedSelector | null {
  const gains = selector.sites.flatMap(({ site, worth }) => {
    const found = own.find(({ index }) => index === site);
    if (found === undefined || found.verdict.kind === "proved" || found.guard === "none" || found.guard === "trap") return [];
    return [{ id: found.id, form: found.guard, worth }];
  });
  const worths = gains.map(({ worth }) => worth);
  if (!isWorthwhile(selector.tests, worths)) return null;
  return { span: selector.span, tests: selector.tests, sites: gains.map(({ id, form }) => ({ id, form })) };
}

const NO_GUARD: Choice = { guard: "none", intrinsics: [] };

function planSite(judged: JudgedSite, input: PlanInput): { readonly planned: PlannedSite; readonly relies: readonly string[] } {
  const { id, function: fn, functionName, index, site, verdict, facts, overridden } = judged;
  const { enforcement, a2 } = input;
  const proved = verdict.kind === "proved";
  const freed = overridden && !proved;
  const elided = proved && enforcement.mode === "production";
  const { guard, intrinsics } = freed || elided ? NO_GUARD : chooseForm(site, { facts, enforcement, a2 });
  const disposition = freed ? "override" : elided ? "elide" : "guard";
  const assertion = proved && !elided;
  return {
    planned: { id, function: fn, functionName, index, site, verdict, facts, disposition, guard, assertion },
    // Evidence is relied on in every mode: later proofs rest on it whether or not the assertion stays.
    relies: proved ? [...verdict.evidence.intrinsics, ...intrinsics] : intrinsics,
  };
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
  if (site.form.kind === "contract") return 3;
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
    case "target":
      return storeTest(site, context);
    case "contract":
      return { guard: "condition", intrinsics: [] };
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
    case "open":
      // A typed array may be behind it, whose `length` is an accessor of the prototype.
      return { guard: "index", intrinsics: ["%TypedArray%.prototype.length"] };
    case "string":
      return CALL;
    default:
      return assertNever(receiver);
  }
}
