/** What one instruction yields and does, as the abstract semantics see it. */
import type { CallModel, Relation } from "../interpretation/model.js";
import type { Fact } from "./fact.js";

export interface Resize {
  /** The operand whose length changes. */
  readonly object: number;
  readonly how: "push" | "shrink" | "store" | "any" | "set";
  readonly relations: readonly Relation[];
}

export interface FieldStore {
  readonly object: number;
  readonly name: string;
  readonly value: number;
}

export interface Outcome {
  readonly result: Fact;
  /** May run code that is not seen: every location that such code can reach may change. */
  readonly runsUnknown: boolean;
  readonly resizes: readonly Resize[];
  readonly stores: readonly FieldStore[];
  /** Names of members that a compiled callee may assign, of whatever object. */
  readonly assigns: readonly string[];
  /** Cells assigned, with the value when it is known. */
  readonly cells: readonly { readonly cell: string; readonly value: number | null }[];
  /** Operands that may become reachable from unknown code, or lose their ordinary behaviour. */
  readonly escapes: readonly number[];
  /** Operands that an object keeps in a member: they escape when it does. */
  readonly holds: readonly { readonly holder: number; readonly value: number }[];
  /** Operands whose members may be reached, though they themselves go nowhere. */
  readonly opens: readonly number[];
  /** Operands that may lose density. */
  readonly holes: readonly number[];
  /** The result is an object made here; nothing else refers to it. */
  readonly fresh: boolean;
  /** The result is this operand. */
  readonly alias: number | null;
  /** The result shares its storage with this operand. */
  readonly shares: number | null;
  readonly model: CallModel | null;
  /** Where there is no model: the intrinsic whose being the original the rest of this leans on. */
  readonly standsOn: string | null;
  /** Operands of `model` relations: the receiver and the arguments. */
  readonly receiver: number | null;
  readonly args: readonly number[];
  /** Summary of a compiled callee was used. */
  readonly callee: string | null;
  /** What a built-in method calls its callback with (callbacks.ts); null where it is not known to be one. */
  readonly passesBack: readonly Fact[] | null;
}

/** Shared: outcomes are made for every instruction of every pass. */
const NONE: readonly never[] = [];

export const plainOutcome = (result: Fact, runsUnknown = false, escapes: readonly number[] = NONE): Outcome => ({
  result,
  runsUnknown,
  resizes: NONE,
  stores: NONE,
  assigns: NONE,
  cells: NONE,
  escapes,
  holds: NONE,
  opens: NONE,
  holes: NONE,
  fresh: false,
  alias: null,
  shares: null,
  model: null,
  standsOn: null,
  receiver: null,
  args: NONE,
  callee: null,
  passesBack: null,
});

/** What a model says of reading something, and no more. */
export const reading = (model: CallModel): Outcome => ({ ...plainOutcome(model.result), model });
