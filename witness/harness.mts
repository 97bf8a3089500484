/**
 * What runs beside the code under trial, in its realm. Its text is evaluated there (child.mts), so it may name nothing outside itself.
 * Nothing of the host enters the realm: objects of the host would lead to the host's `Function`.
 */

/** What a run observed, as JSON; the empty text when it violated nothing, or spent its fuel. */
export type Outcome = string;

interface Finding {
  readonly obligation: string;
  readonly observed: string;
}

type Require = (name: string) => Record<string, unknown>;

/** Defines `$surety_fuel` and `$surety_try` globally. `modules` are those of the runtime; `define` makes a fresh instance of the slice. */
export function harness(
  modules: Record<string, (exports: Record<string, unknown>, require: Require) => void>,
  define: (require: Require) => (...args: readonly unknown[]) => unknown,
  fuel: number,
): void {
  const loaded: Record<string, Record<string, unknown>> = {};
  const require: Require = (name) => {
    const key = name === "@surety/runtime" ? "./index" : name;
    const known = loaded[key];
    if (known !== undefined) return known;
    const load = modules[key];
    if (load === undefined) throw new Error(`no module ${name}`);
    const exports: Record<string, unknown> = {};
    loaded[key] = exports;
    load(exports, require);
    return exports;
  };
  const state: { left: number; isSpent: boolean; first: Finding | null } = { left: 0, isSpent: false, first: null };
  const SafetyViolation = require("./index")["SafetyViolation"] as new () => Finding;
  const subscribe = require("./monitor")["subscribe"] as (listener: (event: Finding) => void) => void;
  subscribe((event) => {
    state.first ??= event;
  });
  const isSpent = (): boolean => state.isSpent;
  const firstSeen = (): Finding | null => state.first;
  const scope = globalThis as unknown as Record<string, unknown>;
  scope["$surety_fuel"] = (): void => {
    if (state.left-- > 0) return;
    state.isSpent = true;
    throw new Error("out of fuel");
  };
  scope["$surety_try"] = (given: () => readonly unknown[]): Outcome => {
    state.left = fuel;
    state.isSpent = false;
    let target: (...args: readonly unknown[]) => unknown;
    let args: readonly unknown[];
    try {
      // A violation while the module is made is not the call's.
      target = define(require);
      args = given();
      state.first = null;
    } catch {
      return "";
    }
    try {
      target(...args);
      return "";
    } catch (error) {
      // A witness throws its violation out of the call, and nothing was violated before.
      const first = firstSeen();
      if (isSpent() || first === null || !(error instanceof SafetyViolation)) return "";
      if (error.obligation !== first.obligation) return "";
      return JSON.stringify({ obligation: first.obligation, observed: first.observed });
    }
  };
}
