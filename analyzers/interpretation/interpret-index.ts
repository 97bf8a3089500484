/** Tables over the values of a function that the abstract interpreter looks things up in. */
import type { Instr } from "../../core/hir.js";
import { find, isVersion, type Graph } from "../ssa/graph.js";

export interface GuardedSite {
  readonly instr: Instr;
  readonly block: number;
  readonly position: number;
}

/** Values that no instruction of their block defines in passing, by block: versions of memory, `this` and parameters at the entry. */
export function syntheticsByBlock(graph: Graph): ReadonlyMap<number, readonly number[]> {
  const synthetics = new Map<number, number[]>();
  graph.defs.forEach((def, value) => {
    const entryThis = def.kind === "instr" && def.instr.out !== value;
    if (isVersion(def) || def.kind === "uninitialised" || entryThis) {
      const block = graph.blockOf[value] ?? -1;
      if (block < 0) return;
      const list = synthetics.get(block);
      if (list === undefined) synthetics.set(block, [value]);
      else list.push(value);
    }
  });
  return synthetics;
}

/** Accesses that owe an obligation, by the canonical value of their key. */
export function guardedSitesByKey(graph: Graph): ReadonlyMap<number, readonly GuardedSite[]> {
  const sites = new Map<number, GuardedSite[]>();
  for (const block of graph.cfg.rpo)
    (graph.fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      if ((instr.op !== "getElem" && instr.op !== "setElem") || instr.site === null) return;
      const key = find(graph, instr.key);
      const list = sites.get(key);
      const entry = { instr, block, position };
      if (list === undefined) sites.set(key, [entry]);
      else list.push(entry);
    });
  return sites;
}
