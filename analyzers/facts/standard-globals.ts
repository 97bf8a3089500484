/**
 * Names that ECMAScript gives to the global object, as data properties: reading one runs no code. (That it holds the original is A2's
 * business.) What hosts and other code put there may be accessors.
 */
const NAMES: ReadonlySet<string> = new Set(
  (
    "AggregateError Array ArrayBuffer AsyncIterator Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError " +
    "FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN " +
    "Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError " +
    "URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI " +
    "encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape"
  ).split(" "),
);

export const isStandardGlobal = (name: string): boolean => NAMES.has(name);
