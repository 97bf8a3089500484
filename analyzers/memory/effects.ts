/** Instructions that may write to memory, by block: what naming looks back at. */
import type { Instr } from "../../core/hir.js";
import type { Flow } from "../escape/flow.js";
import type { Outcome } from "../facts/outcome.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Graph } from "../ssa/graph.js";

export interface Effect {
  readonly position: number;
  readonly instr: Instr;
  readonly outcome: Outcome;
}

/** In the order of their positions. */
export function effectsByBlock(
  { cfg, fn }: Graph,
  interpretation: Interpretation,
  flow: Flow,
): ReadonlyMap<number, readonly Effect[]> {
  const effects = new Map<number, Effect[]>();
  for (const block of cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    const list: Effect[] = [];
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const outcome = flow.outcomes.get(instr.out);
      if (outcome === undefined) return;
      if (
        outcome.runsUnknown ||
        outcome.resizes.length > 0 ||
        outcome.stores.length + outcome.assigns.length + outcome.cells.length > 0 ||
        instr.op === "suspend"
      )
        list.push({ position, instr, outcome });
    });
    if (list.length > 0) effects.set(block, list);
  }
  return effects;
}
