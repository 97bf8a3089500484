/** What the semantics of an instruction may ask, and the questions that several instructions ask. */
import type { Arg, Instr } from "../../core/hir.js";
import { isPlainList } from "../escape/alterations.js";
import { elementType, type Belief } from "./belief.js";
import type { StaticType } from "../../core/static-type.js";
import { isPrivateCell, type Environment } from "../facts/environment.js";
import {
  declaredFact,
  dereferenced,
  elementFact,
  type Fact,
  FACT_TOP,
  isStringOnly,
  joinFact,
  meetFact,
  UNDEFINED_FACT,
} from "../facts/fact.js";
import type { Graph } from "../ssa/graph.js";
import { type Outcome, plainOutcome } from "../facts/outcome.js";
import { isArrayOnly, isTypedOnly } from "../facts/shape.js";

export interface SemanticsContext {
  readonly graph: Graph;
  readonly environment: Environment;
  /** Boundary `trusted`: A1t holds. */
  readonly trusted: boolean;
  /** A guard that fails does not continue: sites give facts to later code. */
  readonly guardFacts: boolean;
  /** What is known of an operand where the instruction stands. */
  readonly fact: (value: number) => Fact;
  /** The object may have been reached by unknown code or given own properties before the instruction. */
  readonly tampered: (value: number) => boolean;
  /** This function itself may have made it no ordinary array before the instruction. */
  readonly altered: (value: number) => boolean;
  /** The same, but for members of its own, which change neither elements nor length. */
  readonly reshaped: (value: number) => boolean;
  /** The object may have lost density before the instruction. */
  readonly holed: (value: number) => boolean;
  /** The instruction did not complete: calls count with what they may have done before they threw. */
  readonly aborted: boolean;
  /** The instruction makes a record (records.ts). */
  readonly isRecord: (instr: Instr) => boolean;
  /** The instruction makes an array that is filled before anything else is done with it (filled.ts). */
  readonly isFilled: (instr: Instr) => boolean;
  /** What member `name` of a record holds; null where the value may be anything else than a record with it. */
  readonly record: (value: number, name: string) => Fact | null;
  /** Declared types of what comes from parameters and fields (A1t). */
  readonly belief: Belief;
  /** The same where the instruction stands, by the tests that were passed. */
  readonly beliefHere: Belief;
  /** The same of a data member, where the instruction stands. */
  readonly memberBelief: (object: number, name: string) => StaticType | null;
  /** What is known of the elements of an array that no unknown code can have reached before the instruction; null when nothing is. */
  readonly elementOf: (value: number) => Fact | null;
}

export const argValues = (args: readonly Arg[]): number[] => args.map((a) => a.value);

/** Anything may happen and anything may come out; all operands escape. */
export function unknownCode(operands: readonly number[], result: Fact = FACT_TOP): Outcome {
  return plainOutcome(result, true, operands);
}

/**
 * The receiver is only a genuine, untampered array / typed array / string; `list`: an array or a typed array, one or the other. Whoever asks
 * dereferences it: undefined and null throw a TypeError there, before anything is read, written or run.
 */
export type Genuine = "array" | "typed" | "list" | "string" | null;

/**
 * Under A1t arrays stay ordinary and dense in other hands. A program that changes intrinsics in plain sight breaks that promise itself: a setter
 * on `Array.prototype` swallows elements.
 */
export const staysOrdinary = (trusted: boolean, { a2 }: Pick<Environment, "a2">): boolean => trusted && a2.kind === "enforceable";

/** What an array is asked for: elements and length, or its methods too. */
export type Use = "elements" | "methods";

/** Whether an array that was made ordinary may be otherwise by now. */
export function isNoLonger(context: SemanticsContext, value: number, use: Use): boolean {
  if (!staysOrdinary(context.trusted, context.environment)) return context.tampered(value);
  return use === "methods" ? context.altered(value) : context.reshaped(value);
}

export function genuine(context: SemanticsContext, value: number, use: Use = "elements"): Genuine {
  const fact = dereferenced(context.fact(value));
  if (isStringOnly(fact)) return "string";
  if (!isPlainList(fact) || isNoLonger(context, value, use)) return null;
  if (isTypedOnly(fact.shape)) return "typed";
  return isArrayOnly(fact.shape) ? "array" : "list";
}

/** Iteration of a genuine array, typed array or string by its intrinsic iterator runs no foreign code (A2). */
export function iterates(context: SemanticsContext, iterable: number): boolean {
  const { a2 } = context.environment;
  const kind = genuine(context, iterable, "methods");
  // Hardening leaves the iterator of arrays writable, for speed: code that is not compiled with the program might replace it.
  return a2.kind === "enforceable" && kind !== null && ((kind !== "array" && kind !== "list") || a2.closedProgram);
}

/**
 * An element of a genuine array: what was put into it (contents.ts), or what is declared and believed (A1t); `present`: it is certainly
 * there.
 */
export function arrayElement(context: SemanticsContext, object: number, present: boolean): Fact {
  const declared = declaredElement(context, object);
  const held = context.elementOf(object);
  const fact = held === null ? declared : meetFact(declared, held);
  return present ? fact : joinFact(fact, UNDEFINED_FACT);
}

function declaredElement(context: SemanticsContext, object: number): Fact {
  const type = context.beliefHere(object);
  const element = type === null ? null : elementType(type, context.graph.fn);
  return element === null ? FACT_TOP : declaredFact(element);
}

/** An element of a genuine typed array: what its kind admits, and what was put into it as far as no other view of its buffer exists. */
export function typedElement(context: SemanticsContext, array: number, present: boolean): Fact {
  const { shape } = context.fact(array);
  const all = elementFact(shape.typed);
  const held = shape.ownBuffer && shape.plain ? context.elementOf(array) : null;
  const fact = held === null ? all : meetFact(all, held);
  return present ? fact : joinFact(fact, UNDEFINED_FACT);
}

/**
 * What is put into the cell does not escape by that. Of arrays it is known what other functions that name the cell do to them (`CellObject`);
 * of any other object they may assign members, by the type that is declared of it (A1t), which shows nowhere.
 */
export function staysKept({ environment, fact }: SemanticsContext, cell: string, value: number): boolean {
  return isPrivateCell(environment, cell) && !fact(value).shape.other;
}
