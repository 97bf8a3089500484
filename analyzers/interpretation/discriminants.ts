/**
 * Tests of a member against a constant that control has passed, `token.type === "list"`, and `Array.isArray`. Of a value whose declared type is a
 * union they tell which parts of it the value conforms to (belief.ts).
 *
 * When the member was read does not matter, nor what ran since: what conforms to a part of the union has, as long as it does, the constant that the part
 * declares. (A1t claims no more. What the program itself stores there against one of the parts is seen where it stands, loose-stores.ts.)
 */
import type { HirFunction, Instr } from "../../core/hir.js";
import type { Edge } from "../ssa/cfg.js";
import { defOf, find, isForwardJoin, type Graph } from "../ssa/graph.js";

export interface PassedTest {
  /** Canonical. */
  readonly object: number;
  /** Null: of the object itself, whether it is an array. */
  readonly name: string | null;
  /** The member was one of them, if `equal`; else it was none. */
  readonly values: ReadonlySet<string | number>;
  readonly equal: boolean;
}

/** Those that stand before everything in a block, of one value. */
export type PassedTests = (object: number, block: number) => readonly PassedTest[];

const NO_TESTS: readonly PassedTest[] = [];
const NO_VALUES: ReadonlySet<string | number> = new Set();
const MAX_DEPTH = 8;
/** `case` labels of one body. */
const MAX_WAYS = 16;

/** `intrinsics`: whether A2 can be relied on. */
export function createPassedTests(graph: Graph, intrinsics: boolean): PassedTests {
  if (!hasTests(graph.fn)) return () => NO_TESTS;
  const { cfg } = graph;
  const constant = (value: number): string | number | boolean | null => {
    const def = defOf(graph, value);
    if (def.kind !== "instr" || def.instr.op !== "const") return null;
    const { value: held } = def.instr;
    return held.kind === "string" || held.kind === "number" || held.kind === "boolean" ? held.value : null;
  };

  interface Member {
    readonly object: number;
    readonly name: string;
    /** `token?.type`: there may be no object. */
    readonly optional: boolean;
  }
  const memberOf = (value: number): Member | null => {
    const def = defOf(graph, value);
    switch (def.kind) {
      case "instr":
        return def.instr.op === "getProp"
          ? { object: find(graph, def.instr.object), name: def.instr.name, optional: false }
          : null;
      case "initial":
      case "later":
      case "changed":
        return ofLocation(def.location);
      case "phi":
        return def.location === null ? ofChain(value, def.inputs) : ofLocation(def.location);
      case "uninitialised":
        return null;
    }
  };
  const ofLocation = (location: { kind: string; root?: number; name?: string }): Member | null =>
    location.kind === "field" && location.root !== undefined && location.name !== undefined
      ? { object: find(graph, location.root), name: location.name, optional: false }
      : null;
  /** Undefined where the chain ends, else the member. */
  const ofChain = (phi: number, inputs: readonly number[]): Member | null => {
    if (!isForwardJoin(graph, graph.blockOf[find(graph, phi)] ?? 0)) return null;
    let found: Member | null = null;
    for (const input of inputs) {
      const def = defOf(graph, input);
      if (def.kind === "instr" && def.instr.op === "const" && def.instr.value.kind === "undefined") continue;
      const member = def.kind === "phi" && def.location === null ? null : memberOf(input);
      if (member === null || found !== null) return null;
      found = member;
    }
    return found === null ? null : { ...found, optional: true };
  };

  /** The truth of `value` is `sense`. */
  const assume = (value: number, sense: boolean, depth: number): readonly PassedTest[] => {
    if (depth > MAX_DEPTH) return NO_TESTS;
    const def = defOf(graph, value);
    if (def.kind === "phi" && def.location === null) {
      // `a && b`, `a || b`, at a join that control enters anew through its dominator each time (as in constraints.ts).
      const home = graph.blockOf[find(graph, value)] ?? 0;
      if (!isForwardJoin(graph, home)) return NO_TESTS;
      const ways = (cfg.incoming[home] ?? []).flatMap((edge, k) => {
        const input = def.inputs[k];
        const held = input === undefined ? null : constant(input);
        if (input === undefined || held === !sense) return [];
        return [[...alongEdge(edge, depth + 1), ...(held === null ? assume(input, sense, depth + 1) : [])]];
      });
      return common(ways);
    }
    if (def.kind !== "instr") return NO_TESTS;
    const { instr } = def;
    if (instr.op === "unary" && instr.operator === "!") return assume(instr.value, !sense, depth + 1);
    const asked = intrinsics ? askedForArray(graph, instr) : null;
    if (asked !== null) return [{ object: find(graph, asked), name: null, values: NO_VALUES, equal: sense }];
    if (instr.op !== "binary" || (instr.operator !== "===" && instr.operator !== "!==")) return NO_TESTS;
    const equal = (instr.operator === "===") === sense;
    for (const [tested, other] of [
      [instr.left, instr.right],
      [instr.right, instr.left],
    ] as const) {
      const held = constant(other);
      const member = typeof held === "string" || typeof held === "number" ? memberOf(tested) : null;
      if (member === null || held === null || typeof held === "boolean") continue;
      if (member.optional && !equal) continue;
      return [{ object: member.object, name: member.name, values: new Set([held]), equal }];
    }
    return NO_TESTS;
  };
  /** What has been passed between the dominator of the edge's target and the end of the edge. */
  const alongEdge = (edge: Edge, depth: number): readonly PassedTest[] => {
    const found = edge.condition === null ? [] : [...assume(edge.condition.value, edge.condition.sense, depth)];
    for (let block = edge.from; block !== 0 && !cfg.dominates(block, edge.to); block = cfg.idom[block] ?? 0)
      found.push(...intoBlock(block, depth));
    return found;
  };
  const memo = new Map<number, readonly PassedTest[]>();
  /** What every way into the block has passed since its dominator. */
  const intoBlock = (block: number, depth: number): readonly PassedTest[] => {
    const known = memo.get(block);
    if (known !== undefined) return known;
    // Edges from inside the region (loops) come from where the test was passed before.
    const edges = (cfg.incoming[block] ?? []).filter(({ from }) => !cfg.dominates(block, from));
    if (depth > MAX_DEPTH || edges.length > MAX_WAYS) return NO_TESTS;
    memo.set(block, NO_TESTS);
    const found = common(edges.map((edge) => alongEdge(edge, depth + 1)));
    memo.set(block, found);
    return found;
  };
  return (object, block) => {
    const v = find(graph, object);
    const found: PassedTest[] = [];
    for (let at = block; ; at = cfg.idom[at] ?? 0) {
      for (const test of intoBlock(at, 0)) if (test.object === v) found.push(test);
      if (at === 0) return found;
    }
  };
}

/** What holds whichever of the ways control came: a member was one of what it may have been on each. */
function common(ways: readonly (readonly PassedTest[])[]): readonly PassedTest[] {
  const [first, ...others] = ways;
  if (first === undefined) return NO_TESTS;
  if (others.length === 0) return first;
  return first.flatMap((test): readonly PassedTest[] => {
    if (!test.equal) return [];
    const values = new Set(test.values);
    for (const way of others) {
      const same = way.find(({ object, name, equal }) => equal && object === test.object && name === test.name);
      if (same === undefined) return [];
      for (const value of same.values) values.add(value);
    }
    return [{ ...test, values }];
  });
}

/** `value` of `Array.isArray(value)`. */
export function askedForArray(graph: Graph, instr: Instr): number | null {
  if (instr.op !== "callMethod" || instr.name !== "isArray") return null;
  const source = defOf(graph, instr.object);
  const isOriginal = source.kind === "instr" && source.instr.op === "global" && source.instr.name === "Array";
  const [asked] = instr.args;
  return isOriginal && asked !== undefined && !asked.spread ? asked.value : null;
}

/** Most functions have none. */
function hasTests(fn: HirFunction): boolean {
  let compares = false;
  let reads = false;
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) {
      if (instr.op === "callMethod" && instr.name === "isArray") return true;
      compares ||= instr.op === "binary" && (instr.operator === "===" || instr.operator === "!==");
      reads ||= instr.op === "getProp";
    }
  return compares && reads;
}
