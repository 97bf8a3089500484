/**
 * The functions that obligations depend on: those that have some, and whatever can change what linking finds out about one of those. Facts
 * flow along four kinds of edges, all of them known before any fact is:
 *
 * - from a callee, and from what a built-in method calls back, to its callers (summaries, instances);
 * - from the callers of a closed function to it (contexts). An open one assumes nothing of them;
 * - from those that write a cell to all that name it (its value), unless the value is known from the start (cell-stores.ts);
 * - from all that name a constant cell to each other (it stops being stable, and elements are stored into what it holds), unless it is
 *   exported or shared: then it is unstable from the start, and `publish` lets nothing through of what readers do with it.
 *
 * The set is closed under these, so a visit outside of it changes nothing inside: linking the set alone makes the very visits that linking
 * everything makes of it, and comes to the same facts. A function of the set that no such edge leaves has obligations, and nobody hears
 * of what it does: its own proofs ask for its environment, which takes no visit of it.
 */
import type { HirCell, HirFunction } from "../../core/hir.js";
import type { Asked } from "./call-graph.js";
import type { CellStores } from "./cell-stores.js";

export interface CallGraph {
  readonly functions: ReadonlyMap<string, HirFunction>;
  readonly asked: ReadonlyMap<string, Asked>;
  readonly callers: ReadonlyMap<string, readonly string[]>;
  readonly cells: ReadonlyMap<string, HirCell>;
  readonly cellStores: CellStores;
  /** The function may assume something of its callers. */
  readonly hasContext: (fn: string) => boolean;
}

export interface Concerned {
  /** Of these the environment is right. */
  readonly all: ReadonlySet<string>;
  /** Those of them that have something to tell. */
  readonly heard: ReadonlySet<string>;
  /**
   * Those that have obligations, those that they call, and so on: what holds for the arguments of one call, and of arguments and results
   * together, flows from callees to callers and no other way.
   */
  readonly answering: ReadonlySet<string>;
}

export function concernedFunctions({ functions, asked, callers, cells, cellStores, hasContext }: CallGraph): Concerned {
  const own = [...functions.values()].flatMap(({ id, sites }): readonly string[] => (sites.length > 0 ? [id] : []));
  const all = new Set(own);
  const heard = new Set<string>();
  const add = (ids: Iterable<string>): void => {
    for (const id of ids) {
      if (!functions.has(id)) continue;
      all.add(id);
      heard.add(id);
    }
  };
  // (A set visits what is added while it is walked.)
  for (const id of all) {
    const needs = asked.get(id);
    add(needs?.targets ?? []);
    add(needs?.callbacks ?? []);
    if (hasContext(id)) add(callers.get(id) ?? []);
    for (const name of needs?.cells ?? []) {
      const cell = cells.get(name);
      if (cell === undefined) continue;
      if (cellStores.valueOf(cell) === null) add(cell.writers);
      if (!cell.exported && !cellStores.isShared(cell)) add(cell.readers);
    }
  }
  const answering = new Set(own);
  for (const id of answering) for (const target of asked.get(id)?.targets ?? []) answering.add(target);
  return { all, heard, answering };
}

/** As if everything had something to tell. */
export function everyFunction({ functions }: Pick<CallGraph, "functions">): Concerned {
  const all = new Set(functions.keys());
  return { all, heard: all, answering: all };
}
