/**
 * Looks for a model of hypotheses and a negated goal without a solver: most questions of tier 3 have one, and asking Z3 for it costs a
 * hundred times as much (docs/LOAD-BEARING.md). The simplex method on what is linear and certain; case distinctions one at a time, where
 * the values found so far break them; halving for integers.
 *
 * A model is given only after `holds` has checked it, exactly, against every formula. That none is found means nothing.
 */
import type { Formula, IntTerm, SolverQuery } from "../core/formula.js";
import { holds } from "./holds.js";
import { createSimplex } from "./simplex.js";
import { symbolsOf } from "./smtlib.js";

/** What a search may cost: both are counts, so that its answer depends on its question only. */
const NODES = 120;
const PIVOTS = 400;
/** Largest product of symbols and atoms looked at. */
const MAX_AREA = 60_000;

type Node =
  /** `sum + constant <= 0`. */
  | { readonly kind: "atom"; readonly terms: Terms; readonly constant: number }
  | { readonly kind: "equation"; readonly terms: Terms; readonly constant: number }
  | { readonly kind: "and" | "or"; readonly nodes: readonly Node[] }
  /** Not linear: left to the check at the end. */
  | { readonly kind: "opaque" };

type Terms = readonly (readonly [symbol: number, coefficient: number])[];
interface Linear {
  readonly terms: Terms;
  readonly constant: number;
}

/** Values for all symbols of the query under which the hypotheses hold and one goal does not; null when none was found. */
export function searchModel({ hypotheses, goals }: SolverQuery): ReadonlyMap<number, string> | null {
  const negated: Formula = { kind: "not", formula: { kind: "and", formulas: goals } };
  const all = [...hypotheses, negated];
  const symbols = symbolsOf({ hypotheses, goals });
  const nodes = all.map((formula) => nodeOf(formula, true));
  if (nodes.reduce((sum, node) => sum + sizeOf(node), 0) * symbols.length > MAX_AREA) return null;
  const budget = { pivots: PIVOTS, nodes: NODES };
  const simplex = createSimplex(budget);
  const variables = new Map(symbols.map((symbol) => [symbol, simplex.variable()]));
  const rows = new Map<string, number>();

  const variableOf = (terms: Terms): number | null => {
    const [only] = terms;
    if (terms.length === 1 && only?.[1] === 1) return variables.get(only[0]) ?? null;
    const key = terms.map(([s, c]) => `${String(s)}*${String(c)}`).join("+");
    let row = rows.get(key);
    if (row === undefined) {
      const own = terms.map(([s]) => variables.get(s) ?? -1);
      if (own.includes(-1)) return null;
      row = simplex.row(
        own,
        terms.map(([, c]) => c),
      );
      rows.set(key, row);
    }
    return row;
  };
  const assertLinear = ({ terms, constant }: Linear, equation: boolean): boolean => {
    const [first] = terms;
    if (first === undefined) return equation ? constant === 0 : constant <= 0;
    // One row serves a form and its negative.
    const sign = first[1] < 0 ? -1 : 1;
    const variable = variableOf(sign === 1 ? terms : terms.map(([s, c]) => [s, -c] as const));
    if (variable === null) return false;
    const limit = constant === 0 ? 0 : -constant * sign;
    if (equation) return simplex.bound(variable, limit, limit);
    return sign === 1 ? simplex.bound(variable, -Infinity, limit) : simplex.bound(variable, limit, Infinity);
  };
  /** Asserts what is certain of a node and collects its case distinctions. */
  const assertNode = (node: Node, choices: Node[]): boolean => {
    switch (node.kind) {
      case "atom":
        return assertLinear(node, false);
      case "equation":
        return assertLinear(node, true);
      case "and":
        return node.nodes.every((part) => assertNode(part, choices));
      case "or": {
        const [only] = node.nodes;
        if (only === undefined) return false;
        if (node.nodes.length === 1) return assertNode(only, choices);
        choices.push(node);
        return true;
      }
      case "opaque":
        return true;
    }
  };
  const value = (symbol: number): number => {
    const variable = variables.get(symbol);
    return variable === undefined ? 0 : simplex.value(variable);
  };
  const satisfied = (node: Node): boolean => {
    switch (node.kind) {
      case "atom":
      case "equation": {
        let sum = node.constant;
        for (const [s, c] of node.terms) sum += c * Math.round(value(s));
        return node.kind === "atom" ? sum <= 0 : sum === 0;
      }
      case "and":
        return node.nodes.every(satisfied);
      case "or":
        return node.nodes.some(satisfied);
      case "opaque":
        return true;
    }
  };
  const model = (): ReadonlyMap<number, bigint> | null => {
    const values = new Map(symbols.map((symbol) => [symbol, BigInt(Math.round(value(symbol)))]));
    return all.every((formula) => holds(formula, values) === true) ? values : null;
  };

  const search = (add: () => boolean, choices: readonly Node[]): ReadonlyMap<number, bigint> | null => {
    if (budget.nodes-- <= 0) return null;
    const mark = simplex.mark();
    const found = add() && simplex.solve() ? descend(choices) : null;
    simplex.restore(mark);
    return found;
  };
  const descend = (choices: readonly Node[]): ReadonlyMap<number, bigint> | null => {
    const broken = choices.find((choice) => !satisfied(choice));
    if (broken?.kind === "or") {
      const others = choices.filter((choice) => choice !== broken);
      for (const node of broken.nodes) {
        const own: Node[] = [...others];
        // The choices of the node are known only after it is asserted: `own` is read later.
        const found = search(() => assertNode(node, own), own);
        if (found !== null || budget.nodes <= 0 || budget.pivots <= 0) return found;
      }
      return null;
    }
    const fraction = symbols.find((symbol) => Math.abs(value(symbol) - Math.round(value(symbol))) > 1e-6);
    if (fraction === undefined) return model();
    const rounded = model();
    const variable = variables.get(fraction);
    if (rounded !== null || variable === undefined) return rounded;
    const floor = Math.floor(value(fraction));
    return (
      search(() => simplex.bound(variable, -Infinity, floor), choices) ??
      search(() => simplex.bound(variable, floor + 1, Infinity), choices)
    );
  };
  const choices: Node[] = [];
  const found = search(() => nodes.every((node) => assertNode(node, choices)), choices);
  return found === null ? null : new Map([...found].map(([symbol, number]) => [symbol, number.toString()]));
}

const OPAQUE: Node = { kind: "opaque" };
const TRUE: Node = { kind: "and", nodes: [] };
const FALSE: Node = { kind: "or", nodes: [] };

function sizeOf(node: Node): number {
  return node.kind === "and" || node.kind === "or" ? node.nodes.reduce((sum, part) => sum + sizeOf(part), 0) : 1;
}

const shift = ({ terms, constant }: Linear, sign: 1 | -1, by: number): Node => ({
  kind: "atom",
  terms: sign === 1 ? terms : terms.map(([s, c]) => [s, -c] as const),
  constant: constant * sign + by,
});

const equation = (linear: Linear, positive: boolean): Node =>
  positive ? { kind: "equation", ...linear } : { kind: "or", nodes: [shift(linear, 1, 1), shift(linear, -1, 1)] };

/** Negation normal form. */
function nodeOf(formula: Formula, positive: boolean): Node {
  switch (formula.kind) {
    case "true":
      return positive ? TRUE : FALSE;
    case "false":
      return positive ? FALSE : TRUE;
    case "linear": {
      const { symbols, coefficients, constant, relation } = formula.atom;
      const linear: Linear = { terms: symbols.map((s, k) => [s, coefficients[k] ?? 0] as const), constant };
      if (relation === "==") return equation(linear, positive);
      return positive ? shift(linear, 1, 0) : shift(linear, -1, 1);
    }
    case "compare": {
      const left = linearOf(formula.left);
      const right = linearOf(formula.right);
      const difference = left && right && combine(left, right, -1);
      if (difference === null) return OPAQUE;
      if (formula.relation === "==" || formula.relation === "!=")
        return equation(difference, (formula.relation === "==") === positive);
      const strict = formula.relation === "<" ? 1 : 0;
      return positive ? shift(difference, 1, strict) : shift(difference, -1, 1 - strict);
    }
    case "not":
      return nodeOf(formula.formula, !positive);
    case "and":
    case "or":
      return {
        kind: (formula.kind === "and") === positive ? "and" : "or",
        nodes: formula.formulas.map((part) => nodeOf(part, positive)),
      };
    case "implies":
      return { kind: positive ? "or" : "and", nodes: [nodeOf(formula.premise, !positive), nodeOf(formula.conclusion, positive)] };
  }
}

/** Null when the term is not linear. */
function linearOf(term: IntTerm): Linear | null {
  switch (term.kind) {
    case "symbol":
      return { terms: [[term.symbol, 1]], constant: 0 };
    case "constant":
      return { terms: [], constant: term.value };
    case "sum":
      return term.terms.reduce<Linear | null>(
        (sum, part) => {
          const own = sum === null ? null : linearOf(part);
          return sum && own && combine(sum, own, 1);
        },
        { terms: [], constant: 0 },
      );
    case "product": {
      const left = linearOf(term.left);
      const right = linearOf(term.right);
      if (left === null || right === null) return null;
      if (left.terms.length === 0) return combine({ terms: [], constant: 0 }, right, left.constant);
      return right.terms.length === 0 ? combine({ terms: [], constant: 0 }, left, right.constant) : null;
    }
    case "div":
    case "mod":
      return null;
  }
}

function combine(left: Linear, right: Linear, times: number): Linear {
  const sums = new Map(left.terms);
  for (const [s, c] of right.terms) sums.set(s, (sums.get(s) ?? 0) + c * times);
  return {
    terms: [...sums].filter(([, c]) => c !== 0).sort((a, b) => a[0] - b[0]),
    constant: left.constant + right.constant * times,
  };
}
