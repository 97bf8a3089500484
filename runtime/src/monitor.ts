/** The monitoring channel: what guards observed, in a bounded ring, and to whoever subscribed. Needs no import of Node's. */
import type { Finding } from "./violation";

export interface SafetyEvent extends Finding {
  /** Whether the failing guard was proved to pass. */
  readonly proved: boolean;
  /** Count of events before this one since the program started. */
  readonly sequence: number;
}

const CAPACITY = 256;
const ring: SafetyEvent[] = [];
const state = { sequence: 0, failures: 0 };
const listeners: ((event: SafetyEvent) => void)[] = [];
/** Hits by module, then by index of the site in the module's table. */
const counts = Object.create(null) as Record<string, number[]>;

const { queueMicrotask: soon } = globalThis as { queueMicrotask?: (task: () => void) => void };

/**
 * Records an event; never throws, so that the violation itself is what the program sees. `goesOn`: the guard does not stop. Listeners are
 * called soon after then, since nobody counts on code of theirs in the middle of an expression.
 */
export function record(finding: Finding, proved: boolean, goesOn = false): void {
  const event: SafetyEvent = { ...finding, proved, sequence: state.sequence };
  // A plain store: `push` may have been replaced.
  ring[state.sequence++ % CAPACITY] = event;
  for (let i = 0; i < listeners.length; i++) {
    const listener = listeners[i];
    const tell = (): void => {
      try {
        listener?.(event);
      } catch {
        state.failures++;
      }
    };
    if (goesOn && soon) soon(tell);
    else tell();
  }
}

/** Calls `listener` for every violation from now on: before it is thrown, or in a microtask where guards go on (mode `report`). Returns the end of the subscription. */
export function subscribe(listener: (event: SafetyEvent) => void): () => void {
  listeners[listeners.length] = listener;
  return () => {
    for (let i = 0; i < listeners.length; i++) {
      if (listeners[i] !== listener) continue;
      for (let j = i + 1; j < listeners.length; j++) listeners[j - 1] = listeners[j] as typeof listener;
      listeners.length--;
      return;
    }
  };
}

/** The latest events, oldest first, at most 256; `failures` counts listeners that threw. */
export function events(): { readonly events: readonly SafetyEvent[]; readonly failures: number } {
  const start = state.sequence % CAPACITY;
  const latest = state.sequence > CAPACITY ? [...ring.slice(start), ...ring.slice(0, start)] : [...ring];
  return { events: latest, failures: state.failures };
}

/** Testing mode: how often each guarded site of each module was reached, by index in the module's table. */
export function hits(): Readonly<Record<string, readonly number[]>> {
  return counts;
}

export function countHit(module: string, site: number): void {
  const of = (counts[module] ??= []);
  while (of.length <= site) of[of.length] = 0;
  of[site] = (of[site] ?? 0) + 1;
}
