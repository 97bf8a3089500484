/**
 * What crosses the thread. A task is a list of functions; the worker posts one message per function as soon as it is done, so that
 * what is finished survives a crash, and the first unfinished function is the one to blame.
 */
import type { FunctionResult, FunctionWork } from "../core/work.js";
import type { WasmModule } from "../solver/webassembly.js";

export const TASK_SCHEMA_VERSION = 1;

/** `none`: tiers 0 to 2 only. `quick`: tier 3 as far as it needs no Z3. `own`: the worker compiles Z3 itself. Else the compiled module. */
export type TaskSolver =
  | { readonly kind: "none" }
  | { readonly kind: "quick" }
  | { readonly kind: "own" }
  | { readonly kind: "module"; readonly module: WasmModule };

export interface Task {
  readonly schemaVersion: typeof TASK_SCHEMA_VERSION;
  readonly works: readonly FunctionWork[];
  readonly solver: TaskSolver;
}

export type TaskMessage =
  /** `passing`: a clock or a failure of the solver had a part in it, so that it says less about the function than another run may. */
  | { readonly kind: "result"; readonly index: number; readonly result: FunctionResult; readonly passing: boolean }
  /** The analysis threw. `defect`: by a defect of ours, not for want of stack or memory. */
  | { readonly kind: "threw"; readonly index: number; readonly message: string; readonly defect: boolean };

/** Ends a task. `retire`: this thread must not be used again; functions without a message have not been looked at. */
export interface TaskEnd {
  readonly schemaVersion: typeof TASK_SCHEMA_VERSION;
  readonly kind: "end";
  readonly retire: boolean;
}
