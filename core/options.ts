/** Settings that change verdicts or output. All of them are part of every cache key. */
export type Mode = "development" | "testing" | "production";
export type Boundary = "checked" | "trusted";
export type OnViolation = "throw" | "terminate" | "report";

export interface EnforcementOptions {
  readonly mode: Mode;
  readonly boundary: Boundary;
  readonly onViolation: OnViolation;
}

export const DEFAULT_ENFORCEMENT: EnforcementOptions = { mode: "production", boundary: "checked", onViolation: "throw" };

/** Budgets are counts, never clocks. */
export interface Budgets {
  /** Steps of the abstract interpreter per function (transfer-function applications). */
  readonly abstractSteps: number;
  /** Fourier–Motzkin derivation steps per function. */
  readonly linearSteps: number;
  /** Z3 `rlimit` for the first attempt, and for the single retry, per query. */
  readonly solverUnits: number;
  readonly solverRetryUnits: number;
  /** Solver checks per function. */
  readonly solverChecks: number;
}

export const DEFAULT_BUDGETS: Budgets = {
  abstractSteps: 400_000,
  linearSteps: 2_000_000,
  solverUnits: 100_000,
  solverRetryUnits: 300_000,
  solverChecks: 64,
};
