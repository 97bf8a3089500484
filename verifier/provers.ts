/** The provers of one thread. Z3 starts with the first task that asks for it, and then stays. */
import { analyseFunction } from "../analyzers/analyse-function.js";
import { createLinear } from "../solver/linear.js";
import type { EngineSolverPort } from "../solver/smt-session.js";
import { createZ3 } from "../solver/z3.js";
import type { Provers } from "./perform-task.js";
import type { TaskSolver } from "./task.js";

export function createProvers(): Provers {
  const linear = createLinear();
  const started: { solver: Promise<EngineSolverPort> | null } = { solver: null };
  const start = (wanted: TaskSolver): Promise<EngineSolverPort> =>
    wanted.kind === "module" ? createZ3(wanted.module) : createZ3();
  return {
    analyse: (work, solver) => analyseFunction(work, { linear, solver }),
    solver: (wanted) => {
      if (wanted.kind === "none") return Promise.resolve(null);
      started.solver ??= start(wanted);
      return started.solver;
    },
  };
}
