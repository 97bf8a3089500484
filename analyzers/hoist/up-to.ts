/**
 * What can run before a region ends. Whether an access of the region goes wrong is decided by then: what runs later changes nothing about it. So a
 * proof about the region may be one about the function without everything from which no way leads to the region.
 *
 * Where control gets to a region at most once in an activation, more can go: an activation that runs the copy behind the test never
 * runs the original. It is an activation of the function in which the test has no other way out, and in that one the region stands for its copy.
 * (Other activations, of the same function too, are unknown code or what summaries say, as ever.)
 */
import type { HirBlock, HirFunction } from "../../core/hir.js";
import { renameTerminal } from "../../core/hir-rename.js";
import { successorsOf } from "../../core/hir-validate.js";
import { blockId } from "../../core/ids.js";
import type { SplitRegion } from "./split-region.js";

/** Whether a way leads out of the region and back to where it begins. */
export function isEnteredAgain({ blocks, members, entry }: SplitRegion): boolean {
  const seen = new Set<number>();
  const work = [...members].flatMap((member) => successorsIn(blocks, member)).filter((next) => !members.has(next));
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (seen.has(block)) continue;
    seen.add(block);
    for (const next of successorsIn(blocks, block)) {
      if (next === entry) return true;
      if (!members.has(next)) work.push(next);
    }
  }
  return false;
}

/** The function up to the end of the blocks `last`: its other blocks are empty unless a way leads from them to one of those. */
export function upTo(fn: HirFunction, last: ReadonlySet<number>): HirFunction {
  const kept = new Set(last);
  const before: number[][] = fn.blocks.map(() => []);
  for (const index of fn.blocks.keys()) for (const next of successorsIn(fn.blocks, index)) before[next]?.push(index);
  const work = [...last];
  for (let block = work.pop(); block !== undefined; block = work.pop())
    for (const index of before[block] ?? []) {
      if (kept.has(index)) continue;
      kept.add(index);
      work.push(index);
    }
  // The instruction that may throw is the first one on either way: where one of them leads to the region, it runs on both.
  for (const index of kept) {
    const terminal = fn.blocks[index]?.terminal;
    if (terminal?.kind === "mayThrow") kept.add(terminal.normal).add(terminal.exceptional);
  }
  if (kept.size === fn.blocks.length || !kept.has(0)) return fn;
  const nowhere = fn.blocks.length;
  const blocks = fn.blocks.map((block, index): HirBlock => {
    if (!kept.has(index)) return NOTHING;
    const terminal = renameTerminal(block.terminal, {
      value: (value) => value,
      block: (id) => (kept.has(id) ? id : blockId(nowhere)),
    });
    return { instrs: block.instrs, terminal };
  });
  return { ...fn, blocks: [...blocks, NOTHING] };
}

const NOTHING: HirBlock = { instrs: [], terminal: { kind: "unreachable" } };

const successorsIn = (blocks: readonly HirBlock[], block: number): readonly number[] => {
  const terminal = blocks[block]?.terminal;
  return terminal === undefined ? [] : successorsOf(terminal);
};
