/**
 * Candidate invariants at phis, mined from the program: bounds that comparisons and accesses mention, initial values, and constant
 * differences between variables that move together. Candidates cost only time: what cannot be shown inductive is dropped
 * (invariants.ts), so mining needs no soundness argument.
 */
import { defOf, definedBefore, find, type Graph } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { LinearFacts } from "../linear/linear-facts.js";
import { addForms, atMost, formKey, isConstant, scaleForm, symbolForm, type LinearForm } from "../facts/linear-form.js";
import type { MemoryNames } from "../memory/memory-names.js";

/** `form <= 0` is claimed at the start of `block`. */
export interface Candidate {
  readonly block: number;
  readonly form: LinearForm;
}

/** Whether the candidate says something about its block's start at all: of products, both factors must be there. */
export function isWellPlaced(graph: Graph, facts: LinearFacts, candidate: Candidate): boolean {
  const { block, form } = candidate;
  const own = (symbol: number): boolean => {
    const def = defOf(graph, symbol);
    return (def.kind === "phi" && graph.blockOf[symbol] === block) || definedBefore(graph, symbol, block, -1);
  };
  return form.terms.every(([symbol]) => {
    const product = facts.product(symbol);
    if (product !== null) return own(product.left) && own(product.right);
    return symbol < graph.defs.length && own(symbol);
  });
}

const PER_BLOCK = 60;
const TOTAL = 320;

interface Candidates {
  readonly list: Candidate[];
  readonly keys: Set<string>;
}

function propose(into: Candidates, block: number, form: LinearForm | null): void {
  if (form === null || isConstant(form) || into.list.length >= TOTAL) return;
  const key = `${String(block)}:${formKey(form)}`;
  if (into.keys.has(key)) return;
  into.keys.add(key);
  into.list.push({ block, form });
}

/** Integer phis of each join, as symbols. */
export function integerPhis(graph: Graph, facts: LinearFacts, interpretation: Interpretation): Map<number, number[]> {
  const result = new Map<number, number[]>();
  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    const list: number[] = [];
    for (const phi of graph.phis.get(block) ?? []) {
      if (find(graph, phi) !== phi) continue;
      const form = facts.form(phi, { block, position: -1 });
      if (form?.terms.length === 1 && form.terms[0]?.[0] === phi && form.terms[0][1] === 1 && form.constant === 0) list.push(phi);
    }
    if (list.length > 0) result.set(block, list);
  }
  return result;
}

/** `isOutside`: joins of which nothing need be known. */
export function mineCandidates(
  graph: Graph,
  facts: LinearFacts,
  interpretation: Interpretation,
  memory: MemoryNames,
  isOutside: (block: number) => boolean = () => false,
): readonly Candidate[] {
  const { cfg, fn } = graph;
  const into: Candidates = { list: [], keys: new Set() };
  const phis = new Map([...integerPhis(graph, facts, interpretation)].filter(([block]) => !isOutside(block)));

  // Forms that comparisons and accesses speak of: `f <= 0` facts of tests, and the goals of sites.
  const spoken: { block: number; form: LinearForm }[] = [];
  for (const block of cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    for (const c of interpretation.index.comparisons.get(block) ?? []) {
      const left = facts.form(c.left, { block, position: -1 });
      const right = facts.form(c.right, { block, position: -1 });
      const difference = left && right && addForms(left, right, -1);
      if (difference && !isConstant(difference)) spoken.push({ block, form: difference });
    }
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const length = memory.siteLength.get(instr.out);
      if (length === undefined || (instr.op !== "getElem" && instr.op !== "setElem")) return;
      const key = facts.form(instr.key, { block, position });
      const size = facts.form(length, { block, position });
      const goal = key && size && atMost(key, size, 1);
      if (goal && !isConstant(goal)) spoken.push({ block, form: goal });
    });
  }

  const webs = phiWebs(graph);
  const asAt = (list: readonly number[], form: LinearForm): LinearForm => {
    let result: LinearForm = form;
    for (const [s, c] of form.terms) {
      if (list.includes(s) || (s < graph.defs.length && defOf(graph, s).kind !== "phi") || s >= graph.defs.length) continue;
      const own = list.find((phi) => webs(phi) === webs(s));
      const without = own === undefined ? null : addForms(result, symbolForm(s), -c);
      const renamed = without && own !== undefined ? addForms(without, symbolForm(own), c) : null;
      if (renamed !== null) result = renamed;
    }
    return result;
  };
  for (const [block, list] of phis) {
    const header = cfg.loopOfHeader.get(block);
    const body = header?.body;
    const own = new Set(list);
    const start = into.list.length;
    const dominating = (form: LinearForm): boolean => isWellPlaced(graph, facts, { block, form });
    const add = (form: LinearForm | null): void => {
      if (into.list.length - start < PER_BLOCK && form !== null && dominating(form)) propose(into, block, form);
    };
    const edges = cfg.incoming[block] ?? [];
    const inputForms = (phi: number): (LinearForm | null)[] => {
      const def = graph.defs[phi];
      if (def?.kind !== "phi") return [];
      return edges.map((e, k) => facts.form(def.inputs[k] ?? -1, { block: e.from, position: BLOCK_END }));
    };
    const steps = new Map<number, { entry: LinearForm[]; deltas: (number | null)[] }>();
    for (const phi of list) {
      const forms = inputForms(phi);
      const entry: LinearForm[] = [];
      const deltas: (number | null)[] = [];
      edges.forEach((edge, k) => {
        const form = forms[k] ?? null;
        if (body?.has(edge.from) === true) {
          const delta = form && addForms(form, symbolForm(phi), -1);
          deltas.push(delta && isConstant(delta) ? delta.constant : null);
        } else if (form !== null) entry.push(form);
      });
      steps.set(phi, { entry, deltas });
    }
    // Paired movement: dq * p - dp * q is constant. First, since it is exact, and a loop may carry many variables besides.
    const paces = [...steps].flatMap(([phi, { entry, deltas }]) => {
      const [start] = entry;
      const [by] = deltas.filter((d) => d !== null);
      const even = deltas.every((d) => d !== null) && by !== undefined && by !== 0;
      return even && start !== undefined ? [{ phi, start, by }] : [];
    });
    for (const p of paces)
      for (const q of paces) {
        if (p === q) continue;
        const line = scaleForm(symbolForm(p.phi), q.by);
        const moving = line && addForms(line, symbolForm(q.phi), -p.by);
        const scaled = scaleForm(p.start, q.by);
        const fixed = scaled && addForms(scaled, q.start, -p.by);
        if (moving === null || fixed === null) continue;
        add(atMost(moving, fixed));
        add(atMost(fixed, moving));
      }
    // Monotone against the initial value: few, and what else is shown of a length rests on them.
    for (const [phi, { entry }] of steps)
      for (const initial of entry) {
        add(atMost(initial, symbolForm(phi)));
        add(atMost(symbolForm(phi), initial));
      }
    // Bounds the loop speaks of, in the phis: f <= 0, and f shifted by the largest step.
    for (const { block: at, form: said } of spoken) {
      // Where it speaks of the same variable in an inner loop or after a join, it is meant of the variable here.
      const form = asAt(list, said);
      if (body !== undefined && !body.has(at) && at !== block) continue;
      if (body === undefined && !cfg.dominates(at, block) && !cfg.dominates(block, at)) continue;
      if (!form.terms.some(([s]) => own.has(s))) continue;
      const shifts = new Set([0, 1, -1]);
      for (const [s, c] of form.terms) for (const d of steps.get(s)?.deltas ?? []) if (d !== null) shifts.add(-c * d);
      const negated = scaleForm(form, -1);
      for (const shift of shifts) {
        add({ ...form, constant: form.constant + shift });
        if (negated !== null) add({ ...negated, constant: negated.constant + shift });
      }
    }
    for (const phi of list) {
      const info = steps.get(phi);
      if (info === undefined) continue;
      // Against lengths used in the loop.
      for (const q of list) {
        if (q === phi) continue;
        const other = steps.get(q);
        const p0 = info.entry[0];
        const q0 = other?.entry[0];
        add(atMost(symbolForm(phi), symbolForm(q)));
        if (p0 === undefined || q0 === undefined || other === undefined) continue;
        // p <= k*q + (p0 - k*q0): one cursor never runs ahead of a multiple of another.
        for (const k of [1, 2, 3, 4]) {
          const scaled = scaleForm(symbolForm(q), k);
          const base = addForms(p0, q0, -k);
          const right = scaled && base && addForms(scaled, base, 1);
          if (right !== null) add(atMost(symbolForm(phi), right));
        }
      }
    }
    // A join that is no loop header: relations to what its inputs are, and what enclosing loops say of the phis it feeds.
    if (body === undefined) {
      for (const phi of list)
        for (const form of inputForms(phi)) {
          if (form === null) continue;
          add(atMost(symbolForm(phi), form));
          add(atMost(form, symbolForm(phi)));
        }
    }
  }
  // Carry the candidates of loop phis over to the joins that feed them.
  const direct = [...into.list];
  for (const [block, list] of phis) {
    if (cfg.loopOfHeader.has(block)) continue;
    for (const phi of list) {
      for (const candidate of direct) {
        if (!cfg.dominates(candidate.block, block)) continue;
        const users = (graph.phis.get(candidate.block) ?? []).filter((p) => {
          const def = graph.defs[p];
          return (
            find(graph, p) === p &&
            def?.kind === "phi" &&
            def.inputs.some((i) => find(graph, i) === phi || feeds(graph, facts, i, phi, cfg.rpo.length))
          );
        });
        for (const user of users) {
          const term = candidate.form.terms.find(([s]) => s === user);
          if (term === undefined) continue;
          const without = addForms(candidate.form, symbolForm(user), -term[1]);
          const renamed = without && addForms(without, symbolForm(phi), term[1]);
          if (renamed !== null && isWellPlaced(graph, facts, { block, form: renamed })) {
            propose(into, block, renamed);
            propose(into, block, { ...renamed, constant: renamed.constant + 1 });
          }
        }
      }
    }
  }
  return into.list;
}

/** Phis that feed each other are one variable of the source: by one representative. */
function phiWebs(graph: Graph): (phi: number) => number {
  const parents = new Map<number, number>();
  const root = (phi: number): number => {
    let r = phi;
    for (let next = parents.get(r); next !== undefined; next = parents.get(r)) r = next;
    return r;
  };
  for (const phis of graph.phis.values())
    for (const phi of phis) {
      const def = graph.defs[phi];
      if (find(graph, phi) !== phi || def?.kind !== "phi") continue;
      for (const input of def.inputs) {
        const other = find(graph, input);
        if (defOf(graph, other).kind !== "phi") continue;
        const [a, b] = [root(phi), root(other)];
        if (a !== b) parents.set(a, b);
      }
    }
  return root;
}

/** The linear form of `input` mentions `phi`: the join feeds the loop through arithmetic. */
function feeds(graph: Graph, facts: LinearFacts, input: number, phi: number, blocks: number): boolean {
  const home = graph.blockOf[find(graph, input)] ?? -1;
  if (home < 0 || home >= Math.max(blocks, graph.fn.blocks.length)) return false;
  const form = facts.form(input, { block: home, position: BLOCK_END });
  return form !== null && form.terms.some(([s]) => s === phi);
}
