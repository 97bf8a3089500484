/**
 * Products of two symbols for the solver: case-distinguishing lemmas first (sign, size, monotonicity in a shared factor), the equation
 * `p = x * y` itself only on a second attempt, since non-linear search is dear.
 */
import type { Formula } from "../../core/formula.js";
import type { LinearFacts } from "../linear/linear-facts.js";
import { addForms, constantForm, symbolForm } from "../facts/linear-form.js";
import { implies, relate, symbolsOfForms, type SolverFact } from "./solver-formula.js";

const MAX_PRODUCTS = 10;
const ZERO = constantForm(0);
const ONE = constantForm(1);

export function productEquations(facts: LinearFacts, symbols: Iterable<number>): SolverFact[] {
  const found: SolverFact[] = [];
  for (const p of symbols) {
    const factors = facts.product(p);
    if (factors === null) continue;
    const { left, right } = factors;
    found.push({
      formula: {
        kind: "compare",
        relation: "==",
        left: { kind: "symbol", symbol: p },
        right: { kind: "product", left: { kind: "symbol", symbol: left }, right: { kind: "symbol", symbol: right } },
      },
      symbols: [p, left, right],
      origins: [
        { kind: "definition", value: left },
        { kind: "definition", value: right },
      ],
    });
  }
  return found;
}

/** True of all integers: these need no fact of the program. */
export function productLemmas(facts: LinearFacts, symbols: Iterable<number>): SolverFact[] {
  const found: SolverFact[] = [];
  const products = [...symbols]
    .filter((s) => facts.product(s) !== null)
    .sort((a, b) => a - b)
    .slice(0, MAX_PRODUCTS);
  const add = (formula: Formula | null, ...of: readonly number[]): void => {
    if (formula !== null) found.push({ formula, symbols: of, origins: [] });
  };
  for (const p of products) {
    const factors = facts.product(p);
    if (factors === null) continue;
    const [product, x, y] = [symbolForm(p), symbolForm(factors.left), symbolForm(factors.right)];
    const all = symbolsOfForms(product, x, y);
    for (const [a, b] of [
      [x, y],
      [y, x],
    ] as const) {
      add(implies([relate(a, "==", ZERO)], [relate(product, "==", ZERO)]), ...all);
      add(implies([relate(a, "==", ONE)], [relate(product, "==", b)]), ...all);
      add(implies([relate(ONE, "<=", a), relate(ZERO, "<=", b)], [relate(b, "<=", product)]), ...all);
      add(implies([relate(ZERO, "<=", a), relate(b, "<=", ZERO)], [relate(product, "<=", ZERO)]), ...all);
    }
    add(implies([relate(ZERO, "<=", x), relate(ZERO, "<=", y)], [relate(ZERO, "<=", product)]), ...all);
  }
  for (const p of products)
    for (const q of products) {
      const a = facts.product(p);
      const b = facts.product(q);
      if (p === q || a === null || b === null) continue;
      for (const [w, x] of [
        [a.left, a.right],
        [a.right, a.left],
      ] as const) {
        const y = b.left === w ? b.right : b.right === w ? b.left : null;
        if (y === null || y === x) continue;
        // x + 1 <= y gives x*w + w <= y*w, and x <= y gives x*w <= y*w, for 0 <= w.
        const sum = addForms(symbolForm(p), symbolForm(w), 1);
        const sign = relate(ZERO, "<=", symbolForm(w));
        const all = [p, q, w, x, y];
        if (sum !== null)
          add(implies([sign, relate(symbolForm(x), "<=", symbolForm(y), 1)], [relate(sum, "<=", symbolForm(q))]), ...all);
        add(implies([sign, relate(symbolForm(x), "<=", symbolForm(y))], [relate(symbolForm(p), "<=", symbolForm(q))]), ...all);
      }
    }
  return found;
}
