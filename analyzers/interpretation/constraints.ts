/**
 * Refinements that hold in a region of the graph because a branch dominates it. A region is entered through its only edge, so the
 * condition holds for the latest instances of the values compared (graph.ts). The false edge of a comparison says less than the
 * negated comparison where NaN is possible; that is the domain's business (`refine`).
 */
import type { BinaryOperator } from "../../core/hir.js";
import { singleNumber } from "../domain/number.js";
import { refine } from "../domain/refine.js";
import { restCounts, restIs, type RestOperator } from "../domain/refine-rest.js";
import { refineNumberTest, truthy, typeofRefine, type NumberTest } from "../domain/refine-kind.js";
import * as V from "../domain/value.js";
import type { Edge } from "../ssa/cfg.js";
import { ALL_TYPED, meetFact, objectFact, withValue, type Fact } from "../facts/fact.js";
import { defOf, find, isForwardJoin, type Graph } from "../ssa/graph.js";
import { askedForArray } from "./discriminants.js";
import { ANY_OBJECT, PLAIN_ARRAY, typedShape } from "../facts/shape.js";

export interface Constraint {
  /** First block of the region. */
  readonly region: number;
  /** Where the condition was decided: other operands are read there. */
  readonly decided: number;
  /** The value whose truth decides. */
  readonly condition: number;
  /** It says what kind of object the value is. */
  readonly shapes: boolean;
  /** Narrows what is known of the constrained value; `at` reads another value where the condition was decided. */
  readonly narrow: (known: Fact, at: (other: number) => V.AbstractValue) => Fact;
}

/** A comparison that holds (or fails, `sense` false) in a region: what the linear prover reads. */
export interface Comparison {
  readonly region: number;
  readonly decided: number;
  readonly operator: BinaryOperator;
  readonly sense: boolean;
  readonly left: number;
  readonly right: number;
}

export interface ConstraintIndex {
  /** By canonical value, outermost region first. */
  readonly byValue: ReadonlyMap<number, readonly Constraint[]>;
  /** By region. */
  readonly comparisons: ReadonlyMap<number, readonly Comparison[]>;
}

const NUMBER_TESTS: ReadonlyMap<string, NumberTest> = new Map(
  (["Number.isInteger", "Number.isSafeInteger", "Number.isFinite", "Number.isNaN"] as const).map((name) => [name, name]),
);
const GLOBAL_TESTS: ReadonlyMap<string, NumberTest> = new Map((["isFinite", "isNaN"] as const).map((name) => [name, name]));

/** Any typed array that nobody has changed; others may view its buffer. */
const ORDINARY_TYPED = objectFact(typedShape(ALL_TYPED, false));

/** `Array.isArray` says yes of arrays and of proxies of such. Of what is believed A1t says that it is none of the latter. */
function asArray(known: Fact, isBelieved: boolean): Fact {
  if (isBelieved && known.shape.array) return meetFact(known, objectFact(PLAIN_ARRAY));
  return meetFact(known, objectFact({ ...ANY_OBJECT, typed: 0 }));
}

/** It says yes of every array. */
function asNoArray(known: Fact): Fact {
  const { shape, value } = known;
  if (!shape.array) return known;
  if (shape.typed !== 0 || shape.other) return { value, shape: { ...shape, array: false } };
  return withValue(known, { number: value.number, others: value.others & ~V.ANY_OBJECT });
}

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(["<", "<=", ">", ">=", "==", "!=", "===", "!=="]);

interface Rest {
  readonly operator: RestOperator;
  readonly of: number;
  readonly by: number;
}

/** The number that it is, if it can be nothing else. */
const singleOf = ({ number, others }: V.AbstractValue): number | null =>
  number === null || others !== 0 ? null : singleNumber(number);

/**
 * Collects the constraints of every edge that alone enters its target. `intrinsics`: whether A2 can be relied on. `isBelieved`: A1t speaks of the
 * value, so that it is an ordinary array if it is one.
 */
export function collectConstraints(graph: Graph, intrinsics: boolean, isBelieved: (value: number) => boolean): ConstraintIndex {
  const byValue = new Map<number, Constraint[]>();
  const comparisons = new Map<number, Comparison[]>();

  let condition = -1;
  const addFact = (value: number, { region, decided, shapes, narrow }: Omit<Constraint, "condition">): void => {
    const v = find(graph, value);
    const list = byValue.get(v);
    const constraint = { region, decided, condition, shapes, narrow };
    if (list === undefined) byValue.set(v, [constraint]);
    else list.push(constraint);
  };
  type NarrowValue = (value: V.AbstractValue, at: (other: number) => V.AbstractValue) => V.AbstractValue;
  const add = (value: number, region: number, decided: number, narrow: NarrowValue): void => {
    const narrowFact: Constraint["narrow"] = (known, at) => {
      const narrowed = narrow(known.value, at);
      return narrowed === known.value ? known : withValue(known, narrowed);
    };
    addFact(value, { region, decided, shapes: false, narrow: narrowFact });
  };

  const constantText = (value: number): string | null => {
    const def = defOf(graph, value);
    return def.kind === "instr" && def.instr.op === "const" && def.instr.value.kind === "string" ? def.instr.value.value : null;
  };
  const constantBoolean = (value: number): boolean | null => {
    const def = defOf(graph, value);
    return def.kind === "instr" && def.instr.op === "const" && def.instr.value.kind === "boolean" ? def.instr.value.value : null;
  };
  const typeofOperand = (value: number): number | null => {
    const def = defOf(graph, value);
    return def.kind === "instr" && def.instr.op === "unary" && def.instr.operator === "typeof" ? def.instr.value : null;
  };
  const globalName = (value: number): string | null => {
    const def = defOf(graph, value);
    return def.kind === "instr" && def.instr.op === "global" ? def.instr.name : null;
  };

  /** `dividend % divisor` or `dividend & mask`: whatever is on the way to where it is tested, its operands are those that it was computed from (sharpen.ts). */
  const restIn = (value: number): Rest | null => {
    const def = defOf(graph, value);
    if (def.kind !== "instr" || def.instr.op !== "binary") return null;
    const { operator, left, right } = def.instr;
    return operator === "%" || operator === "&" ? { operator, of: left, by: right } : null;
  };
  const compare = (comparison: Comparison): void => {
    const { region, decided, operator, sense, left, right } = comparison;
    if (operator === (sense ? "===" : "!==") || operator === (sense ? "==" : "!="))
      for (const [tested, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const rest = restIn(tested);
        if (rest === null) continue;
        add(rest.of, region, decided, (value, at) => {
          const [by, is] = [singleOf(at(rest.by)), singleOf(at(other))];
          return by === null || is === null ? value : restIs(rest.operator, by, is, value);
        });
      }
    if (operator !== "in" && operator !== "instanceof") {
      add(left, region, decided, (value, at) => refine(operator, sense, value, at(right)).left);
      add(right, region, decided, (value, at) => refine(operator, sense, at(left), value).right);
    }
    for (const [tested, text] of [
      [typeofOperand(left), constantText(right)],
      [typeofOperand(right), constantText(left)],
    ] as const) {
      if (tested === null || text === null) continue;
      const equal = operator === "===" || operator === "==";
      if (equal || operator === "!==" || operator === "!=")
        add(tested, region, decided, (value) => typeofRefine(value, text, equal === sense));
    }
    const list = comparisons.get(region);
    if (list === undefined) comparisons.set(region, [comparison]);
    else list.push(comparison);
  };

  /** The truthiness of `value` is `sense` in `region`. */
  const assume = (value: number, sense: boolean, region: number, decided: number, depth: number): void => {
    if (depth > 8) return;
    add(value, region, decided, (known) => truthy(known, sense));
    const rest = restIn(value);
    if (rest !== null)
      add(rest.of, region, decided, (known, at) => {
        const by = singleOf(at(rest.by));
        return by === null ? known : restCounts(rest.operator, by, sense, known);
      });
    const def = defOf(graph, value);
    if (def.kind === "phi") {
      // `ok = a && b`: when every other input is the constant of the other sense, control came by the remaining edge.
      // Only at a join that control enters anew through its dominator each time: at a loop header the deciding edge may be one of an
      // earlier pass, whose comparison was about the values of that pass.
      const home = graph.blockOf[find(graph, value)] ?? 0;
      if (!isForwardJoin(graph, home)) return;
      const edges = graph.cfg.incoming[home] ?? [];
      const live = edges.filter((_, k) => constantBoolean(def.inputs[k] ?? -1) !== !sense);
      const edge = live[0];
      if (live.length !== 1 || edge === undefined) return;
      const input = def.inputs[edges.indexOf(edge)];
      if (input !== undefined) assume(input, sense, region, decided, depth + 1);
      assumePath(edge.from, edge.to, region, decided, depth + 1);
      if (edge.condition !== null) assume(edge.condition.value, edge.condition.sense, region, decided, depth + 1);
      return;
    }
    if (def.kind !== "instr") return;
    const instr = def.instr;
    if (instr.op === "unary" && instr.operator === "!") assume(instr.value, !sense, region, decided, depth + 1);
    else if (instr.op === "isTypedArray") {
      // What it is by its brand, it stays. What may be done to it afterwards (a `length` of its own) escape analysis sees, as with any shape.
      if (sense) addFact(instr.value, { region, decided, shapes: true, narrow: (known) => meetFact(known, ORDINARY_TYPED) });
    } else if (instr.op === "binary" && COMPARISONS.has(instr.operator))
      compare({ region, decided, operator: instr.operator, sense, left: instr.left, right: instr.right });
    else if (intrinsics && (instr.op === "callMethod" || instr.op === "call")) {
      const asked = askedForArray(graph, instr);
      if (asked !== null)
        addFact(asked, {
          region,
          decided,
          shapes: false,
          narrow: (known) => (sense ? asArray(known, isBelieved(asked)) : asNoArray(known)),
        });
      const test =
        instr.op === "callMethod"
          ? NUMBER_TESTS.get(`${globalName(instr.object) ?? ""}.${instr.name}`)
          : GLOBAL_TESTS.get(globalName(instr.callee) ?? "");
      const tested = instr.args[0];
      if (test !== undefined && tested !== undefined && !tested.spread)
        add(tested.value, region, decided, (known) => refineNumberTest(test, sense, known));
    }
  };

  /** Conditions passed on the way from the dominator of `join` to `from`. */
  const assumePath = (from: number, join: number, region: number, decided: number, depth: number): void => {
    for (let block = from; block !== 0 && !graph.cfg.dominates(block, join); block = graph.cfg.idom[block] ?? 0) {
      const edge = onlyEntrance(graph, block);
      if (edge?.condition) assume(edge.condition.value, edge.condition.sense, region, decided, depth);
    }
  };

  for (const block of graph.cfg.rpo) {
    const edge = onlyEntrance(graph, block);
    if (edge?.condition) {
      condition = edge.condition.value;
      assume(edge.condition.value, edge.condition.sense, block, edge.from, 0);
    }
  }
  return { byValue, comparisons };
}

/**
 * The edge by which alone control enters the blocks that `block` dominates; null when there are several. Other edges into `block` may
 * come from inside (a loop whose header the branch leads to at once): then no operand of the condition is defined inside, since it
 * dominates the edge's source, which is outside. So the condition still holds for the latest instances of its operands.
 */
function onlyEntrance(graph: Graph, block: number): Edge | null {
  const { cfg } = graph;
  let only: Edge | null = null;
  for (const edge of cfg.incoming[block] ?? []) {
    if (cfg.dominates(block, edge.from)) continue;
    if (only !== null) return null;
    only = edge;
  }
  return only;
}

/** What an edge adds when it enters a block that has others: for the inputs of phis. */
export function narrowByEdge(
  graph: Graph,
  condition: { readonly value: number; readonly sense: boolean },
  value: number,
  known: V.AbstractValue,
  at: (other: number) => V.AbstractValue,
): V.AbstractValue {
  const v = find(graph, value);
  let result = known;
  const visit = (cond: number, sense: boolean): void => {
    if (find(graph, cond) === v) result = truthy(result, sense);
    const def = defOf(graph, cond);
    if (def.kind !== "instr") return;
    const instr = def.instr;
    if (instr.op === "unary" && instr.operator === "!") visit(instr.value, !sense);
    else if (instr.op === "binary" && COMPARISONS.has(instr.operator)) {
      if (find(graph, instr.left) === v) result = refine(instr.operator, sense, result, at(instr.right)).left;
      else if (find(graph, instr.right) === v) result = refine(instr.operator, sense, at(instr.left), result).right;
    }
  };
  visit(condition.value, condition.sense);
  return result;
}
