/**
 * What the elements of arrays may be: one fact for each array made in the function (or handed in, by what hands it in), the join of
 * everything it may hold at any time. Flow-insensitive, so the order of stores does not matter: the fact is an invariant of the array
 * from its creation on, as long as every store is seen.
 *
 * A store is seen unless unknown code may have the array, which escape analysis tells point by point (`tampered`): a read asks for the
 * fact only where the array is still untampered. What an instruction puts into an array it handles is listed here for those that are
 * known; any other instruction that has the array as an operand makes its elements unknown.
 */
import type { Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { numberPart } from "../domain/convert.js";
import * as V from "../domain/value.js";
import { callbackSummary, calleeSummary, type Environment } from "../facts/environment.js";
import {
  elementFact,
  FACT_BOTTOM,
  FACT_TOP,
  factEquals,
  integerFact,
  isObjectOnly,
  isStringOnly,
  joinFact,
  ofPrimitive,
  primitive,
  STRING_FACT,
  UNDEFINED_FACT,
  type Fact,
} from "../facts/fact.js";
import { find, type Graph } from "../ssa/graph.js";
import { createHolders, FIRST_CELL, FIRST_PARAMETER, type Holder, type MemberOf } from "./holders.js";
import type { Outcome } from "../facts/outcome.js";
import { TYPED_ARRAY_NAMES } from "../../core/static-type.js";
import { isTypedOnly, typedBit } from "../facts/shape.js";
import { COARSE_THRESHOLDS } from "../facts/thresholds.js";

/** Methods that leave the set of elements of their receiver as it is or make it smaller, and whose models run nothing on it. */
const KEEPS_ELEMENTS: ReadonlySet<string> = new Set([
  "at",
  "concat",
  "copyWithin",
  "includes",
  "indexOf",
  "lastIndexOf",
  "pop",
  "reverse",
  "shift",
  "slice",
  "sort",
  "subarray",
]);

/** What is known of operands where an instruction stands. */
export interface KnownOperands {
  readonly fact: (value: number) => Fact;
  /** Of the elements of an array that no unknown code can have reached before; null when nothing is. */
  readonly elementOf: (value: number) => Fact | null;
  /** The array may have lost density. */
  readonly holed: (value: number) => boolean;
}

export interface Contents {
  /** Forgets what was remembered of where values come from: at the start of each pass. */
  readonly startPass: (ascending: boolean) => void;
  /** Tells whether a pass that descends has found less than was known. */
  readonly endPass: () => boolean;
  /** Whether anybody asked for elements: only then does it matter in what order stores and reads were seen. */
  readonly read: () => boolean;
  /** Takes note of what the instruction puts into arrays. Tells whether there is news. */
  readonly note: (instr: Instr, outcome: Outcome, known: KnownOperands) => boolean;
  /** What an element of the array may be that is there; null when nothing is known. The caller sees to it that nobody else has the array. */
  readonly elementOf: (array: number) => Fact | null;
  /** Instructions (by `out`) that put something into what the value may be. */
  readonly writersOf: (array: number) => readonly number[];
  /** What was stored into the arguments: by parameter, without what they held before. */
  readonly storedInParameter: (index: number) => Fact;
  /** What was stored through stable cells, without what they held before. */
  readonly storedInCells: () => readonly { readonly cell: string; readonly element: Fact }[];
}

/** What a typed array of these kinds holds after a store: exact where the value fits, else any element. */
export function convertElement(mask: number, value: Fact): Fact {
  if (!keepsElement(mask, value)) return elementFact(mask);
  const part = mask === typedBit("Float64Array") ? null : numberPart(value.value);
  return part === null ? value : primitive(V.ofNumber({ ...part, negativeZero: false }));
}

/**
 * A typed array of whichever of these kinds holds the value as it was stored, but for -0 in integer arrays: integers inside the narrowest of the
 * ranges stay as they are. Floats of 32 bits and less round.
 */
export function keepsElement(mask: number, { value }: Fact): boolean {
  if (V.isBottom(value)) return true;
  if (value.others !== 0) return false;
  if (mask === typedBit("Float64Array")) return true;
  const all = elementFact(mask).value;
  const part = numberPart(value);
  if (part === null || all.number?.integer !== true || all.others !== 0) return false;
  const [lo, hi] = narrowest(mask);
  return part.integer && !part.nan && part.lo >= lo && part.hi <= hi;
}

function narrowest(mask: number): readonly [number, number] {
  let lo = -Infinity;
  let hi = Infinity;
  for (const name of TYPED_ARRAY_NAMES) {
    if ((mask & typedBit(name)) === 0) continue;
    const n = elementFact(typedBit(name)).value.number;
    lo = Math.max(lo, n?.lo ?? Infinity);
    hi = Math.min(hi, n?.hi ?? -Infinity);
  }
  return [lo, hi];
}

/** `onRead` hears whenever an answer depends on what arrays hold, or on which arrays a value may be. */
export function trackContents(graph: Graph, environment: Environment, memberOf: MemberOf, onRead: () => void): Contents {
  let elements = new Map<Holder, Fact>();
  /** While descending, the elements anew: they replace the old ones at the end of the pass. */
  let next: Map<Holder, Fact> | null = null;
  const growth = new Map<Holder, number>();
  const holders = createHolders(graph, environment, memberOf);
  const { privateParameter } = holders;

  const current = (holder: Holder): Fact => {
    const own = elements.get(holder) ?? FACT_BOTTOM;
    if (holder <= FIRST_CELL) {
      const [cell] = holders.cells().find(([, h]) => h === holder) ?? [""];
      return joinFact(own, environment.cellFacts[cell]?.value.element ?? FACT_TOP);
    }
    // Private arguments may be one and the same array.
    if (holder <= FIRST_PARAMETER) {
      let result = FACT_BOTTOM;
      graph.fn.params.forEach((_, k) => {
        result = joinFact(result, elements.get(FIRST_PARAMETER - k) ?? FACT_BOTTOM);
        if (FIRST_PARAMETER - k === holder) result = joinFact(result, environment.parameters?.[k]?.element ?? FACT_TOP);
      });
      return result;
    }
    return own;
  };

  const writers = new Map<Holder, Set<number>>();
  let writing = -1;
  const put = (holder: Holder, fact: Fact): boolean => {
    if (V.isBottom(fact.value) && holder !== writing) return false;
    const known = writers.get(holder);
    if (known === undefined) writers.set(holder, new Set([writing]));
    else known.add(writing);
    const into = next ?? elements;
    const old = into.get(holder) ?? FACT_BOTTOM;
    let joined = joinFact(old, fact);
    if (factEquals(old, joined)) return false;
    if (next === null) {
      const times = (growth.get(holder) ?? 0) + 1;
      growth.set(holder, times);
      if (times > 3)
        joined = { value: V.widen(old.value, joined.value, times > 6 ? [] : COARSE_THRESHOLDS), shape: joined.shape };
    }
    into.set(holder, joined);
    return true;
  };
  const store = (array: number, fact: Fact, arrayFact: Fact): boolean => {
    const { shape } = arrayFact;
    const converted = shape.typed === 0 ? fact : shape.array || shape.other ? FACT_TOP : convertElement(shape.typed, fact);
    let news = false;
    onRead();
    for (const holder of holders.among(array)) if (put(holder, converted)) news = true;
    return news;
  };

  let wasRead = false;
  const elementOf = (array: number): Fact | null => {
    wasRead = true;
    onRead();
    const held = holders.of(array);
    if (held === null) return null;
    let result = FACT_BOTTOM;
    for (const holder of held) result = joinFact(result, current(holder));
    return result;
  };
  /** What copying the elements of `source` puts somewhere: holes are copied as undefined. */
  const elementsOf = (source: number, known: KnownOperands): Fact => {
    const fact = known.fact(source);
    if (isStringOnly(fact)) return STRING_FACT;
    if (!isObjectOnly(fact) || !fact.shape.plain) return FACT_TOP;
    const held = isTypedOnly(fact.shape) && !fact.shape.ownBuffer ? null : known.elementOf(source);
    if (held !== null) return fact.shape.dense && !known.holed(source) ? held : joinFact(held, UNDEFINED_FACT);
    return isTypedOnly(fact.shape) ? elementFact(fact.shape.typed) : FACT_TOP;
  };

  /** Nobody but `map` has what it makes while it calls back: it holds what the callback has returned. */
  const returnedBy = (instr: Instr): Fact => {
    const summary = instr.op === "callMethod" ? callbackSummary(environment, instr) : undefined;
    return ofPrimitive(summary?.result.fact ?? FACT_TOP);
  };

  /** What a fresh result holds from the start. */
  const initialContents = (instr: Instr, outcome: Outcome, known: KnownOperands): Fact => {
    if (instr.op === "array") {
      // An iterator that may be anybody's yields anything.
      if (outcome.runsUnknown) return FACT_TOP;
      let result = FACT_BOTTOM;
      for (const element of instr.elements) {
        if (element.kind === "value") result = joinFact(result, known.fact(element.value));
        else if (element.kind === "spread") result = joinFact(result, elementsOf(element.value, known));
      }
      return result;
    }
    const callee = instr.op === "call" && outcome.callee !== null ? calleeSummary(environment, instr) : undefined;
    if (callee !== undefined) return callee.result.element;
    const { model } = outcome;
    if (model === null) return FACT_TOP;
    if (model.held !== undefined) return model.held;
    const { typed, array, ownBuffer } = model.result.shape;
    const first = outcome.args[0];
    const firstFact = first === undefined ? UNDEFINED_FACT : known.fact(first);
    const all = (list: readonly number[]): Fact => list.map(known.fact).reduce(joinFact, FACT_BOTTOM);
    switch (model.intrinsic) {
      case "Array":
        return outcome.args.length === 1 && firstFact.value.others === 0 ? FACT_BOTTOM : all(outcome.args);
      case "Array.of":
        return all(outcome.args);
      case "Array.from":
        return outcome.args.length === 1 && first !== undefined ? elementsOf(first, known) : FACT_TOP;
      case "Array.prototype.slice":
      case "Array.prototype.splice":
      // (All elements are read before any two are compared.)
      case "Array.prototype.toReversed":
      case "Array.prototype.toSorted":
      case "%TypedArray%.prototype.slice":
        return outcome.receiver === null ? FACT_TOP : elementsOf(outcome.receiver, known);
      case "Array.prototype.filter":
        // A callback that may do anything may store into the receiver before the next element is copied.
        return outcome.receiver === null || outcome.callee === null ? FACT_TOP : elementsOf(outcome.receiver, known);
      case "Array.prototype.map":
        return returnedBy(instr);
      case "String.prototype.split":
      case "Object.keys":
      case "Object.getOwnPropertyNames":
        return STRING_FACT;
      // It shares the receiver's storage: only what is stored through it comes to be in it besides.
      case "%TypedArray%.prototype.subarray":
        return FACT_BOTTOM;
      default:
        break;
    }
    if (typed === 0 || array) return FACT_TOP;
    if (TYPED_ARRAY_NAMES.some((name) => name === model.intrinsic)) {
      if (first === undefined || firstFact.value.others === 0)
        return elementFact(typed).value.others === 0 ? integerFact(0, 0) : elementFact(typed);
      // A view of a buffer holds what the buffer does.
      return ownBuffer ? convertElement(typed, elementsOf(first, known)) : elementFact(typed);
    }
    if (model.intrinsic === "%TypedArray%.prototype.map") return convertElement(typed, returnedBy(instr));
    return elementFact(typed);
  };

  const noteInstr = (instr: Instr, outcome: Outcome, known: KnownOperands): boolean => {
    switch (instr.op) {
      case "aborted":
        return noteInstr(instr.instr, outcome, known);
      case "setElem":
        return or(store(instr.object, known.fact(instr.value), known.fact(instr.object)), lose([instr.value], outcome, known));
      case "setCell":
        onRead();
        return holders.putIntoCell(instr.value, instr.cell);
      // These read the array, or hand it to code that escape analysis tells of.
      case "getElem":
      case "deleteElem":
      case "getProp":
      case "getLocal":
      case "setLocal":
      case "copy":
      case "iterStart":
      case "iterNext":
      case "iterClose":
      case "patternStart":
      case "patternElem":
      case "patternRest":
      case "patternEnd":
        return false;
      case "setProp":
        return lose([instr.value], outcome, known);
      case "array":
        return lose(
          instr.elements.flatMap((e) => (e.kind === "value" ? [e.value] : [])),
          outcome,
          known,
        );
      case "binary":
        return ["===", "!==", "==", "!="].includes(instr.operator) ? false : unknown(instr, outcome, known);
      case "callMethod": {
        const { model } = outcome;
        if (model === null) return unknown(instr, outcome, known);
        // A model only reads its arguments. A callback whose effects are known stores nothing by what it is passed.
        if (outcome.receiver === null || outcome.callee !== null) return false;
        const args = instr.args.map((a) => a.value);
        const receiver = known.fact(instr.object);
        const putAll = (values: readonly number[]): boolean => {
          let news = false;
          for (const value of values) if (store(instr.object, known.fact(value), receiver)) news = true;
          return news;
        };
        if (instr.args.some((a) => a.spread)) return store(instr.object, FACT_TOP, receiver);
        switch (instr.name) {
          case "push":
          case "unshift":
            return putAll(args);
          case "splice":
            return putAll(args.slice(2));
          case "fill":
            return args[0] === undefined ? store(instr.object, UNDEFINED_FACT, receiver) : putAll(args.slice(0, 1));
          case "set": {
            const source = args[0];
            return source !== undefined && store(instr.object, elementsOf(source, known), receiver);
          }
          default:
            // A callback has the array from its model's say: it escapes there.
            return KEEPS_ELEMENTS.has(instr.name) || model.runsCode ? false : store(instr.object, FACT_TOP, receiver);
        }
      }
      case "call": {
        const callee = outcome.callee === null ? undefined : calleeSummary(environment, instr);
        if (callee === undefined) return outcome.model === null && unknown(instr, outcome, known);
        if (!callee.reached) return false;
        let news = false;
        const spread = instr.args.some((a) => a.spread);
        instr.args.forEach(({ value }, k) => {
          const effect = spread ? undefined : callee.parameters[k];
          if (store(value, effect?.stored ?? FACT_TOP, known.fact(value))) news = true;
        });
        return news;
      }
      case "new":
        return outcome.model === null && unknown(instr, outcome, known);
      default:
        return unknown(instr, outcome, known);
    }
  };
  const or = (a: boolean, b: boolean): boolean => a || b;
  /**
   * Anything may be stored into these from here on. What escapes is not asked about any more. What a record keeps is followed through reads
   * of its members (holders.ts); whatever else gets at it makes the record escape, and what it holds with it.
   */
  const lose = (values: readonly number[], outcome: Outcome, known: KnownOperands): boolean => {
    const { escapes, holds, callee, result } = outcome;
    // One of its operands is never anything: control does not get here, or not yet.
    if (callee === null && V.isBottom(result.value)) return false;
    let news = false;
    for (const value of values) {
      if (escapes.includes(value) || holds.some((held) => held.value === value)) continue;
      if (store(value, FACT_TOP, known.fact(value))) news = true;
    }
    return news;
  };
  const unknown = (instr: Instr, outcome: Outcome, known: KnownOperands): boolean => lose(operandsOf(instr), outcome, known);

  return {
    startPass: (ascending) => {
      holders.forget();
      next = ascending ? null : new Map();
    },
    read: () => wasRead,
    endPass: () => {
      if (next === null) return false;
      const before = elements;
      elements = next;
      next = null;
      return (
        elements.size !== before.size ||
        [...elements].some(([holder, fact]) => !factEquals(fact, before.get(holder) ?? FACT_BOTTOM))
      );
    },
    note: (instr, outcome, known) => {
      writing = instr.out;
      let news = holders.note(instr, outcome);
      if (outcome.fresh && instr.op !== "aborted")
        news = put(find(graph, instr.out), initialContents(instr, outcome, known)) || news;
      return noteInstr(instr, outcome, known) || news;
    },
    elementOf,
    writersOf: (array) => [...holders.among(array)].flatMap((holder) => [...(writers.get(holder) ?? [])]).sort((a, b) => a - b),
    storedInParameter: (index) => {
      let result = FACT_BOTTOM;
      if (!privateParameter(index)) return FACT_TOP;
      graph.fn.params.forEach((_, k) => (result = joinFact(result, elements.get(FIRST_PARAMETER - k) ?? FACT_BOTTOM)));
      return result;
    },
    storedInCells: () => holders.cells().map(([cell, holder]) => ({ cell, element: elements.get(holder) ?? FACT_BOTTOM })),
  };
}
