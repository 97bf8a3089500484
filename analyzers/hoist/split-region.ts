/**
 * Finds the blocks of a region, splitting those that it shares with what stands around it. Only a region that control enters at one place,
 * and whose values nobody uses outside, is one.
 */
import type { HirBlock, HirFunction, Instr, Terminal } from "../../core/hir.js";
import type { HirRegion } from "../../core/hir-region.js";
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import { successorsOf } from "../../core/hir-validate.js";
import { blockId } from "../../core/ids.js";
import { guardedPlace } from "../../core/site.js";

export interface SplitRegion {
  readonly blocks: readonly HirBlock[];
  readonly members: ReadonlySet<number>;
  readonly entry: number;
}

const within = (region: HirRegion, value: number): boolean => region.from <= value && value < region.to;

/** Splits blocks so that each lies inside or outside as a whole; null when one changes sides more than it may. */
function splitBlocks(fn: HirFunction, region: HirRegion): HirBlock[] | null {
  const blocks: HirBlock[] = [...fn.blocks];
  const startsInside = (id: number): boolean => {
    const first = fn.blocks[id]?.instrs[0];
    return first !== undefined && within(region, first.out);
  };
  for (const [index, block] of fn.blocks.entries()) {
    const pieces: Instr[][] = [];
    let inside: boolean | null = null;
    for (const instr of block.instrs) {
      const here = within(region, instr.out);
      if (here !== inside) pieces.push([]);
      inside = here;
      pieces.at(-1)?.push(instr);
    }
    if (pieces.filter((piece) => piece[0] !== undefined && within(region, piece[0].out)).length > 1) return null;
    // An instruction that may throw belongs together with the terminal that leads to it.
    const { terminal } = block;
    if (inside === false && terminal.kind === "mayThrow" && startsInside(terminal.normal)) pieces.push([]);
    if (pieces.length <= 1) continue;
    const places = pieces.map((_, k) => (k === 0 ? index : blocks.length + k - 1));
    pieces.forEach((instrs, k) => {
      const next = places[k + 1];
      const end: Terminal = next === undefined ? terminal : { kind: "goto", target: blockId(next) };
      if (k === 0) blocks[index] = { instrs, terminal: end };
      else blocks.push({ instrs, terminal: end });
    });
  }
  return blocks;
}

function isMember(blocks: readonly HirBlock[], region: HirRegion, { instrs, terminal }: HirBlock): boolean {
  const [first] = instrs;
  if (first !== undefined) return within(region, first.out);
  if (terminal.kind === "mayThrow") {
    const next = blocks[terminal.normal]?.instrs[0];
    return next !== undefined && within(region, next.out);
  }
  return terminalOperands(terminal).some((value) => within(region, value));
}

/** Null when the region is no such part of the graph. */
export function splitRegion(fn: HirFunction, region: HirRegion): SplitRegion | null {
  const blocks = splitBlocks(fn, region);
  if (blocks === null) return null;
  const members = new Set<number>();
  blocks.forEach((block, index) => {
    if (isMember(blocks, region, block)) members.add(index);
  });
  const entries = new Set<number>();
  if (members.has(0)) entries.add(0);
  for (const [index, block] of blocks.entries()) {
    const inside = members.has(index);
    for (const next of successorsOf(block.terminal)) {
      if (inside && !members.has(next)) {
        // A block without instructions is on neither side: one that leads back would be taken for a way in.
        const after = blocks[next];
        if (after?.instrs.length === 0 && successorsOf(after.terminal).some((target) => members.has(target))) return null;
      }
      if (inside || !members.has(next)) continue;
      if (block.terminal.kind === "mayThrow") return null;
      entries.add(next);
    }
    if (inside) continue;
    const used = [...block.instrs.flatMap((instr) => operandsOf(instr)), ...terminalOperands(block.terminal)];
    if (used.some((value) => within(region, value))) return null;
  }
  const [entry] = entries;
  if (entry === undefined || entries.size !== 1) return null;
  // The emitted test would run again on such a way round, so it is none inside.
  if (!region.headed && [...members].some((member) => goesTo(blocks[member], entry))) return null;
  if (!beginsRegion(blocks, region, entry) || !holdsItsSites(fn, blocks, { members, region })) return null;
  return { blocks, members, entry };
}

function goesTo(block: HirBlock | undefined, target: number): boolean {
  return block !== undefined && successorsOf(block.terminal).some((next) => next === target);
}

function beginsRegion(blocks: readonly HirBlock[], region: HirRegion, entry: number): boolean {
  const block = blocks[entry];
  if (block === undefined) return false;
  const first = block.instrs[0] ?? (block.terminal.kind === "mayThrow" ? blocks[block.terminal.normal]?.instrs[0] : undefined);
  return first?.out === region.from;
}

interface Membership {
  readonly members: ReadonlySet<number>;
  readonly region: HirRegion;
}

/** The sites of its text are those of its instructions. */
function holdsItsSites(fn: HirFunction, blocks: readonly HirBlock[], { members, region }: Membership): boolean {
  return blocks.every(({ instrs }, index) =>
    instrs.every((instr) => {
      if (!("site" in instr) || instr.site === null) return true;
      const site = fn.sites[instr.site];
      if (site === undefined) return false;
      const { start, end } = guardedPlace(site);
      return (region.span.start <= start && end <= region.span.end) === members.has(index);
    }),
  );
}
