/** Bounds that functions keep numbers to, by their constants: where the range of what they store is worth a stop on its way up. */
import type { HirFunction } from "../../core/hir.js";

const BOUNDING: ReadonlySet<string> = new Set(["&", "%", "<", "<=", ">", ">=", "===", "!=="]);

/** Sorted: `c` and `c - 1` for each constant that something is compared with, masked by or divided by. */
export function stopsIn(functions: readonly HirFunction[]): readonly number[] {
  const stops = new Set<number>();
  for (const { blocks } of functions) {
    const constants = new Map<number, number>();
    for (const { instrs } of blocks)
      for (const instr of instrs)
        if (instr.op === "const" && instr.value.kind === "number") constants.set(instr.out, instr.value.value);
    for (const { instrs } of blocks)
      for (const instr of instrs) {
        if (instr.op !== "binary" || !BOUNDING.has(instr.operator)) continue;
        for (const operand of [instr.left, instr.right]) {
          const constant = constants.get(operand);
          if (constant !== undefined && Number.isSafeInteger(constant) && constant > 0) stops.add(constant).add(constant - 1);
        }
      }
  }
  return [...stops].sort((a, b) => a - b);
}
