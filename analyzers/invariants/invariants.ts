/**
 * Houdini (Flanagan & Leino 2001) over the joins of the graph: assume every candidate at its join, try to re-establish each on every
 * incoming edge, drop those that fail, repeat until all stand. By induction on the steps of an execution the survivors hold whenever
 * control stands at the start of their block: on entering a join by an edge, the candidates that were assumed there are those of joins
 * that dominate the edge's source, and they held when control last passed them.
 *
 * On an edge, the phis of the join take their inputs *simultaneously*; every other symbol of a candidate is defined before the join on
 * every path, so it keeps its value.
 */
import { find, type Graph } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Candidate } from "./candidates.js";
import type { ElementClaims } from "./element-claims.js";
import type { FactOrigin, LinearFact, LinearFacts } from "../linear/linear-facts.js";
import { addForms, atomOf, constantForm, scaleForm, type LinearForm } from "../facts/linear-form.js";
import type { LinearProver } from "../linear/linear-prover.js";

export interface Invariants {
  readonly alive: readonly Candidate[];
  /** By index in `alive`: what its induction used. Invariants among them are named by their index in `alive`. */
  readonly support: readonly (readonly FactOrigin[])[];
  /** Of each element claim: what keeping it up used; null for those that fell. */
  readonly elements: readonly (readonly FactOrigin[] | null)[];
  /** Facts to hand to the prover for a point in `block`. */
  readonly at: (block: number) => LinearFact[];
}

/** The form with the phis of `block` replaced by their inputs along edge `index`; null when an input has no exact form. */
export function alongEdge(graph: Graph, facts: LinearFacts, form: LinearForm, block: number, index: number): LinearForm | null {
  const edge = (graph.cfg.incoming[block] ?? [])[index];
  if (edge === undefined) return null;
  const at = { block: edge.from, position: BLOCK_END };
  const inputOf = (symbol: number): LinearForm | null => {
    const def = graph.defs[symbol];
    if (def?.kind === "phi" && graph.blockOf[symbol] === block) return facts.form(find(graph, def.inputs[index] ?? -1), at);
    return { terms: [[symbol, 1]], constant: 0 };
  };
  const scaledInput = (symbol: number, coefficient: number): LinearForm | null => {
    const product = facts.product(symbol);
    const a = inputOf(product === null ? symbol : product.left);
    const b = product === null ? constantForm(1) : inputOf(product.right);
    const both = a && b && facts.multiply(a, b);
    return both && scaleForm(both, coefficient);
  };
  let result: LinearForm = { terms: [], constant: form.constant };
  for (const [symbol, coefficient] of form.terms) {
    const input = scaledInput(symbol, coefficient);
    const sum = input && addForms(result, input, 1);
    if (sum === null) return null;
    result = sum;
  }
  return result;
}

/** Invariants by index, element claims as `-1 - index`. */
function candidatesUsed(origins: readonly FactOrigin[], into: Set<number>): void {
  for (const origin of origins) {
    if (origin.kind === "invariant") into.add(origin.index);
    else if (origin.kind === "element") into.add(-1 - origin.index);
    else if (origin.kind === "lemma") candidatesUsed(origin.used, into);
  }
}

export function invariantFacts(
  graph: Graph,
  candidates: readonly Candidate[],
  alive: Uint8Array,
): (block: number) => LinearFact[] {
  const facts = candidates.map(({ block, form }, index): LinearFact => ({
    atom: atomOf(form, "<="),
    origin: { kind: "invariant", index },
    holdsAt: (other) => graph.cfg.dominates(block, other),
  }));
  const byBlock = new Map<number, readonly number[]>();
  return (block) => {
    let dominating = byBlock.get(block);
    if (dominating === undefined) {
      dominating = [...candidates.keys()].filter((index) => graph.cfg.dominates(candidates[index]?.block ?? -1, block));
      byBlock.set(block, dominating);
    }
    const result: LinearFact[] = [];
    for (const index of dominating) {
      const fact = facts[index];
      if (alive[index] === 1 && fact !== undefined) result.push(fact);
    }
    return result;
  };
}

/** Keeps the inductive ones among the candidates. When the budget runs out, none of the unsettled survive. */
export function houdini(
  graph: Graph,
  facts: LinearFacts,
  interpretation: Interpretation,
  prover: LinearProver,
  { candidates, elements }: { readonly candidates: readonly Candidate[]; readonly elements: ElementClaims },
): Invariants {
  const alive = new Uint8Array(candidates.length).fill(1);
  const claimed = new Uint8Array(elements.claims.length).fill(1);
  facts.setElements((point) => elements.factsAt(point, (index) => claimed[index] === 1));
  const stands = (k: number): boolean => (k >= 0 ? alive[k] : claimed[-1 - k]) === 1;
  const claimSupport: (Set<number> | null)[] = elements.claims.map(() => null);
  const claimProofs: FactOrigin[][] = elements.claims.map(() => []);
  const at = invariantFacts(graph, candidates, alive);
  /** For each candidate, the candidates its last proof used: it is proved again only when one of them falls. */
  const support: (Set<number> | null)[] = candidates.map(() => null);
  const proofs: FactOrigin[][] = candidates.map(() => []);
  for (let changed = true; changed;) {
    changed = false;
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index];
      if (candidate === undefined || alive[index] !== 1) continue;
      const previous = support[index];
      if (previous !== null && previous !== undefined && [...previous].every(stands)) continue;
      const used = new Set<number>();
      const origins: FactOrigin[] = [];
      let holds = true;
      for (const [k, edge] of (graph.cfg.incoming[candidate.block] ?? []).entries()) {
        if (interpretation.reachable[edge.from] === 0) continue;
        const goal = alongEdge(graph, facts, candidate.form, candidate.block, k);
        const proof =
          goal === null
            ? null
            : prover.prove(goal, { block: edge.from, position: BLOCK_END }, [
                ...at(edge.from),
                ...facts.edgeTests(edge.from, candidate.block),
              ]);
        if (proof === null) {
          holds = false;
          break;
        }
        candidatesUsed(proof.used, used);
        origins.push(...proof.used);
      }
      if (holds) {
        support[index] = used;
        proofs[index] = origins;
      } else {
        alive[index] = 0;
        changed = true;
      }
    }
    for (const [index, claim] of elements.claims.entries()) {
      const previous = claimSupport[index];
      if (claimed[index] !== 1 || (previous !== null && previous !== undefined && [...previous].every(stands))) continue;
      const proofs = claim.goals.map(({ form, at: point, given }) =>
        form === null ? null : prover.prove(form, point, [...at(point.block), ...given]),
      );
      if (proofs.every((proof) => proof !== null)) {
        const origins = proofs.flatMap((proof) => proof.used);
        const used = new Set<number>();
        candidatesUsed(origins, used);
        claimSupport[index] = used;
        claimProofs[index] = origins;
      } else {
        claimed[index] = 0;
        changed = true;
      }
    }
  }
  if (prover.budget.steps <= 0) claimed.fill(0);
  const settled = prover.budget.steps > 0 ? alive : alive.fill(0);
  const survivors = candidates.filter((_, k) => settled[k] === 1);
  const position = new Map<number, number>();
  candidates.forEach((_, k) => {
    if (settled[k] === 1) position.set(k, position.size);
  });
  const renumber = (origin: FactOrigin): FactOrigin => {
    if (origin.kind === "invariant") return { kind: "invariant", index: position.get(origin.index) ?? -1 };
    return origin.kind === "lemma" ? { kind: "lemma", used: origin.used.map(renumber) } : origin;
  };
  const kept = proofs.filter((_, k) => settled[k] === 1).map((origins) => origins.map(renumber));
  return {
    alive: survivors,
    support: kept,
    elements: claimProofs.map((origins, index) => (claimed[index] === 1 ? origins.map(renumber) : null)),
    at: invariantFacts(graph, survivors, new Uint8Array(survivors.length).fill(1)),
  };
}
