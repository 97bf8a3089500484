/** The numbers that boundary paths (paths.ts) name, as SSA values: of parameters and result at a return, of arguments after a call. */
import type { Instr } from "../../core/hir.js";
import { declaredFact, type Fact } from "../facts/fact.js";
import type { Graph, Location } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { readsLengthQuietly } from "../interpretation/model.js";
import { parsePath, pathKey, type Path } from "../facts/paths.js";

export interface PathReaderContext {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  /** As in memory.ts. */
  readonly canonical: (value: number) => number;
  readonly rootFact: (root: number) => Fact | undefined;
  readonly read: (location: Location, block: number, position: number) => number;
  readonly length: (object: number, block: number, position: number) => number;
}

export interface PathReader {
  /** The paths that the callee's `ensures` speaks of, right after the call. */
  readonly pathsAtCall: (instr: Extract<Instr, { op: "call" }>, block: number, position: number) => ReadonlyMap<string, number>;
  /** The paths of parameters and of the result that a `return` of `block` gives. */
  readonly pathsAtExit: (block: number, result: number) => ReadonlyMap<string, number>;
}

export function createPathReader(context: PathReaderContext): PathReader {
  const { graph, interpretation, canonical, rootFact, read, length } = context;
  const { cfg, fn } = graph;
  /** The number that a path names at a point; null where it names none that can be read without running code. */
  const pathValue = (root: number, { member, length: isLength }: Path, block: number, position: number): number | null => {
    if (member === null) {
      const value = canonical(root);
      if (!isLength) return value;
      const fact = value < interpretation.facts.length ? interpretation.factAt(value, block, position) : rootFact(value);
      return fact !== undefined && readsLengthQuietly(fact) ? length(value, block, position) : null;
    }
    const declared = interpretation.memberBelief(root, member, block);
    const told = interpretation.isTold(root, member, block);
    // What the version at hand is may not be settled yet: the fact is one of any version.
    let fact = declared === null ? null : declaredFact(declared);
    fact ??= interpretation.contextAt(block, position).record(root, member);
    if (fact === null) return null;
    const value = read({ kind: "field", root, name: member, declared, told, slot: null }, block, position);
    if (!isLength) return value;
    return readsLengthQuietly(fact) ? length(value, block, position) : null;
  };
  const parameters: { root: number; index: number; members: Set<string> }[] = [];
  for (const block of cfg.rpo)
    for (const instr of fn.blocks[block]?.instrs ?? [])
      // A rest parameter is no argument: it is the array of those that are left.
      if (instr.op === "param" && fn.params[instr.index]?.rest !== true)
        parameters.push({ root: instr.out, index: instr.index, members: new Set() });
  for (const block of cfg.rpo)
    for (const instr of fn.blocks[block]?.instrs ?? [])
      if (instr.op === "getProp" && instr.name !== "length")
        parameters.find((p) => canonical(p.root) === canonical(instr.object))?.members.add(instr.name);
  const pathsAtExit: PathReader["pathsAtExit"] = (block, result) => {
    const found = new Map<string, number>();
    const note = (root: number, path: Path): void => {
      for (const isLength of [false, true]) {
        const value = pathValue(root, { ...path, length: isLength }, block, BLOCK_END);
        if (value !== null) found.set(pathKey({ ...path, length: isLength }), value);
      }
    };
    for (const { root, index, members } of parameters) {
      const from = { kind: "parameter", index } as const;
      note(root, { root: from, member: null, length: false });
      for (const member of [...members].sort()) note(root, { root: from, member, length: false });
    }
    note(result, { root: { kind: "result" }, member: null, length: false });
    for (const member of interpretation.records.names(result) ?? [])
      note(result, { root: { kind: "result" }, member, length: false });
    return found;
  };

  const pathsAtCall: PathReader["pathsAtCall"] = (instr, block, position) => {
    const paths = new Map<string, number>();
    if (instr.args.some((a) => a.spread)) return paths;
    for (const key of new Set(interpretation.ensuredBy(instr).flatMap((atom) => atom.terms.map(([path]) => path)))) {
      const path = parsePath(key);
      const root = path.root.kind === "result" ? instr.out : instr.args[path.root.index]?.value;
      const value = root === undefined ? null : pathValue(root, path, block, position + 1);
      if (value !== null) paths.set(key, value);
    }
    return paths;
  };
  return { pathsAtCall, pathsAtExit };
}
