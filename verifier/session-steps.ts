/** The parts of a session that others provide: whole-program facts before the work, the guard plan after it. */
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { ModulePlan } from "../core/plan.js";
import type { FunctionWork } from "../core/work.js";
import type { JudgedSite } from "./close-session.js";
import type { SessionOptions } from "./session-options.js";

export interface LinkedWork {
  work(fn: FunctionId): FunctionWork;
}

export interface SessionSteps {
  readonly link: (program: HirProgram, options: SessionOptions) => LinkedWork;
  /** Plans one module; `sites` in source order, read before write. */
  readonly plan: (input: {
    readonly module: HirModule;
    readonly sites: readonly JudgedSite[];
    readonly enforcement: EnforcementOptions;
    readonly linked: LinkedWork;
  }) => ModulePlan;
}

/** The functions that owe something, in program order. */
export function worksOf(program: HirProgram, linked: LinkedWork): readonly FunctionWork[] {
  return program.modules.flatMap((module) =>
    module.functions.filter((fn) => fn.sites.length > 0).map((fn) => linked.work(fn.id)),
  );
}
