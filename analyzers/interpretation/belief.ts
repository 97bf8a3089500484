/**
 * The declared types that A1t lets a proof believe: those of parameters, and of whatever is reached from one through data members and
 * elements, each by the type it is *declared* with there. Types that an expression merely has (after a cast, a narrowing, an assignment)
 * never enter: only the way from the parameter counts, so a lying cast gains no belief.
 */
import { dataKey } from "../../core/data-key.js";
import { sameData } from "../../core/same-data.js";
import { someAlternative, type StaticType } from "../../core/static-type.js";
import type { HirFunction, Instr } from "../../core/hir.js";
import { calleeSummary, type Environment } from "../facts/environment.js";
import { mayBeNullish } from "../facts/fact.js";
import type { Point } from "../escape/flow.js";
import { createPassedTests, type PassedTest } from "./discriminants.js";
import { defOf, find, sourcesOf, type Def, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "./interpret.js";

/** The declared type of the value, where it is neither undefined nor null (those have no members). Null: nothing is believed of it. */
export type Belief = (value: number) => StaticType | null;

/** What data member `name` of the value is declared as, by the tests that control has passed where it comes to the block; null where it is none. */
export type MemberBelief = (object: number, name: string, block: number) => StaticType | null;

const MAX_UNION = 12;

export function uniteTypes(types: readonly StaticType[]): StaticType | null {
  const flat = new Map<string, StaticType>();
  for (const type of types)
    for (const member of type.kind === "union" ? type.members : [type])
      if (member.kind !== "never") flat.set(dataKey(member), member);
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

/**
 * What a call of a value of the type yields: what its one signature says, or nothing (where an element was read that is not there, `!` stood for
 * something). Null where it may be something that says nothing of that.
 */
export function yieldedType(type: StaticType): StaticType | null {
  const found: StaticType[] = [{ kind: "undefined" }, { kind: "null" }];
  const parts = dereferenced(type);
  for (const part of parts) {
    if (part.kind !== "function" || part.result === null) return null;
    found.push(part.result);
  }
  return parts.length === 0 ? null : uniteTypes(found);
}

/** The parts of a type that a value may conform to which has passed the tests. */
function narrowed(type: StaticType, tests: readonly PassedTest[], environment: Environment): StaticType | null {
  const parts = dereferenced(type);
  const left = parts.filter((part) => {
    if (tests.some(({ name, equal }) => name === null && !mayAnswer(part, equal))) return false;
    if (part.kind !== "object" || part.members === null) return true;
    const members = environment.objectTypes[part.members];
    return tests.every(({ name, values, equal }) => {
      const member = name === null ? undefined : members?.[name];
      if (member?.data !== true) return true;
      if (equal) return [...values].some((value) => admits(member.type, value));
      return !isConstant(member.type, excluded(tests, name));
    });
  });
  return left.length === parts.length ? type : uniteTypes(left);
}

/** Whether `Array.isArray` may say so of what conforms to the type. (An array passes for an object type.) */
function mayAnswer({ kind }: StaticType, isArray: boolean): boolean {
  if (kind === "array" || kind === "tuple") return isArray;
  return !isArray || !["number", "string", "boolean", "bigint", "symbol", "typedArray", "function"].includes(kind);
}

const excluded = (tests: readonly PassedTest[], name: string | null): ReadonlySet<string | number> =>
  new Set(tests.flatMap((test) => (test.equal || test.name !== name ? [] : [...test.values])));

const admits = (type: StaticType, value: string | number): boolean =>
  someAlternative(type, (one) => {
    switch (one.kind) {
      case "string":
      case "number":
        return one.kind === typeof value && (one.literal === null || one.literal === value);
      case "boolean":
      case "undefined":
      case "null":
        return false;
      default:
        return true;
    }
  });

/** Nothing but one of the values. (A number that may be NaN or -0 is no literal type's.) */
const isConstant = (type: StaticType, values: ReadonlySet<string | number>): boolean =>
  !someAlternative(
    type,
    (one) => (one.kind !== "string" && one.kind !== "number") || one.literal === null || !values.has(one.literal),
  );

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

const isUnion = (type: StaticType): boolean =>
  type.kind === "union" || (type.kind === "typeParameter" && isUnion(type.constraint));

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

/**
 * What a literal is declared as that goes into a variable (compiler/lower/conforming-literals.ts): for those who find it there. The function that makes it
 * follows what it holds.
 */
export function literalType(graph: Graph, value: number): StaticType | null {
  const def = defOf(graph, value);
  if (def.kind !== "instr" || (def.instr.op !== "object" && def.instr.op !== "array") || def.instr.conforming !== true)
    return null;
  const type = graph.fn.types[graph.fn.valueTypes[def.instr.out] ?? -1];
  return type === undefined || type.kind === "any" || type.kind === "unknown" ? null : type;
}

export interface Beliefs {
  readonly belief: Belief;
  /** By the tests that control has passed where the value comes to the block. */
  readonly beliefAt: (value: number, block: number) => StaticType | null;
  readonly memberBelief: MemberBelief;
  /** Whether the tests say more of the member than its declarations. */
  readonly isTold: (object: number, name: string, block: number) => boolean;
}

export function createBeliefs(graph: Graph, environment: Environment, trusted: boolean): Beliefs {
  if (!trusted) return { belief: () => null, beliefAt: () => null, memberBelief: () => null, isTold: () => false };
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
  const passedTests = createPassedTests(graph, environment.a2.kind === "enforceable");
  const beliefAt: Beliefs["beliefAt"] = (object, block) => {
    const type = belief(object);
    const tests = type !== null && isUnion(type) ? passedTests(object, block) : [];
    return type === null || tests.length === 0 ? type : narrowed(type, tests, environment);
  };
  const memberBelief: MemberBelief = (object, name, block) => {
    const known = beliefAt(object, block);
    return known === null ? null : memberType(known, name, environment);
  };
  const isTold: Beliefs["isTold"] = (object, name, block) => {
    const type = belief(object);
    const known = beliefAt(object, block);
    if (type === null || known === null || known === type) return false;
    const [before, after] = [memberType(type, name, environment), memberType(known, name, environment)];
    return !sameData(before, after);
  };
  const elementOf = (iterable: number, { out }: Instr): StaticType | null => {
    const type = beliefAt(iterable, graph.blockOf[out] ?? 0);
    return type === null ? null : elementType(type, fn);
  };
  /** What is compiled is known by what it does. */
  const yieldedBy = (call: Extract<Instr, { op: "call" }>): StaticType | null => {
    if (call.target !== null) return calleeSummary(environment, call)?.result.belief ?? null;
    const callee = beliefAt(call.callee, graph.blockOf[call.out] ?? 0);
    return callee === null ? null : yieldedType(callee);
  };
  const ofDef = (def: Exclude<Def, { kind: "phi" }>): StaticType | null => {
    switch (def.kind) {
      case "initial":
      case "later":
      case "changed":
        if (def.location.kind === "cell") return environment.cellFacts[def.location.cell]?.value.belief ?? null;
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
            return yieldedBy(instr);
          case "callMethod": {
            const method = memberBelief(instr.object, instr.name, graph.blockOf[instr.out] ?? 0);
            return method === null ? null : yieldedType(method);
          }
          case "getCell":
            return environment.cellFacts[instr.cell]?.value.belief ?? null;
          case "this":
            return fn.thisType < 0 ? null : (fn.types[fn.thisType] ?? null);
          case "getProp":
            return memberBelief(instr.object, instr.name, graph.blockOf[instr.out] ?? 0);
          case "getElem":
            return elementOf(instr.object, instr);
          case "iterValue": {
            const next = defOf(graph, instr.step);
            const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(graph, next.instr.iterator) : null;
            return start?.kind === "instr" && start.instr.op === "iterStart"
              ? elementOf(start.instr.iterable, start.instr)
              : null;
          }
          case "patternElem": {
            const start = defOf(graph, instr.pattern);
            return start.kind === "instr" && start.instr.op === "patternStart"
              ? elementOf(start.instr.iterable, start.instr)
              : null;
          }
          default:
            return null;
        }
      }
    }
  };
  return { belief, beliefAt, memberBelief, isTold };
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

/** Something is declared of everything that it may be. */
export const isBelieved = (type: StaticType | null): boolean =>
  type !== null && !someAlternative(type, ({ kind }) => kind === "any" || kind === "unknown");

const admitsNothing = (type: StaticType): boolean =>
  someAlternative(type, ({ kind }) => ["undefined", "null", "any", "unknown", "never"].includes(kind));
