/**
 * The function as the provers see it: SSA values over a control-flow graph. Values below `fn.values` are results of HIR
 * instructions; the ones above are made here (phis, versions of lengths, fields and cells).
 *
 * A value is *canonical* when `find(v) === v`; reads of locals, copies and resolved loads are equal to another value and are
 * substituted. Dominance makes facts about SSA values hold together: where the definition of `y` dominates that of `x` and both
 * dominate a point, `x`'s latest instance was computed from `y`'s latest instance.
 */
import type { HirFunction, Instr } from "../../core/hir.js";
import type { StaticType } from "../../core/static-type.js";
import type { Cfg } from "./cfg.js";

/** A memory location that SSA names are given to, by key text. */
export type Location =
  /** `length` of the array-like object that `root` is. */
  | { readonly kind: "length"; readonly root: number }
  /** Data field `name` of the object that `root` is. */
  | {
      readonly kind: "field";
      readonly root: number;
      readonly name: string;
      readonly declared: StaticType | null;
      /** A test tells that type of some reads, and not of others (discriminants.ts): those have versions of their own. */
      readonly told: boolean;
      /** The slot that it is (slots.ts), by its name among the cells. */
      readonly slot: string | null;
    }
  | { readonly kind: "cell"; readonly cell: string };

export type Def =
  | { readonly kind: "instr"; readonly instr: Instr }
  /** Inputs are parallel to `cfg.incoming[block]`. `location` is null for a local. */
  | { readonly kind: "phi"; readonly inputs: number[]; readonly location: Location | null }
  /** A local before its first assignment. */
  | { readonly kind: "uninitialised" }
  /** What a location holds where its root is defined (or at function entry, for cells). */
  | { readonly kind: "initial"; readonly location: Location }
  /** What a location holds at a place after its root is defined: when it was named, nobody knew yet that the root is an earlier value. */
  | { readonly kind: "later"; readonly location: Location }
  /** What a location holds right after instruction `after` changed it or may have; `previous` is its value before. */
  | { readonly kind: "changed"; readonly location: Location; readonly after: number; readonly previous: number };

/** A version of a memory location, but for phis. */
export type Version = Extract<Def, { kind: "initial" | "later" | "changed" }>;

export function isVersion(def: Def): def is Version {
  return def.kind === "initial" || def.kind === "later" || def.kind === "changed";
}

export interface Graph {
  readonly fn: HirFunction;
  readonly cfg: Cfg;
  readonly defs: Def[];
  /** Block of the definition, by value. */
  readonly blockOf: number[];
  /** Position within the block: phis -1, instruction k of the block k. */
  readonly positionOf: number[];
  /** Phis by block, canonical or not. */
  readonly phis: Map<number, number[]>;
  /** Union-find parents. */
  readonly parents: number[];
  /** The value of local `l` where block `b` begins, at `b * locals + l`; -1 where no read asks for it. */
  readonly entries: Int32Array;
}

export function find(graph: Graph, value: number): number {
  let root = value;
  for (let next = graph.parents[root] ?? root; next !== root; next = graph.parents[root] ?? root) root = next;
  for (let v = value; v !== root;) {
    const next = graph.parents[v] ?? root;
    graph.parents[v] = root;
    v = next;
  }
  return root;
}

/** Makes `value` equal to `to`. */
export function substitute(graph: Graph, value: number, to: number): void {
  const a = find(graph, value);
  const b = find(graph, to);
  if (a !== b) graph.parents[a] = b;
}

/** Adds a value that no HIR instruction defines. */
export function addValue(graph: Graph, def: Def, block: number, position: number): number {
  const value = graph.defs.length;
  graph.defs.push(def);
  graph.blockOf.push(block);
  graph.positionOf.push(position);
  graph.parents.push(value);
  if (def.kind === "phi") {
    const list = graph.phis.get(block);
    if (list === undefined) graph.phis.set(block, [value]);
    else list.push(value);
  }
  return value;
}

/** The definition of a canonical value. */
export function defOf(graph: Graph, value: number): Def {
  const def = graph.defs[find(graph, value)];
  return def ?? { kind: "uninitialised" };
}

/** The instruction that defines the value, if one does. */
export function instrOf(graph: Graph, value: number): Instr | null {
  const def = defOf(graph, value);
  return def.kind === "instr" ? def.instr : null;
}

/** What a value may be by its definition: canonical values that are no phis, found through those (by the inputs that `isLive` tells of). */
export function sourcesOf(
  graph: Graph,
  value: number,
  isLive: (phi: number, input: number) => boolean = () => true,
): readonly number[] {
  const sources: number[] = [];
  const seen = new Set<number>();
  const work = [value];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const v = find(graph, at);
    if (seen.has(v)) continue;
    seen.add(v);
    const def = defOf(graph, v);
    if (def.kind === "phi") work.push(...def.inputs.filter((_, k) => isLive(v, k)));
    else sources.push(v);
  }
  return sources;
}

/** Whether the first place lies on every way to the second. */
export function comesFirst({ cfg }: Graph, first: Place, second: Place): boolean {
  return first.block === second.block ? first.position < second.position : cfg.dominates(first.block, second.block);
}

interface Place {
  readonly block: number;
  readonly position: number;
}

/** Whether the definition of `value` is complete before instruction `position` of `block` runs, on every path that gets there. */
export function definedBefore(graph: Graph, value: number, block: number, position: number): boolean {
  const v = find(graph, value);
  const home = graph.blockOf[v] ?? -1;
  if (home === block) return (graph.positionOf[v] ?? 0) < position;
  return graph.cfg.dominates(home, block);
}

/**
 * Removes phis whose inputs are all one value or the phi itself (Braun et al. 2013), until none is left.
 */
export function simplifyPhis(graph: Graph): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const [, phis] of graph.phis) {
      for (const phi of phis) {
        if (find(graph, phi) !== phi) continue;
        const def = graph.defs[phi];
        if (def?.kind !== "phi") continue;
        let unique = -1;
        let trivial = true;
        for (const input of def.inputs) {
          const v = find(graph, input);
          if (v === phi || v === unique) continue;
          if (unique !== -1) {
            trivial = false;
            break;
          }
          unique = v;
        }
        if (trivial && unique !== -1) {
          substitute(graph, phi, unique);
          changed = true;
        }
      }
    }
  }
}

/** After substitutions: what was an initial version of a location is one of a later place, where the root has become an earlier value. */
export function placeInitials(graph: Graph): void {
  graph.defs.forEach((def, value) => {
    if (def.kind !== "initial" || def.location.kind === "cell") return;
    const { root } = def.location;
    if (find(graph, root) !== root) graph.defs[value] = { kind: "later", location: def.location };
  });
}

/** A join whose edges all come from before: entered anew only through its dominator. */
export function isForwardJoin(graph: Graph, block: number): boolean {
  const { cfg } = graph;
  const edges = cfg.incoming[block] ?? [];
  return (
    edges.length > 1 &&
    edges.every((e) => (cfg.rpoIndex[e.from] ?? -1) < (cfg.rpoIndex[block] ?? -1) && !cfg.dominates(block, e.from))
  );
}
