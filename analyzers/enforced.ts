/**
 * The program as it runs in its enforcement mode. Where guards stop, control does not go on behind a violated contract, so that
 * everything behind its check may use the condition: the branch that tests it is the only way there. In mode `report` the guard goes on,
 * the way stays, and the condition is a fact for nobody.
 *
 * A contract without a site was checked by another function, at its return: by a guard that stops, or by a proof. Its condition is tested
 * nowhere here, so in mode `report` it must not be used either, and it is not, by the same rule.
 */
import type { HirBlock, HirFunction } from "../core/hir.js";

function cut(block: HirBlock): HirBlock {
  const at = block.instrs.findIndex((instr) => instr.op === "violated");
  return at === -1 ? block : { instrs: block.instrs.slice(0, at + 1), terminal: { kind: "unreachable" } };
}

/** `guardFacts`: a guard does not continue after a violation. */
export function enforced(fn: HirFunction, guardFacts: boolean): HirFunction {
  const mentions = fn.blocks.some((block) => block.instrs.some((instr) => instr.op === "violated"));
  return guardFacts && mentions ? { ...fn, blocks: fn.blocks.map(cut) } : fn;
}
