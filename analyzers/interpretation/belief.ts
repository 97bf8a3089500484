/**
 * The declared types that A1t lets a proof believe: those of parameters, and of whatever is reached from one through data members and
 * elements, each by the type it is *declared* with there. Types that an expression merely has (after a cast, a narrowing, an assignment)
 * never enter: only the way from the parameter counts, so a lying cast gains no belief.
 */
import { someAlternative, type StaticType } from "../../core/static-type.js";
import type { HirFunction, Instr } from "../../core/hir.js";
import { calleeSummary, type Environment } from "../facts/environment.js";
import { mayBeNullish } from "../facts/fact.js";
import type { Point } from "../escape/flow.js";
import { defOf, find, sourcesOf, type Def, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "./interpret.js";

/** The declared type of the value, where it is neither undefined nor null (those have no members). Null: nothing is believed of it. */
export type Belief = (value: number) => StaticType | null;

const MAX_UNION = 12;

export function uniteTypes(types: readonly StaticType[]): StaticType | null {
  const flat = new Map<string, StaticType>();
  for (const type of types)
    for (const member of type.kind === "union" ? type.members : [type])
      if (member.kind !== "never") flat.set(JSON.stringify(member), member);
  if (flat.size > MAX_UNION) return null;
  const members = [...flat.values()];
  const [first] = members;
  if (first === undefined) return { kind: "never" };
  return members.length === 1 ? first : { kind: "union", members };
}

/** The members of a type that can be dereferenced: reading a member of the others throws. */
function dereferenced(type: StaticType): readonly StaticType[] {
  switch (type.kind) {
    case "union":
      return type.members.flatMap(dereferenced);
    case "typeParameter":
      return dereferenced(type.constraint);
    case "undefined":
    case "null":
    case "never":
      return [];
    default:
      return [type];
  }
}

/**
 * `{}`, the default of an optional parameter: like any object from outside it may lack what is optional. (That nothing of that name hangs
 * on `Object.prototype` is claimed of it as it is of those.)
 */
const NO_MEMBERS = -1;
const EMPTY: StaticType = { kind: "object", name: "{}", class: null, members: NO_MEMBERS, primitives: false };

/** What data member `name` of a value of the type is declared as; null when it is no data member of every possibility. */
export function memberType(type: StaticType, name: string, environment: Environment): StaticType | null {
  const found: StaticType[] = [];
  for (const part of dereferenced(type)) {
    if (part.kind !== "object" || part.members === null) return null;
    if (part.members === NO_MEMBERS) {
      if (name in Object.prototype) return null;
      found.push({ kind: "undefined" });
      continue;
    }
    const member = environment.objectTypes[part.members]?.[name];
    if (member?.data !== true) return null;
    found.push(member.type);
  }
  return found.length === 0 ? null : uniteTypes(found);
}

/** What the elements of a value of the type are declared as. */
export function elementType(type: StaticType, { loose }: Pick<HirFunction, "loose">): StaticType | null {
  const found: StaticType[] = [];
  for (const part of dereferenced(type)) {
    switch (part.kind) {
      case "array":
        if (loose.elements) return null;
        found.push(part.element);
        break;
      case "tuple":
        if (loose.elements) return null;
        found.push(...part.elements, ...(part.rest === null ? [] : [part.rest]));
        break;
      case "typedArray":
        found.push(part.name.startsWith("Big") ? { kind: "bigint" } : { kind: "number", literal: null });
        break;
      case "string":
        found.push({ kind: "string", literal: null });
        break;
      default:
        return null;
    }
  }
  return found.length === 0 ? null : uniteTypes(found);
}

function isNullishConstant(def: Def): boolean {
  return (
    def.kind === "instr" && def.instr.op === "const" && (def.instr.value.kind === "undefined" || def.instr.value.kind === "null")
  );
}

/** Object literals that this function stores members in, directly or through phis. */
function assignedLiterals(graph: Graph): ReadonlySet<number> {
  const found = new Set<number>();
  for (const block of graph.fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op !== "setProp" && instr.op !== "setElem") continue;
      for (const source of sourcesOf(graph, instr.object)) found.add(source);
    }
  return found;
}

/**
 * Fields conform to their declared types (A1t) in what the program's own classes make, too. (A constructor that returns another object
 * returns one of the class's type.)
 */
export function madeType(fn: HirFunction, instr: Instr): StaticType | null {
  if (instr.op !== "new" || instr.class === null) return null;
  const type = fn.types[fn.valueTypes[instr.out] ?? -1];
  return type?.kind === "object" ? type : null;
}

export function createBelief(graph: Graph, environment: Environment, trusted: boolean): Belief {
  if (!trusted) return () => null;
  const { fn } = graph;
  const memo = new Map<number, StaticType | null>();
  const known = (type: StaticType | null): StaticType | null =>
    type === null || type.kind === "any" || type.kind === "unknown" ? null : type;

  const assigned = assignedLiterals(graph);
  /** Nothing is stored in it here. */
  const isEmptyDefault = (def: Def, v: number): boolean =>
    def.kind === "instr" && def.instr.op === "object" && def.instr.members.length === 0 && !assigned.has(v);
  const belief: Belief = (value) => {
    const v = find(graph, value);
    const found = memo.get(v);
    if (found !== undefined) return found;
    // A value that is asked for while it is worked out can only be reached through itself: phis are collected at once below.
    memo.set(v, null);
    const def = defOf(graph, v);
    const result = known(def.kind === "phi" ? ofPhi(v) : ofDef(def));
    memo.set(v, result);
    return result;
  };
  /** All that enters a web of phis. */
  const ofPhi = (phi: number): StaticType | null => {
    const types: StaticType[] = [];
    for (const v of sourcesOf(graph, phi)) {
      const def = defOf(graph, v);
      if (isEmptyDefault(def, v)) types.push(EMPTY);
      else if (!isNullishConstant(def)) {
        const type = belief(v);
        if (type === null) return null;
        types.push(type);
      }
    }
    // An empty object alone is no parameter.
    return types.every((type) => type === EMPTY) ? null : uniteTypes(types);
  };
  const elementOf = (iterable: number): StaticType | null => {
    const type = belief(iterable);
    return type === null ? null : elementType(type, fn);
  };
  const ofDef = (def: Exclude<Def, { kind: "phi" }>): StaticType | null => {
    switch (def.kind) {
      case "initial":
      case "changed":
        if (def.location.kind === "cell" && def.kind === "initial")
          return environment.cellFacts[def.location.cell]?.value.belief ?? null;
        return def.location.kind === "field" ? def.location.declared : null;
      case "uninitialised":
        return null;
      case "instr": {
        const { instr } = def;
        switch (instr.op) {
          case "param": {
            const param = fn.params[instr.index];
            const declared = param === undefined ? null : known(fn.types[param.type] ?? null);
            return declared ?? environment.parameters?.[instr.index]?.belief ?? null;
          }
          case "new":
            return madeType(fn, instr);
          case "call":
            return calleeSummary(environment, instr)?.result.belief ?? null;
          case "getCell":
            return environment.cellFacts[instr.cell]?.value.belief ?? null;
          case "this":
            return fn.thisType < 0 ? null : (fn.types[fn.thisType] ?? null);
          case "getProp": {
            const type = belief(instr.object);
            return type === null ? null : memberType(type, instr.name, environment);
          }
          case "getElem":
            return elementOf(instr.object);
          case "iterValue": {
            const next = defOf(graph, instr.step);
            const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(graph, next.instr.iterator) : null;
            return start?.kind === "instr" && start.instr.op === "iterStart" ? elementOf(start.instr.iterable) : null;
          }
          case "patternElem": {
            const start = defOf(graph, instr.pattern);
            return start.kind === "instr" && start.instr.op === "patternStart" ? elementOf(start.instr.iterable) : null;
          }
          default:
            return null;
        }
      }
    }
  };
  return belief;
}

/** Neither undefined nor null, by what is known or by what is believed. */
export function isThere(interpretation: Interpretation, value: number, at: Point): boolean {
  if (!mayBeNullish(interpretation.factAt(value, at.block, at.position))) return true;
  const type = interpretation.belief(value);
  const def = defOf(interpretation.graph, value);
  const mayBeMissing =
    def.kind === "phi" || (def.kind === "instr" && def.instr.op === "param" && isOptional(interpretation.graph, def.instr.index));
  return type !== null && !mayBeMissing && !admitsNothing(type);
}

const isOptional = ({ fn }: Graph, index: number): boolean => fn.params[index]?.optional !== false;

const admitsNothing = (type: StaticType): boolean =>
  someAlternative(type, ({ kind }) => ["undefined", "null", "any", "unknown", "never"].includes(kind));
