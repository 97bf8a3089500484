/** The parts of a session that are passed in: whole-program facts before the work, the guard plan after it. */
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { ModulePlan } from "../core/plan.js";
import { sameData } from "../core/same-data.js";
import { shiftBetween, shiftResult } from "../core/shift.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import type { JudgedSelector, JudgedSite } from "./close-session.js";
import type { SessionOptions } from "./session-options.js";

export interface LinkedWork {
  work(fn: FunctionId): FunctionWork;
  /** Functions whose works may be others than those of the program before; null: any. */
  readonly changed: ReadonlySet<FunctionId> | null;
}

/** The ledger's contents for one module. */
export interface JudgedModule {
  readonly module: HirModule;
  /** In source order, read before write. */
  readonly sites: readonly JudgedSite[];
  readonly selectors: readonly JudgedSelector[];
}

export interface SessionSteps<Linked extends LinkedWork = LinkedWork> {
  readonly link: (program: HirProgram, options: SessionOptions) => Linked;
  /** Plain data that plans depend on besides their modules. */
  readonly frame: (linked: Linked, options: SessionOptions) => unknown;
  readonly plan: (input: JudgedModule & { readonly enforcement: EnforcementOptions; readonly linked: Linked }) => ModulePlan;
}

/** The functions that owe something, in program order. `before`: their works for the program before, or null. */
export function worksOf(
  program: Pick<HirProgram, "modules">,
  linked: LinkedWork,
  before: (fn: FunctionId) => FunctionWork | null = () => null,
): readonly FunctionWork[] {
  const { changed } = linked;
  return program.modules.flatMap((module) =>
    module.functions
      .filter((fn) => fn.sites.length > 0)
      .map((fn) => (changed === null || changed.has(fn.id) ? null : before(fn.id)) ?? linked.work(fn.id)),
  );
}

/** The result of a work that is the same in all that it depends on, for this one; null when it is another work. */
export function resultAgain(
  last: { readonly work: FunctionWork; readonly result: FunctionResult },
  work: FunctionWork,
): FunctionResult | null {
  if (last.work === work) return last.result;
  const by = shiftBetween(last.work.function, work.function);
  return by !== null && sameData(last.work.environment, work.environment) ? shiftResult(last.result, by) : null;
}
