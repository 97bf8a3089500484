/**
 * From SSA definitions to linear forms and facts at a program point. A fact is a linear atom with its origin, so that a proof can name
 * what it used.
 */
import { byPoint } from "./by-point.js";
import type { LinearAtom } from "../../core/formula.js";
import type { BinaryOperator } from "../../core/hir.js";
import { calleeFacts } from "../memory/callee-facts.js";
import { guardFactsOf } from "./guard-facts.js";
import { slotFacts } from "../fields/slot-facts.js";
import { isFiniteInteger, type Fact } from "../facts/fact.js";
import { defOf, find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { linearDefinitions } from "./linear-definitions.js";
import { addForms, constantForm, divideForm, isConstant, scaleForm, symbolForm, type LinearForm } from "../facts/linear-form.js";
import { linearTests } from "./linear-tests.js";
import type { MemoryNames } from "../memory/memory-names.js";
import type { Relation } from "../interpretation/model.js";
import { createSharpener } from "../interpretation/sharpen.js";

export type FactOrigin =
  /** Bounds of the abstract domain. */
  | { readonly kind: "range"; readonly value: number }
  /** What the definition of a value implies. */
  | { readonly kind: "definition"; readonly value: number }
  /** A comparison that dominates. */
  | { readonly kind: "test"; readonly decided: number; readonly left: number; readonly right: number }
  /** The guard of an earlier site passed. */
  | { readonly kind: "guard"; readonly instr: number }
  /** What a compiled callee ensures when it has returned. */
  | { readonly kind: "callee"; readonly instr: number }
  /** What holds between slots of one object (slot-relations.ts), of these values read from them. */
  | { readonly kind: "slots"; readonly values: readonly number[] }
  | { readonly kind: "invariant"; readonly index: number }
  /** A claim about the elements of an array (element-claims.ts). */
  | { readonly kind: "element"; readonly index: number }
  /** Every caller of the closed function checks what it requires. */
  | { readonly kind: "callers" }
  /** Derived with the help of a proof that used these. */
  | { readonly kind: "lemma"; readonly used: readonly FactOrigin[] };

export interface LinearFact {
  readonly atom: LinearAtom;
  readonly origin: FactOrigin;
  /** For facts handed in by the caller: whether they hold in another block too (an invariant does below its join). */
  readonly holdsAt?: (block: number) => boolean;
}

export interface Point {
  readonly block: number;
  readonly position: number;
}

export const EXACT = 2 ** 53;

function insideExact(fact: Fact): boolean {
  const n = fact.value.number;
  return n !== null && n.lo > -EXACT && n.hi < EXACT;
}

/** A symbol that is no SSA value: a product of two symbols, or a quotient. */
interface ProductSymbol {
  readonly left: number;
  readonly right: number;
}

export interface LinearFacts {
  /** What is known of a value at a point, later tests of its operands included (sharpen.ts). */
  readonly fact: (value: number, at: Point) => Fact;
  /** The exact linear form of a value at a point, or null when it is not shown to be a finite integer there. */
  readonly form: (value: number, at: Point) => LinearForm | null;
  /** Facts that hold at the point and mention symbols connected with `symbols`; `more` are further facts that hold there (invariants). */
  readonly factsFor: (symbols: Iterable<number>, at: Point, more: readonly LinearFact[]) => LinearFact[];
  /** Where facts about elements that were read come from, from now on. */
  readonly setElements: (factsAt: (at: Point) => readonly LinearFact[]) => void;
  /** Disequalities that hold at the point: forms known to be non-zero. */
  readonly disequalities: (at: Point) => readonly { readonly form: LinearForm; readonly origin: FactOrigin }[];
  readonly product: (symbol: number) => ProductSymbol | null;
  /** For the result of `Math.min` or `Math.max` of finite integers: the forms it is one of. */
  readonly choices: (symbol: number) => readonly LinearForm[] | null;
  readonly multiply: (a: LinearForm, b: LinearForm) => LinearForm | null;
  readonly products: (symbols: Iterable<number>) => readonly number[];
  /** Comparisons that dominate the block, innermost last, as atoms. */
  readonly testsAt: (block: number) => readonly LinearFact[];
  readonly edgeTests: (from: number, to: number) => readonly LinearFact[];
  /** The definition of the symbol ties it to another. */
  readonly related: (symbol: number) => boolean;
  /** The instruction whose store made a length version, with the lengths before and after. */
  readonly storeVersions: (symbols: Iterable<number>) => readonly number[];
}

/** What was found out of a point: goals are many, and most are asked of the same few points. */
interface AtPoint {
  readonly forms: Map<number, LinearForm | null>;
  readonly definitions: Map<number, readonly LinearFact[]>;
  /** Facts that hold there whatever is asked; null: not looked for yet. */
  standing: readonly LinearFact[] | null;
}

export function linearFacts(graph: Graph, interpretation: Interpretation, memory: MemoryNames, guardFacts: boolean): LinearFacts {
  const { cfg } = graph;
  const knownAt = byPoint((): AtPoint => ({ forms: new Map(), definitions: new Map(), standing: null }));
  const productByKey = new Map<string, number>();
  const productSymbols = new Map<number, ProductSymbol>();
  let nextSymbol = 1_000_000_000;
  const auxiliary = new Map<string, number>();

  const sharpen = createSharpener(graph, interpretation);
  const fact = (value: number, at: Point): Fact => sharpen(value, at.block, at.position);
  const defPoint = (value: number): Point => {
    const v = find(graph, value);
    return { block: graph.blockOf[v] ?? 0, position: graph.positionOf[v] ?? -1 };
  };

  const productSymbol = (a: number, b: number): number => {
    const [left, right] = a <= b ? [a, b] : [b, a];
    const key = `${String(left)}*${String(right)}`;
    let symbol = productByKey.get(key);
    if (symbol === undefined) {
      symbol = nextSymbol++;
      productByKey.set(key, symbol);
      productSymbols.set(symbol, { left, right });
    }
    return symbol;
  };
  const auxiliarySymbol = (key: string): number => {
    let symbol = auxiliary.get(key);
    if (symbol === undefined) {
      symbol = nextSymbol++;
      auxiliary.set(key, symbol);
    }
    return symbol;
  };
  const multiply = (a: LinearForm, b: LinearForm): LinearForm | null => {
    if (isConstant(a)) return scaleForm(b, a.constant);
    if (isConstant(b)) return scaleForm(a, b.constant);
    if (a.terms.length * b.terms.length > 9) return null;
    let result: LinearForm | null = constantForm(a.constant * b.constant);
    for (const [s, c] of a.terms) {
      if (productSymbols.has(s)) return null;
      result = result && addForms(result, symbolForm(s), c * b.constant);
      for (const [t, d] of b.terms) {
        if (productSymbols.has(t)) return null;
        result = result && addForms(result, symbolForm(productSymbol(s, t)), c * d);
      }
    }
    for (const [t, d] of b.terms) result = result && addForms(result, symbolForm(t), d * a.constant);
    return result;
  };

  const form = (value: number, at: Point): LinearForm | null => {
    const v = find(graph, value);
    // The position counts: a guard passed earlier in the same block shows more than its own site may use.
    const { forms } = knownAt(at);
    const known = forms.get(v);
    if (known !== undefined) return known;
    const here = fact(v, at);
    let result: LinearForm | null = null;
    if (isFiniteInteger(here)) {
      const n = here.value.number;
      if (n !== null && n.lo === n.hi && Math.abs(n.lo) < 2 ** 50) result = constantForm(n.lo === 0 ? 0 : n.lo);
      else
        result =
          (insideExact(here) || insideExact(fact(v, defPoint(v))) ? (expand(v, defPoint(v)) ?? expand(v, at)) : null) ??
          symbolForm(v);
    }
    forms.set(v, result);
    return result;
  };

  /**
   * Expands a definition whose result is known to be an exact integer, by what is known of its operands at `at`: the place of the
   * definition or a later one, where they still are what it was computed from (graph.ts).
   */
  const expand = (v: number, at: Point): LinearForm | null => {
    const def = defOf(graph, v);
    const home = defPoint(v);
    if (def.kind === "initial" && def.location.kind === "length") return initialLengthForm(def.location.root);
    if (def.kind === "changed" && def.location.kind === "length") {
      const relation = changedRelation(v).find((r) => r.relation === "==");
      return relation === undefined ? null : relationForm(relation, v, def.previous, def.after);
    }
    if (def.kind !== "instr") return null;
    const { instr } = def;
    switch (instr.op) {
      case "binary": {
        const left = form(instr.left, at);
        const right = form(instr.right, at);
        if (left === null || right === null) return null;
        return expandBinary(instr.operator, instr.left, left, right, at);
      }
      case "increment": {
        const inner = form(instr.value, at);
        return inner && addForms(inner, constantForm(1), instr.by);
      }
      case "toNumeric":
        return form(instr.value, at);
      case "unary": {
        if (instr.operator !== "+" && instr.operator !== "-") return null;
        const inner = form(instr.value, at);
        return inner && (instr.operator === "+" ? inner : scaleForm(inner, -1));
      }
      case "getProp":
      case "callMethod": {
        const outcome = interpretation.outcomeAt(instr, home.block, home.position);
        const name = outcome.model?.intrinsic ?? "";
        const only = outcome.args[0];
        if (
          only !== undefined &&
          outcome.args.length === 1 &&
          ["Math.floor", "Math.ceil", "Math.round", "Math.trunc"].includes(name)
        )
          return form(only, at);
        const exact = outcome.model?.relations.find((r) => r.subject === "result" && r.relation === "==");
        return exact === undefined ? null : relationForm(exact, v, memory.lengthBefore.get(instr.out) ?? -1, instr.out);
      }
      case "call": {
        const outcome = interpretation.outcomeAt(instr, home.block, home.position);
        const only = outcome.args[0];
        return outcome.model?.intrinsic === "Number" && only !== undefined ? form(only, at) : null;
      }
      default:
        return null;
    }
  };

  const within = (value: number, at: Point, lo: number, hi: number): boolean => {
    const n = fact(value, at).value.number;
    return n !== null && isFiniteInteger(fact(value, at)) && n.lo >= lo && n.hi <= hi;
  };

  const expandBinary = (
    operator: BinaryOperator,
    l: number,
    left: LinearForm,
    right: LinearForm,
    at: Point,
  ): LinearForm | null => {
    switch (operator) {
      case "+":
        return addForms(left, right, 1);
      case "-":
        return addForms(left, right, -1);
      case "*":
        return multiply(left, right);
      case "/":
        // An integer quotient of exact integers is exact.
        return isConstant(right) ? divideForm(left, right.constant) : null;
      case "<<":
        // ToInt32 is the identity and the shift a multiplication when nothing overflows.
        if (
          isConstant(right) &&
          right.constant >= 0 &&
          right.constant < 31 &&
          within(l, at, -(2 ** (31 - right.constant)), 2 ** (31 - right.constant) - 1)
        )
          return scaleForm(left, 2 ** right.constant);
        return null;
      case "|":
      case ">>":
        if (isConstant(right) && right.constant === 0 && within(l, at, -(2 ** 31), 2 ** 31 - 1)) return left;
        return null;
      case ">>>":
        if (isConstant(right) && right.constant === 0 && within(l, at, 0, 2 ** 32 - 1)) return left;
        return null;
      default:
        return null;
    }
  };

  const relationForm = (relation: Relation, subject: number, before: number, instrOut: number): LinearForm | null => {
    const def = graph.defs[instrOut];
    if (def?.kind !== "instr") return null;
    const at: Point = { block: graph.blockOf[instrOut] ?? 0, position: graph.positionOf[instrOut] ?? 0 };
    const outcome = interpretation.outcomeAt(def.instr, at.block, at.position);
    let result: LinearForm | null = constantForm(relation.constant);
    for (const term of relation.terms) {
      let value: number | undefined;
      if (term.kind === "before") value = before;
      else if (term.kind === "argument") value = outcome.args[term.index];
      else value = memory.argumentLength.get(`${String(instrOut)}/${String(term.index)}`);
      if (value === undefined || value < 0 || find(graph, value) === subject) return null;
      const part = form(value, at);
      if (part === null) return null;
      result = result && addForms(result, part, 1);
    }
    return result;
  };

  const initialRelations = (root: number): readonly Relation[] => {
    const r = find(graph, root);
    const def = defOf(graph, r);
    if (def.kind !== "instr" || def.instr.out !== r) return [];
    const outcome = interpretation.outcomeAt(def.instr, graph.blockOf[r] ?? 0, graph.positionOf[r] ?? 0);
    return outcome.model?.relations.filter((relation) => relation.subject === "resultLength") ?? [];
  };
  const initialLengthForm = (root: number): LinearForm | null => {
    const r = find(graph, root);
    const def = defOf(graph, r);
    if (def.kind !== "instr") return null;
    if (def.instr.op === "const" && def.instr.value.kind === "string") return constantForm(def.instr.value.value.length);
    const relation = initialRelations(r).find((x) => x.relation === "==");
    // A typed array made from a number has that length only if the number is a non-negative integer; a negative one throws.
    return relation === undefined ? null : relationForm(relation, -1, memory.lengthBefore.get(r) ?? -1, r);
  };

  const changedRelation = (v: number): readonly Relation[] => {
    const def = defOf(graph, v);
    if (def.kind !== "changed" || def.location.kind !== "length") return [];
    const { location } = def;
    const cause = graph.defs[def.after];
    if (cause?.kind !== "instr" || cause.instr.op === "aborted") return [];
    const outcome = interpretation.outcomeAt(cause.instr, graph.blockOf[def.after] ?? 0, graph.positionOf[def.after] ?? 0);
    if (outcome.runsUnknown || outcome.callee !== null) return [];
    // Only when exactly this object is resized, not one that may be the same.
    const own = outcome.resizes.filter((r) => find(graph, r.object) === find(graph, location.root));
    const resize = own[0];
    if (resize === undefined) return [];
    if (resize.how === "set")
      return [{ subject: "receiverLength", relation: "==", terms: [{ kind: "argument", index: 0 }], constant: 0 }];
    return resize.relations.filter((r) => r.subject === "receiverLength");
  };

  const { testsAt, edgeTests } = linearTests(graph, interpretation, form);
  const guardsAt = guardFactsOf({ graph, interpretation, memory, guardFacts, form });
  const ensured = calleeFacts({ graph, interpretation, memory, form });
  const related = slotFacts({ graph, interpretation, memory, form, multiply });

  const defined = linearDefinitions({
    graph,
    interpretation,
    memory,
    guardFacts,
    form,
    fact,
    defPoint,
    within,
    relationForm,
    changedRelation,
    initialRelations,
    auxiliarySymbol,
  });

  const definitionFacts = (v: number, at: Point): readonly LinearFact[] => {
    const { definitions } = knownAt(at);
    let known = definitions.get(v);
    if (known === undefined) definitions.set(v, (known = defined(v, at)));
    return known;
  };
  const standingAt = (at: Point): readonly LinearFact[] =>
    (knownAt(at).standing ??= [...testsAt(at.block), ...guardsAt(at), ...ensured(at), ...related(at)]);

  let elementsAt: (at: Point) => readonly LinearFact[] = () => [];
  const factsFor: LinearFacts["factsFor"] = (symbols, at, more) => {
    const result: LinearFact[] = [];
    const seen = new Set<number>();
    const work = [...symbols];
    const note = (f: LinearFact): void => {
      result.push(f);
      for (const s of f.atom.symbols) if (!seen.has(s)) work.push(s);
    };
    const loose = [...standingAt(at), ...elementsAt(at), ...more];
    const taken = new Uint8Array(loose.length);
    for (;;) {
      for (let s = work.pop(); s !== undefined; s = work.pop()) {
        if (seen.has(s)) continue;
        seen.add(s);
        const product = productSymbols.get(s);
        if (product !== undefined) {
          work.push(product.left, product.right);
          continue;
        }
        if (s >= 1_000_000_000) continue;
        for (const f of definitionFacts(s, at)) note(f);
      }
      let grew = false;
      for (const [k, f] of loose.entries()) {
        if (taken[k] === 1 || !f.atom.symbols.some((s) => seen.has(s))) continue;
        taken[k] = 1;
        grew = true;
        note(f);
      }
      if (!grew && work.length === 0) return result;
    }
  };

  const disequalities: LinearFacts["disequalities"] = (at) => {
    const result: { form: LinearForm; origin: FactOrigin }[] = [];
    for (let b = at.block; ; b = cfg.idom[b] ?? 0) {
      for (const c of interpretation.index.comparisons.get(b) ?? []) {
        const differs =
          ((c.operator === "!==" || c.operator === "!=") && c.sense) ||
          ((c.operator === "===" || c.operator === "==") && !c.sense);
        if (!differs) continue;
        const left = form(c.left, { block: b, position: -1 });
        const right = form(c.right, { block: b, position: -1 });
        const difference = left && right && addForms(left, right, -1);
        if (difference && !isConstant(difference))
          result.push({ form: difference, origin: { kind: "test", decided: c.decided, left: c.left, right: c.right } });
      }
      if (b === 0) return result;
    }
  };

  const choices: LinearFacts["choices"] = (symbol) => {
    const def = symbol < graph.defs.length ? defOf(graph, symbol) : null;
    if (def?.kind !== "instr" || def.instr.op !== "callMethod" || (def.instr.name !== "min" && def.instr.name !== "max"))
      return null;
    const home = defPoint(symbol);
    const outcome = interpretation.outcomeAt(def.instr, home.block, home.position);
    if (outcome.model?.intrinsic !== "Math.min" && outcome.model?.intrinsic !== "Math.max") return null;
    const forms = outcome.args.map((arg) => form(arg, home));
    const known = forms.filter((f) => f !== null);
    return known.length === forms.length && known.length > 0 && known.length <= 4 ? known : null;
  };

  return {
    fact,
    form,
    choices,
    setElements: (source) => (elementsAt = source),
    factsFor,
    disequalities,
    product: (symbol) => productSymbols.get(symbol) ?? null,
    multiply,
    products: (symbols) => [...symbols].filter((s) => productSymbols.has(s)),
    testsAt,
    edgeTests,
    related: (symbol) =>
      definitionFacts(symbol, defPoint(symbol)).some((f) => f.origin.kind !== "range" && f.atom.symbols.length > 1),
    storeVersions: (symbols) =>
      [...symbols].filter((s) => {
        const def = s < 1_000_000_000 ? defOf(graph, s) : null;
        if (def?.kind !== "changed" || def.location.kind !== "length") return false;
        const cause = graph.defs[def.after];
        if (cause?.kind !== "instr" || cause.instr.op !== "setElem") return false;
        // Only a store that certainly runs nothing and resizes nothing else: a data element of a genuine array.
        return !interpretation.outcomeAt(cause.instr, graph.blockOf[def.after] ?? 0, graph.positionOf[def.after] ?? 0)
          .runsUnknown;
      }),
  };
}
