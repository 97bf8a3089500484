/** Comparisons as linear facts: of two finite integers, on the side of the branch that decides them. */
import type { LinearAtom } from "../../core/formula.js";
import type { BinaryOperator } from "../../core/hir.js";
import { defOf, type Graph } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { FactOrigin, LinearFact, LinearFacts, Point } from "./linear-facts.js";
import { addForms, atMost, atomOf, isConstant, type LinearForm } from "../facts/linear-form.js";

interface DecidedComparison {
  readonly operator: BinaryOperator;
  readonly sense: boolean;
  readonly left: number;
  readonly right: number;
}

/** The comparisons known at a block or on an edge; `form` as in `LinearFacts`. */
export function linearTests(
  graph: Graph,
  interpretation: Interpretation,
  form: LinearFacts["form"],
): Pick<LinearFacts, "testsAt" | "edgeTests"> {
  const { cfg } = graph;

  const comparisonAtoms = ({ operator, sense, left, right }: DecidedComparison, at: Point, origin: FactOrigin): LinearFact[] => {
    const a = form(left, at);
    const b = form(right, at);
    // Both forms exist only for finite integers, hence never NaN: the false edge is the negated comparison.
    if (a === null || b === null) return [];
    const push = (f: LinearForm | null, relation: LinearAtom["relation"]): LinearFact[] =>
      f === null || isConstant(f) ? [] : [{ atom: atomOf(f, relation), origin }];
    switch (operator) {
      case "<":
        return push(sense ? atMost(a, b, 1) : atMost(b, a), "<=");
      case "<=":
        return push(sense ? atMost(a, b) : atMost(b, a, 1), "<=");
      case ">":
        return push(sense ? atMost(b, a, 1) : atMost(a, b), "<=");
      case ">=":
        return push(sense ? atMost(b, a) : atMost(a, b, 1), "<=");
      case "===":
      case "==":
        return sense ? push(addForms(a, b, -1), "==") : [];
      case "!==":
      case "!=":
        return sense ? [] : push(addForms(a, b, -1), "==");
      default:
        return [];
    }
  };

  const originOf = (c: DecidedComparison & { readonly decided: number }): FactOrigin => ({
    kind: "test",
    decided: c.decided,
    left: c.left,
    right: c.right,
  });
  interface OwnTests {
    readonly facts: readonly LinearFact[];
    /** Of values not yet known to be finite integers where they are compared: a later test may show it. */
    readonly waiting: readonly (DecidedComparison & { readonly decided: number })[];
  }
  const ownMemo = new Map<number, OwnTests>();
  const ownTests = (block: number): OwnTests => {
    let own = ownMemo.get(block);
    if (own === undefined) {
      const at: Point = { block, position: -1 };
      const comparisons = interpretation.index.comparisons.get(block) ?? [];
      own = {
        facts: comparisons.flatMap((c) => comparisonAtoms(c, at, originOf(c))),
        waiting: comparisons.filter((c) => form(c.left, at) === null || form(c.right, at) === null),
      };
      ownMemo.set(block, own);
    }
    return own;
  };
  const testMemo = new Map<number, readonly LinearFact[]>();
  /**
   * A comparison is about the same instances of its values wherever its region dominates. So it counts as soon as they are known to be
   * finite integers: `if (i < n) { if (Number.isInteger(i)) …`.
   */
  const testsAt = (block: number): readonly LinearFact[] => {
    let result = testMemo.get(block);
    if (result === undefined) {
      const at: Point = { block, position: -1 };
      const found: LinearFact[] = [];
      for (let b = block; ; b = cfg.idom[b] ?? 0) {
        const own = ownTests(b);
        found.push(...own.facts);
        if (b !== block) found.push(...own.waiting.flatMap((c) => comparisonAtoms(c, at, originOf(c))));
        if (b === 0) break;
      }
      result = found;
      testMemo.set(block, result);
    }
    return result;
  };
  const edgeTests = (from: number, to: number): readonly LinearFact[] => {
    const edge = (cfg.incoming[to] ?? []).find((e) => e.from === from);
    if (!edge?.condition) return [];
    const def = defOf(graph, edge.condition.value);
    let { sense } = edge.condition;
    let instr = def.kind === "instr" ? def.instr : null;
    while (instr?.op === "unary" && instr.operator === "!") {
      sense = !sense;
      const inner = defOf(graph, instr.value);
      instr = inner.kind === "instr" ? inner.instr : null;
    }
    if (instr?.op !== "binary") return [];
    return comparisonAtoms(
      { operator: instr.operator, sense, left: instr.left, right: instr.right },
      { block: from, position: BLOCK_END },
      {
        kind: "test",
        decided: from,
        left: instr.left,
        right: instr.right,
      },
    );
  };
  return { testsAt, edgeTests };
}
