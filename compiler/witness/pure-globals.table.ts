/**
 * Globals that compute from their arguments alone: no clock, no randomness, no locale of the host, no way to the host or to code from
 * text. A null allows every use as a callee, after `new` or `instanceof`, and every property; a set allows these properties alone.
 */
export const PURE_GLOBALS: ReadonlyMap<string, ReadonlySet<string> | null> = new Map<string, ReadonlySet<string> | null>([
  ...[
    "Array",
    "ArrayBuffer",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
    "Error",
    "EvalError",
    "Float32Array",
    "Float64Array",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "JSON",
    "Map",
    "NaN",
    "Number",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakSet",
    "decodeURIComponent",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "undefined",
  ].map((name): [string, null] => [name, null]),
  ["Object", new Set(["assign", "create", "entries", "freeze", "fromEntries", "is", "isFrozen", "keys", "seal", "values"])],
  // All but `random`.
  [
    "Math",
    new Set(
      (
        "E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 " +
        "floor fround hypot imul log log10 log1p log2 max min pow round sign sin sinh sqrt tan tanh trunc"
      ).split(" "),
    ),
  ],
]);

/** Properties that lead from plain data to what built-in objects share, or to functions made from text; that depend on the language of the user, or on where code stands. */
export const SHARED_PROPERTIES: ReadonlySet<string> = new Set([
  "__proto__",
  "caller",
  "captureStackTrace",
  "constructor",
  "prototype",
  "stack",
  "toLocaleDateString",
  "toLocaleLowerCase",
  "toLocaleString",
  "toLocaleTimeString",
  "toLocaleUpperCase",
  "localeCompare",
]);
