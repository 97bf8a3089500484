/**
 * A question as it is asked whatever its symbols are called: they are numbered in the order in which the question names them. So functions
 * that differ in names, or in what stands elsewhere in them, ask the same question, and a text says all of it.
 *
 * Soundness: the renaming is one-to-one, so hypotheses entail the goal before it just when they do after it.
 */
import { assertNever } from "../core/errors.js";
import type { Formula, IntTerm, LinearAtom, SolverQuery } from "../core/formula.js";

export interface CanonicalQuery {
  readonly query: SolverQuery;
  /** What its symbols were called: the old name of symbol `n` at index `n`. */
  readonly symbols: readonly number[];
}

export function canonicalQuery({ hypotheses, goals }: SolverQuery): CanonicalQuery {
  const names = new Map<number, number>();
  const nameOf = (symbol: number): number => {
    const known = names.get(symbol) ?? names.size;
    names.set(symbol, known);
    return known;
  };
  const query = {
    hypotheses: hypotheses.map((formula) => renamed(formula, nameOf)),
    goals: goals.map((formula) => renamed(formula, nameOf)),
  };
  return { query, symbols: [...names.keys()] };
}

type Rename = (symbol: number) => number;

function renamed(formula: Formula, name: Rename): Formula {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula;
    case "linear":
      return { kind: "linear", atom: renamedAtom(formula.atom, name) };
    case "compare":
      return { ...formula, left: renamedTerm(formula.left, name), right: renamedTerm(formula.right, name) };
    case "not":
      return { kind: "not", formula: renamed(formula.formula, name) };
    case "and":
    case "or":
      return { kind: formula.kind, formulas: formula.formulas.map((part) => renamed(part, name)) };
    case "implies":
      return { kind: "implies", premise: renamed(formula.premise, name), conclusion: renamed(formula.conclusion, name) };
    default:
      return assertNever(formula);
  }
}

/** In the order of the new names, as atoms are. */
function renamedAtom(atom: LinearAtom, name: Rename): LinearAtom {
  const terms = atom.symbols.map((symbol, at): readonly [number, number] => [name(symbol), atom.coefficients[at] ?? 0]);
  terms.sort(([a], [b]) => a - b);
  return { ...atom, symbols: terms.map(([symbol]) => symbol), coefficients: terms.map(([, factor]) => factor) };
}

function renamedTerm(term: IntTerm, name: Rename): IntTerm {
  switch (term.kind) {
    case "symbol":
      return { kind: "symbol", symbol: name(term.symbol) };
    case "constant":
      return term;
    case "sum":
      return { kind: "sum", terms: term.terms.map((part) => renamedTerm(part, name)) };
    case "product":
    case "div":
    case "mod":
      return { kind: term.kind, left: renamedTerm(term.left, name), right: renamedTerm(term.right, name) };
    default:
      return assertNever(term);
  }
}
