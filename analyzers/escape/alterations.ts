/**
 * What a function does in plain sight that makes an array or a typed array no ordinary one: a method or a constructor of its own, another
 * prototype. Under A1t arrays are ordinary and dense in whoever's hands; this is the part of the promise that the function itself can break.
 */
import type { Instr } from "../../core/hir.js";
import type { SiteId } from "../../core/ids.js";
import { INTRINSICS } from "../../core/intrinsics.table.js";
import { dereferenced, isObjectOnly, isTypedArrayOnly, type Fact } from "../facts/fact.js";
import { ANY_OBJECT, BOOLEAN, NULL, NULLISH, OBJECT } from "../domain/value.js";
import type { Point } from "./flow.js";
import { defOf, type Graph } from "../ssa/graph.js";
import { hasOwnLength } from "../facts/shape.js";

/** The old way to define an accessor, a method of every object. */
export const DEFINERS = /^__define(?:G|S)etter__$/u;

/** An array or typed array and nothing else, made by a literal or an intrinsic, or declared so where A1t believes it. */
export function isPlainList(known: Fact): boolean {
  const fact = dereferenced(known);
  return isObjectOnly(fact) && hasOwnLength(fact.shape) && fact.shape.plain;
}

const mayBeList = ({ value, shape }: Fact): boolean => (value.others & OBJECT) !== 0 && (shape.array || shape.typed !== 0);

export interface Altered {
  readonly value: number;
  /**
   * `shape`: its prototype may be another, a typed array may have a `length` of its own. `members`: it may have methods of its own. (An
   * assignment makes no `length`: an array has one, and that of a typed array is an accessor without a setter.)
   */
  readonly part: "shape" | "members";
  /** It may be any list in sight: it is one, or is altered in a way that hardly anything else is. */
  readonly broad: boolean;
}

export interface Alteration extends Altered {
  readonly at: Point;
}

/** What escape analysis knows of values and of the ways between them (flow.ts). */
interface Sight {
  /** Origins of a value. */
  readonly compute: (value: number) => ReadonlySet<number>;
  /** The origin of all that nothing is known of. */
  readonly external: number;
  readonly mayAlias: (a: number, b: number) => boolean;
  readonly comesBefore: (at: Point, point: Point, own: number | null) => boolean;
}

/**
 * Whether one of the alterations may have met the (canonical) value before a point. What is certainly a list, or is altered as lists are, may be
 * any other list in sight. What else may be one is held against values of its own origins: else every member stored in an object from outside would end the promise
 * for all arrays from there.
 */
export function alteredIn(
  alterations: readonly Alteration[],
  { compute, external, mayAlias, comesBefore }: Sight,
  only: Altered["part"] | null = null,
): (value: number, point: Point) => boolean {
  const concerned = alterations.filter(({ part }) => only === null || part === only);
  if (concerned.length === 0) return () => false;
  return (value, point) => {
    const own = compute(value);
    return concerned.some((one) => {
      const shared = [...compute(one.value)].filter((origin) => origin !== external && own.has(origin));
      return one.broad && shared.length === 0
        ? mayAlias(value, one.value) && comesBefore(one.at, point, null)
        : shared.some((origin) => comesBefore(one.at, point, origin === value ? value : null));
    });
  };
}

/** Operands that the instruction alters, if they are arrays. */
export function alteredBy(graph: Graph, outer: Instr, factOf: (value: number) => Fact): readonly Altered[] {
  const instr = outer.op === "aborted" ? outer.instr : outer;
  const lists = (value: number | undefined, part: Altered["part"], broad = false): readonly Altered[] =>
    value !== undefined && mayBeList(factOf(value)) ? [{ value, part, broad: broad || isPlainList(factOf(value)) }] : [];
  switch (instr.op) {
    case "setProp":
      if (instr.name === "length") return [];
      return lists(instr.object, isOutOfOrdinary(instr.name) ? "shape" : "members", MODELLED.has(instr.name));
    case "deleteProp":
      return lists(instr.object, "members", MODELLED.has(instr.name));
    case "setElem":
      // The key may be `__proto__`, or a number that is no index. (That stops, or is counted, where there is a site whose guard stands.)
      if (!isNamed(factOf(instr.key)) && (isIndex(factOf(instr.key)) || standsGuarded(graph, instr.site))) return [];
      return lists(instr.object, keepsShape(factOf(instr.object), factOf(instr.value)) ? "members" : "shape");
    case "callMethod":
      return byReflection(graph, instr).flatMap(({ value, part }) => lists(value, part, true));
    default:
      return [];
  }
}

const standsGuarded = ({ fn }: Graph, site: SiteId | null): boolean => site !== null && !fn.overridden.includes(site);

/**
 * May be a text of any kind as a key: not so `undefined`, `null`, `true` and `false`, whose names are their own and nobody's that matters
 * here. (An element read where none is gives a key that may be `undefined`: it does not make the array that is stored into another.)
 */
const isNamed = ({ value: { others } }: Fact): boolean => (others & ~(NULLISH | BOOLEAN)) !== 0;

/** As far as it is a number, certainly the index of an element, however long the array (ECMA-262 6.1.7, array index). */
const isIndex = ({ value: { number } }: Fact): boolean =>
  number === null || (number.integer && !number.nan && number.lo >= 0 && number.hi < 2 ** 32 - 1);

/**
 * A store under a name that is not known leaves the object what it is: only an object or null becomes a prototype, a typed array gets no
 * property of a number that is no index (ECMA-262 10.4.5.5), and its `length` has no setter.
 */
const keepsShape = (object: Fact, { value }: Fact): boolean =>
  isTypedArrayOnly(object) && (value.others & (ANY_OBJECT | NULL)) === 0;

/** A number as text: what the name of an element may be, and what the value test of an access that is out of range may find (`a["-1"]`). */
const isNumeric = (name: string): boolean => String(Number(name)) === name;

const isOutOfOrdinary = (name: string): boolean => name === "__proto__" || isNumeric(name);

/** Methods that proofs model, and `constructor`, which some of them ask for. */
const MODELLED: ReadonlySet<string> = new Set([
  "constructor",
  ...INTRINSICS.flatMap((name) => /^(?:Array|%TypedArray%)\.prototype\.(\w+)$/u.exec(name)?.[1] ?? []),
]);

/** Functions of `Object` and `Reflect` besides those that define. */
const REFLECTED: ReadonlySet<string> = new Set(["assign", "deleteProperty", "set"]);

/** What `Object.defineProperty` and its like may give members or another prototype, or take members from. (By any other way to them, A2 is refused: tamper.ts.) */
function byReflection(
  graph: Graph,
  { name, object, args }: Extract<Instr, { op: "callMethod" }>,
): readonly { readonly value: number | undefined; readonly part: Altered["part"] }[] {
  const first = args[0]?.value;
  if (DEFINERS.test(name)) return [{ value: object, part: "shape" }];
  if (name === "defineProperty") {
    const key = args[1] === undefined ? null : defOf(graph, args[1].value);
    const text =
      key?.kind === "instr" && key.instr.op === "const" && key.instr.value.kind === "string" ? key.instr.value.value : null;
    if (text === null || text === "length" || args.some(({ spread }) => spread))
      return args.map(({ value }) => ({ value, part: "shape" }));
    if (isNumeric(text)) return [{ value: first, part: "shape" }];
    return MODELLED.has(text) ? [{ value: first, part: "members" }] : [];
  }
  if (name === "defineProperties" || name === "setPrototypeOf") return args.map(({ value }) => ({ value, part: "shape" }));
  const holder = defOf(graph, object);
  const isReflection = holder.kind === "instr" && holder.instr.op === "global" && /^(?:Object|Reflect)$/u.test(holder.instr.name);
  if (!isReflection || !REFLECTED.has(name)) return [];
  return [first, name === "set" ? args[3]?.value : undefined].map((value) => ({ value, part: "shape" }));
}
