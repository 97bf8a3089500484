/**
 * Hypotheses for the solver at a program point: the linear facts of tier 2, and what needs a disjunction or non-linear terms.
 *
 * A join that dominates the point was last entered by one of its edges, and what held at the end of that edge still holds: let `s` be
 * a symbol defined in a block S that dominates the source of the edge, where the join J does not dominate that source. J does not
 * dominate S then (it would dominate the source), so the entry reaches S without J; if S could run again between the last entry of J
 * and the point without passing J, J would not dominate the point. Hence `s` still has the instance it had on the edge, and the facts
 * of the edge, phi equations included, hold as one disjunct of the clause. Facts about symbols that do not dominate the point stay
 * inside their disjunct, because on the other paths those symbols have no instance or an old one.
 */
import type { BinaryOperator } from "../../core/hir.js";
import { definedBefore, defOf, find, isForwardJoin, type Graph } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { FactOrigin, LinearFact, LinearFacts, Point } from "../linear/linear-facts.js";
import { addForms, constantForm, isConstant, symbolForm, type LinearForm } from "../facts/linear-form.js";
import type { Definitions } from "./solver-definitions.js";
import { conjunction, ofLinearFact, relate, sizeOf, symbolsOfForms, termOf, type SolverFact } from "./solver-formula.js";
import { productEquations, productLemmas } from "./solver-products.js";

/** What one query may assume: `split` is linear with case distinctions, `exact` adds non-linear equations. */
export interface Hypotheses {
  readonly split: readonly SolverFact[];
  readonly exact: readonly SolverFact[];
}

export interface SolverFacts {
  /** Facts at the point connected with `seeds`; on an edge also what the edge's condition says. */
  readonly hypotheses: (seeds: Iterable<number>, at: Point, edge: { readonly to: number } | null) => Hypotheses;
}

export interface SolverFactsInputs {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly facts: LinearFacts;
  readonly definitions: (symbol: number) => Definitions;
  readonly invariantsAt: (block: number) => readonly LinearFact[];
}

const MAX_DEPTH = 3;
/** Rounds of pulling in what the symbols found so far are connected with. */
const ROUNDS: readonly number[] = [4, 2, 2, 1];
/** Edges of joins looked at for one query. */
const MAX_VISITS = 240;
/** Atoms of one query. */
const MAX_ATOMS = 4_000;
const MAX_EDGES = 8;
/** Symbol of the truth of a condition, 0 or 1, by canonical value: a value is truthy for good. */
const TRUTH = 2_000_000_000;

interface Query {
  atoms: number;
  visits: number;
  readonly exact: SolverFact[];
}

/** What encloses a part of a formula: the facts stated already (by key), the blocks whose joins were looked at. */
interface Enclosing {
  readonly outer: ReadonlySet<string>;
  readonly handled: ReadonlySet<number>;
  readonly depth: number;
}

interface Place extends Enclosing {
  readonly at: Point;
  /** What the edge that leaves the point says. */
  readonly edge: readonly SolverFact[];
}

export function solverFacts(inputs: SolverFactsInputs): SolverFacts {
  const { graph, interpretation, facts, definitions, invariantsAt } = inputs;
  const { cfg } = graph;
  const reachable = (block: number): boolean => interpretation.reachable[block] !== 0;
  const keyOf = (fact: SolverFact): string => JSON.stringify(fact.formula);

  /** Whether every instance the symbol stands for is there at the point. */
  const available = (symbol: number, at: Point): boolean => {
    const product = facts.product(symbol);
    if (product !== null) return available(product.left, at) && available(product.right, at);
    return symbol < graph.defs.length && definedBefore(graph, symbol, at.block, at.position);
  };

  /** `left !== right` on the edge into `to`, which the linear facts of an edge leave out. */
  const edgeDifference = (from: number, to: number): SolverFact[] => {
    const edge = (cfg.incoming[to] ?? []).find((e) => e.from === from);
    if (!edge?.condition) return [];
    const { value, sense } = decision(graph, edge.condition.value, edge.condition.sense);
    const def = defOf(graph, value);
    const at: Point = { block: from, position: BLOCK_END };
    if (def.kind === "instr" && def.instr.op === "binary") {
      const { instr } = def;
      if (differs(instr.operator, sense)) {
        const left = facts.form(instr.left, at);
        const right = facts.form(instr.right, at);
        const origin: FactOrigin = { kind: "test", decided: from, left: instr.left, right: instr.right };
        return left && right ? unequal(addForms(left, right, -1), [origin]) : [];
      }
    }
    // The truth of an integer: not zero.
    const form = facts.form(value, at);
    if (form === null) return [];
    const origins: FactOrigin[] = [{ kind: "test", decided: from, left: value, right: value }];
    if (sense) return unequal(form, origins);
    const zero = isConstant(form) ? null : relate(form, "==", constantForm(0));
    return zero === null ? [] : [{ formula: zero, symbols: symbolsOfForms(form), origins }];
  };
  const unequal = (form: LinearForm | null, origins: readonly FactOrigin[]): SolverFact[] =>
    form === null || isConstant(form)
      ? []
      : [
          {
            formula: { kind: "compare", relation: "!=", left: termOf(form), right: { kind: "constant", value: 0 } },
            symbols: symbolsOfForms(form),
            origins,
          },
        ];
  const onEdge = (from: number, to: number): SolverFact[] => [
    ...facts.edgeTests(from, to).map(ofLinearFact),
    ...edgeDifference(from, to),
    ...truth((cfg.incoming[to] ?? []).find((e) => e.from === from)?.condition ?? null),
  ];

  /** Values that decide several branches: what correlates those. */
  const deciding = new Map<number, number>();
  for (const block of cfg.rpo) {
    const terminal = graph.fn.blocks[block]?.terminal;
    if (terminal?.kind !== "branch") continue;
    const { value } = decision(graph, terminal.cond, true);
    deciding.set(value, (deciding.get(value) ?? 0) + 1);
  }
  const truth = (condition: { readonly value: number; readonly sense: boolean } | null): SolverFact[] => {
    if (condition === null) return [];
    const { value, sense } = decision(graph, condition.value, condition.sense);
    if ((deciding.get(value) ?? 0) < 2) return [];
    const symbol = TRUTH + value;
    const formula = relate(symbolForm(symbol), "==", constantForm(sense ? 1 : 0));
    return formula === null ? [] : [{ formula, symbols: [symbol], origins: [{ kind: "definition", value }] }];
  };
  /** Truths of the conditions whose only way in leads to the block. */
  const truthsAt = (blocks: readonly number[]): SolverFact[] =>
    blocks.flatMap((block) => {
      const incoming = cfg.incoming[block] ?? [];
      return incoming.length === 1 ? truth(incoming[0]?.condition ?? null) : [];
    });

  /** Operands of dominating comparisons that are one number there: their exact forms equal it. */
  const pinned = (blocks: readonly number[]): SolverFact[] =>
    blocks.flatMap((block) =>
      (interpretation.index.comparisons.get(block) ?? []).flatMap((c) =>
        [c.left, c.right].flatMap((operand): SolverFact[] => {
          const v = find(graph, operand);
          const here = facts.form(v, { block, position: -1 });
          const home = facts.form(v, { block: graph.blockOf[v] ?? 0, position: graph.positionOf[v] ?? -1 });
          if (here === null || home === null || !isConstant(here) || isConstant(home)) return [];
          const formula = relate(home, "==", here);
          const origins: FactOrigin[] = [
            { kind: "range", value: v },
            { kind: "test", decided: c.decided, left: c.left, right: c.right },
          ];
          return formula === null ? [] : [{ formula, symbols: symbolsOfForms(home), origins }];
        }),
      ),
    );

  const chain = (block: number): number[] => {
    const list: number[] = [];
    for (let b = block; ; b = cfg.idom[b] ?? 0) {
      list.push(b);
      if (b === 0) return list;
    }
  };

  /** Facts of the point about the seeds, beyond those of the enclosing formula. */
  const collect = (seeds: ReadonlySet<number>, { at, edge, outer, handled, depth }: Place, query: Query): SolverFact[] => {
    const loose = edge.flatMap((f): LinearFact[] =>
      f.formula.kind === "linear" && f.origins[0] !== undefined ? [{ atom: f.formula.atom, origin: f.origins[0] }] : [],
    );
    const more = [...invariantsAt(at.block), ...loose];
    const blocks = chain(at.block).filter((b) => !handled.has(b));
    const within = new Set([...handled, ...blocks]);
    let wanted = new Set([...seeds].filter((s) => available(s, at)));
    let result: SolverFact[] = [];
    const start = query.atoms;
    const startExact = query.exact.length;
    for (let round = 0; round < (ROUNDS[depth] ?? 1); round++) {
      query.atoms = start;
      query.exact.length = startExact;
      result = [];
      const keys = new Set<string>(outer);
      const found = new Set<number>();
      const mention = (s: number): void => {
        found.add(s);
        const product = facts.product(s);
        if (product !== null) found.add(product.left).add(product.right);
      };
      wanted.forEach(mention);
      const add = (fact: SolverFact): void => {
        const key = keyOf(fact);
        if (keys.has(key)) return;
        const size = sizeOf(fact.formula);
        if (query.atoms + size > MAX_ATOMS) return;
        query.atoms += size;
        keys.add(key);
        result.push(fact);
        fact.symbols.forEach(mention);
      };
      for (const f of edge)
        if (f.formula.kind !== "linear" ? f.symbols.some((s) => wanted.has(s)) : f.symbols.some((s) => s >= TRUTH)) add(f);
      truthsAt(blocks).forEach(add);
      pinned(blocks).forEach(add);
      for (const f of facts.factsFor(wanted, at, more)) add(ofLinearFact(f));
      for (const s of [...found].sort((a, b) => a - b)) {
        if (!available(s, at)) continue;
        const own = definitions(s);
        own.split.forEach(add);
        if (depth === 0) query.exact.push(...own.exact);
      }
      for (const { form, origin } of facts.disequalities(at))
        if (form.terms.every(([s]) => found.has(s))) unequal(form, [origin]).forEach(add);
      if (depth < MAX_DEPTH) {
        for (const block of blocks) {
          if (!reachable(block) || !isForwardJoin(graph, block)) continue;
          const clause = joinClause(block, found, { outer: keys, handled: within, depth }, query);
          if (clause !== null) add(clause);
        }
      }
      const next = new Set([...found].filter((s) => available(s, at)));
      if (next.size === wanted.size) break;
      wanted = next;
    }
    return result;
  };

  /** One disjunct per edge of the join, or null when the join says nothing about the symbols. */
  const joinClause = (
    block: number,
    wanted: ReadonlySet<number>,
    { outer, handled, depth }: Enclosing,
    query: Query,
  ): SolverFact | null => {
    const phis = (graph.phis.get(block) ?? []).filter((p) => find(graph, p) === p && wanted.has(p));
    const products = [...wanted].filter((s) => {
      const product = facts.product(s);
      return product !== null && (phis.includes(product.left) || phis.includes(product.right));
    });
    const all = cfg.incoming[block] ?? [];
    const live = all.map((edge, index) => ({ edge, index })).filter(({ edge }) => reachable(edge.from));
    if (live.length === 0 || live.length > MAX_EDGES) return null;
    const disjuncts: SolverFact[][] = [];
    query.visits += live.length;
    for (const { edge, index } of live) {
      const at: Point = { block: edge.from, position: BLOCK_END };
      const equations: SolverFact[] = [];
      const equate = (symbol: number, input: LinearForm | null, origins: readonly FactOrigin[]): void => {
        const equation = input && relate(symbolForm(symbol), "==", input);
        if (input && equation) equations.push({ formula: equation, symbols: symbolsOfForms(symbolForm(symbol), input), origins });
      };
      const inputOf = (symbol: number): LinearForm | null => {
        const def = graph.defs[symbol];
        if (!phis.includes(symbol)) return symbolForm(symbol);
        return def?.kind === "phi" ? facts.form(def.inputs[index] ?? -1, at) : null;
      };
      for (const phi of phis) equate(phi, inputOf(phi), [{ kind: "definition", value: phi }]);
      for (const p of products) {
        const product = facts.product(p);
        const left = product && inputOf(product.left);
        const right = product && inputOf(product.right);
        if (product && left && right)
          equate(p, facts.multiply(left, right), [
            { kind: "definition", value: product.left },
            { kind: "definition", value: product.right },
          ]);
      }
      const tests = onEdge(edge.from, block);
      let nested: SolverFact[];
      if (phis.length === 0) {
        // Only the ways to come here: `a || b`.
        const ways = [...facts.testsAt(edge.from).map(ofLinearFact), ...tests];
        for (const { form, origin } of facts.disequalities(at)) ways.push(...unequal(form, [origin]));
        nested = ways.filter((f) => !outer.has(keyOf(f)) && f.symbols.every((s) => wanted.has(s)));
      } else {
        const seeds = new Set([...wanted, ...equations.flatMap((e) => e.symbols)].filter((s) => available(s, at)));
        const keys = new Set([...outer, ...equations.map(keyOf)]);
        nested =
          query.visits > MAX_VISITS
            ? tests.filter((f) => !keys.has(keyOf(f)))
            : collect(seeds, { at, edge: tests, outer: keys, handled, depth: depth + 1 }, query);
      }
      const disjunct = [...equations, ...nested];
      if (disjunct.length === 0) return null;
      disjuncts.push(disjunct);
    }
    return {
      formula: { kind: "or", formulas: disjuncts.map((d) => conjunction(d.map((f) => f.formula))) },
      symbols: disjuncts.flatMap((d) => d.flatMap((f) => f.symbols)),
      origins: [...new Map(disjuncts.flatMap((d) => d.flatMap((f) => f.origins)).map((o) => [JSON.stringify(o), o])).values()],
    };
  };

  return {
    hypotheses: (seeds, at, edge) => {
      const query: Query = { atoms: 0, visits: 0, exact: [] };
      const tests = edge === null ? [] : onEdge(at.block, edge.to);
      const split = collect(new Set(seeds), { at, edge: tests, outer: new Set(), handled: new Set(), depth: 0 }, query);
      const symbols = new Set([...seeds, ...split.flatMap((f) => f.symbols)]);
      const lemmas = productLemmas(facts, symbols);
      return { split: [...split, ...lemmas], exact: [...query.exact, ...productEquations(facts, symbols)] };
    },
  };
}

/** The value that decides and in which sense, negations undone. */
function decision(graph: Graph, condition: number, truthy: boolean): { readonly value: number; readonly sense: boolean } {
  let value = find(graph, condition);
  let sense = truthy;
  for (
    let def = defOf(graph, value);
    def.kind === "instr" && def.instr.op === "unary" && def.instr.operator === "!";
    def = defOf(graph, value)
  ) {
    value = find(graph, def.instr.value);
    sense = !sense;
  }
  return { value, sense };
}

function differs(operator: BinaryOperator, sense: boolean): boolean {
  return ((operator === "!==" || operator === "!=") && sense) || ((operator === "===" || operator === "==") && !sense);
}
