/**
 * What was computed from what, so that a pass evaluates again only what may come out anew.
 *
 * A *node* is an instruction, a phi or a version, named by the value that it defines. It has read the facts of values, some of them refined
 * (interpret.ts): what a refinement read concerns all that read the refined fact. Two sources are no values: which edges control has come by,
 * and what arrays hold.
 *
 * Nothing sound rests on this: the pass without news that ends an ascent evaluates every node, and remembers no refinement from before. What a
 * pass that descends leaves as it is, or an outcome that is taken from before, is at worst more than what would come out.
 */
import type { Fact } from "../facts/fact.js";

export interface Dependencies {
  /** What is read from here on is read by this node, with which it is up to date; null: by none. */
  readonly evaluating: (node: number | null) => void;
  readonly read: (source: number) => void;
  /** Which edges control has come by. */
  readonly readFlow: () => void;
  /** What arrays hold, and which arrays values may be. */
  readonly readContents: () => void;
  /** The fact of the value where it is refined for the block, remembered until something changes that it was computed from. */
  readonly refined: (value: number, block: number, compute: () => Fact) => Fact;
  readonly changed: (source: number) => void;
  readonly changedFlow: () => void;
  readonly changedContents: () => void;
  readonly isStale: (node: number) => boolean;
  /** The node is stale. */
  readonly outdate: (node: number) => void;
  /** Every node is stale, and no refinement remembered. */
  readonly startAnew: () => void;
  /** Nobody wants to hear of changes from here on. Every refinement is forgotten. */
  readonly stopListening: () => void;
}

/** Of a graph with so many values. */
export function createDependencies(values: number): Dependencies {
  const flow = values;
  const contents = values + 1;
  const stale = new Uint8Array(values).fill(1);
  /** Nodes that have read it since it last changed. */
  const readers: (number[] | undefined)[] = [];
  /** Values that a refinement narrowed by it. */
  const narrowed: (Set<number> | undefined)[] = [];
  let refinements: (Map<number, Fact> | undefined)[] = [];
  let listening = true;
  let node = -1;
  let refining = -1;

  const read = (source: number): void => {
    if (!listening) return;
    if (refining >= 0) {
      if (refining === source) return;
      const known = narrowed[source];
      if (known === undefined) narrowed[source] = new Set([refining]);
      else known.add(refining);
      return;
    }
    if (node < 0) return;
    const list = readers[source];
    if (list === undefined) readers[source] = [node];
    else if (list[list.length - 1] !== node) list.push(node);
  };
  const changed = (source: number): void => {
    const seen = new Set([source]);
    // (A set visits what is added while it is walked.)
    for (const at of seen) {
      refinements[at] = undefined;
      const list = readers[at];
      if (list !== undefined) {
        for (const reader of list) stale[reader] = 1;
        list.length = 0;
      }
      for (const next of narrowed[at] ?? []) seen.add(next);
    }
  };
  return {
    evaluating: (next) => {
      node = next ?? -1;
      if (next !== null) stale[next] = 0;
    },
    read,
    readFlow: () => read(flow),
    readContents: () => read(contents),
    refined: (value, block, compute) => {
      const known = refinements[value]?.get(block);
      if (known !== undefined) return known;
      const outer = refining;
      refining = value;
      const fact = compute();
      refining = outer;
      (refinements[value] ??= new Map()).set(block, fact);
      return fact;
    },
    changed,
    changedFlow: () => changed(flow),
    changedContents: () => changed(contents),
    isStale: (one) => stale[one] === 1,
    outdate: (one) => {
      stale[one] = 1;
    },
    startAnew: () => {
      stale.fill(1);
      refinements = [];
    },
    stopListening: () => {
      listening = false;
      refinements = [];
    },
  };
}
