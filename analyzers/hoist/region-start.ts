/**
 * Where a region begins: what its variables hold there, and which instructions are its own. Of the function as it is, and of one with the
 * region's test in front (version-regions.ts). Only a search rests on it.
 */
import type { HirRegion, NamedRoot } from "../../core/hir-region.js";
import type { LocalId } from "../../core/ids.js";
import type { Analysis } from "../discharge.js";
import type { Point } from "../escape/flow.js";
import { definedBefore, find, type Graph } from "../ssa/graph.js";
import { splitRegion } from "./split-region.js";
import type { VersionedRegion } from "./version-regions.js";

export interface RegionStart {
  readonly region: HirRegion;
  /** Values below are those of the function as it was lowered. */
  readonly lowered: number;
  readonly start: Point;
  /** Where the tests hold: later ones may rest on earlier ones. */
  readonly tested: Point;
  /** The value of each of the region's variables, parallel to `region.names`; null where there is no single one. */
  readonly values: readonly (number | null)[];
  /** Whether a value is there when the region begins. */
  readonly isBefore: (value: number) => boolean;
  /** Whether an instruction is one of the region, or of the copy that is asked about. */
  readonly includes: (block: number, value: number) => boolean;
}

const pointOf = ({ blockOf, positionOf }: Graph, value: number): Point => ({
  block: blockOf[value] ?? 0,
  position: positionOf[value] ?? 0,
});

export function isInside(region: HirRegion, value: number): boolean {
  return region.from <= value && value < region.to;
}

export function startOfVersioned({ graph }: Analysis, versioned: VersionedRegion): RegionStart {
  const { region, lowered, probes, entered, passed, copied } = versioned;
  const start = pointOf(graph, entered);
  return {
    region,
    lowered,
    start,
    tested: pointOf(graph, passed),
    values: region.names.map((_, k) => {
      const probe = probes[k];
      return probe === undefined ? null : find(graph, probe);
    }),
    isBefore: (value) => definedBefore(graph, value, start.block, start.position),
    includes: (block, value) => (copied.size === 0 ? isInside(region, value) : copied.has(block)),
  };
}

/** Null when the region is no single part of the graph, or nothing reaches it. */
export function startOf({ graph }: Analysis, region: HirRegion): RegionStart | null {
  const start = pointOf(graph, region.from);
  if ((graph.blockOf[region.from] ?? -1) === -1 || splitRegion(graph.fn, region) === null) return null;
  // What is joined at the head of its own loop is made inside.
  const isBefore = (value: number): boolean =>
    definedBefore(graph, value, start.block, start.position) &&
    !(region.headed && graph.blockOf[find(graph, value)] === start.block);
  return {
    region,
    lowered: graph.fn.values,
    start,
    tested: start,
    values: region.names.map(({ root }) => valueAtStart(graph, root, { region, start, isBefore })),
    isBefore,
    includes: (_, value) => isInside(region, value),
  };
}

function valueAtStart(
  graph: Graph,
  root: NamedRoot,
  { region, start, isBefore }: Pick<RegionStart, "region" | "start" | "isBefore">,
): number | null {
  if (root.kind === "local") {
    if (!region.headed) return localAt(graph, root.local, start);
    const { cfg, fn } = graph;
    const body = cfg.loopOfHeader.get(start.block)?.body;
    const values = new Set<number | null>();
    for (const { from } of cfg.incoming[start.block] ?? [])
      if (body?.has(from) !== true)
        values.add(localAt(graph, root.local, { block: from, position: fn.blocks[from]?.instrs.length ?? 0 }));
    const [value] = values;
    return values.size === 1 ? (value ?? null) : null;
  }
  // A read inside that finds what was there before finds what was there at the start.
  for (const { instrs } of graph.fn.blocks)
    for (const instr of instrs) {
      const isRead = root.kind === "this" ? instr.op === "this" : instr.op === "getCell" && instr.cell === root.cell;
      if (isRead && isInside(region, instr.out) && isBefore(instr.out)) return find(graph, instr.out);
    }
  return null;
}

function localAt(graph: Graph, local: LocalId, { block, position }: Point): number | null {
  const instrs = graph.fn.blocks[block]?.instrs ?? [];
  for (let k = position - 1; k >= 0; k--) {
    const instr = instrs[k];
    if (instr?.op === "setLocal" && instr.local === local) return find(graph, instr.value);
    const own = instr?.op === "aborted" ? instr.instr : instr;
    if (own?.op === "unknown" && own.writes.includes(local)) return null;
  }
  const value = graph.entries[block * graph.fn.locals.length + local] ?? -1;
  return value === -1 ? null : find(graph, value);
}
