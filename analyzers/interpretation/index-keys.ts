/**
 * The longest length of an array, 2^32 - 1, is no index, nor is what is more: a store under it makes a property and leaves the length, and so does a
 * `push` that fails for lack of places. A guard lets such a store pass as an append, and it lets a read of that property pass. So where a key may be so great, an access that
 * went well says nothing of it unless the array is dense: no engine has room for so many elements.
 */
import type { AbstractNumber } from "../domain/number.js";
import { MAX_ARRAY_LENGTH } from "../facts/fact.js";
import type { SemanticsContext } from "./semantics-context.js";

/** An access of `object` under `key` that went well was of an index: below the length, or (a store) the length. */
export function staysAmongIndices(context: SemanticsContext, object: number, key: AbstractNumber | null): boolean {
  const { shape } = context.fact(object);
  if (!shape.array || (key !== null && key.hi < MAX_ARRAY_LENGTH)) return true;
  return shape.dense && !context.holed(object);
}
