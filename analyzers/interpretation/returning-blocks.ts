/** Blocks from which control can come to a `return`: what happens elsewhere has happened only when an exception leaves the function. */
import type { HirFunction } from "../../core/hir.js";
import type { Cfg } from "../ssa/cfg.js";

/** `dies(block)`: control that enters the block does not leave it by its terminal. */
export function blocksThatReturn(cfg: Cfg, fn: HirFunction, dies: (block: number) => boolean): Uint8Array {
  const live = new Uint8Array(fn.blocks.length);
  const work: number[] = [];
  const mark = (block: number): void => {
    if (live[block] === 1 || dies(block)) return;
    live[block] = 1;
    work.push(block);
  };
  fn.blocks.forEach(({ terminal }, block) => {
    if (terminal.kind === "return") mark(block);
  });
  for (let block = work.pop(); block !== undefined; block = work.pop())
    for (const edge of cfg.incoming[block] ?? []) mark(edge.from);
  return live;
}
