/**
 * Verdicts for one module at a time, in the calling thread: what a linter can wait for. Tiers 0 to 2 and as much of tier 3 as needs no
 * engine run here; what is left for an engine is looked up among the results of earlier runs. What is not found there has no verdict yet:
 * it is `unknown` like everything that is not proved, and is told apart by `pending`.
 */
import type { LinkedProgram } from "../analyzers/linking/linked-program.js";
import { InternalError } from "../core/errors.js";
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId, ModulePath, ObligationId } from "../core/ids.js";
import type { ModulePlan } from "../core/plan.js";
import type { UnknownReason } from "../core/verdict.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import { layered } from "../solver/layered.js";
import { createLinear } from "../solver/linear.js";
import { closeSession, noClosedModules } from "./close-session.js";
import { checkIncidents, createProvers } from "./provers.js";
import { continuedSteps } from "./program-steps.js";
import type { SessionOptions } from "./session-options.js";
import { resultAgain, type SessionSteps } from "./session-steps.js";
import { unknownResult } from "../analyzers/interpretation/unknown-result.js";

/** Earlier results, found while the caller waits. */
export interface SyncResults {
  /** Results for those of `works` that are known. Never throws. */
  find(works: readonly FunctionWork[]): ReadonlyMap<FunctionId, FunctionResult>;
}

export interface ModuleVerdicts {
  readonly module: HirModule;
  readonly plan: ModulePlan;
  /** Obligations that another run, with an engine and without a limit for one module, may prove. */
  readonly pending: ReadonlySet<ObligationId>;
  /** What stopped the analysis of a function. */
  readonly incidents: readonly { readonly function: FunctionId; readonly message: string }[];
}

export interface ModuleSession {
  /** From now on the program is this one. Verdicts given before say nothing about it. */
  update(program: HirProgram): void;
  /** Null when the program has no such module. Throws InternalError when the ledger does not close. */
  verdictsOf(path: ModulePath): ModuleVerdicts | null;
}

export interface ModuleSessionOptions {
  readonly session: Pick<SessionOptions, "enforcement" | "budgets"> & SessionOptions;
  readonly results: SyncResults | null;
  /** Steps of tiers 1 and 2 after which the rest of a module has to wait for another run. A count, so that it is the same on any machine. */
  readonly moduleSteps: number;
}

interface Known {
  readonly work: FunctionWork;
  readonly result: FunctionResult;
  /** An engine may prove more. */
  readonly isOpen: boolean;
}

interface Current {
  readonly program: HirProgram;
  readonly linked: LinkedProgram;
  readonly modules: ReadonlyMap<ModulePath, HirModule>;
}

export function createModuleSession({ session, results, moduleSteps }: ModuleSessionOptions): ModuleSession {
  const steps: SessionSteps<LinkedProgram> = continuedSteps(session);
  const linear = createLinear();
  const quick = layered(linear, null);
  const { analyse } = createProvers(linear);
  const own: { current: Current | null } = { current: null };
  /** Works of the current program, as far as anybody asked for them. */
  const works = new Map<FunctionId, FunctionWork>();
  const known = new Map<FunctionId, Known>();

  const workOf = (id: FunctionId, { linked }: Current): FunctionWork => {
    const work = works.get(id) ?? linked.work(id);
    works.set(id, work);
    return work;
  };

  const analysed = (work: FunctionWork): Known => {
    try {
      const result = checkIncidents(linear, () => analyse(work, quick));
      return { work, result, isOpen: result.statistics.solverGoals > 0 };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // As in a worker: the functions beside it are not concerned.
      return { work, result: unknownResult(work, { kind: "crashed", message: error.message }), isOpen: false };
    }
  };

  /** Everything there is for the functions of a module, at most `moduleSteps` worth of it new. */
  const resultsOf = (module: HirModule, current: Current): readonly Known[] => {
    let spent = 0;
    const found = module.functions
      .filter(({ sites }) => sites.length > 0)
      .map(({ id }): Known => {
        const work = workOf(id, current);
        const last = known.get(id);
        const again = last === undefined ? null : resultAgain(last, work);
        if (last !== undefined && again !== null) {
          const moved = { work, result: again, isOpen: last.isOpen };
          known.set(id, moved);
          return moved;
        }
        if (spent > moduleSteps) return { work, result: unknownResult(work, LIMIT), isOpen: true };
        const made = analysed(work);
        spent += made.result.statistics.abstractSteps + made.result.statistics.linearSteps;
        if (crashOf(made.result).length === 0) known.set(id, made);
        return made;
      });
    const open = found.filter(({ isOpen }) => isOpen).map(({ work }) => work);
    const earlier = open.length === 0 ? null : (results?.find(open) ?? null);
    if (earlier === null || earlier.size === 0) return found;
    return found.map((one) => {
      const result = one.isOpen ? earlier.get(one.work.function.id) : undefined;
      if (result === undefined) return one;
      const settled = { work: one.work, result, isOpen: false };
      known.set(one.work.function.id, settled);
      return settled;
    });
  };

  return {
    update: (program) => {
      if (own.current?.program === program) return;
      // Should this end in an exception, then there is no program to give verdicts about.
      own.current = null;
      const before = [...works];
      works.clear();
      const linked = steps.link(program, session);
      const { changed } = linked;
      if (changed !== null) for (const [id, work] of before) if (!changed.has(id)) works.set(id, work);
      own.current = { program, linked, modules: new Map(program.modules.map((module) => [module.path, module])) };
    },
    verdictsOf: (path) => {
      const { current } = own;
      if (current === null) throw new InternalError("verdicts are asked for before there is a program");
      const module = current.modules.get(path);
      if (module === undefined) return null;
      const found = resultsOf(module, current);
      const { linked, program } = current;
      const made = new Map(found.map(({ result }) => [result.function, result]));
      const verified = closeSession(
        { program: { ...program, modules: [module] }, results: [made], made, solverHits: 0, isLasting: false, incidents: [] },
        {
          plan: (judged) => steps.plan({ ...judged, enforcement: session.enforcement, linked }),
          before: noClosedModules(),
          frame: null,
        },
      );
      const [plan] = verified.plans;
      if (plan === undefined) throw new InternalError(`\`${path}\` has no plan`);
      const open = new Set(found.flatMap(({ isOpen, work }) => (isOpen ? work.function.id : [])));
      return {
        module,
        plan,
        pending: new Set(plan.sites.flatMap((site) => (open.has(site.function) && isUnproved(site) ? site.id : []))),
        incidents: found.flatMap(({ result }) => crashOf(result)),
      };
    },
  };
}

const LIMIT: UnknownReason = { kind: "budget", what: "the limit for one file of a linter" };

const isUnproved = ({ verdict }: ModulePlan["sites"][number]): boolean => verdict.kind === "unknown";

function crashOf({ function: fn, sites }: FunctionResult): ModuleVerdicts["incidents"] {
  const crash = sites
    .map(({ verdict }) => (verdict.kind === "unknown" ? verdict.reason : null))
    .find((reason) => reason?.kind === "crashed");
  return crash?.kind === "crashed" ? [{ function: fn, message: crash.message }] : [];
}
