/** Bounds at which widening stops: any finite ascending set is sound, one that holds the bounds of loops is precise. */
import type { Graph } from "../ssa/graph.js";

/** Where a value that keeps growing after several widenings stops: the limits of the operators. Each costs a pass over the function. */
export const COARSE_THRESHOLDS: readonly number[] = [-(2 ** 53), -(2 ** 31), 0, 2 ** 31 - 1, 2 ** 53];

/** Where widening stops first: the constants of the function and their neighbours. Ascending. */
export function thresholdsOf(graph: Graph): readonly number[] {
  const set = new Set([...COARSE_THRESHOLDS, 2 ** 32, 2 ** 47, -1, 1, 255, 65535, 2 ** 30, 2 ** 31, 2 ** 32 - 1]);
  for (const block of graph.fn.blocks)
    for (const instr of block.instrs)
      if (instr.op === "const" && instr.value.kind === "number" && Number.isFinite(instr.value.value)) {
        const n = instr.value.value;
        for (const t of [n - 1, n, n + 1]) if (set.size < 200) set.add(t);
      }
  return [...set].sort((a, b) => a - b);
}
