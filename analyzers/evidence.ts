/**
 * What a proof rests on: assumptions, intrinsics and guards, found by a backward slice from the values and facts it used. The slice
 * over-approximates: it may name more than was needed, never less (every abstract fact of a value comes from its definition, from
 * conditions on it, or from guards on it, and all of those are followed).
 */
import { operandsOf } from "../core/hir-operands.js";
import type { Instr } from "../core/hir.js";
import type { AssumptionId } from "../core/verdict.js";
import type { Environment } from "./facts/environment.js";
import { isPlainList } from "./escape/alterations.js";
import { defOf, find, type Graph } from "./ssa/graph.js";
import { hardenedNames } from "./interpretation/model.js";
import type { Interpretation } from "./interpretation/interpret.js";
import { slotOf } from "./fields/slots.js";
import type { Candidate } from "./invariants/candidates.js";
import type { FactOrigin, LinearFacts } from "./linear/linear-facts.js";

export interface Support {
  readonly assumptions: readonly AssumptionId[];
  readonly intrinsics: readonly string[];
  /** Site instructions (by `out`) whose guard the proof uses. */
  readonly guards: readonly number[];
}

export interface SliceInput {
  /** A guard that fails does not continue. */
  readonly guardFacts: boolean;
  /** Blocks whose branch is the check of a contract, with its `violated`; none where guards go on. */
  readonly contractBranches: ReadonlyMap<number, number>;
  readonly values: readonly number[];
  readonly origins: readonly FactOrigin[];
  readonly candidates: readonly Candidate[];
  /** What the induction of each candidate used, by index; candidates beyond its end carry their support in `origins`. */
  readonly inductions: readonly (readonly FactOrigin[])[];
  /** See `MemoryNames`. */
  readonly landed: ReadonlyMap<number, readonly number[]>;
  /** Other code may have the object. */
  readonly isShared: (value: number) => boolean;
  /** By index: the values that an element claim speaks of, and what keeping it up used. */
  readonly elementClaims: readonly { readonly values: readonly number[]; readonly used: readonly FactOrigin[] }[];
}

export function supportOf(
  graph: Graph,
  interpretation: Interpretation,
  environment: Environment,
  facts: LinearFacts,
  input: SliceInput,
): Support {
  const { guardFacts } = input;
  const landed = new Map<number, number[]>();
  for (const [value, stores] of input.landed) {
    const v = find(graph, value);
    landed.set(v, [...(landed.get(v) ?? []), ...stores]);
  }
  const assumptions = new Set<AssumptionId>(["A4"]);
  const intrinsics = new Set<string>();
  const guards = new Set<number>();
  const seen = new Set<number>();
  const work: number[] = [...input.values];
  const symbols = (list: Iterable<number>): void => {
    for (const s of list) {
      const product = facts.product(s);
      if (product !== null) work.push(product.left, product.right);
      else if (s < graph.defs.length) work.push(s);
    }
  };
  /** The branch there is the check of a contract: the condition holds behind it because that guard stops. */
  const contractAt = (block: number): void => {
    const violated = input.contractBranches.get(block);
    if (violated !== undefined) guards.add(violated);
  };
  const invariantsSeen = new Set<number>();
  const origin = (o: FactOrigin): void => {
    switch (o.kind) {
      case "range":
      case "definition":
        work.push(o.value);
        return;
      case "test":
        contractAt(o.decided);
        work.push(o.left, o.right);
        return;
      case "guard": {
        guards.add(o.instr);
        const def = graph.defs[o.instr];
        if (def?.kind === "instr") work.push(...operandsOf(def.instr));
        return;
      }
      case "callee": {
        const def = graph.defs[o.instr];
        if (def?.kind === "instr") work.push(o.instr, ...operandsOf(def.instr));
        return;
      }
      case "slots":
        assumptions.add("A1");
        work.push(...o.values);
        return;
      case "invariant": {
        if (invariantsSeen.has(o.index)) return;
        invariantsSeen.add(o.index);
        symbols((input.candidates[o.index]?.form.terms ?? []).map((t) => t[0]));
        input.inductions[o.index]?.forEach(origin);
        return;
      }
      case "element": {
        const key = -1 - o.index;
        if (invariantsSeen.has(key)) return;
        invariantsSeen.add(key);
        const claim = input.elementClaims[o.index];
        if (claim === undefined) return;
        work.push(...claim.values);
        claim.used.forEach(origin);
        return;
      }
      case "callers":
        assumptions.add("A1");
        return;
      case "lemma":
        o.used.forEach(origin);
    }
  };
  input.origins.forEach(origin);
  const guardsByKey = new Map<number, number[]>();
  if (guardFacts)
    for (const block of graph.fn.blocks)
      for (const instr of block.instrs)
        if ((instr.op === "getElem" || instr.op === "setElem") && instr.site !== null) {
          const key = find(graph, instr.key);
          const list = guardsByKey.get(key);
          if (list === undefined) guardsByKey.set(key, [instr.out]);
          else list.push(instr.out);
        }
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    const v = find(graph, value);
    if (v < 0 || seen.has(v)) continue;
    seen.add(v);
    for (const store of landed.get(v) ?? []) {
      guards.add(store);
      const def = graph.defs[store];
      if (def?.kind === "instr") work.push(...operandsOf(def.instr));
    }
    for (const constraint of interpretation.index.byValue.get(v) ?? []) {
      contractAt(constraint.decided);
      work.push(constraint.condition);
    }
    for (const site of guardsByKey.get(v) ?? []) guards.add(site);
    const def = defOf(graph, v);
    switch (def.kind) {
      case "phi":
        work.push(...def.inputs);
        break;
      case "initial":
      case "later":
      case "changed": {
        if (def.kind === "changed") {
          work.push(def.previous);
          const cause = graph.defs[def.after];
          if (cause?.kind === "instr") {
            work.push(...operandsOf(cause.instr));
            if (guardFacts && cause.instr.op === "setElem" && cause.instr.site !== null) guards.add(cause.instr.out);
          }
        }
        if (def.location.kind === "length" || def.location.kind === "field") work.push(def.location.root);
        if (def.location.kind === "cell" && environment.cellFacts[def.location.cell] !== undefined) assumptions.add("A1");
        if (def.location.kind === "field" && environment.cellFacts[def.location.slot ?? ""] !== undefined) assumptions.add("A1");
        if (def.location.kind === "field" && interpretation.belief(v) !== null) assumptions.add("A1t");
        break;
      }
      case "uninitialised":
        break;
      case "instr": {
        const { instr } = def;
        // What is emitted makes it true, whatever the value is.
        if (instr.op === "literalElem") {
          assumptions.add("A7");
          break;
        }
        work.push(...operandsOf(instr));
        if (instr.op === "param" && environment.parameters !== null) assumptions.add("A1");
        if (environment.cellFacts[slotOf(instr) ?? ""] !== undefined) assumptions.add("A1");
        if (interpretation.belief(v) !== null) assumptions.add("A1t");
        if (instr.op === "binary" || instr.op === "increment") assumptions.add("A5");
        if (guardFacts && instr.op === "getElem" && instr.site !== null) guards.add(instr.out);
        for (const array of arraysRead(graph, instr)) {
          if (interpretation.elementOf(array) === null) continue;
          // An element is what was put there: by whom is part of the reason.
          for (const writer of interpretation.writersOf(array)) {
            const cause = graph.defs[writer];
            if (cause?.kind !== "instr") continue;
            work.push(writer, ...operandsOf(cause.instr));
            if (guardFacts && cause.instr.op === "setElem" && cause.instr.site !== null) guards.add(writer);
          }
        }
        const outcome = interpretation.outcomeAt(instr, graph.blockOf[v] ?? 0, graph.positionOf[v] ?? 0);
        const original = outcome.model?.intrinsic ?? outcome.standsOn;
        if (original !== null) {
          assumptions.add("A2");
          for (const name of hardenedNames(original)) intrinsics.add(name);
        }
        if (instr.op === "patternStart" || instr.op === "iterStart") {
          assumptions.add("A2");
          intrinsics.add("Array.prototype.@@iterator");
          intrinsics.add("%ArrayIteratorPrototype%.next");
        }
        break;
      }
    }
    const known = interpretation.facts[v];
    if (interpretation.staysOrdinary && known !== undefined && isPlainList(known) && input.isShared(v)) assumptions.add("A1t");
    const shape = known?.shape;
    if (shape !== undefined && shape.typed !== 0 && !shape.other) assumptions.add("A3");
    if (shape !== undefined && shape.array && !shape.other && environment.a2.kind === "enforceable") {
      assumptions.add("A2");
      intrinsics.add("numeric-prototypes");
    }
  }
  return { assumptions: [...assumptions].sort(), intrinsics: [...intrinsics].sort(), guards: [...guards].sort((a, b) => a - b) };
}

/** The arrays that an instruction takes elements from. */
function arraysRead(graph: Graph, instr: Instr): readonly number[] {
  switch (instr.op) {
    case "getElem":
    case "callMethod":
      return [instr.object];
    case "iterValue": {
      const next = defOf(graph, instr.step);
      const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(graph, next.instr.iterator) : null;
      return start?.kind === "instr" && start.instr.op === "iterStart" ? [start.instr.iterable] : [];
    }
    case "patternElem": {
      const start = defOf(graph, instr.pattern);
      return start.kind === "instr" && start.instr.op === "patternStart" ? [start.instr.iterable] : [];
    }
    default:
      return [];
  }
}
