/**
 * Control-flow facts of a function: predecessors, reverse postorder, dominators (Cooper, Harvey & Kennedy 2001), natural loops and
 * reachability. Blocks that the entry does not reach are absent from all of them (`rpoIndex` is -1).
 */
import type { HirBlock } from "../../core/hir.js";

/** Position past every instruction of a block. */
export const BLOCK_END = Number.MAX_SAFE_INTEGER;

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** For the edges of a `branch` whose two targets differ: the condition's value and whether it is truthy here. */
  readonly condition: { readonly value: number; readonly sense: boolean } | null;
}

export interface Loop {
  readonly header: number;
  /** Blocks of the natural loop, the header included. */
  readonly body: ReadonlySet<number>;
}

export interface Cfg {
  readonly blocks: readonly HirBlock[];
  readonly rpo: readonly number[];
  readonly rpoIndex: Int32Array;
  /** Incoming edges by block, in a fixed order: phi inputs are parallel to it. */
  readonly incoming: readonly (readonly Edge[])[];
  readonly successors: readonly (readonly number[])[];
  readonly idom: Int32Array;
  readonly depth: Int32Array;
  readonly loops: readonly Loop[];
  readonly loopOfHeader: ReadonlyMap<number, Loop>;
  /** `a` dominates `b` (reflexive). */
  readonly dominates: (a: number, b: number) => boolean;
  /** A path of at least one edge leads from `a` to `b`. */
  readonly reaches: (a: number, b: number) => boolean;
  /** Blocks on the ways from the immediate dominator of a block to it (a loop's body, for its header), without the dominator. */
  readonly between: (block: number) => readonly number[];
}

function edgesOf(block: HirBlock, from: number): readonly Edge[] {
  const t = block.terminal;
  switch (t.kind) {
    case "goto":
      return [{ from, to: t.target, condition: null }];
    case "branch":
      if (t.then === t.else) return [{ from, to: t.then, condition: null }];
      return [
        { from, to: t.then, condition: { value: t.cond, sense: true } },
        { from, to: t.else, condition: { value: t.cond, sense: false } },
      ];
    case "mayThrow":
      return [
        { from, to: t.normal, condition: null },
        { from, to: t.exceptional, condition: null },
      ];
    case "return":
    case "throw":
    case "unreachable":
      return [];
  }
}

function postorder(successors: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(successors.length);
  const stack: { block: number; next: number }[] = [{ block: 0, next: 0 }];
  seen[0] = 1;
  for (;;) {
    const top = stack.at(-1);
    if (top === undefined) return order;
    const next = successors[top.block]?.[top.next];
    top.next++;
    if (next === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (seen[next] === 0) {
      seen[next] = 1;
      stack.push({ block: next, next: 0 });
    }
  }
}

function dominators(rpo: readonly number[], rpoIndex: Int32Array, incoming: readonly (readonly Edge[])[]): Int32Array {
  const idom = new Int32Array(rpoIndex.length).fill(-1);
  idom[0] = 0;
  const intersect = (a: number, b: number): number => {
    let x = a;
    let y = b;
    while (x !== y) {
      while ((rpoIndex[x] ?? -1) > (rpoIndex[y] ?? -1)) x = idom[x] ?? 0;
      while ((rpoIndex[y] ?? -1) > (rpoIndex[x] ?? -1)) y = idom[y] ?? 0;
    }
    return x;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const block of rpo) {
      if (block === 0) continue;
      let best = -1;
      for (const edge of incoming[block] ?? []) {
        if (idom[edge.from] === -1) continue;
        best = best === -1 ? edge.from : intersect(best, edge.from);
      }
      if (idom[block] !== best) {
        idom[block] = best;
        changed = true;
      }
    }
  }
  return idom;
}

function naturalLoops(rpo: readonly number[], incoming: readonly (readonly Edge[])[], dominates: Cfg["dominates"]): Loop[] {
  const loops: Loop[] = [];
  for (const header of rpo) {
    const latches = (incoming[header] ?? []).filter((e) => dominates(header, e.from));
    if (latches.length === 0) continue;
    const body = new Set<number>([header]);
    const work = latches.map((e) => e.from);
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      if (body.has(block)) continue;
      body.add(block);
      for (const edge of incoming[block] ?? []) work.push(edge.from);
    }
    loops.push({ header, body });
  }
  return loops;
}

/** Builds the control-flow facts of `blocks`; block 0 is the entry. */
export function buildCfg(blocks: readonly HirBlock[]): Cfg {
  const edges = blocks.map(edgesOf);
  const successors = edges.map((list) => list.map((e) => e.to));
  const rpo = postorder(successors).reverse();
  const rpoIndex = new Int32Array(blocks.length).fill(-1);
  rpo.forEach((block, index) => (rpoIndex[block] = index));
  const incoming: Edge[][] = blocks.map(() => []);
  for (const block of rpo) for (const edge of edges[block] ?? []) incoming[edge.to]?.push(edge);
  const idom = dominators(rpo, rpoIndex, incoming);
  const depth = new Int32Array(blocks.length);
  for (const block of rpo) if (block !== 0) depth[block] = (depth[idom[block] ?? 0] ?? 0) + 1;
  const dominates = (a: number, b: number): boolean => {
    if ((rpoIndex[a] ?? -1) < 0 || (rpoIndex[b] ?? -1) < 0) return false;
    let x = b;
    while ((depth[x] ?? 0) > (depth[a] ?? 0)) x = idom[x] ?? 0;
    return x === a;
  };
  const loops = naturalLoops(rpo, incoming, dominates);
  const reachRows = new Map<number, Uint8Array>();
  const reaches = (a: number, b: number): boolean => {
    let row = reachRows.get(a);
    if (row === undefined) {
      row = new Uint8Array(blocks.length);
      const work = [...(successors[a] ?? [])];
      for (let block = work.pop(); block !== undefined; block = work.pop()) {
        if (row[block] === 1) continue;
        row[block] = 1;
        work.push(...(successors[block] ?? []));
      }
      reachRows.set(a, row);
    }
    return row[b] === 1;
  };
  const waysTo = new Map<number, readonly number[]>();
  const between = (block: number): readonly number[] => {
    let found = waysTo.get(block);
    if (found === undefined) {
      const dominator = idom[block] ?? -1;
      const seen = new Set([dominator]);
      const work = (incoming[block] ?? []).map(({ from }) => from);
      for (let at = work.pop(); at !== undefined; at = work.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        for (const { from } of incoming[at] ?? []) work.push(from);
      }
      seen.delete(dominator);
      waysTo.set(block, (found = [...seen]));
    }
    return found;
  };
  return {
    blocks,
    rpo,
    rpoIndex,
    incoming,
    successors,
    idom,
    depth,
    loops,
    loopOfHeader: new Map(loops.map((l) => [l.header, l])),
    dominates,
    reaches,
    between,
  };
}

/** Whether control may get from one block to another without passing a third. */
export function reachabilityAvoiding({
  successors,
}: Pick<Cfg, "successors">): (from: number, to: number, avoid: number) => boolean {
  const memo = new Map<string, Uint8Array>();
  return (from, to, avoid) => {
    const key = `${String(from)}/${String(avoid)}`;
    let row = memo.get(key);
    if (row === undefined) {
      row = new Uint8Array(successors.length);
      const work = [...(successors[from] ?? [])];
      for (let block = work.pop(); block !== undefined; block = work.pop()) {
        if (block === avoid || row[block] === 1) continue;
        row[block] = 1;
        work.push(...(successors[block] ?? []));
      }
      memo.set(key, row);
    }
    return row[to] === 1;
  };
}

/** Without an edge from behind, reverse postorder sees everything before what comes after it. */
export function isAcyclic({ rpo, rpoIndex, incoming }: Cfg): boolean {
  return rpo.every((block) => (incoming[block] ?? []).every(({ from }) => (rpoIndex[from] ?? 0) < (rpoIndex[block] ?? 0)));
}
