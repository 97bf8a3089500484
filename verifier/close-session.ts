/** From results to plans: ledger, names, `restsOn`. */
import { InternalError } from "../core/errors.js";
import type { HirModule, HirProgram } from "../core/hir.js";
import { siteId, type FunctionId, type ModulePath, type ObligationId, type SiteId } from "../core/ids.js";
import { sameData } from "../core/same-data.js";
import type { ModulePlan } from "../core/plan.js";
import type { Selector } from "../core/selector.js";
import type { Site } from "../core/site.js";
import type { SiteFacts, Verdict } from "../core/verdict.js";
import type { Counterexample } from "../core/witness.js";
import type { FunctionResult, SiteResult } from "../core/work.js";
import { contractGuards, type ContractGuards } from "./contract-guards.js";
import { closeLedger, type CheckedModule, type CheckedModules, type LedgerCounts } from "./ledger.js";
import { obligationIds, type SiteIds } from "./obligation-id.js";
import type { ModuleResults } from "./module-results.js";
import type { Incident } from "./queue.js";
import type { JudgedModule } from "./session-steps.js";

/** A site with its verdict: what a plan decides on. */
export interface JudgedSite {
  readonly id: ObligationId;
  readonly function: FunctionId;
  readonly functionName: string;
  readonly index: SiteId;
  readonly site: Site;
  readonly verdict: Verdict;
  readonly facts: SiteFacts;
  /** An override in force takes its guard away. */
  readonly overridden: boolean;
}

/** A selector of one function: its sites are indices there. */
export interface JudgedSelector extends Selector {
  readonly function: FunctionId;
}

export interface SessionStatistics extends LedgerCounts {
  readonly functions: number;
  /** Functions with obligations. */
  readonly owing: number;
  readonly abstractSteps: number;
  readonly linearSteps: number;
  /** Of this run: what was known already took none. */
  readonly solverCalls: number;
  /** Questions to the solver whose answers were known. */
  readonly solverHits: number;
  /** Functions whose results were known. */
  readonly cacheHits: number;
}

export interface NamedCounterexample {
  readonly id: ObligationId;
  readonly parameters: Counterexample;
}

export interface VerifiedProgram {
  readonly program: HirProgram;
  /** One a module, in the order of `program.modules`. */
  readonly plans: readonly ModulePlan[];
  readonly statistics: SessionStatistics;
  /** Models of the solver, by module, function and site. */
  readonly counterexamples: readonly NamedCounterexample[];
  /** Functions that a worker or the solver failed on, sorted. */
  readonly incidents: readonly Incident[];
  /** No clock and no failure had a part in any verdict. */
  readonly isLasting: boolean;
}

export interface SessionResults {
  readonly program: HirProgram;
  /** One a module, in their order. */
  readonly results: readonly ModuleResults[];
  /** Those of `results` that were made in this run. */
  readonly made: ReadonlyMap<FunctionId, FunctionResult>;
  /** Questions to the solver whose answers were known. */
  readonly solverHits: number;
  /** Another run would come to the same results. */
  readonly isLasting: boolean;
  readonly incidents: readonly Incident[];
}

/** Modules as they were closed last time: a module with the same results, in the same frame, is closed the same way. */
export interface ClosedModules {
  readonly closed: Map<ModulePath, ClosedModule>;
  readonly checked: CheckedModules;
  /** What plans depend on besides their modules. */
  frame: unknown;
}

interface ClosedModule {
  readonly module: HirModule;
  readonly checked: CheckedModule;
  readonly plan: ModulePlan;
  readonly counterexamples: readonly NamedCounterexample[];
}

export const noClosedModules = (): ClosedModules => ({ closed: new Map(), checked: new WeakMap(), frame: null });

export interface Closing {
  readonly plan: (judged: JudgedModule) => ModulePlan;
  /** Updated. */
  readonly before: ClosedModules;
  /** Plain data that `plan` goes by besides what it is given. */
  readonly frame: unknown;
}

/** Throws InternalError when the ledger or a plan does not close. */
export function closeSession(input: SessionResults, { plan, before, frame }: Closing): VerifiedProgram {
  const { program, results, made, solverHits, isLasting, incidents } = input;
  const { counts, owing, modules: checked } = closeLedger(program, results, before.checked);
  const contracts = contractGuards(program, results);
  // Guards of contracts in one module may be what a proof in another rests on.
  const isFramed = contracts.atCalls.size === 0 && contracts.atReturns.size === 0 && sameData(before.frame, frame);
  const modules = checked.map((own, at): ClosedModule => {
    const module = program.modules[at];
    if (module === undefined) throw new InternalError("the ledger has more modules than the program");
    const last = isFramed ? before.closed.get(module.path) : undefined;
    if (last?.module === module && last.checked === own) return last;
    const judged = { ...judge(module, own.results, contracts), selectors: selectorsOf(module, own.results) };
    const planned = plan(judged);
    checkPlan(judged, planned);
    return { module, checked: own, plan: planned, counterexamples: namedCounterexamples(module, own.results) };
  });
  keepClosed(before.closed, modules);
  // A frame that contracts are part of is never the same again.
  before.frame = contracts.atCalls.size === 0 && contracts.atReturns.size === 0 ? frame : null;
  const asked = [...made.values()].reduce((sum, one) => sum + one.statistics.solverCalls, 0);
  return {
    program,
    plans: modules.map((one) => one.plan),
    statistics: {
      ...counts,
      functions: program.modules.reduce((sum, { functions }) => sum + functions.length, 0),
      owing,
      // A worker that died may have been answered in vain.
      solverCalls: Math.max(0, asked - solverHits),
      solverHits,
      cacheHits: owing - made.size,
    },
    counterexamples: modules.flatMap((one) => one.counterexamples),
    incidents,
    isLasting,
  };
}

function keepClosed(closed: ClosedModules["closed"], modules: readonly ClosedModule[]): void {
  for (const one of modules) closed.set(one.module.path, one);
  if (closed.size === modules.length) return;
  closed.clear();
  for (const one of modules) closed.set(one.module.path, one);
}

function namedCounterexamples(module: HirModule, results: ModuleResults): readonly NamedCounterexample[] {
  const names = obligationIds(module);
  return module.functions.flatMap((fn) =>
    (results.get(fn.id)?.counterexamples ?? []).flatMap(({ site, parameters }) => {
      const id = names.get(fn.id)?.[site];
      return id === undefined ? [] : [{ id, parameters }];
    }),
  );
}

/** Every site of the module stands in its plan once, with the verdict it got, and only `proved` goes without a guard. */
function checkPlan({ module, sites }: JudgedModule, plan: ModulePlan): void {
  const planned = new Map(plan.sites.map((site) => [site.id, site]));
  if (plan.module !== module.path || plan.sites.length !== sites.length || planned.size !== sites.length) {
    throw new InternalError(`the plan of \`${module.path}\` has ${String(plan.sites.length)} sites of ${String(sites.length)}`);
  }
  checkSelectors(plan);
  for (const { id, verdict } of sites) {
    const found = planned.get(id);
    if (found === undefined || found.verdict.kind !== verdict.kind)
      throw new InternalError(`the plan of \`${module.path}\` loses the verdict of ${id}`);
    if (
      verdict.kind !== "proved" &&
      (found.disposition === "elide" || (found.guard === "none" && found.disposition !== "override"))
    ) {
      throw new InternalError(`the plan of \`${module.path}\` leaves ${id} without a guard`);
    }
  }
}

/** A site is hoisted just when a selector guards it where its test fails. */
function checkSelectors({ module, sites, selectors }: ModulePlan): void {
  const chosen = selectors.flatMap((selector) => selector.sites);
  const hoisted = sites.filter(({ guard }) => guard === "hoisted").map(({ id }) => id);
  const guarded = new Set(chosen.filter(({ form }) => form !== "none" && form !== "hoisted").map(({ id }) => id));
  if (guarded.size !== chosen.length || hoisted.length !== chosen.length || hoisted.some((id) => !guarded.has(id)))
    throw new InternalError(`the selectors of \`${module}\` do not guard what they take out`);
}

function selectorsOf(module: HirModule, results: ModuleResults): readonly JudgedSelector[] {
  return module.functions.flatMap(({ id }) => (results.get(id)?.selectors ?? []).map((one) => ({ ...one, function: id })));
}

function judge(module: HirModule, results: ModuleResults, contracts: ContractGuards): Omit<JudgedModule, "selectors"> {
  const names = obligationIds(module);
  const sites = module.functions.flatMap((fn) => {
    const ids = names.get(fn.id) ?? [];
    const found = results.get(fn.id)?.sites ?? [];
    return fn.sites.map((site, at): JudgedSite => {
      const result = found[at];
      const id = ids[at];
      if (result === undefined || id === undefined)
        throw new InternalError(`site ${String(at)} of \`${fn.id}\` has no verdict or no name`);
      const isOfCallers = fn.closed && site.form.kind === "contract" && site.form.role === "entry";
      const elsewhere = [
        ...(isOfCallers ? (contracts.atCalls.get(fn.id) ?? []) : []),
        ...result.restsOnEnsured.flatMap((callee) => contracts.atReturns.get(callee) ?? []),
      ];
      const verdict = withNames(result, ids, elsewhere);
      const overridden = fn.overridden.includes(siteId(at));
      return { id, function: fn.id, functionName: fn.name, index: siteId(at), site, verdict, facts: result.facts, overridden };
    });
  });
  const order = (kind: Site["kind"]): number => (kind === "bounds.read" ? 0 : kind === "bounds.write" ? 1 : 2);
  sites.sort(
    (a, b) =>
      a.site.span.start - b.site.span.start || a.site.span.end - b.site.span.end || order(a.site.kind) - order(b.site.kind),
  );
  return { module, sites };
}

/** `elsewhere`: guards in other functions. */
function withNames({ verdict, restsOnSites }: SiteResult, ids: SiteIds, elsewhere: readonly ObligationId[]): Verdict {
  if (verdict.kind !== "proved") return verdict;
  const names = restsOnSites.flatMap((site) => ids[site] ?? []);
  const restsOn = [...new Set([...verdict.evidence.restsOn, ...names, ...elsewhere])].sort();
  return { kind: "proved", evidence: { ...verdict.evidence, restsOn } };
}
