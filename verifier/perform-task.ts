/** The worker's side of a task, whichever way the thread is driven. */
import { InternalError } from "../core/errors.js";
import type { SolverPort } from "../core/formula.js";
import type { FunctionResult, FunctionWork } from "../core/work.js";
import type { Answers } from "../solver/remembered.js";
import type { EngineSolverPort } from "../solver/smt-session.js";
import { decodeTask } from "./decode.js";
import { TASK_SCHEMA_VERSION, type TaskEnd, type TaskMessage, type TaskSolver } from "./task.js";

export interface Provers {
  /** `engine`: asked where `solver` says that one may prove more; absent: the result says so. */
  readonly analyse: (work: FunctionWork, solver: SolverPort | null, engine?: SolverPort | null) => FunctionResult;
  /** The thread's one solver; started on first use, because starting it is asynchronous and analysis is not. `answers`: what is known. */
  readonly solver: (wanted: TaskSolver, answers: Answers | null) => Promise<EngineSolverPort | null>;
}

/** Past this live heap the thread is replaced after the task. */
const RETIRE_HEAP_BYTES = 1_000_000_000;

/**
 * Analyses the functions of a task in order and emits one message each. Stops early when the solver's instance has died: verdicts of
 * later functions would depend on which function came before. Throws InternalError when the task does not decode.
 */
export async function performTask(
  input: unknown,
  provers: Provers,
  emit: (message: TaskMessage) => void,
  answers: Answers | null = null,
): Promise<TaskEnd> {
  const task = decodeTask(input);
  const solver = await startSolver(provers, task.solver, answers);
  for (const [index, work] of task.works.entries()) {
    const message = analysed(index, () => provers.analyse(work, solver), solver);
    emit(message);
    // After a throw the thread's state (a solver session left open, say) is not trusted any more.
    if (message.kind === "threw" || (solver !== null && solver.failure !== null)) return end(true);
  }
  return end(process.memoryUsage().heapUsed > RETIRE_HEAP_BYTES);
}

async function startSolver(provers: Provers, wanted: TaskSolver, answers: Answers | null): Promise<EngineSolverPort | null> {
  try {
    return await provers.solver(wanted, answers);
  } catch (error) {
    throw new InternalError(`the solver does not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The message of one function. What it throws is in there; the thread's provers are not to be used again then. `engine`: what it may ask. */
export function analysed(index: number, analyse: () => FunctionResult, engine: EngineSolverPort | null): TaskMessage {
  const stopped = engine?.stopped ?? 0;
  try {
    const result = analyse();
    return { kind: "result", index, result, passing: engine !== null && (engine.stopped > stopped || engine.failure !== null) };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // A RangeError is what the engine throws when the stack or an allocation is at its limit.
    return { kind: "threw", index, message, defect: !(error instanceof RangeError) };
  }
}

const end = (retire: boolean): TaskEnd => ({ schemaVersion: TASK_SCHEMA_VERSION, kind: "end", retire });
