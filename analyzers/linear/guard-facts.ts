/** What the guards of earlier sites have shown: a guard that passes puts the key within range (semantics.md; guards.md, rule 5). */
import { isNumberOnly } from "../facts/fact.js";
import type { Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { LinearFact, LinearFacts, Point } from "./linear-facts.js";
import { atMost, atomOf, constantForm, isConstant } from "../facts/linear-form.js";
import type { MemoryNames } from "../memory/memory-names.js";
import { staysAmongIndices } from "../interpretation/index-keys.js";
import { genuine } from "../interpretation/semantics-context.js";

interface Site {
  readonly out: number;
  readonly block: number;
  readonly position: number;
  readonly key: number;
  readonly object: number;
  readonly write: boolean;
}

interface GuardFactsContext {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly memory: MemoryNames;
  readonly guardFacts: boolean;
  readonly form: LinearFacts["form"];
}

/** The facts at a point: those of every site that dominates it and has passed there. */
export function guardFactsOf({
  graph,
  interpretation,
  memory,
  guardFacts,
  form,
}: GuardFactsContext): (at: Point) => LinearFact[] {
  const { cfg, fn } = graph;
  const sites: Site[] = [];
  if (guardFacts)
    for (const block of cfg.rpo) {
      if (interpretation.reachable[block] === 0) continue;
      (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
        if ((instr.op === "getElem" || instr.op === "setElem") && instr.site !== null && memory.siteLength.has(instr.out))
          sites.push({ out: instr.out, block, position, key: instr.key, object: instr.object, write: instr.op === "setElem" });
      });
    }
  const sitesByBlock = new Map<number, Site[]>();
  for (const site of sites) {
    const list = sitesByBlock.get(site.block);
    if (list === undefined) sitesByBlock.set(site.block, [site]);
    else list.push(site);
  }

  const guardMemo = new Map<number, readonly LinearFact[]>();
  const factsOf = (site: Site): readonly LinearFact[] => {
    let list = guardMemo.get(site.out);
    if (list !== undefined) return list;
    const at: Point = { block: site.block, position: site.position };
    const after: Point = { block: site.block, position: site.position + 1 };
    const found: LinearFact[] = [];
    const context = interpretation.contextAt(site.block, site.position);
    const kind = genuine(context, site.object);
    const length = memory.siteLength.get(site.out);
    const known = interpretation.factAt(site.key, at.block, at.position);
    if (kind !== null && length !== undefined && isNumberOnly(known)) {
      const key = form(site.key, after);
      const size = form(length, at);
      const append = site.write && kind !== "typed";
      if (key !== null && size !== null) {
        const isIndex = site.write || staysAmongIndices(context, site.object, known.value.number);
        const upper = isIndex ? atMost(key, size, append ? 0 : 1) : null;
        const lower = atMost(constantForm(0), key);
        for (const f of [upper, lower])
          if (f !== null && !isConstant(f)) found.push({ atom: atomOf(f, "<="), origin: { kind: "guard", instr: site.out } });
      }
    }
    list = found;
    guardMemo.set(site.out, list);
    return list;
  };
  return (at) => {
    const result: LinearFact[] = [];
    for (let b = at.block; ; b = cfg.idom[b] ?? 0) {
      for (const site of sitesByBlock.get(b) ?? [])
        if (b !== at.block || site.position < at.position) result.push(...factsOf(site));
      if (b === 0) return result;
    }
  };
}
