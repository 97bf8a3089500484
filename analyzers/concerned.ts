/**
 * The functions that obligations depend on: those that have some, and whatever can change what linking finds out about one of those. Facts
 * flow along four kinds of edges, all of them known before any fact is:
 *
 * - from a callee to its callers (summaries, instances);
 * - from the callers of a closed function to it (contexts). An open one assumes nothing of them;
 * - from those that write a constant cell to all that name it (its value);
 * - from all that name a constant cell to each other (it stops being stable, and elements are stored into what it holds), unless it is exported: then it
 *   is unstable from the start, and `publish` lets nothing through of what readers do with it.
 *
 * The set is closed under these, so a visit outside of it changes nothing inside: linking the set alone makes the very visits that linking
 * everything makes of it, in the same order, and comes to the same facts.
 */
import type { HirCell, HirFunction } from "../core/hir.js";
import type { Asked } from "./call-graph.js";

export interface CallGraph {
  readonly functions: ReadonlyMap<string, HirFunction>;
  readonly asked: ReadonlyMap<string, Asked>;
  readonly callers: ReadonlyMap<string, readonly string[]>;
  readonly cells: ReadonlyMap<string, HirCell>;
  /** The function may assume something of its callers. */
  readonly hasContext: (fn: string) => boolean;
}

export function concernedFunctions({ functions, asked, callers, cells, hasContext }: CallGraph): ReadonlySet<string> {
  const concerned = new Set<string>();
  const waiting: string[] = [];
  const add = (ids: Iterable<string>): void => {
    for (const id of ids) {
      if (concerned.has(id) || !functions.has(id)) continue;
      concerned.add(id);
      waiting.push(id);
    }
  };
  for (const fn of functions.values()) if (fn.sites.length > 0) add([fn.id]);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const needs = asked.get(id);
    add(needs?.targets ?? []);
    if (hasContext(id)) add(callers.get(id) ?? []);
    for (const name of needs?.cells ?? []) {
      const cell = cells.get(name);
      if (cell?.constant !== true) continue;
      add(cell.writers);
      if (!cell.exported) add(cell.readers);
    }
  }
  return concerned;
}
