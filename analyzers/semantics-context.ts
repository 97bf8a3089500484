/** What the semantics of an instruction may ask, and the questions that several instructions ask. */
import type { Arg } from "../core/hir.js";
import type { StaticType } from "../core/static-type.js";
import type { Environment } from "./environment.js";
import { declaredFact, type Fact, FACT_TOP, isObjectOnly, isStringOnly, joinFact, UNDEFINED_FACT } from "./fact.js";
import type { Graph } from "./graph.js";
import { type Outcome, plainOutcome } from "./outcome.js";
import { isArrayOnly, isTypedOnly } from "./shape.js";

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
  /** The object may have lost density before the instruction. */
  readonly holed: (value: number) => boolean;
  /** The value comes from a parameter or field whose declared type is believed (A1t). */
  readonly declaredBelieved: (value: number) => boolean;
}

export const argValues = (args: readonly Arg[]): number[] => args.map((a) => a.value);

/** Anything may happen and anything may come out; all operands escape. */
export function unknownCode(operands: readonly number[], result: Fact = FACT_TOP): Outcome {
  return { ...plainOutcome(result), runsUnknown: true, escapes: operands };
}

function typeOf(context: SemanticsContext, value: number): StaticType | null {
  const index = context.graph.fn.valueTypes[value] ?? -1;
  return index < 0 ? null : (context.graph.fn.types[index] ?? null);
}

/** The receiver is only a genuine, untampered array / typed array / string. */
export type Genuine = "array" | "typed" | "string" | null;

export function genuine(context: SemanticsContext, value: number): Genuine {
  const fact = context.fact(value);
  if (isStringOnly(fact)) return "string";
  if (!isObjectOnly(fact) || !fact.shape.plain || context.tampered(value)) return null;
  if (isTypedOnly(fact.shape)) return "typed";
  return isArrayOnly(fact.shape) ? "array" : null;
}

/** Iteration of a genuine array, typed array or string by its intrinsic iterator runs no foreign code (A2). */
export function iterates(context: SemanticsContext, iterable: number): boolean {
  const { a2 } = context.environment;
  const kind = genuine(context, iterable);
  // Hardening leaves the iterator of arrays writable, for speed: code that is not compiled with the program might replace it.
  return a2.kind === "enforceable" && kind !== null && (kind !== "array" || a2.closedProgram);
}

export function declaredElement(
  context: SemanticsContext,
  instr: { readonly out: number; readonly object: number },
  present: boolean,
): Fact {
  if (!context.trusted || !context.declaredBelieved(instr.object)) return FACT_TOP;
  const type = typeOf(context, instr.out);
  if (type === null) return FACT_TOP;
  const fact = declaredFact(type);
  return present ? fact : joinFact(fact, UNDEFINED_FACT);
}
