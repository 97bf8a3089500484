/**
 * Difference bounds: hypotheses of the forms `x - y + c <= 0`, `x + c <= 0`, `-y + c <= 0` (and `==`) as a weighted graph; a goal of that
 * form follows when a path from its subtracted to its added symbol is short enough. Bellman-Ford with a queue from one source.
 */
import type { LinearAtom, LinearStep } from "../core/formula.js";
import type { Cone } from "./cone.js";
import { at32, at64 } from "./typed.js";

/**
 * `none`: certainly no proof (all hypotheses of the cone are differences, and those are complete over the integers).
 * `undecided`: another method may still find one.
 */
export type DifferenceResult =
  { readonly kind: "proof"; readonly steps: readonly LinearStep[] } | { readonly kind: "none" | "undecided" };

const NONE: DifferenceResult = { kind: "none" };
const UNDECIDED: DifferenceResult = { kind: "undecided" };

export interface DifferenceBounds {
  /** Decides `goal` (read as `<=`; `sign` -1 reads `-goal <= 0` instead) by shortest paths. `column` numbers the symbols of the cone. */
  prove(question: DifferenceQuestion, budget: { steps: number }): DifferenceResult;
}

export interface DifferenceQuestion {
  readonly hypotheses: readonly LinearAtom[];
  readonly goal: LinearAtom;
  readonly sign: 1 | -1;
  /** Index by which the steps name the negated goal. */
  readonly negated: number;
  readonly cone: Cone;
  readonly column: (symbol: number) => number;
}

const MAX_EDGES = 2048;
const MAX_NODES = 512;

export function createDifferenceBounds(): DifferenceBounds {
  // Edge e says: node[to] - node[from] <= weight. Node 0 is the constant zero, column k is node k + 1.
  const from = new Int32Array(MAX_EDGES);
  const to = new Int32Array(MAX_EDGES);
  const weight = new Float64Array(MAX_EDGES);
  const source = new Int32Array(MAX_EDGES);
  const multiplier = new Int32Array(MAX_EDGES);
  const divisor = new Float64Array(MAX_EDGES);
  const next = new Int32Array(MAX_EDGES);
  const head = new Int32Array(MAX_NODES);
  const distance = new Float64Array(MAX_NODES);
  const parent = new Int32Array(MAX_NODES);
  const relaxed = new Int32Array(MAX_NODES);
  const queued = new Uint8Array(MAX_NODES);
  const queue = new Int32Array(MAX_NODES);
  let edges = 0;

  function addEdge(
    tail: number,
    tip: number,
    bound: number,
    origin: { hypothesis: number; sign: number; divisor: number },
  ): void {
    if (edges >= MAX_EDGES || tail === tip) return;
    from[edges] = tail;
    to[edges] = tip;
    weight[edges] = bound;
    source[edges] = origin.hypothesis;
    multiplier[edges] = origin.sign;
    divisor[edges] = origin.divisor;
    next[edges] = at32(head, tail);
    head[tail] = edges++;
  }

  /** Adds the edges of a hypothesis; false when it is not a difference. */
  function load(atom: LinearAtom, index: number, column: (symbol: number) => number): boolean {
    const { symbols, coefficients, constant } = atom;
    const [first, second] = symbols;
    const [p, q] = coefficients;
    if (first === undefined || p === undefined) return true;
    if (symbols.length > 2 || !Number.isSafeInteger(constant)) return false;
    if (second !== undefined && q !== -p) return false;
    const size = Math.abs(p);
    const equality = atom.relation === "==";
    // An equality without integer solutions is left to the eliminator.
    if (equality && constant % size !== 0) return false;
    const bound = -Math.ceil(constant / size);
    const a = column(first) + 1;
    const b = second === undefined ? 0 : column(second) + 1;
    const added = p > 0 ? a : b;
    const subtracted = p > 0 ? b : a;
    addEdge(subtracted, added, bound, { hypothesis: index, sign: 1, divisor: size });
    if (equality) addEdge(added, subtracted, -bound, { hypothesis: index, sign: -1, divisor: size });
    return true;
  }

  function prove(question: DifferenceQuestion, budget: { steps: number }): DifferenceResult {
    const { hypotheses, goal, sign, cone, column } = question;
    const [first, second] = goal.symbols;
    const [p, q] = goal.coefficients;
    if (first === undefined || p === undefined || Math.abs(p) !== 1 || goal.symbols.length > 2) return UNDECIDED;
    if (second !== undefined && q !== -p) return UNDECIDED;
    const nodes = cone.columns + 1;
    if (nodes > MAX_NODES || !Number.isSafeInteger(goal.constant)) return UNDECIDED;
    edges = 0;
    head.fill(-1, 0, nodes);
    let complete = true;
    for (let m = 0; m < cone.size; m++) {
      const index = at32(cone.members, m);
      const atom = hypotheses[index];
      if (atom !== undefined && !load(atom, index, column)) complete = false;
    }
    if (edges >= MAX_EDGES) complete = false;
    const a = column(first) + 1;
    const b = second === undefined ? 0 : column(second) + 1;
    const start = p * sign > 0 ? b : a;
    const end = p * sign > 0 ? a : b;
    const outcome = search({ start, end, nodes, wanted: -sign * goal.constant }, budget);
    if (outcome === "found") {
      const steps = path(start, end, question);
      return steps === null ? UNDECIDED : { kind: "proof", steps };
    }
    return outcome === "exhausted" && complete ? NONE : UNDECIDED;
  }

  interface Search {
    readonly start: number;
    readonly end: number;
    readonly nodes: number;
    readonly wanted: number;
  }

  function search({ start, end, nodes, wanted }: Search, budget: { steps: number }): "found" | "exhausted" | "stopped" {
    distance.fill(Infinity, 0, nodes);
    parent.fill(-1, 0, nodes);
    relaxed.fill(0, 0, nodes);
    queued.fill(0, 0, nodes);
    let read = 0;
    let write = 0;
    distance[start] = 0;
    queue[write++] = start;
    queued[start] = 1;
    let waiting = 1;
    while (waiting > 0) {
      const node = at32(queue, read);
      read = read + 1 === nodes ? 0 : read + 1;
      if (write === nodes) write = 0;
      waiting--;
      queued[node] = 0;
      const base = at64(distance, node);
      for (let e = at32(head, node); e >= 0; e = at32(next, e)) {
        if (--budget.steps < 0) return "stopped";
        const tip = at32(to, e);
        const reached = base + at64(weight, e);
        // Sums beyond 2^53 are not exact: the path is not followed.
        if (!(reached < at64(distance, tip)) || !Number.isSafeInteger(reached)) continue;
        // Back at the start below zero: a negative cycle, that is contradictory hypotheses, for the eliminator to say.
        if (tip === start && reached < 0) return "stopped";
        distance[tip] = reached;
        parent[tip] = e;
        if (tip === end && reached <= wanted) return "found";
        // A node improved more often than there are nodes is behind a negative cycle.
        const times = at32(relaxed, tip) + 1;
        relaxed[tip] = times;
        if (times > nodes + 1) return "stopped";
        if (queued[tip] === 1) continue;
        queued[tip] = 1;
        queue[write] = tip;
        write = write + 1 === nodes ? 0 : write + 1;
        waiting++;
      }
    }
    return "exhausted";
  }

  /** The sum of the edges on the path and the negated goal; tightened edges get a step of their own first. Null on a cycle. */
  function path(start: number, end: number, { hypotheses, negated }: DifferenceQuestion): readonly LinearStep[] | null {
    const steps: LinearStep[] = [];
    const sum: { index: number; multiplier: number }[] = [{ index: negated, multiplier: 1 }];
    for (let node = end; node !== start;) {
      const e = at32(parent, node);
      if (e < 0 || sum.length > MAX_NODES) return null;
      const origin = at32(source, e);
      const size = at64(divisor, e);
      let index = origin;
      if (size !== 1) {
        index = hypotheses.length + steps.length;
        steps.push({ from: [{ index: origin, multiplier: 1 }], divisor: size });
      }
      sum.push({ index, multiplier: at32(multiplier, e) });
      node = at32(from, e);
    }
    steps.push({ from: sum, divisor: 1 });
    return steps;
  }

  return { prove };
}
