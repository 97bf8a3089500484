/**
 * What the definition of a symbol says that one linear atom cannot: case distinctions and non-linear equations. Every formula relates
 * the mathematical integers that the doubles are (linear-form.ts), so it holds wherever the definition dominates.
 *
 * `split` formulas are linear with a case distinction; `exact` ones use `div`, `mod` and products of symbols.
 */
import type { Formula } from "../../core/formula.js";
import type { Instr } from "../../core/hir.js";
import { isFiniteInteger } from "../facts/fact.js";
import type { FactOrigin, LinearFacts, Point } from "../linear/linear-facts.js";
import { addForms, constantForm, isConstant, scaleForm, symbolForm, type LinearForm } from "../facts/linear-form.js";
import { defOf, find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { MemoryNames } from "../memory/memory-names.js";
import { implies, relate, symbolsOfForms, termOf, type SolverFact } from "./solver-formula.js";

export interface Definitions {
  readonly split: readonly SolverFact[];
  readonly exact: readonly SolverFact[];
}

const NONE: Definitions = { split: [], exact: [] };
const HALF = 2 ** 52;
const ZERO = constantForm(0);
/** Sums and products up to this are exact, with room to spare for the arithmetic of forms. */
const SAFE = 2 ** 49;

/** Results that are a stretch of their receiver, by the two positions given. */
const STRETCHES: ReadonlySet<string> = new Set([
  "Array.prototype.slice",
  "%TypedArray%.prototype.slice",
  "%TypedArray%.prototype.subarray",
  "String.prototype.slice",
  "String.prototype.substring",
]);

interface Collector {
  readonly split: (formula: Formula | null, ...forms: readonly LinearForm[]) => void;
  readonly exact: (formula: Formula | null, ...forms: readonly LinearForm[]) => void;
}

/** Definitions by symbol, remembered. */
export function createDefinitions(
  graph: Graph,
  interpretation: Interpretation,
  memory: MemoryNames,
  facts: LinearFacts,
): (symbol: number) => Definitions {
  const memo = new Map<number, Definitions>();

  const placeOf = (value: number): Point => {
    const v = find(graph, value);
    return { block: graph.blockOf[v] ?? 0, position: graph.positionOf[v] ?? -1 };
  };
  const within = (value: number, at: Point, lo: number, hi: number): boolean => {
    const fact = interpretation.factAt(value, at.block, at.position);
    const n = fact.value.number;
    return n !== null && isFiniteInteger(fact) && n.lo >= lo && n.hi <= hi;
  };

  /**
   * `self = a % b` for a divisor of at least 1. JavaScript's remainder is exact and takes the sign of the dividend: `self = a mod b`
   * for `a >= 0`, `self = -((-a) mod b)` for `a <= 0` (-0 counts as 0).
   */
  const remainder = (self: LinearForm, a: LinearForm, b: LinearForm, into: Collector): void => {
    const minusA = scaleForm(a, -1);
    const minusB = scaleForm(b, -1);
    const less = addForms(a, b, -1);
    into.split(relate(self, "<=", b, 1), self, b);
    if (minusB !== null) into.split(relate(minusB, "<=", self, 1), self, b);
    const positive = relate(ZERO, "<=", a);
    const negative = relate(a, "<=", ZERO);
    into.split(implies([positive], [relate(ZERO, "<=", self), relate(self, "<=", a)]), self, a);
    into.split(implies([negative], [relate(self, "<=", ZERO), relate(a, "<=", self)]), self, a);
    into.split(implies([positive, relate(a, "<=", b, 1)], [relate(self, "==", a)]), self, a, b);
    if (minusB !== null) into.split(implies([negative, relate(minusB, "<=", a, 1)], [relate(self, "==", a)]), self, a, b);
    const twice = scaleForm(b, 2);
    if (twice !== null && less !== null)
      into.split(implies([relate(b, "<=", a), relate(a, "<=", twice, 1)], [relate(self, "==", less)]), self, a, b);
    const add = isConstant(b) ? into.split : into.exact;
    const modulo = (of: LinearForm): Formula => ({
      kind: "compare",
      relation: "==",
      left: termOf(self),
      right: { kind: "mod", left: termOf(of), right: termOf(b) },
    });
    add(implies([positive], [modulo(a)]), self, a, b);
    if (minusA !== null) {
      const mod: Formula = {
        kind: "compare",
        relation: "==",
        left: termOf(scaleForm(self, -1) ?? self),
        right: { kind: "mod", left: termOf(minusA), right: termOf(b) },
      };
      add(implies([negative], [mod]), self, a, b);
    }
  };

  const floorOf = (self: LinearForm, a: LinearForm, b: LinearForm, into: Collector): void => {
    const add = isConstant(b) ? into.split : into.exact;
    add(
      { kind: "compare", relation: "==", left: termOf(self), right: { kind: "div", left: termOf(a), right: termOf(b) } },
      self,
      a,
      b,
    );
    if (!isConstant(b)) {
      into.split(implies([relate(ZERO, "<=", a)], [relate(ZERO, "<=", self), relate(self, "<=", a)]), self, a);
      into.split(implies([relate(ZERO, "<=", a), relate(a, "<=", b, 1)], [relate(self, "==", ZERO)]), self, a, b);
      into.split(implies([relate(b, "<=", a)], [relate(constantForm(1), "<=", self)]), self, a, b);
      // A divisor of at least 2 makes something positive smaller.
      into.split(
        implies([relate(constantForm(2), "<=", b), relate(constantForm(1), "<=", a)], [relate(self, "<=", a, 1)]),
        self,
        a,
        b,
      );
    }
  };

  /**
   * The operands of `value = a / b` for integers `|a| <= 2^52`, `1 <= b <= 2^52`. The rounded quotient never crosses an integer: a
   * quotient that is no integer is at least `1/b` away from the next integer `k`, rounding moves it by at most `|k| * 2^-53`, and
   * `|k| * b <= |a| + b <= 2^53`. Hence floor and ceil of the double are those of the rational number.
   */
  const quotient = (
    value: number,
  ): { readonly dividend: LinearForm; readonly divisor: LinearForm; readonly signed: boolean } | null => {
    const def = defOf(graph, value);
    if (def.kind !== "instr" || def.instr.op !== "binary" || def.instr.operator !== "/") return null;
    const at = placeOf(value);
    const dividend = facts.form(def.instr.left, at);
    const divisor = facts.form(def.instr.right, at);
    if (dividend === null || divisor === null) return null;
    if (!within(def.instr.left, at, -HALF, HALF) || !within(def.instr.right, at, 1, HALF)) return null;
    return { dividend, divisor, signed: !within(def.instr.left, at, 0, HALF) };
  };

  /**
   * Where the size of a result is not known beforehand, linear-form.ts leaves it a symbol. It is the exact result wherever the exact
   * result is small: such an integer is a double, and IEEE arithmetic then returns it.
   */
  const whenSmall = (self: LinearForm, result: LinearForm | null, into: Collector): void => {
    if (result === null) return;
    const [only] = self.terms;
    if (only !== undefined && result.terms.some(([s]) => s === only[0])) return;
    into.split(
      implies(
        [relate(constantForm(-SAFE), "<=", result), relate(result, "<=", constantForm(SAFE))],
        [relate(self, "==", result)],
      ),
      self,
      result,
    );
  };

  const ofBinary = (instr: Extract<Instr, { op: "binary" }>, at: Point, self: LinearForm, into: Collector): void => {
    const a = facts.form(instr.left, at);
    const b = facts.form(instr.right, at);
    if (a === null || b === null) return;
    switch (instr.operator) {
      case "+":
        whenSmall(self, addForms(a, b, 1), into);
        return;
      case "-":
        whenSmall(self, addForms(a, b, -1), into);
        return;
      case "*":
        whenSmall(self, facts.multiply(a, b), into);
        return;
      case "%":
        if (within(instr.right, at, 1, 2 ** 53)) remainder(self, a, b, into);
        return;
      case ">>":
        // ToInt32 is the identity on 32-bit integers, and the arithmetic shift rounds down.
        if (isConstant(b) && b.constant >= 0 && b.constant <= 31 && within(instr.left, at, -(2 ** 31), 2 ** 31 - 1))
          floorOf(self, a, constantForm(2 ** b.constant), into);
        return;
      case ">>>":
        if (isConstant(b) && b.constant >= 0 && b.constant <= 31 && within(instr.left, at, 0, 2 ** 32 - 1))
          floorOf(self, a, constantForm(2 ** b.constant), into);
        return;
      case "&":
        for (const [value, mask] of [
          [a, b],
          [b, a],
        ] as const) {
          // ToInt32 keeps the value modulo 2^32, so the low bits of any integer are its remainder.
          const size = mask.constant + 1;
          if (isConstant(mask) && size >= 2 && size <= 2 ** 31 && Number.isInteger(Math.log2(size)))
            into.split(
              {
                kind: "compare",
                relation: "==",
                left: termOf(self),
                right: { kind: "mod", left: termOf(value), right: { kind: "constant", value: size } },
              },
              self,
              value,
            );
        }
        return;
      default:
        return;
    }
  };

  const ofCall = (instr: Extract<Instr, { op: "callMethod" }>, v: number, at: Point, self: LinearForm, into: Collector): void => {
    const outcome = interpretation.outcomeAt(instr, at.block, at.position);
    const name = outcome.model?.intrinsic ?? "";
    const choices = facts.choices(v);
    if (choices !== null) {
      const cases = choices.map((choice) => relate(self, "==", choice));
      const known = cases.filter((f) => f !== null);
      if (known.length === cases.length) into.split({ kind: "or", formulas: known }, self, ...choices);
      return;
    }
    const argument = outcome.args[0];
    if (argument === undefined || outcome.args.length !== 1) return;
    if (name === "Math.abs") {
      const part = facts.form(argument, at);
      const minus = part && scaleForm(part, -1);
      if (part === null || minus === null) return;
      into.split(implies([relate(ZERO, "<=", part)], [relate(self, "==", part)]), self, part);
      into.split(implies([relate(part, "<=", ZERO)], [relate(self, "==", minus)]), self, part);
      return;
    }
    if (name !== "Math.floor" && name !== "Math.trunc" && name !== "Math.ceil") return;
    const parts = quotient(argument);
    if (parts === null) return;
    const { dividend, divisor, signed } = parts;
    if (name === "Math.ceil") {
      const minusSelf = scaleForm(self, -1);
      const minus = scaleForm(dividend, -1);
      if (minusSelf !== null && minus !== null) floorOf(minusSelf, minus, divisor, into);
    } else if (name === "Math.floor" || !signed) floorOf(self, dividend, divisor, into);
  };

  /** Length of `x.slice(from, to)` and its like, when both positions are in order and in range. */
  const ofStretch = (v: number, self: LinearForm, root: number, into: Collector): void => {
    const r = find(graph, root);
    const def = defOf(graph, r);
    if (def.kind !== "instr" || def.instr.op !== "callMethod" || def.instr.out !== r) return;
    const at = placeOf(r);
    const outcome = interpretation.outcomeAt(def.instr, at.block, at.position);
    if (outcome.model === null || !STRETCHES.has(outcome.model.intrinsic)) return;
    if (def.instr.args.some((arg) => arg.spread)) return;
    const [first, second] = outcome.args;
    if (first === undefined || outcome.args.length > 2) return;
    const before = memory.lengthBefore.get(r);
    if (before === undefined || find(graph, before) === v) return;
    const size = facts.form(before, at);
    const from = facts.form(first, at);
    const to = second === undefined ? size : facts.form(second, at);
    if (size === null || from === null || to === null) return;
    const difference = addForms(to, from, -1);
    if (difference === null) return;
    into.split(
      implies([relate(ZERO, "<=", from), relate(from, "<=", to), relate(to, "<=", size)], [relate(self, "==", difference)]),
      self,
      from,
      to,
      size,
    );
  };

  /**
   * `object[key] = value` for an integer key: a key below the length, negative ones included, leaves the length of every array as it
   * was, this one's and any other's. Nothing else may have run.
   */
  const ofStore = (v: number, after: number, previous: number, self: LinearForm, into: Collector): void => {
    const cause = graph.defs[after];
    if (cause?.kind !== "instr" || cause.instr.op !== "setElem") return;
    const at: Point = { block: graph.blockOf[after] ?? 0, position: graph.positionOf[after] ?? 0 };
    const outcome = interpretation.outcomeAt(cause.instr, at.block, at.position);
    if (outcome.runsUnknown || outcome.callee !== null || find(graph, previous) === v) return;
    const key = facts.form(cause.instr.key, at);
    const before = facts.form(previous, at);
    if (key === null || before === null) return;
    into.split(implies([relate(key, "<=", before, 1)], [relate(self, "==", before)]), self, key, before);
  };

  const compute = (v: number): Definitions => {
    const def = defOf(graph, v);
    if (find(graph, v) !== v || (def.kind !== "instr" && def.kind !== "changed" && def.kind !== "initial")) return NONE;
    const split: SolverFact[] = [];
    const exact: SolverFact[] = [];
    const origins: readonly FactOrigin[] = [{ kind: "definition", value: v }];
    const adder =
      (list: SolverFact[]): Collector["split"] =>
      (formula, ...forms) => {
        if (formula !== null) list.push({ formula, symbols: symbolsOfForms(...forms), origins });
      };
    const into: Collector = { split: adder(split), exact: adder(exact) };
    const self = symbolForm(v);
    const at = placeOf(v);
    if (def.kind === "instr") {
      if (def.instr.op === "binary") ofBinary(def.instr, at, self, into);
      else if (def.instr.op === "callMethod") ofCall(def.instr, v, at, self, into);
      else if (
        def.instr.op === "toNumeric" ||
        (def.instr.op === "unary" && (def.instr.operator === "+" || def.instr.operator === "-"))
      ) {
        // Whatever their size, numbers stay themselves and negation is exact.
        const inner = facts.form(def.instr.value, at);
        const same = inner && (def.instr.op === "unary" && def.instr.operator === "-" ? scaleForm(inner, -1) : inner);
        if (same !== null) into.split(relate(self, "==", same), self, same);
      } else if (def.instr.op === "increment") {
        const inner = facts.form(def.instr.value, at);
        whenSmall(self, inner && addForms(inner, constantForm(1), def.instr.by), into);
      }
    } else if (def.location.kind === "length") {
      if (def.kind === "changed") ofStore(v, def.after, def.previous, self, into);
      else ofStretch(v, self, def.location.root, into);
    }
    return { split, exact };
  };

  return (symbol) => {
    if (symbol >= graph.defs.length) return NONE;
    let known = memo.get(symbol);
    if (known === undefined) {
      known = compute(symbol);
      memo.set(symbol, known);
    }
    return known;
  };
}
