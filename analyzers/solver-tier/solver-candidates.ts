/**
 * Further candidates for tier 3 at loop headers: small-coefficient templates over the loop's integers and the bounds that open goals
 * and comparisons speak of. As in candidates.ts, mining needs no soundness argument beyond this: every symbol of a candidate is
 * defined before the header or is one of its phis, the factors of products included.
 */
import { integerPhis, isWellPlaced, type Candidate } from "../invariants/candidates.js";
import { find, isForwardJoin, type Graph } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { LinearFacts } from "../linear/linear-facts.js";
import { addForms, constantForm, formKey, isConstant, scaleForm, symbolForm, type LinearForm } from "../facts/linear-form.js";

const PER_HEADER = 120;
const TOTAL = 320;
const MAX_PHIS = 6;
const MAX_BOUNDS = 6;

export interface Spoken {
  readonly block: number;
  readonly form: LinearForm;
}

/** `spoken`: the open goals. Candidates that tier 2 mined come first. */
export function mineForSolver(
  graph: Graph,
  facts: LinearFacts,
  interpretation: Interpretation,
  mined: readonly Candidate[],
  spoken: readonly Spoken[],
): readonly Candidate[] {
  const { cfg } = graph;
  const list: Candidate[] = [];
  const keys = new Set<string>();
  const phis = integerPhis(graph, facts, interpretation);
  const propose = (block: number, form: LinearForm | null): void => {
    if (form === null || isConstant(form) || list.length >= TOTAL) return;
    const key = `${String(block)}:${formKey(form)}`;
    const candidate = { block, form };
    if (keys.has(key) || !isWellPlaced(graph, facts, candidate)) return;
    keys.add(key);
    list.push(candidate);
  };
  // Joins that are no loop headers need none: their clauses are exact.
  for (const candidate of mined) if (!isForwardJoin(graph, candidate.block)) propose(candidate.block, candidate.form);

  for (const [header, all] of phis) {
    if (isForwardJoin(graph, header)) continue;
    const own = all.slice(0, MAX_PHIS);
    const start = list.length;
    const add = (form: LinearForm | null, ...shifts: readonly number[]): void => {
      if (form === null || list.length - start >= PER_HEADER) return;
      for (const shift of shifts) propose(header, { ...form, constant: form.constant + shift });
    };
    const inBody = (block: number): boolean => cfg.dominates(header, block);
    const bounds = new Set<number>();
    const note = (form: LinearForm): void => {
      for (const [s] of form.terms)
        if (
          bounds.size < MAX_BOUNDS &&
          !own.includes(s) &&
          isWellPlaced(graph, facts, { block: header, form: symbolForm(s) }) &&
          !all.includes(s)
        )
          bounds.add(s);
    };
    const forms: LinearForm[] = [];
    for (const { block, form } of spoken) if (inBody(block)) forms.push(form);
    for (const block of cfg.rpo) {
      if (!inBody(block) || interpretation.reachable[block] === 0) continue;
      for (const c of interpretation.index.comparisons.get(block) ?? []) {
        const left = facts.form(c.left, { block, position: -1 });
        const right = facts.form(c.right, { block, position: -1 });
        const difference = left && right && addForms(left, right, -1);
        if (difference) forms.push(difference);
      }
    }
    forms.forEach(note);
    // What goals say, as it stands and shifted.
    for (const form of forms) {
      const minus = scaleForm(form, -1);
      add(form, 0, -1, 1);
      add(minus, 0, 1);
    }
    const entries = (phi: number): LinearForm[] => {
      const def = graph.defs[phi];
      if (def?.kind !== "phi") return [];
      return (cfg.incoming[header] ?? []).flatMap((edge, k) => {
        if (cfg.dominates(header, edge.from) || interpretation.reachable[edge.from] === 0) return [];
        const form = facts.form(find(graph, def.inputs[k] ?? -1), { block: edge.from, position: BLOCK_END });
        return form === null ? [] : [form];
      });
    };
    const between = (left: LinearForm, right: LinearForm, ...shifts: readonly number[]): void => {
      add(addForms(left, right, -1), ...shifts);
    };
    for (const p of own) {
      const self = symbolForm(p);
      for (const bound of bounds) between(self, symbolForm(bound), 0, 1);
      for (const entry of entries(p)) {
        between(entry, self, 0);
        between(self, entry, 0);
      }
      between(constantForm(0), self, 0);
    }
    for (const p of own)
      for (const q of own) {
        if (p === q) continue;
        const [x, y] = [symbolForm(p), symbolForm(q)];
        between(x, y, 0, 1);
        const [p0] = entries(p);
        const [q0] = entries(q);
        const sum = addForms(x, y, 1);
        if (p < q && sum !== null) {
          for (const bound of bounds) {
            between(sum, symbolForm(bound), 0, 1);
            between(symbolForm(bound), sum, 0);
          }
          const sum0 = p0 && q0 && addForms(p0, q0, 1);
          if (sum0) {
            between(sum, sum0, 0);
            between(sum0, sum, 0);
          }
        }
        if (p0 === undefined || q0 === undefined) continue;
        // p = k * q + r, with r from the entry, as two halves.
        for (const k of [1, 2]) {
          const moving = addForms(x, y, -k);
          const fixed = addForms(p0, q0, -k);
          if (moving === null || fixed === null) continue;
          between(moving, fixed, 0);
          between(fixed, moving, 0);
        }
      }
    // p + q = r + what they began with: a third cursor that counts for two.
    for (const r of own)
      for (const p of own)
        for (const q of own) {
          if (p >= q || r === p || r === q) continue;
          const [p0, q0, r0] = [entries(p)[0], entries(q)[0], entries(r)[0]];
          if (p0 === undefined || q0 === undefined || r0 === undefined) continue;
          const sum = addForms(symbolForm(p), symbolForm(q), 1);
          const sum0 = addForms(p0, q0, 1);
          const moving = sum && addForms(sum, symbolForm(r), -1);
          const fixed = sum0 && addForms(sum0, r0, -1);
          if (moving === null || fixed === null) continue;
          between(moving, fixed, 0);
          between(fixed, moving, 0);
        }
  }
  return list;
}
