/** What the definition of a value or of a length version says beyond its linear form: inequalities, remainders, quotients. */
import { staysAmongIndices } from "../interpretation/index-keys.js";
import type { LinearAtom } from "../../core/formula.js";
import { isFiniteInteger, isNumberOnly, type Fact } from "../facts/fact.js";
import { defOf, find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { EXACT, type FactOrigin, type LinearFact, type LinearFacts, type Point } from "./linear-facts.js";
import {
  addForms,
  atMost,
  atomOf,
  constantForm,
  isConstant,
  scaleForm,
  symbolForm,
  type LinearForm,
} from "../facts/linear-form.js";
import type { MemoryNames } from "../memory/memory-names.js";
import type { Relation } from "../interpretation/model.js";

/** Of the function at hand; see `linearFacts`. */
export interface DefinitionContext {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly memory: MemoryNames;
  readonly guardFacts: boolean;
  readonly form: LinearFacts["form"];
  readonly fact: (value: number, at: Point) => Fact;
  readonly defPoint: (value: number) => Point;
  /** A finite integer of that range at the point. */
  readonly within: (value: number, at: Point, lo: number, hi: number) => boolean;
  readonly relationForm: (relation: Relation, subject: number, before: number, instrOut: number) => LinearForm | null;
  readonly changedRelation: (value: number) => readonly Relation[];
  readonly initialRelations: (root: number) => readonly Relation[];
  /** A symbol of its own for each key. */
  readonly auxiliarySymbol: (key: string) => number;
}

export function linearDefinitions(context: DefinitionContext): (v: number, at: Point) => LinearFact[] {
  const { graph, interpretation, memory, guardFacts, form, fact, defPoint, within } = context;
  const { relationForm, changedRelation, initialRelations, auxiliarySymbol } = context;

  /** What the definition of symbol `v` says beyond its linear form; bounds at `at` included. */
  const definitionFacts = (v: number, at: Point): LinearFact[] => {
    const found: LinearFact[] = [];
    const add = (f: LinearForm | null, relation: LinearAtom["relation"], origin: FactOrigin): void => {
      if (f !== null && !isConstant(f)) found.push({ atom: atomOf(f, relation), origin });
    };
    const self = symbolForm(v);
    const here = fact(v, at);
    const n = here.value.number;
    const range: FactOrigin = { kind: "range", value: v };
    if (n !== null && isFiniteInteger(here)) {
      if (Math.abs(n.lo) < 2 ** 50) add(atMost(constantForm(n.lo), self), "<=", range);
      if (Math.abs(n.hi) < 2 ** 50) add(atMost(self, constantForm(n.hi)), "<=", range);
      if (n.modulus > 1 && n.modulus < 2 ** 31) {
        // One question may speak of several places, where the same value is a multiple of different numbers: each has a quotient of its own.
        const key = `mod${String(v)}:${String(n.modulus)}:${String(n.residue)}`;
        const quotient = scaleForm(symbolForm(auxiliarySymbol(key)), n.modulus);
        const rest = quotient && addForms(self, quotient, -1);
        add(rest && addForms(rest, constantForm(n.residue), -1), "==", range);
      }
    }
    const origin: FactOrigin = { kind: "definition", value: v };
    const def = defOf(graph, v);
    // Where the symbol is used, its operands still are what it was computed from (graph.ts): what was learned of them since counts too.
    const home = at;
    const own = defPoint(v);
    // It stands for itself in facts from elsewhere, though its definition is exact here.
    const expanded = form(v, at);
    if (expanded !== null && (expanded.terms.length !== 1 || expanded.terms[0]?.[0] !== v))
      add(addForms(self, expanded, -1), "==", origin);
    if (def.kind === "changed" && def.location.kind === "length") {
      for (const relation of changedRelation(v)) {
        const other = relationForm(relation, v, def.previous, def.after);
        if (other === null) continue;
        if (relation.relation !== ">=") add(atMost(self, other), "<=", origin);
        if (relation.relation !== "<=") add(atMost(other, self), "<=", origin);
      }
      const cause = graph.defs[def.after];
      const { location } = def;
      if (cause?.kind === "instr" && cause.instr.op === "setElem") {
        const place: Point = { block: graph.blockOf[def.after] ?? 0, position: graph.positionOf[def.after] ?? 0 };
        const outcome = interpretation.outcomeAt(cause.instr, place.block, place.position);
        const previous = form(def.previous, place);
        if (
          !outcome.runsUnknown &&
          previous !== null &&
          isNumberOnly(interpretation.factAt(cause.instr.key, place.block, place.position))
        ) {
          // A store under a number never shortens an array: not this one, nor another that may be the same. A guard that passes lets it
          // grow by one element.
          add(atMost(previous, self), "<=", origin);
          if (guardFacts && cause.instr.site !== null) add(atMost(self, previous, -1), "<=", origin);
          // A key that is an index is below the new length.
          const { object } = cause.instr;
          const isOwn = find(graph, object) === find(graph, location.root);
          const context = interpretation.contextAt(place.block, place.position);
          const isIndex = isOwn && staysAmongIndices(context, object, context.fact(cause.instr.key).value.number);
          const key = isIndex ? form(cause.instr.key, { block: place.block, position: place.position + 1 }) : null;
          if (key !== null && guardFacts && cause.instr.site !== null) add(atMost(key, self, 1), "<=", origin);
        }
      }
      return found;
    }
    if (def.kind === "initial" && def.location.kind === "length") {
      for (const relation of initialRelations(def.location.root)) {
        if (relation.relation === "==") continue;
        const root = find(graph, def.location.root);
        const other = relationForm(relation, -1, memory.lengthBefore.get(root) ?? -1, root);
        if (other === null) continue;
        if (relation.relation === "<=") add(atMost(self, other), "<=", origin);
        else add(atMost(other, self), "<=", origin);
      }
      return found;
    }
    if (def.kind !== "instr") return found;
    const { instr } = def;
    if (instr.op === "binary") {
      const left = form(instr.left, home);
      const right = form(instr.right, home);
      const nonNegative = (value: number): boolean => within(value, home, 0, EXACT);
      switch (instr.operator) {
        case "%":
          if (left === null || right === null || !nonNegative(instr.left) || !within(instr.right, home, 1, EXACT)) break;
          add(atMost(self, right, 1), "<=", origin);
          add(atMost(self, left), "<=", origin);
          if (isConstant(right) && right.constant < 2 ** 31) {
            const quotient = scaleForm(symbolForm(auxiliarySymbol(`rem${String(v)}:${String(right.constant)}`)), right.constant);
            const sum = quotient && addForms(self, quotient, 1);
            add(sum && addForms(left, sum, -1), "==", origin);
          }
          break;
        case "&":
          if (right !== null && within(instr.right, home, 0, 2 ** 31 - 1)) add(atMost(self, right), "<=", origin);
          if (left !== null && within(instr.left, home, 0, 2 ** 31 - 1)) add(atMost(self, left), "<=", origin);
          break;
        case "|":
          if (within(instr.left, home, 0, 2 ** 31 - 1) && within(instr.right, home, 0, 2 ** 31 - 1)) {
            if (left !== null) add(atMost(left, self), "<=", origin);
            if (right !== null) add(atMost(right, self), "<=", origin);
          }
          // `(a / b) | 0`: truncation towards zero.
          if (right !== null && isConstant(right) && right.constant === 0)
            quotientFacts(instr.left, { self, place: at, wraps: true }, add, origin);
          break;
        case "<<":
          // For x >= 0 the int32 result differs from x * 2^k by a multiple of 2^32 and is below 2^31: it is never more.
          if (
            left !== null &&
            right !== null &&
            isConstant(right) &&
            right.constant >= 0 &&
            right.constant < 31 &&
            nonNegative(instr.left)
          ) {
            const scaled = scaleForm(left, 2 ** right.constant);
            if (scaled !== null) add(atMost(self, scaled), "<=", origin);
          }
          break;
        case ">>":
        case ">>>": {
          const limit = instr.operator === ">>" ? 2 ** 31 - 1 : 2 ** 32 - 1;
          if (right === null || !isConstant(right) || right.constant < 0 || right.constant > 31) {
            if (left !== null && within(instr.left, home, 0, limit)) add(atMost(self, left), "<=", origin);
            break;
          }
          if (left !== null && within(instr.left, home, 0, EXACT)) {
            // For x >= 0 of any size, ToInt32(x) and ToUint32(x) are at most x: 2^k * result <= x. Equal unless x wraps: floor(x / 2^k).
            const scaled = scaleForm(self, 2 ** right.constant);
            if (scaled !== null) {
              add(atMost(scaled, left), "<=", origin);
              if (within(instr.left, home, 0, limit)) add(atMost(left, scaled, 1 - 2 ** right.constant), "<=", origin);
            }
          }
          if (right.constant === 0) quotientFacts(instr.left, { self, place: at, wraps: true }, add, origin);
          break;
        }
        default:
          break;
      }
    } else if (instr.op === "callMethod") {
      const outcome = interpretation.outcomeAt(instr, own.block, own.position);
      const { model } = outcome;
      if (model === null) return found;
      if (model.intrinsic === "Math.min" || model.intrinsic === "Math.max") {
        for (const arg of outcome.args) {
          const part = form(arg, home);
          if (part !== null) add(model.intrinsic === "Math.min" ? atMost(self, part) : atMost(part, self), "<=", origin);
        }
      } else if (model.intrinsic === "Math.floor" || model.intrinsic === "Math.trunc") {
        const arg = outcome.args[0];
        if (arg !== undefined) quotientFacts(arg, { self, place: at, wraps: false }, add, origin);
      } else if (model.intrinsic === "Math.abs") {
        const part = outcome.args[0] === undefined ? null : form(outcome.args[0], home);
        if (part !== null) {
          add(atMost(part, self), "<=", origin);
          const negated = scaleForm(part, -1);
          if (negated !== null) add(atMost(negated, self), "<=", origin);
        }
      }
      for (const relation of model.relations) {
        if (relation.subject !== "result" || relation.relation === "==") continue;
        const other = relationForm(relation, v, memory.lengthBefore.get(instr.out) ?? -1, instr.out);
        if (other === null) continue;
        if (relation.relation === "<=") add(atMost(self, other), "<=", origin);
        else add(atMost(other, self), "<=", origin);
      }
    }
    return found;
  };

  /**
   * `q = floor(a / b)` for integers `0 <= a <= 2^52` and constant `1 <= b <= 2^31`: the rounded quotient never crosses an integer there, since
   * `a/b` lies at least `1/b` below the next integer `k` and `k * 2^-53 < 1/b`.
   */
  const quotientFacts = (
    value: number,
    { self, place, wraps }: { readonly self: LinearForm; readonly place: Point; readonly wraps: boolean },
    add: (f: LinearForm | null, relation: LinearAtom["relation"], origin: FactOrigin) => void,
    origin: FactOrigin,
  ): void => {
    const def = defOf(graph, value);
    if (def.kind !== "instr" || def.instr.op !== "binary" || def.instr.operator !== "/") return;
    const dividend = form(def.instr.left, place);
    const divisor = form(def.instr.right, place);
    if (dividend === null || divisor === null || !isConstant(divisor) || divisor.constant < 1 || divisor.constant > 2 ** 31)
      return;
    if (!within(def.instr.left, place, 0, 2 ** 52)) return;
    // `| 0` and `>> 0` wrap beyond 31 bits.
    if (wraps && (fact(def.instr.left, place).value.number?.hi ?? Infinity) / divisor.constant >= 2 ** 31) return;
    const scaled = scaleForm(self, divisor.constant);
    if (scaled === null) return;
    add(atMost(scaled, dividend), "<=", origin);
    add(atMost(dividend, scaled, 1 - divisor.constant), "<=", origin);
  };
  return definitionFacts;
}
