/**
 * What emitted code calls. Guards themselves are inline in the emitted code; everything here is the slow path, entered when an
 * inline test failed or could not decide. A call that returns has decided that the access is in order (or mode `report` lets it go on).
 */
import {
  apply,
  asUintN,
  hasOwn,
  isArray,
  isInteger,
  iteratorSymbol,
  splitText,
  text,
  typedArrayBrand,
  typedArrayLength,
} from "./primordials";
import { countHit, record } from "./monitor";
import { SafetyViolation, SoundnessError } from "./violation";
import type { Finding } from "./violation";

export { isArray, isTypedArray } from "./primordials";
export { SafetyViolation, SoundnessError } from "./violation";
export type { ViolationKind, ViolationLocation } from "./violation";

export interface Registration {
  /** Path of the module from the project root. */
  readonly module: string;
  readonly onViolation: "throw" | "terminate" | "report";
  /**
   * One line a site: `id:line:column:flags:text`; flags `r`, `w` or `c` for the kind (`R`, `W` where the receiver is open), then `!` when
   * proved; text may be empty.
   */
  readonly sites: string;
}

/** What an array pattern owes, by element index: a site number, nothing, or that together with what a nested pattern owes. */
export type PatternSpec = readonly (number | null | readonly [number | null, PatternSpec])[];

export interface Guards {
  /** Violation at site `n`; the inline test decided. In mode `report` returns undefined. */
  v(n: number): undefined;
  /** A read yielded undefined where undefined is a legal element: in order when an own element is there. */
  q(n: number, receiver: unknown, key: unknown): undefined;
  /** A key that is no number: returned when it is the canonical text of an index, or a bigint. */
  k(n: number, key: unknown): unknown;
  /** Decides a read before it happens; returns the key. */
  i(n: number, receiver: unknown, key: unknown): unknown;
  /** Decides a write before it happens; returns the key. */
  x(n: number, receiver: unknown, key: unknown): unknown;
  /** A value that is no number, about to be stored: an object is converted as a typed array would, then the write is decided again. */
  y(n: number, receiver: unknown, key: unknown, value: unknown): unknown;
  /** The iterable of an array pattern, checked step by step. */
  d(spec: PatternSpec, iterable: unknown): unknown;
  /** The same for every value that an iterable yields. */
  e(spec: PatternSpec, iterable: unknown): unknown;
  /** A reference for destructuring targets: setting `v` decides the write, then stores. */
  t(n: number, receiver: unknown, key: unknown): { v: unknown };
  /** Testing mode: counts a hit of the site, returns the key. */
  h(n: number, key: unknown): unknown;
}

const host = globalThis as { process?: { exit?: (code: number) => void } };
const processOf = host.process;
const exit = processOf?.exit;

/** The integer index that `key` names, else -1: canonical texts and bigints name the same properties as numbers do. */
function indexOf(key: unknown): number {
  const k = typeof key === "bigint" || (typeof key === "string" && text(+key) === key) ? +text(key) : key;
  return typeof k === "number" && isInteger(k) && k >= 0 ? k : -1;
}

/** Length of what has elements; -1 of what has not. Reads `length` of objects that are neither arrays nor typed arrays. */
function lengthOf(o: unknown): number {
  if (typedArrayBrand(o) !== undefined) return typedArrayLength(o);
  const length = (o as { length?: unknown } | null | undefined)?.length;
  return typeof length === "number" ? length : -1;
}

/** Whether an own element of `o` is at `key`. A primitive string has its elements by length, other objects as own properties. */
function hasElement(o: unknown, key: unknown): boolean {
  const index = indexOf(key);
  return index >= 0 && index < lengthOf(o) && (typeof o === "string" || hasOwn(o, index));
}

function observe(o: unknown, key: unknown): string {
  const type = typeof key;
  const k = type === "number" || type === "string" || type === "bigint" ? text(key) : `a key of type ${type}`;
  const length = lengthOf(o);
  return `index ${k}${o === undefined ? "" : length < 0 ? " of something without length" : `, length ${length}`}`;
}

/** `iterable` with `see` told of each step, and free to replace its value. */
function steps(iterable: unknown, see: (index: number, done: boolean, value: unknown) => unknown): unknown {
  const inner = (iterable as Iterable<unknown>)[iteratorSymbol]();
  const { next } = inner;
  let at = 0;
  const wrapped = {
    next() {
      const step = apply(next, inner, []);
      const done = !!step.done;
      return { done, value: see(at++, done, done ? undefined : step.value) };
    },
    return() {
      const close = inner.return as unknown;
      return close === undefined || close === null ? {} : apply(close as () => unknown, inner, []);
    },
    [iteratorSymbol]: () => wrapped,
  };
  return wrapped;
}

/** Called once a module, at its first slow path: the table costs nothing before. */
export function register({ module, onViolation, sites }: Registration): Guards {
  const rows = splitText(sites, "\n");

  function violate(n: number, observed: string): undefined {
    const parts = splitText(rows[n] ?? "", ":");
    const flags = parts[3] ?? "";
    const write = flags[0] === "w" || flags[0] === "W";
    const contract = flags[0] === "c";
    let source = parts[4] ?? "";
    for (let i = 5; i < parts.length; i++) source += `:${parts[i] ?? ""}`;
    const finding: Finding = {
      obligation: parts[0] ?? "",
      kind: contract ? "contract" : write ? "bounds.write" : "bounds.read",
      location: { file: module, line: +(parts[1] ?? 0), column: +(parts[2] ?? 0) },
      observed: contract ? "a violation" : observed,
      expected: `${contract ? "the contract" : write ? "0 <= index < length (a plain array may grow by one)" : "an element in range"}${source && ` for \`${source}\``}`,
      cwe: contract ? "CWE-573" : write ? "CWE-787" : "CWE-125",
    };
    const proved = flags[1] === "!";
    // Recorded before it is thrown: a `catch` in the program cannot hide it.
    record(finding, proved, onViolation === "report");
    if (onViolation === "report") return undefined;
    const error = proved ? new SoundnessError(finding) : new SafetyViolation(finding);
    if (onViolation === "terminate" && exit) apply(exit, processOf, [70]);
    throw error;
  }

  /**
   * Where the declaration admits anything (`any`; the flag is a capital), an object without a length has no elements that a number could
   * miss: it is a dictionary, and the number a name. What the declaration calls an array is held to that, whatever it turns out to be.
   * A nullish receiver is left to the access, which throws the TypeError it always threw.
   */
  const refuse = (n: number, o: unknown, key: unknown): void => {
    const open = (splitText(rows[n] ?? "", ":")[3] ?? "") < "a";
    const dictionary = open && typeof key === "number" && typeof o === "object" && lengthOf(o) < 0;
    if (!dictionary && o !== null && o !== undefined) violate(n, observe(o, key));
  };

  /** A nullish value is left to the pattern, which throws the TypeError it always threw. */
  const inside = (spec: PatternSpec, value: unknown): unknown =>
    value === undefined || value === null ? value : guards.d(spec, value);

  const guards: Guards = {
    v: (n) => violate(n, "no element"),
    q(n, o, key) {
      if (!hasElement(o, key)) refuse(n, o, key);
      return undefined;
    },
    k(n, key) {
      if (indexOf(key) < 0) violate(n, observe(undefined, key));
      return key;
    },
    i(n, o, key) {
      if (!hasElement(o, key)) refuse(n, o, key);
      return key;
    },
    x(n, o, key) {
      const index = indexOf(key);
      const length = lengthOf(o);
      if (index < 0 || (index >= length && (index !== length || !isArray(o)))) refuse(n, o, key);
      return key;
    },
    y(n, o, key, value) {
      const brand = typedArrayBrand(o) as string | undefined;
      if (brand === undefined || value === null || (typeof value !== "object" && typeof value !== "function")) return value;
      // A store reduces a bigint to 64 bits itself.
      const converted = brand[0] === "B" ? asUintN(64, value as unknown as bigint) : (value as unknown as number) * 1;
      guards.x(n, o, key);
      return converted;
    },
    // Wraps the iterator: it takes the same steps at the same times, and hands on `return`. A pattern asks no further once the iterator is
    // done, so whatever is still owed is missing then.
    d(spec, iterable) {
      const dense = isArray(iterable);
      return steps(iterable, (index, done, value) => {
        const owed = spec[index] ?? null;
        const [site, nested] = isArray(owed) ? (owed as readonly [number | null, PatternSpec]) : [owed as number | null, null];
        if (site !== null && (done || (dense && !hasOwn(iterable, index)))) violate(site, `index ${index}, no element`);
        for (let later = index + 1; done && later < spec.length; later++) {
          const one = spec[later] ?? null;
          const missing = isArray(one) ? (one as readonly [number | null, PatternSpec])[0] : (one as number | null);
          if (missing !== null) violate(missing, `index ${later}, no element`);
        }
        return nested ? inside(nested, value) : value;
      });
    },
    e: (spec, iterable) => steps(iterable, (_, done, value) => (done ? undefined : inside(spec, value))),
    t: (n, o, key) => ({
      set v(value: unknown) {
        guards.x(n, o, key);
        // `key` is a number, a text or a bigint here; anything else is a violation.
        (o as Record<string, unknown>)[key as string] = guards.y(n, o, key, value);
      },
      get v() {
        return undefined;
      },
    }),
    h(n, key) {
      countHit(module, n);
      return key;
    },
  };
  return guards;
}
