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

/** They have no `prototype`. */
const NO_CONSTRUCTORS: ReadonlySet<string> = new Set("Atomics Infinity Intl JSON Math NaN Proxy Reflect".split(" "));

const SYMBOLS: ReadonlySet<string> = new Set(
  (
    "asyncIterator hasInstance isConcatSpreadable iterator match matchAll replace search species split toPrimitive toStringTag " +
    "unscopables"
  ).split(" "),
);

/** ECMAScript makes it a data property that nobody can redefine: reading it runs no code, whatever other code has done. */
export const isPermanentMember = (holder: string, name: string): boolean =>
  name === "prototype"
    ? /^[A-Z]/u.test(holder) && isStandardGlobal(holder) && !NO_CONSTRUCTORS.has(holder)
    : holder === "Symbol" && SYMBOLS.has(name);
