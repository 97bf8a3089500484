/** What is left of the types of tuples where the program makes some shorter (loose-stores.ts). */
import type { StaticType } from "../../core/static-type.js";

/** The same type of tuples that may have become shorter. */
export function withShorterTuples(type: StaticType): StaticType {
  switch (type.kind) {
    case "array":
    case "arrayLike":
      return { ...type, element: withShorterTuples(type.element) };
    case "tuple": {
      const rest = type.rest === null ? null : withShorterTuples(type.rest);
      return { ...type, elements: type.elements.map(withShorterTuples), rest, minLength: 0 };
    }
    case "union":
      return { ...type, members: type.members.map(withShorterTuples) };
    case "typeParameter":
      return { ...type, constraint: withShorterTuples(type.constraint) };
    case "function":
      return type.result === null ? type : { ...type, result: withShorterTuples(type.result) };
    default:
      return type;
  }
}
