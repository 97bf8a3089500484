/**
 * SSA names for the locals of a function, by the on-demand construction of Braun et al., "Simple and Efficient Construction of Static
 * Single Assignment Form" (CC 2013). All blocks are known at the start, so every phi is filled after the walk.
 */
import type { HirFunction } from "../../core/hir.js";
import { buildCfg } from "./cfg.js";
import { addValue, simplifyPhis, substitute, type Graph } from "./graph.js";

/** Builds the graph of a function whose entry block has no predecessor; null when it has one. */
export function buildSsa(fn: HirFunction): Graph | null {
  const cfg = buildCfg(fn.blocks);
  if ((cfg.incoming[0] ?? []).length > 0) return null;
  const locals = fn.locals.length;
  /** Values of locals at block start and end, as in `Graph.entries`. */
  const entry = new Int32Array(fn.blocks.length * locals).fill(-1);
  const exit = new Int32Array(fn.blocks.length * locals).fill(-1);
  const graph: Graph = { fn, cfg, defs: [], blockOf: [], positionOf: [], phis: new Map(), parents: [], entries: entry };
  for (let v = 0; v < fn.values; v++) {
    graph.defs.push({ kind: "uninitialised" });
    graph.blockOf.push(-1);
    graph.positionOf.push(-1);
    graph.parents.push(v);
  }
  const pending: { phi: number; block: number; local: number }[] = [];

  const readAtStart = (block: number, local: number): number => {
    const path: number[] = [];
    let at = block;
    let value: number;
    for (;;) {
      const known = entry[at * locals + local] ?? -1;
      if (known !== -1) {
        value = known;
        break;
      }
      path.push(at);
      const incoming = cfg.incoming[at] ?? [];
      if (incoming.length === 0) {
        value = addValue(graph, { kind: "uninitialised" }, 0, -1);
        break;
      }
      const only = incoming[0];
      if (incoming.length === 1 && only !== undefined) {
        const out = exit[only.from * locals + local] ?? -1;
        if (out !== -1) {
          value = out;
          break;
        }
        at = only.from;
        continue;
      }
      value = addValue(graph, { kind: "phi", inputs: [], location: null }, at, -1);
      pending.push({ phi: value, block: at, local });
      break;
    }
    for (const b of path) {
      entry[b * locals + local] = value;
    }
    return value;
  };
  /** Whether `local` is assigned in `block`; its last assigned value is in `exit` once the block was walked. */
  const readAtEnd = (block: number, local: number): number => {
    const out = exit[block * locals + local] ?? -1;
    return out !== -1 ? out : readAtStart(block, local);
  };

  for (const block of cfg.rpo) {
    // Assignments made in this block so far. `exit` is only written at the end, since a self loop must not see them early.
    const current = new Map<number, number>();
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      graph.defs[instr.out] = { kind: "instr", instr };
      graph.blockOf[instr.out] = block;
      graph.positionOf[instr.out] = position;
      if (instr.op === "getLocal") substitute(graph, instr.out, current.get(instr.local) ?? readAtStart(block, instr.local));
      else if (instr.op === "setLocal") current.set(instr.local, instr.value);
      else if (instr.op === "copy") substitute(graph, instr.out, instr.value);
      else if (instr.op === "unknown" || (instr.op === "aborted" && instr.instr.op === "unknown")) {
        const writes = instr.op === "unknown" ? instr.writes : instr.instr.op === "unknown" ? instr.instr.writes : [];
        for (const local of writes) current.set(local, addValue(graph, { kind: "uninitialised" }, block, position));
      }
    });
    for (const [local, value] of current) exit[block * locals + local] = value;
  }
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const def = graph.defs[item.phi];
    if (def?.kind !== "phi") continue;
    for (const edge of cfg.incoming[item.block] ?? []) def.inputs.push(readAtEnd(edge.from, item.local));
  }
  simplifyPhis(graph);
  joinThis(graph);
  enterParameters(graph);
  return graph;
}

/** `this` is one value an activation (reading it before `super()` throws): every `this` instruction names the entry's. */
function joinThis(graph: Graph): void {
  let entry = -1;
  for (let value = 0; value < graph.fn.values; value++) {
    const def = graph.defs[value];
    if (def?.kind !== "instr" || def.instr.op !== "this") continue;
    if (entry === -1) entry = addValue(graph, def, 0, -1);
    substitute(graph, value, entry);
  }
}

/**
 * Parameters have their values at entry, though their instructions come after the defaults of earlier ones: what is known of an argument
 * is known before any of those run.
 */
function enterParameters(graph: Graph): void {
  for (let value = 0; value < graph.fn.values; value++) {
    const def = graph.defs[value];
    if (def?.kind !== "instr" || def.instr.op !== "param") continue;
    substitute(graph, value, addValue(graph, def, 0, -1));
  }
}
