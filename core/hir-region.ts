/** Parts of functions that hoisting may write twice. */
import type { CellId, LocalId } from "./ids.js";
import type { Span } from "./span.js";

/**
 * A part of a function that may be written twice, behind a selector (guards.md, rule 7): a loop, or statements of a block in a row.
 * Only parts that mean the same in either place: no inner function or class, no suspension, no declaration that is seen from outside.
 * Its instructions are those with `from <= out < to`. Regions nest or are disjoint; outer ones come first.
 */
export interface HirRegion {
  readonly kind: "loop" | "run";
  /** Of the statements, in the original text. */
  readonly span: Span;
  /** Characters of the statements without comments and with white space collapsed: what writing them twice costs. */
  readonly size: number;
  readonly from: number;
  readonly to: number;
  /** It begins with the head of its own loop: edges to it from inside are that loop's. Elsewhere such an edge leaves it and comes back. */
  readonly headed: boolean;
  /** Variables declared before it, and `this`, where they are named in it: the same ones under these names where it begins. */
  readonly names: readonly { readonly name: string; readonly root: NamedRoot }[];
}

/** What a name stands for in a function. */
export type NamedRoot =
  | { readonly kind: "local"; readonly local: LocalId }
  | { readonly kind: "cell"; readonly cell: CellId }
  | { readonly kind: "this" };
