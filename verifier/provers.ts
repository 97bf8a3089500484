/** The provers of one thread. Z3 starts with the first task that asks for it, and then stays. */
import type { SolverPort } from "../core/formula.js";
import { NO_SITE_FACTS } from "../core/verdict.js";
import { siteId } from "../core/ids.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import type { EngineSolverPort } from "../solver/smt-session.js";
import { createZ3 } from "../solver/z3.js";
import type { Provers } from "./perform-task.js";
import type { TaskSolver } from "./task.js";

export function createProvers(): Provers {
  const started: { solver: Promise<EngineSolverPort> | null } = { solver: null };
  const start = (wanted: TaskSolver): Promise<EngineSolverPort> =>
    wanted.kind === "module" ? createZ3(wanted.module) : createZ3();
  return {
    analyse,
    solver: (wanted) => {
      if (wanted.kind === "none") return Promise.resolve(null);
      started.solver ??= start(wanted);
      return started.solver;
    },
  };
}

function analyse(work: FunctionWork, _solver: SolverPort | null): FunctionResult {
  return {
    schemaVersion: work.schemaVersion,
    function: work.function.id,
    sites: work.function.sites.map((_, at) => ({
      site: siteId(at),
      verdict: { kind: "unknown", reason: { kind: "noProof", missing: "no analysis yet" } },
      restsOnSites: [],
      facts: NO_SITE_FACTS,
    })),
    statistics: { abstractSteps: 0, linearSteps: 0, solverCalls: 0 },
  };
}
