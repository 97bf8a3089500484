/** What the code of one function may do to what hardening leaves writable (open-intrinsics.ts). */
import type { Mark } from "./sharp-names.js";

/** What one function does, given what cells hold. */
export interface Scanned {
  readonly finding: string | null;
  /** What it puts into cells that hold nothing so far. */
  readonly puts: readonly (readonly [cell: string, mark: Mark])[];
  /** Some object literal has a member under `Symbol.iterator`, which `Object.assign` would copy. */
  readonly iteratorLiteral: boolean;
  /** The same of what matching asks for. */
  readonly matchingLiteral: boolean;
  readonly assigns: string | null;
  /** It may give a regular expression, or all of them, another way to match. */
  readonly matching: string | null;
  /** A built-in constructor is handed on. */
  readonly constructors: boolean;
  /** So is what a name gave that is not known. */
  readonly dug: string | null;
  /** What a method has for its class is constructed with, or handed on. */
  readonly constructorOfThis: string | null;
  /** Functions are called on what the program chose (`call` and its like), which may be a function. */
  readonly borrows: boolean;
}

export type Found = Omit<{ -readonly [K in keyof Scanned]: Scanned[K] }, "puts" | "finding">;

export const NOTHING_FOUND: Found = {
  iteratorLiteral: false,
  matchingLiteral: false,
  assigns: null,
  matching: null,
  constructors: false,
  dug: null,
  constructorOfThis: null,
  borrows: false,
};

export const isNothing = ({ finding, puts, iteratorLiteral, matchingLiteral, assigns, matching, ...more }: Scanned): boolean =>
  finding === null &&
  puts.length === 0 &&
  !(iteratorLiteral || matchingLiteral || more.constructors || more.borrows) &&
  assigns === null &&
  matching === null &&
  more.dug === null &&
  more.constructorOfThis === null;
