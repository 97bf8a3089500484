/**
 * What built-in methods of arrays and typed arrays call their first argument with (ECMA-262 23.1.3, 23.2.3), by name: in the order of the
 * callback's parameters. They call it while they run, not later, and hand it to nobody.
 */
export type CallbackRole =
  /** An element that is there, of an array; of a typed array, which may lose its buffer meanwhile, what stands at a place. */
  | "element"
  /** An element, or undefined where there is none. */
  | "place"
  | "index"
  | "receiver"
  /** What the method was given as its second argument (or, without one, an element), or what the callback returned the last time. */
  | "accumulated";

const EACH = ["element", "index", "receiver"] as const;
const PLACES = ["place", "index", "receiver"] as const;
const FOLD = ["accumulated", "element", "index", "receiver"] as const;
const COMPARE = ["element", "element"] as const;

export const CALLBACK_METHODS: ReadonlyMap<string, readonly CallbackRole[]> = new Map<string, readonly CallbackRole[]>([
  ["every", EACH],
  ["filter", EACH],
  ["find", PLACES],
  ["findIndex", PLACES],
  ["findLast", PLACES],
  ["findLastIndex", PLACES],
  ["forEach", EACH],
  ["map", EACH],
  ["reduce", FOLD],
  ["reduceRight", FOLD],
  ["some", EACH],
  ["sort", COMPARE],
  ["toSorted", COMPARE],
]);
