/** One use of something privileged: a call, or a construction. */
import { apply, construct } from "../primordials";
import type { Callable } from "./host";
import type { Subject } from "./subject";

export interface Use {
  readonly subject: Subject;
  readonly raw: Callable;
  readonly self: unknown;
  readonly args: readonly unknown[];
  /** The constructor that `new` is applied to; null for a call. */
  readonly target: Callable | null;
}

/** Checks a use, and carries it out with what it has checked. */
export type Handler = (use: Use) => unknown;

export const perform = ({ raw, self, target }: Use, args: readonly unknown[]): unknown =>
  target === null ? apply(raw, self, args as unknown[]) : construct(raw, args as unknown[], target);

/** `args` with others in the place of some: `changes` from position to value. */
export function replaced(args: readonly unknown[], ...changes: readonly (readonly [at: number, value: unknown])[]): unknown[] {
  const copy: unknown[] = [];
  for (let i = 0; i < args.length; i++) copy[i] = args[i];
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i] as readonly [number, unknown];
    for (let at = copy.length; at < change[0]; at++) copy[at] = undefined;
    copy[change[0]] = change[1];
  }
  return copy;
}

/** The callback at the end of `args`, with the arguments before it. */
export function callbackOf(args: readonly unknown[]): { readonly callback: Callable; readonly before: unknown[] } | null {
  const last = args[args.length - 1];
  if (typeof last !== "function") return null;
  const before: unknown[] = [];
  for (let i = 0; i + 1 < args.length; i++) before[i] = args[i];
  return { callback: last as Callable, before };
}
