/**
 * Intrinsics whose semantics the analysers may use (A2). `runtime/src/intrinsic-names.ts` repeats the list for `harden/all`; a test
 * compares the two. `%TypedArray%` is the common super-constructor of the typed arrays; `@@iterator` spells `Symbol.iterator`.
 */
import { COMMON_TYPED_ARRAYS } from "./static-type.js";

/** The clause of A2 on prototypes: those of Object, Array, String and typed arrays have no numeric-like own properties. */
export const NUMERIC_PROTOTYPES = "numeric-prototypes";

/** The clause of A2 on regular expressions: the own properties of `RegExp.prototype`, and what `split` makes by, are the original ones. */
export const MATCHING = "matching";

const members = (holder: string, names: string): readonly string[] => names.split(" ").map((name) => `${holder}.${name}`);

export const INTRINSICS: readonly string[] = [
  NUMERIC_PROTOTYPES,
  MATCHING,
  "Array",
  ...members("Array", "from isArray of prototype"),
  ...members(
    "Array.prototype",
    "@@iterator at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes " +
      "indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted " +
      "toSpliced unshift values with",
  ),
  "%ArrayIteratorPrototype%.next",
  ...COMMON_TYPED_ARRAYS,
  ...members("%TypedArray%", "from of"),
  ...members(
    "%TypedArray%.prototype",
    "@@iterator @@toStringTag at buffer byteLength byteOffset copyWithin entries every fill filter find findIndex findLast " +
      "findLastIndex forEach includes indexOf join keys lastIndexOf length map reduce reduceRight reverse set slice some sort " +
      "subarray toReversed toSorted values with",
  ),
  "ArrayBuffer",
  "ArrayBuffer.isView",
  ...members("ArrayBuffer.prototype", "byteLength resizable slice"),
  "String",
  ...members("String", "fromCharCode fromCodePoint"),
  ...members(
    "String.prototype",
    "@@iterator at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match normalize padEnd padStart " +
      "repeat replace replaceAll search slice split startsWith substr substring toLowerCase toString toUpperCase trim trimEnd trimStart valueOf",
  ),
  "%StringIteratorPrototype%.next",
  "Number",
  ...members("Number", "isFinite isInteger isNaN isSafeInteger parseFloat parseInt"),
  ...members("Number.prototype", "toString valueOf"),
  ...members("globalThis", "isFinite isNaN parseFloat parseInt"),
  "Math",
  ...members(
    "Math",
    "abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log log10 log1p log2 max " +
      "min pow random round sign sin sinh sqrt tan tanh trunc",
  ),
  "Object",
  ...members("Object", "assign entries freeze fromEntries getOwnPropertyNames hasOwn is isFrozen keys values"),
  "Object.prototype.hasOwnProperty",
  "Boolean",
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "WeakMap",
  "WeakSet",
  "Map",
  ...members("Map.prototype", "delete get has set size"),
  "Set",
  ...members("Set.prototype", "add delete has size"),
].toSorted();
