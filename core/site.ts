/**
 * A site: one element access, or one place where a contract is owed, with what the plan needs to choose a guard form. Computed by the
 * front end from the syntax tree and the declared types; the analysers read only `kind` and the role of a contract.
 */
import type { Contract, ContractRole } from "./contract.js";
import type { FunctionId } from "./ids.js";
import type { Span } from "./span.js";

export type ObligationKind = "bounds.read" | "bounds.write" | "contract";

/**
 * What stands to the left of the brackets, as declared. `open`: the declaration admits an object without elements, whose numbers are
 * names like any other (`any`, `unknown`, a type parameter, a union of an array with a dictionary).
 */
export type ReceiverClass =
  "typedArray" | "bigintTypedArray" | "string" | "array" | "tuple" | "arguments" | "arrayLike" | "other" | "open";

/** Whether a legal element can be `undefined` or `null`, as declared (type parameters, any and unknown: both). */
export interface Nullish {
  readonly undefined: boolean;
  readonly null: boolean;
}

export type SiteForm =
  /** `a[i]` as a value. `dereferenced`: its direct parent reads a member or element of it, calls it or iterates it, at once. */
  | { readonly kind: "read"; readonly dereferenced: boolean; readonly called: boolean; readonly optionalChain: boolean }
  /** `a[i] = v`. */
  | { readonly kind: "assign" }
  /** Read or write half of `a[i] op= v`, `a[i]++`. The two halves are two sites with the same span. */
  | { readonly kind: "update"; readonly half: "read" | "write" }
  /** `a[i] ??= v`, `||=`, `&&=`: a write only. */
  | { readonly kind: "logicalAssign" }
  /** `a[i]` as a target inside a destructuring assignment or a `for…of`/`for…in` head. */
  | { readonly kind: "target" }
  /** Element number `index` of an array binding or assignment pattern. */
  | { readonly kind: "pattern"; readonly index: number }
  | ContractForm;

/** A place where a contract is owed. */
export interface ContractForm {
  readonly kind: "contract";
  readonly role: ContractRole;
  readonly contract: Contract;
  /** The node whose code the check becomes a part of: a body, a `return`, a call, a loop. */
  readonly place: Span;
  /** Offset of the body that keeps `old` values; of the place itself where there are none. */
  readonly body: number;
  /** For people: the function whose contract it is, or the loop. */
  readonly subject: string;
  /** The function whose contract it is. */
  readonly owner: FunctionId;
  /** For calls: the parameters of the callee by position, which the clauses name. */
  readonly parameters: readonly string[];
}

export interface Site {
  readonly kind: ObligationKind;
  /** Of the element access (or pattern element), in the original text; of a contract's condition, or of the call or return that owes it. */
  readonly span: Span;
  /** Source text of the access, whitespace collapsed, at most 200 characters. */
  readonly text: string;
  readonly receiver: ReceiverClass;
  readonly element: Nullish;
  readonly form: SiteForm;
  /** The access lies inside a `try` block (with catch or finally), or in a catch block of the same function with an outer try. */
  readonly insideTry: boolean;
  /** Tokens of the access, joined by one space: part of the obligation's name. */
  readonly tokens: string;
}

/** Where the code of its guard goes. */
export const guardedPlace = ({ form, span }: Site): Span => (form.kind === "contract" ? form.place : span);
