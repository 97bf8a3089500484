/**
 * Relations that hold whenever a function has returned, between its parameters, its result, their members and lengths, as they are then:
 * `#p0 == #p1` after a function that throws unless two arrays are equally long, `r <= #p0 - 1` of a search. Candidates are pairs of such
 * numbers that tier 2 relates at one `return`; those that it shows at every `return` that is reached are kept.
 *
 * Sound for callers: each is shown of the very values that the paths have when control stands at the return, with facts that hold there
 * (A4), and the caller reads the same paths right after the call, when nothing else has run.
 */
import type { LinearPort } from "../../core/formula.js";
import type { FunctionFacts } from "../escape/function-facts.js";
import type { Point } from "../linear/linear-facts.js";
import { addForms, constantForm, type LinearForm } from "../facts/linear-form.js";
import { linkingProver } from "./linking-prover.js";
import { BLOCK_END } from "../ssa/cfg.js";
import { parsePath, type BoundaryAtom } from "../facts/paths.js";

type Known = Extract<FunctionFacts, { kind: "facts" }>;

/** Numbers beyond these are not related: the pairs grow with the square. */
const MAX_PATHS = 14;

export function postconditions(known: Known, port: LinearPort, guardFacts: boolean, steps: number): readonly BoundaryAtom[] {
  const { interpretation, memory } = known;
  const exits = [...memory.exitPaths].filter(([block]) => interpretation.reachable[block] !== 0);
  const [first, ...others] = exits;
  if (first === undefined || first[1].size === 0 || first[1].size > MAX_PATHS) return [];
  const { facts, budget, holds } = linkingProver(known, port, guardFacts, steps);
  const formOf = (paths: ReadonlyMap<string, number>, key: string, at: Point): LinearForm | null => {
    const value = paths.get(key);
    return value === undefined ? null : facts.form(value, at);
  };
  const holdsAt = (atom: BoundaryAtom, [block, paths]: readonly [number, ReadonlyMap<string, number>]): boolean => {
    const at: Point = { block, position: BLOCK_END };
    let goal: LinearForm | null = constantForm(atom.constant);
    for (const [key, coefficient] of atom.terms) {
      const form = formOf(paths, key, at);
      goal = goal && form && addForms(goal, form, coefficient);
    }
    return holds(goal, at);
  };
  const everywhere = (atom: BoundaryAtom): boolean => exits.every((exit) => holdsAt(atom, exit));

  const found: BoundaryAtom[] = [];
  const keep = (atom: BoundaryAtom): boolean => {
    const isKept = budget.steps > 0 && everywhere(atom);
    if (isKept) found.push(atom);
    return isKept;
  };
  const at: Point = { block: first[0], position: BLOCK_END };
  const keys = [...first[1].keys()].filter((key) => others.every(([, paths]) => paths.has(key))).sort();
  const numbers = keys.filter((key) => formOf(first[1], key, at) !== null);
  for (const a of numbers) {
    bounds(a, keep);
    for (const b of numbers) {
      if (a === b || trivial(a, b)) continue;
      const strict: BoundaryAtom = {
        terms: [
          [a, 1],
          [b, -1],
        ],
        constant: 1,
      };
      if (!keep(strict)) keep({ ...strict, constant: 0 });
    }
  }
  return found;
}

/** What a length is at least: the ranges of results travel as abstract facts. */
function bounds(key: string, keep: (atom: BoundaryAtom) => boolean): void {
  if (!parsePath(key).length) return;
  for (const least of [1, 2, 3, 4]) if (!keep({ terms: [[key, -1]], constant: least })) return;
}

/** Two plain parameters relate before the call as they do after it: only lengths and members can have been tested for the caller. */
function trivial(a: string, b: string): boolean {
  const plain = (key: string): boolean => {
    const path = parsePath(key);
    return path.root.kind === "parameter" && path.member === null && !path.length;
  };
  return plain(a) && plain(b);
}
