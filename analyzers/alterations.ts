/**
 * What a function does in plain sight that makes an array or a typed array no ordinary one: a method or a constructor of its own, another
 * prototype. Under A1t arrays are ordinary and dense in whoever's hands; this is the part of the promise that the function itself can break.
 */
import type { Instr } from "../core/hir.js";
import { dereferenced, isNumberOnly, isObjectOnly, type Fact } from "./fact.js";
import { defOf, type Graph } from "./graph.js";
import { hasOwnLength } from "./shape.js";

const ALTERING: ReadonlySet<string> = new Set(["assign", "defineProperties", "defineProperty", "set", "setPrototypeOf"]);

/** An array or typed array and nothing else, made by a literal or an intrinsic, or declared so where A1t believes it. */
export function isPlainList(known: Fact): boolean {
  const fact = dereferenced(known);
  return isObjectOnly(fact) && hasOwnLength(fact.shape) && fact.shape.plain;
}

/** Operands that the instruction alters, if they are arrays. */
export function alteredBy(graph: Graph, outer: Instr, factOf: (value: number) => Fact): readonly number[] {
  const instr = outer.op === "aborted" ? outer.instr : outer;
  const lists = (value: number | undefined): readonly number[] =>
    value !== undefined && isPlainList(factOf(value)) ? [value] : [];
  switch (instr.op) {
    case "setProp":
      return instr.name === "length" ? [] : lists(instr.object);
    case "deleteProp":
      return lists(instr.object);
    case "setElem":
      return isNumberOnly(factOf(instr.key)) ? [] : lists(instr.object);
    case "callMethod": {
      const holder = defOf(graph, instr.object);
      const isReflection =
        holder.kind === "instr" && holder.instr.op === "global" && /^(?:Object|Reflect)$/u.test(holder.instr.name);
      return isReflection && ALTERING.has(instr.name) ? lists(instr.args[0]?.value) : [];
    }
    default:
      return [];
  }
}
