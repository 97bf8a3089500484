/**
 * Witnesses: functions that take plain data and what is tried on them. A witness is a call that was run and violated its obligation; a
 * model of the solver, or a guess, is none before.
 */
import type { ObligationId } from "./ids.js";
import type { TypedArrayName } from "./static-type.js";

/** Whether unproved obligations are sought to be refuted by running functions of the program. */
export type WitnessMode = "off" | "run";

/** Declared types whose values can be written down as text that evaluates to a fresh value. */
export type PlainType =
  | { readonly kind: "number" }
  | { readonly kind: "string" }
  | { readonly kind: "boolean" }
  /** A literal type, `undefined`, `null`: one value, as text. */
  | { readonly kind: "constant"; readonly text: string }
  | { readonly kind: "array"; readonly element: PlainType }
  | { readonly kind: "tuple"; readonly elements: readonly PlainType[] }
  | { readonly kind: "typedArray"; readonly name: TypedArrayName }
  | { readonly kind: "object"; readonly fields: readonly { readonly name: string; readonly type: PlainType }[] }
  | { readonly kind: "union"; readonly members: readonly PlainType[] };

export interface PlainParameter {
  readonly type: PlainType;
  /** A rest parameter: `type` is that of one element, and any number of arguments may follow. */
  readonly rest: boolean;
  /** May be left out. */
  readonly optional: boolean;
}

/** What a model of the solver says of a parameter: its number, or the length of the array or string that it is. An integer as text. */
export interface ParameterModel {
  readonly parameter: number;
  readonly of: "value" | "length";
  readonly integer: string;
}

/** A model under which an obligation of the function fails, as far as the solver knows. A hint. */
export type Counterexample = readonly ParameterModel[];

/** An exported function that can be run by itself. */
export interface WitnessTarget {
  /** Its name, as callers import it. */
  readonly name: string;
  readonly parameters: readonly PlainParameter[];
  /** JavaScript (a sloppy function body) that defines it, guarded throughout, with fuel counted. It imports the runtime alone. */
  readonly script: string;
  /** Numbers and texts that the code mentions, in order. */
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly counterexamples: readonly Counterexample[];
  /** The obligations a run may refute. */
  readonly open: readonly ObligationId[];
}
