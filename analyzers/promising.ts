/**
 * Which open goals are worth the solver: only a question of cost. A goal about a length (or another opaque value) that no comparison
 * of the function mentions and no definition ties to anything can only follow from ranges, and those were not enough in tier 1.
 */
import type { Analysis, CopyVerdict } from "./discharge.js";
import { defOf } from "./graph.js";

/** Tells whether some goal of the verdict could follow from more than ranges. */
export function createPromise(analysis: Analysis): (verdict: CopyVerdict) => boolean {
  const { graph, interpretation, facts } = analysis;
  const spoken = new Set<number>();
  for (const [block, list] of interpretation.index.comparisons)
    for (const comparison of list)
      for (const side of [comparison.left, comparison.right])
        for (const [symbol] of facts.form(side, { block, position: -1 })?.terms ?? []) {
          const product = facts.product(symbol);
          if (product === null) spoken.add(symbol);
          else spoken.add(product.left).add(product.right);
        }
  const tied = (symbol: number): boolean => {
    const product = facts.product(symbol);
    if (product !== null) return tied(product.left) && tied(product.right);
    if (spoken.has(symbol) || symbol >= graph.defs.length) return true;
    const def = defOf(graph, symbol);
    if (def.kind === "phi") return true;
    if (def.kind === "instr") return !["param", "getElem", "getProp", "call", "getCell", "iterValue"].includes(def.instr.op);
    return def.kind === "changed" || facts.related(symbol);
  };
  return (verdict) => verdict.kind === "open" && verdict.goals.length > 0 && verdict.goals.every((goal) => goal.form.terms.every(([s]) => tied(s)));
}
