/**
 * Reads of names that the language gives to the global object. All but three are properties that anybody can make accessors of (a lazy
 * polyfill does), so such a read runs no code only where A2 holds for the very name: it is made permanent, and evidence names it, or every
 * module is compiled and none changes it in plain sight. What is not in the table of intrinsics is never made permanent: tests replace
 * `Date`, hosts `Promise`.
 */
import { INTRINSICS } from "../../core/intrinsics.table.js";
import * as V from "../domain/value.js";
import { FACT_TOP, primitive, UNDEFINED_FACT, type Fact } from "../facts/fact.js";
import { plainOutcome, reading, type Outcome } from "../facts/outcome.js";
import { isStandardGlobal } from "../facts/standard-globals.js";
import { hardenedNames, modelRead } from "./model.js";
import type { SemanticsContext } from "./semantics-context.js";

/** Neither writable nor configurable. */
const CONSTANTS: ReadonlyMap<string, Fact> = new Map([
  ["undefined", UNDEFINED_FACT],
  ["NaN", primitive(V.ofNumberConstant(NaN))],
  ["Infinity", primitive(V.ofNumberConstant(Infinity))],
]);

const HARDENED: ReadonlySet<string> = new Set(INTRINSICS);
const isHardened = (name: string): boolean => isStandardGlobal(name) && hardenedNames(name).every((one) => HARDENED.has(one));

/** The read of the original, with `result` of what is no constant; null where it may be anything, and reading it may run code. */
export function readOriginal({ environment }: SemanticsContext, name: string, result: Fact = FACT_TOP): Outcome | null {
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return plainOutcome(constant);
  const { a2 } = environment;
  if (a2.kind !== "enforceable" || !isStandardGlobal(name)) return null;
  if (!isHardened(name)) return a2.closedProgram ? plainOutcome(result) : null;
  return reading(modelRead(name, result));
}
