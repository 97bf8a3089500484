/**
 * What a function does in plain sight that makes an array or a typed array no ordinary one: a method or a constructor of its own, another
 * prototype. Under A1t arrays are ordinary and dense in whoever's hands; this is the part of the promise that the function itself can break.
 */
import type { Instr } from "../core/hir.js";
import { dereferenced, isNumberOnly, isObjectOnly, type Fact } from "./fact.js";
import { ANY_OBJECT, NULL, OBJECT } from "./domain/value.js";
import type { Point } from "./flow.js";
import { defOf, type Graph } from "./graph.js";
import { hasOwnLength } from "./shape.js";

const ALTERING: ReadonlySet<string> = new Set(["assign", "defineProperties", "defineProperty", "set", "setPrototypeOf"]);

const DEFINERS = /^__define(?:G|S)etter__$/u;

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
  /** It is an array or a typed array, and nothing else. */
  readonly isList: boolean;
}

export interface Alteration extends Altered {
  readonly at: Point;
}

/** What escape analysis knows of values and of the ways between them (flow.ts). */
interface Sight {
  readonly origins: (value: number) => ReadonlySet<number>;
  /** The origin of all that nothing is known of. */
  readonly external: number;
  readonly mayAlias: (a: number, b: number) => boolean;
  readonly comesBefore: (at: Point, point: Point, own: number | null) => boolean;
}

/**
 * Whether one of the alterations may have met the (canonical) value before a point. What is certainly a list may be any other list in sight.
 * What only may be one is held against values of its own origins: else every member stored in an object from outside would end the promise
 * for all arrays from there.
 */
export function alteredIn(
  alterations: readonly Alteration[],
  { origins, external, mayAlias, comesBefore }: Sight,
  only: Altered["part"] | null = null,
): (value: number, point: Point) => boolean {
  return (value, point) =>
    alterations.some((one) => {
      if (only !== null && one.part !== only) return false;
      const own = origins(value);
      const shared = [...origins(one.value)].filter((origin) => origin !== external && own.has(origin));
      return one.isList && shared.length === 0
        ? mayAlias(value, one.value) && comesBefore(one.at, point, null)
        : shared.some((origin) => comesBefore(one.at, point, origin === value ? value : null));
    });
}

/** Operands that the instruction alters, if they are arrays. */
export function alteredBy(graph: Graph, outer: Instr, factOf: (value: number) => Fact): readonly Altered[] {
  const instr = outer.op === "aborted" ? outer.instr : outer;
  const lists = (value: number | undefined, part: Altered["part"]): readonly Altered[] =>
    value !== undefined && mayBeList(factOf(value)) ? [{ value, part, isList: isPlainList(factOf(value)) }] : [];
  switch (instr.op) {
    case "setProp":
      return instr.name === "length" ? [] : lists(instr.object, instr.name === "__proto__" ? "shape" : "members");
    case "deleteProp":
      return lists(instr.object, "members");
    case "setElem":
      // The key may be `__proto__`, which takes an object or null.
      return isNumberOnly(factOf(instr.key))
        ? []
        : lists(instr.object, (factOf(instr.value).value.others & (ANY_OBJECT | NULL)) === 0 ? "members" : "shape");
    case "callMethod": {
      if (DEFINERS.test(instr.name)) return lists(instr.object, "shape");
      const holder = defOf(graph, instr.object);
      const isReflection =
        holder.kind === "instr" && holder.instr.op === "global" && /^(?:Object|Reflect)$/u.test(holder.instr.name);
      if (!isReflection || !ALTERING.has(instr.name)) return [];
      const receiver = instr.name === "set" ? instr.args[3]?.value : undefined;
      return [...lists(instr.args[0]?.value, "shape"), ...lists(receiver, "shape")];
    }
    default:
      return [];
  }
}
