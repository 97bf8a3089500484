/**
 * What a function's proofs may ask about the rest of the program: entry facts (A1), summaries of compiled callees, constants held in
 * cells, declared fields (A1t), the state of A2. Plain data: it crosses to the workers and is part of what a proof depends on.
 */
import { InternalError } from "../../core/errors.js";
import type { StaticType } from "../../core/static-type.js";
import type { Instr, ObjectMemberType } from "../../core/hir.js";
import { FACT_TOP, meetFact, type Fact } from "./fact.js";
import type { BoundaryAtom } from "./paths.js";

/** A fact about a value that passes from one function to another, with the bounds of its `length` when it passes. */
export interface BoundaryFact {
  readonly fact: Fact;
  readonly length: readonly [number, number];
  /** Every object it may be was made in compiled code, and no uncompiled or escaped code can reach it (until the receiver lets it out). */
  readonly private: boolean;
  /** Of a record (records.ts): what its members hold when it passes. Null: it is none. */
  readonly fields: Readonly<Record<string, BoundaryFact>> | null;
  /** The declared type that A1t lets a proof believe of it (belief.ts). */
  readonly belief: StaticType | null;
  /**
   * What an element of the array may be that it is, whenever: an invariant while no uncompiled or escaped code can reach it. Top where
   * that is not so.
   */
  readonly element: Fact;
}

export interface ParameterEffect {
  /** The argument object may be stored, passed on to unknown code, or given own properties. */
  readonly escapes: boolean;
  /** The `length` of the argument object may change. */
  readonly resized: boolean;
  /** The argument object may become sparse. */
  readonly holed: boolean;
  /** What may be stored into the array that the argument is. */
  readonly stored: Fact;
}

/** What a call may do besides yielding its result. */
export interface Effects {
  /** May run unknown code or change state other than the listed cells, members and the arguments. */
  readonly unknownEffects: boolean;
  /** Names of members that may be assigned, of any object that somebody else has too; sorted. */
  readonly members: readonly string[];
  /** Cells that may be assigned, sorted. */
  readonly cells: readonly string[];
  readonly parameters: readonly ParameterEffect[];
}

/** The effects listed here are those of calls that return. */
export interface Summary extends Effects {
  /** False at the optimistic start of linking: nothing is known to return from it yet. */
  readonly reached: boolean;
  /** Null while unknown: every value possible. Bottom: it never returns. */
  readonly result: BoundaryFact;
  /** The result is a fresh object that nothing else refers to. */
  readonly fresh: boolean;
  /** What a call may have done that threw instead; includes the effects of one that returns. */
  readonly thrown: Effects;
  /** The last parameter takes all further arguments: its effects are those on each of them. */
  readonly rest: boolean;
  /** What holds between parameters, result and their members when a call has returned, of their values then. Sorted by key. */
  readonly ensures: readonly BoundaryAtom[];
}

/**
 * What becomes of the objects that a cell holds, of each of them. `fixed`: it never changes its length, never becomes sparse, and is never reachable
 * from unknown code. `kept`: the same but for its length, which functions that name the cell change. `shared`: anything.
 */
export type CellObject = "fixed" | "kept" | "shared";

export interface CellFact {
  readonly value: BoundaryFact;
  readonly object: CellObject;
  /** Of a slot: assigned once in the life of an object, by the constructor, before anybody else has the object. */
  readonly final: boolean;
  /** Of such a slot, in that constructor: where others may get the object. `value` is what it was tested to be by then, which counts for them alone. */
  readonly settled: readonly { readonly block: number; readonly position: number }[] | null;
}

/** The value of a slot, the product of two, or the length of what one holds. */
export interface SlotTerm {
  readonly slots: readonly string[];
  readonly length: boolean;
  readonly coefficient: number;
}

/**
 * `sum of terms + constant <= 0`, of the slots of one object, from when others than its constructor have it. All slots but one at most are final,
 * and so is every length: it does not matter when they were read.
 */
export interface SlotRelation {
  readonly terms: readonly SlotTerm[];
  readonly constant: number;
}

export interface CellWrites {
  readonly constant: boolean;
  readonly owner: string;
  readonly ownerIsModule: boolean;
  readonly writers: readonly string[];
}

export interface A2Status {
  readonly kind: "enforceable" | "broken";
  /** Every module of the program is compiled: what no visible write changes stays as it was, without hardening. */
  readonly closedProgram: boolean;
  /** Nor does any of them give regular expressions another way to match. */
  readonly originalMatching: boolean;
  /** Why it cannot be enforced, in terms of the source; empty when it can. */
  readonly reason: string;
}

export interface Environment {
  /** Null: open, any argument may come. */
  readonly parameters: readonly BoundaryFact[] | null;
  /** By function id, for the targets that this function calls. */
  readonly summaries: Readonly<Record<string, Summary>>;
  /** By `out` of a call: what holds of its callee for the arguments it passes, where that is more than the summary says. */
  readonly instances: Readonly<Record<number, Summary>>;
  /** By cell id, for the cells that this function reads. */
  readonly cellFacts: Readonly<Record<string, CellFact>>;
  readonly cellWrites: Readonly<Record<string, CellWrites>>;
  /** Between the slots that this function reads. */
  readonly slotRelations: readonly SlotRelation[];
  /** Members of the object types that a way from a parameter leads to, by index (A1t). */
  readonly objectTypes: Readonly<Record<number, Readonly<Record<string, ObjectMemberType>>>>;
  /** Whether the class of `this` has no base (its constructor makes an ordinary object), for constructors. */
  readonly baseConstructor: boolean;
  /** Class constructors by class id, so that `new C` finds its summary. */
  readonly constructors: Readonly<Record<string, string>>;
  readonly a2: A2Status;
  /** The function is closed, and every call of it stands behind a check of everything that it requires. */
  readonly callersCheck: boolean;
}

/** Nobody but the functions that name the cell ever has the object that it holds. */
export const isPrivateCell = (environment: Environment, cell: string): boolean =>
  (environment.cellFacts[cell]?.object ?? "shared") !== "shared";

/** What is known of the compiled callee of a call. */
export function calleeSummary(environment: Environment, call: Extract<Instr, { op: "call" }>): Summary | undefined {
  return call.target === null ? undefined : (environment.instances[call.out] ?? environment.summaries[call.target]);
}

export const ANY_BOUNDARY_LENGTH: readonly [number, number] = [0, 2 ** 47];

/** Environments are made by `link.ts` in the same build; crossing a thread keeps their shape, the version check is the work's. */
export function decodeEnvironment(value: unknown): Environment {
  if (typeof value !== "object" || value === null || !("summaries" in value) || !("a2" in value))
    throw new InternalError("not an analysis environment");
  return value as Environment;
}

/** The summary of the compiled function that a built-in method calls back. */
export function callbackSummary(
  environment: Environment,
  { callback }: Extract<Instr, { op: "callMethod" }>,
): Summary | undefined {
  return callback === null ? undefined : environment.summaries[callback.function];
}

/**
 * What is read from a slot, by what is stored there and what its declaration is believed for (null: nothing); undefined where nothing is known. An array
 * that the program makes with holes keeps them. (In its constructor a final slot may not have been tested yet.)
 */
export function slotFact(environment: Environment, slot: string, declared: Fact | null): Fact | undefined {
  const held = environment.cellFacts[slot];
  if (held === undefined) return undefined;
  if (held.settled !== null) return declared ?? FACT_TOP;
  if (declared === null) return held.value.fact;
  const { fact } = held.value;
  const { value, shape } = meetFact(fact, declared);
  return { value, shape: fact.shape.other ? shape : { ...shape, dense: fact.shape.dense } };
}
