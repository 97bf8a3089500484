/**
 * The program as it runs in its enforcement mode. Where guards stop, control does not go on behind a violated contract, so that
 * everything behind its check may use the condition: the branch that tests it is the only way there. In mode `report` the guard goes on,
 * the way stays, and the condition is a fact for nobody.
 *
 * A contract without a site was checked by another function, at its return: by a guard that stops, or by a proof. Its condition is tested
 * nowhere here, so in mode `report` it must not be used either, and it is not, by the same rule.
 */
import type { HirBlock, HirFunction } from "../../core/hir.js";
import type { EnforcementOptions } from "../../core/options.js";

function cut(block: HirBlock): HirBlock {
  const at = block.instrs.findIndex((instr) => instr.op === "violated");
  return at === -1 ? block : { instrs: block.instrs.slice(0, at + 1), terminal: { kind: "unreachable" } };
}

/** Whether a guard of `fn` that was passed has shown something: all of them stand, and none goes on after a violation. */
export const guardsStop = (fn: HirFunction, { onViolation }: EnforcementOptions): boolean =>
  onViolation !== "report" && fn.overridden.length === 0;

export function enforced(fn: HirFunction, enforcement: EnforcementOptions): HirFunction {
  const mentions = fn.blocks.some((block) => block.instrs.some((instr) => instr.op === "violated"));
  return mentions && guardsStop(fn, enforcement) ? { ...fn, blocks: fn.blocks.map(cut) } : fn;
}
