/** Which intrinsics facts stand on: they are hardened (A2), and named in the evidence. */
import type { ArrayElement, HirFunction, Instr } from "../../core/hir.js";
import type { Outcome } from "../facts/outcome.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { hardenedNames } from "../interpretation/model.js";

/** The intrinsic iterators of arrays, typed arrays and strings. */
const ITERATION: readonly string[] = [
  "Array.prototype.@@iterator",
  "%TypedArray%.prototype.@@iterator",
  "String.prototype.@@iterator",
  "%ArrayIteratorPrototype%.next",
  "%StringIteratorPrototype%.next",
];

const isSpread = ({ kind }: ArrayElement): boolean => kind === "spread";

/** Intrinsics that the model of one instruction stands on. */
export function intrinsicsOf(instr: Instr, outcome: Outcome): readonly string[] {
  const { model, standsOn } = outcome;
  if (standsOn !== null) return hardenedNames(standsOn);
  if (model !== null)
    return model.iterates === true ? [...hardenedNames(model.intrinsic), ...ITERATION] : hardenedNames(model.intrinsic);
  const iterates =
    instr.op === "iterStart" || instr.op === "patternStart" || (instr.op === "array" && instr.elements.some(isSpread));
  return iterates && !outcome.runsUnknown ? ITERATION : [];
}

/** Every intrinsic that the facts of a function stand on: that a call had no effect counts, though no value of a proof comes from it. */
export function intrinsicsUsed(fn: HirFunction, interpretation: Interpretation): readonly string[] {
  const names = new Set<string>(["numeric-prototypes", "%TypedArray%.prototype.length"]);
  for (const block of interpretation.graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      for (const name of intrinsicsOf(instr, interpretation.outcomeAt(instr, block, position))) names.add(name);
    });
  }
  return [...names].sort();
}
