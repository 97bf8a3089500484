/** Which kinds of values a declared type admits: enough to say that two types have no value in common. */
import type { StaticType } from "../../core/static-type.js";

/** By `typeof`, `null` apart, functions as objects; sorted. Null: any. */
export type ValueKinds = readonly string[] | null;

export function kindsOfValues(type: StaticType): ValueKinds {
  switch (type.kind) {
    case "array":
    case "tuple":
    case "typedArray":
    case "arguments":
    case "function":
      return ["object"];
    case "never":
      return [];
    case "union":
      return type.members.map(kindsOfValues).reduce(uniteKinds, []);
    case "typeParameter":
      return kindsOfValues(type.constraint);
    case "object":
      return type.primitives ? null : ["object"];
    case "any":
    case "unknown":
    case "arrayLike":
      return null;
    default:
      return [type.kind];
  }
}

export const uniteKinds = (a: ValueKinds, b: ValueKinds): ValueKinds =>
  a === null || b === null ? null : [...new Set([...a, ...b])].sort();

/** `never` says nothing of an accessor that does not return: it overlaps with all. */
export const kindsOverlap = (a: ValueKinds, b: ValueKinds): boolean =>
  a === null || b === null || a.length === 0 || b.length === 0 || a.some((kind) => b.includes(kind));
