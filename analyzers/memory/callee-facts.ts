/** What compiled callees ensure (postconditions.ts), as linear facts below the calls that have returned. */
import { find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { LinearFact, LinearFacts, Point } from "../linear/linear-facts.js";
import { addForms, atomOf, constantForm, isConstant, type LinearForm } from "../facts/linear-form.js";
import type { MemoryNames } from "./memory-names.js";

interface CalleeFactsContext {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly memory: MemoryNames;
  readonly form: LinearFacts["form"];
}

/** The facts at a point: those of every call that dominates it and has completed there. */
export function calleeFacts({ graph, interpretation, memory, form }: CalleeFactsContext): (at: Point) => readonly LinearFact[] {
  const calls = new Map<number, { out: number; position: number }[]>();
  for (const out of memory.callPaths.keys()) {
    const block = graph.blockOf[out] ?? 0;
    const list = calls.get(block) ?? [];
    list.push({ out, position: graph.positionOf[out] ?? 0 });
    calls.set(block, list);
  }
  const memo = new Map<number, readonly LinearFact[]>();
  const factsOf = (out: number, block: number, position: number): readonly LinearFact[] => {
    const known = memo.get(out);
    if (known !== undefined) return known;
    // Forms may ask for facts themselves: while these are made, they are not there.
    memo.set(out, []);
    const paths = memory.callPaths.get(out);
    const def = graph.defs[out];
    const found: LinearFact[] = [];
    if (paths !== undefined && def?.kind === "instr" && interpretation.reachable[block] !== 0) {
      const at: Point = { block, position: position + 1 };
      for (const atom of interpretation.ensuredBy(def.instr)) {
        let sum: LinearForm | null = constantForm(atom.constant);
        for (const [key, coefficient] of atom.terms) {
          const value = paths.get(key);
          const part = value === undefined ? null : form(find(graph, value), at);
          sum = sum && part && addForms(sum, part, coefficient);
        }
        if (sum !== null && !isConstant(sum)) found.push({ atom: atomOf(sum, "<="), origin: { kind: "callee", instr: out } });
      }
    }
    memo.set(out, found);
    return found;
  };
  return (at) => {
    if (calls.size === 0) return [];
    const result: LinearFact[] = [];
    for (let block = at.block; ; block = graph.cfg.idom[block] ?? 0) {
      for (const { out, position } of calls.get(block) ?? [])
        if (block !== at.block || position < at.position) result.push(...factsOf(out, block, position));
      if (block === 0) return result;
    }
  };
}
