/** Jumps that leave blocks: `break`, `continue`, `return`, and the clean-ups they run on their way out. */
import type { BlockId, LocalId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";

export type ControlEntry =
  | {
      readonly kind: "target";
      readonly labels: readonly string[];
      /** Null for the inner half of a loop whose `break` runs a clean-up that `continue` does not. */
      readonly breakTo: BlockId | null;
      /** Null for what is no loop. */
      readonly continueTo: BlockId | null;
      /** Whether a `break` without label means it. */
      readonly implicit: boolean;
    }
  /** Code that every exit runs: a copy per exit. `copied`: a `finally` block, of any size. */
  | { readonly kind: "cleanup"; readonly handler: BlockId | null; readonly copied: boolean; readonly run: () => void }
  /** Code that every exit runs, lowered once: exits note who they are in `chosen` and go to `block`. For deep nesting. */
  | { readonly kind: "shared"; readonly block: BlockId; readonly chosen: LocalId; readonly exits: (() => void)[] };

export type TargetEntry = Extract<ControlEntry, { kind: "target" }>;

/** Lowers `body` with `entry` innermost. */
export function withControl(fn: FunctionContext, entry: ControlEntry, body: () => void): void {
  const saved = fn.control;
  fn.control = [...saved, entry];
  body();
  fn.control = saved;
}

/** Lowers `body` with exceptions going to `handler`. */
export function withHandler(fn: FunctionContext, handler: BlockId | null, body: () => void): void {
  const saved = fn.b.handler;
  fn.b.handler = handler;
  body();
  fn.b.handler = saved;
}

/**
 * Runs the clean-ups between here and entry number `depth` (exclusive of it and what is outside), innermost first, each in the
 * context of what lies outside of it, then `finish`. Code after it is unreachable.
 */
export function leave(fn: FunctionContext, depth: number, finish: () => void): void {
  const { control } = fn;
  restoring(fn, () => leaveFrom(fn, { control, index: control.length - 1, depth, finish }));
}

function restoring(fn: FunctionContext, body: () => void): void {
  const { control } = fn;
  const { handler } = fn.b;
  body();
  fn.control = control;
  fn.b.handler = handler;
}

interface Exit {
  readonly control: readonly ControlEntry[];
  readonly index: number;
  readonly depth: number;
  readonly finish: () => void;
}

function leaveFrom(fn: FunctionContext, { control, index, depth, finish }: Exit): void {
  for (let at = index; at >= depth; at--) {
    const entry = control[at];
    if (entry === undefined || entry.kind === "target") continue;
    fn.control = control.slice(0, at);
    if (entry.kind === "cleanup") {
      fn.b.handler = entry.handler;
      entry.run();
      continue;
    }
    const number = entry.exits.push(() => restoring(fn, () => leaveFrom(fn, { control, index: at - 1, depth, finish }))) - 1;
    fn.b.set(entry.chosen, fn.b.constant({ kind: "number", value: number }));
    fn.b.goto(entry.block);
    return;
  }
  finish();
}

export function hasCleanup(fn: FunctionContext): boolean {
  return fn.control.some((entry) => entry.kind !== "target");
}

/** Index of the target of `break label` or `continue label`, -1 when there is none (a syntax error). */
export function findTarget(fn: FunctionContext, label: string | null, jump: "break" | "continue"): number {
  return fn.control.findLastIndex((entry) => {
    if (entry.kind !== "target") return false;
    if ((jump === "continue" ? entry.continueTo : entry.breakTo) === null) return false;
    if (label !== null) return entry.labels.includes(label);
    return jump === "continue" || entry.implicit;
  });
}
