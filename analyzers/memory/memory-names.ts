/** What naming memory (memory.ts) finds out. */

import type { Outcome } from "../facts/outcome.js";

/** The lengths that models speak of, once memory has names. */
export interface MemoryLengths {
  /**
   * Outcomes before memory had names. What had no value then has none now, though the name of a cell may tell one: escapes were looked
   * for without it. (That is so only while linking, in cells whose initialiser was not reached yet.)
   */
  readonly outcomes: ReadonlyMap<number, Outcome>;
  readonly lengthBefore: ReadonlyMap<number, number>;
  readonly argumentLength: ReadonlyMap<string, number>;
}

/** By name: the value, and its length where it has one. */
export type RecordMembers = ReadonlyMap<string, { readonly value: number; readonly length: number | null }>;

/** A read of a slot, with the length of what it holds where that has one. */
export interface SlotRead {
  readonly slot: string;
  readonly object: number;
  readonly out: number;
  readonly length: number | null;
  readonly block: number;
  readonly position: number;
}

export interface MemoryNames {
  /** Length of the receiver at each site instruction (by `out`), where the receiver has one. */
  readonly siteLength: ReadonlyMap<number, number>;
  /** By `out` of a read: an earlier access to the same element, whose guard or proof shows that it is there. */
  readonly shown: ReadonlyMap<number, number>;
  /** By a value that was found again where it was stored: the stores (by `out`) that have put it there. */
  readonly landed: ReadonlyMap<number, readonly number[]>;
  /** Length of the receiver before a modelled call, by `out`. */
  readonly lengthBefore: ReadonlyMap<number, number>;
  /** Length of an argument object at a modelled call: key `out/index`. */
  readonly argumentLength: ReadonlyMap<string, number>;
  /** Whether any value became equal to another. */
  readonly renamed: boolean;
  /** Length of what a `return` of the block returns, where it has one. */
  readonly returnLength: ReadonlyMap<number, number>;
  /** As `returnMembers`, of a record that is passed to a compiled callee: key `out/index`. */
  readonly argumentMembers: ReadonlyMap<string, RecordMembers>;
  /** What the members of a record hold that a `return` of the block returns, with their lengths where they have one. */
  readonly returnMembers: ReadonlyMap<number, RecordMembers>;
  /** What the paths of parameters and result (paths.ts) are when a `return` of the block is reached. */
  readonly exitPaths: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** What the paths that a callee's `ensures` speaks of are right after a call, by `out`. */
  readonly callPaths: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** Reads of slots. */
  readonly slotReads: readonly SlotRead[];
  /** Length of a fresh result, by the value of the object: its `initial` version. */
  readonly initialLength: ReadonlyMap<number, number>;
}
