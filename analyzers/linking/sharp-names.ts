/** Names by which built-in objects are found, read, altered and run: what open-intrinsics.ts looks for. */
export type Mark = "iterator" | "Symbol" | "Reflect" | "Object" | "global" | "prototype";

export const GLOBALS: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ["Symbol", "Symbol"],
  ["Reflect", "Reflect"],
  ["Object", "Object"],
  ["globalThis", "global"],
  ["window", "global"],
  ["self", "global"],
  ["global", "global"],
]);
/** Reads on the way from a global to what is asked: `globalThis.window.Symbol.iterator` takes three. */
export const MAX_READS = 8;
export const markOfGlobal = (name: string): readonly Mark[] => {
  const mark = GLOBALS.get(name);
  return mark === undefined ? [] : [mark];
};
/** What has a prototype that iteration, matching or species ask. */
export const CONSTRUCTORS =
  /^(?:Array|RegExp|String|Map|Set|Promise|ArrayBuffer|SharedArrayBuffer|(?:Uint8|Uint8Clamped|Uint16|Uint32|Int8|Int16|Int32|Float16|Float32|Float64|BigInt64|BigUint64)Array)$/u;
/** Functions that write under keys their arguments name, or yield keys and prototypes, when they are taken as values. */
export const SHARP: ReadonlySet<string> = new Set([
  "assign",
  "defineProperties",
  "defineProperty",
  "getOwnPropertySymbols",
  "getPrototypeOf",
  "ownKeys",
  "set",
  "setPrototypeOf",
]);
/** Symbols under which built-in code looks up methods that hardening leaves writable. */
export const SYMBOLS: ReadonlySet<string> = new Set(["iterator", "match", "matchAll", "replace", "search", "split", "species"]);
/** What matching asks a regular expression for by name. (`lastIndex` is its own.) */
export const MATCHING: ReadonlySet<string> = new Set(
  "exec flags hasIndices global ignoreCase multiline dotAll unicode unicodeSets sticky test source".split(" "),
);
/** Functions of `Object` and `Reflect` that yield what a member holds. */
export const READS: ReadonlySet<string> = new Set([
  "get",
  "getOwnPropertyDescriptor",
  "getOwnPropertyDescriptors",
  "entries",
  "values",
]);
export const MAKES_CODE: ReadonlySet<string> = new Set(["eval", "Function"]);
/** By these a function is called after all. */
export const RUNS: ReadonlySet<string> = new Set(["apply", "bind", "call", "constructor"]);
/** Functions of `Object` that do nothing to their first argument. */
export const INHERITING: ReadonlySet<string> = new Set(["create", "getPrototypeOf"]);
/** Calls that may be given the symbol: they only ask. */
export const ASKS: ReadonlySet<string> = new Set(["get", "getOwnPropertyDescriptor", "has", "hasOwn", "hasOwnProperty", "is"]);
