/**
 * Which open goals are worth the solver: only a question of cost. A goal about a length that the program never reads and no definition
 * ties to anything can only follow from ranges, and those were not enough in tier 1.
 */
import { operandsOf } from "../core/hir-operands.js";
import type { Analysis, CopyVerdict } from "./discharge.js";
import { defOf, find } from "./ssa/graph.js";

/** Tells whether each goal of the verdict could follow from more than ranges. */
export function createPromise(analysis: Analysis): (verdict: CopyVerdict) => boolean {
  const { graph, facts } = analysis;
  const used = new Set<number>();
  for (const block of graph.fn.blocks)
    for (const instr of block.instrs) for (const operand of operandsOf(instr)) used.add(find(graph, operand));
  for (const def of graph.defs) if (def.kind === "phi") for (const input of def.inputs) used.add(find(graph, input));
  const tied = (symbol: number): boolean => {
    const product = facts.product(symbol);
    if (product !== null) return tied(product.left) && tied(product.right);
    if (symbol >= graph.defs.length || used.has(symbol)) return true;
    const def = defOf(graph, symbol);
    return def.kind === "initial" ? facts.related(symbol) : true;
  };
  return (verdict) =>
    verdict.kind === "open" && verdict.goals.length > 0 && verdict.goals.every((goal) => goal.form.terms.every(([s]) => tied(s)));
}
