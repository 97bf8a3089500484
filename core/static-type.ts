/**
 * Declared TypeScript types as plain data. They are *claims*: a proof may lean on one only under boundary `trusted` (A1t);
 * otherwise they choose the guard form and word the messages. Nested members are cut at a small depth and become `unknown`.
 */
export type StaticType =
  | { readonly kind: "number"; readonly literal: number | null }
  | { readonly kind: "string"; readonly literal: string | null }
  | { readonly kind: "boolean" }
  | { readonly kind: "bigint" }
  | { readonly kind: "symbol" }
  | { readonly kind: "undefined" }
  | { readonly kind: "null" }
  | { readonly kind: "never" }
  | { readonly kind: "any" }
  | { readonly kind: "unknown" }
  /** A type parameter; `constraint` is what its constraint says, or `unknown`. */
  | { readonly kind: "typeParameter"; readonly constraint: StaticType }
  | { readonly kind: "array"; readonly element: StaticType; readonly readonly: boolean }
  /** `minLength` counts the required elements; `rest` is the rest element type or null. */
  | {
      readonly kind: "tuple";
      readonly elements: readonly StaticType[];
      readonly minLength: number;
      readonly rest: StaticType | null;
      readonly readonly: boolean;
    }
  | { readonly kind: "typedArray"; readonly name: TypedArrayName }
  | { readonly kind: "arguments" }
  /** Has a number index signature together with `length`, and is none of the above. */
  | { readonly kind: "arrayLike"; readonly element: StaticType }
  /** `result` is what its one signature, which has no type parameters, says that a call of it yields; null where it has no such, or that says nothing. */
  | { readonly kind: "function"; readonly result: StaticType | null }
  /**
   * Any other object type; `class` names the compiled class when the type is a class instance type, `members` is the index of its
   * members in `HirProgram.objectTypes` (null where the type has none that could be named). `primitives`: a string, number or other
   * primitive value may pass for it, as one does for `{ length: number }`.
   */
  | {
      readonly kind: "object";
      readonly name: string;
      readonly class: string | null;
      readonly members: number | null;
      readonly primitives: boolean;
    }
  | { readonly kind: "union"; readonly members: readonly StaticType[] };

/** Whether one of the types that a value of the type may have fulfils the condition. */
export function someAlternative(type: StaticType, holds: (alternative: StaticType) => boolean): boolean {
  switch (type.kind) {
    case "union":
      return type.members.some((member) => someAlternative(member, holds));
    case "typeParameter":
      return someAlternative(type.constraint, holds);
    default:
      return holds(type);
  }
}

export type TypedArrayName =
  | "Int8Array"
  | "Uint8Array"
  | "Uint8ClampedArray"
  | "Int16Array"
  | "Uint16Array"
  | "Int32Array"
  | "Uint32Array"
  | "Float16Array"
  | "Float32Array"
  | "Float64Array"
  | "BigInt64Array"
  | "BigUint64Array";

/** Names of the typed-array constructors of ECMA-262, in specification order. */
export const TYPED_ARRAY_NAMES: readonly TypedArrayName[] = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
];

/**
 * Those that every engine has which may run the program. What newer ones have alone stands behind a test of the program's; and hardening must find
 * all that it names, or it would not be there to be replaced.
 */
export const COMMON_TYPED_ARRAYS: readonly TypedArrayName[] = TYPED_ARRAY_NAMES.filter((name) => name !== "Float16Array");
