/** The provers of one thread. Z3 starts with the first task that asks for it, and then stays. */
import { analyseFunction } from "../analyzers/analyse-function.js";
import { InternalError } from "../core/errors.js";
import type { LinearEngine } from "../solver/checked-linear.js";
import { layered } from "../solver/layered.js";
import { createLinear } from "../solver/linear.js";
import { remembered } from "../solver/remembered.js";
import type { EngineSolverPort } from "../solver/smt-session.js";
import { createZ3 } from "../solver/z3.js";
import type { Provers } from "./perform-task.js";

/** `linear` is tier 2; another than ours only to inject faults. */
export function createProvers(linear: LinearEngine = createLinear()): Provers {
  const started: { engine: Promise<EngineSolverPort> | null } = { engine: null };
  const quick = layered(linear, null);
  return {
    analyse: (work, solver, engine = null) => checkIncidents(linear, () => analyseFunction(work, { linear, solver, engine })),
    solver: async (wanted, answers) => {
      if (wanted.kind === "none") return null;
      if (wanted.kind === "quick") return quick;
      started.engine ??= wanted.kind === "module" ? createZ3(wanted.module) : createZ3();
      return layered(linear, remembered(await started.engine, answers));
    },
  };
}

/**
 * A derivation that the checker refuses is a defect of the search. Nothing was proved by it, but a prover that errs is not believed for
 * the rest of the function either: throws InternalError, which makes the function's obligations `unknown` and tells the user so.
 */
export function checkIncidents<T>(linear: Pick<LinearEngine, "incidents">, analyse: () => T): T {
  const before = linear.incidents;
  const result = analyse();
  const refused = linear.incidents - before;
  if (refused > 0) throw new InternalError(`the checker refuses ${String(refused)} derivations of the linear prover`);
  return result;
}
