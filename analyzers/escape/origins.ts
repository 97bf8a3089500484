/**
 * Where objects come from, within one function. Every value has a set of *origins*: an allocation of this function (its value id), an argument,
 * what a stable cell holds, what a member holds of a record that another function made, or `EXTERNAL` for everything else.
 *
 * The origins of a value are the union of its own and those of the values it may be (phis, members of records, receivers that are handed
 * back): the least solution gives all values of a cycle the same set. A cycle is finished as one (Tarjan): what was computed while another
 * value of it was not finished is incomplete, and must not be kept.
 */
import type { Instr } from "../../core/hir.js";
import { isPrivateCell, type Environment } from "../facts/environment.js";
import { mayBeObject } from "../facts/fact.js";
import type { Outcome } from "../facts/outcome.js";
import { slotOf } from "../fields/slots.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { defOf, find, isVersion, sourcesOf, type Graph } from "../ssa/graph.js";

export const EXTERNAL = -1;
const firstParameter = -2;
const firstCell = -100_000;
const firstContent = -200_000_000;

const EXTERNAL_ONLY: ReadonlySet<number> = new Set([EXTERNAL]);
const NONE: ReadonlySet<number> = new Set();

export const parameterOrigin = (index: number): number => firstParameter - index;
/** Of a parameter's origin. */
export const parameterIndex = (origin: number): number => firstParameter - origin;
export const isParameterOrigin = (origin: number): boolean => origin <= firstParameter && origin > firstCell;
export const isCellOrigin = (origin: number): boolean => origin <= firstCell && origin > firstContent;
export const isContentOrigin = (origin: number): boolean => origin <= firstContent;

export interface Origins {
  readonly of: (value: number) => ReadonlySet<number>;
  /** Origins of what cells hold, by cell; those that nobody has asked for are missing. */
  readonly cells: ReadonlyMap<string, number>;
  /** By record that another function made, when nobody else has it: origins of what its members hold. */
  readonly contents: ReadonlyMap<number, readonly number[]>;
  readonly isKeptIn: (cell: string) => boolean;
  /** Origins of what kept cells hold. Whoever finds out what is put into them adds that. */
  readonly kept: Set<number>;
}

/** A value that is not finished. */
interface Open {
  readonly index: number;
  readonly set: Set<number>;
  /** The earliest open value that it leads to. */
  low: number;
  isCyclic: boolean;
}

export function createOrigins(
  graph: Graph,
  environment: Environment,
  interpretation: Interpretation,
  outcomes: ReadonlyMap<number, Outcome>,
): Origins {
  const { fn } = graph;
  const isPrivate = (cell: string): boolean => isPrivateCell(environment, cell);
  const cells = new Map<string, number>();
  const kept = new Set<number>();
  const isKeptIn = (cell: string): boolean => environment.cellFacts[cell]?.object === "kept";
  const cellOrigin = (cell: string): number => {
    const origin = cells.get(cell) ?? firstCell - cells.size;
    cells.set(cell, origin);
    if (isKeptIn(cell)) kept.add(origin);
    return origin;
  };

  const contentOrigins = new Map<string, number>();
  const contents = new Map<number, number[]>();
  const contentKey = (root: number, name: string): string => `${String(root)}.${name}`;
  const noteContents = (record: number): void => {
    for (const name of interpretation.records.names(record) ?? [])
      for (const { root, boundary } of interpretation.records.member(record, name)?.passed ?? []) {
        const key = contentKey(root, name);
        if (!boundary.private || contentOrigins.has(key)) continue;
        const origin = firstContent - contentOrigins.size;
        contentOrigins.set(key, origin);
        contents.set(root, [...(contents.get(root) ?? []), origin]);
      }
  };
  const restParameters = new Map<number, number>();
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) {
      // All of them, before anybody looks for escapes: what a record holds escapes with it, whether this function reads it or not.
      if (instr.op === "param" || instr.op === "call") noteContents(instr.out);
      if (instr.op === "param" && fn.params[instr.index]?.rest === true) restParameters.set(find(graph, instr.out), instr.index);
    }

  const memberOrigins = (object: number, name: string): ReadonlySet<number> => {
    const member = interpretation.belief(object) === null ? interpretation.records.member(object, name) : null;
    if (member === null) return EXTERNAL_ONLY;
    const origins = new Set<number>();
    for (const value of member.values) for (const o of of(value)) origins.add(o);
    for (const { root, boundary } of member.passed)
      if (mayBeObject(boundary.fact)) origins.add(contentOrigins.get(contentKey(root, name)) ?? EXTERNAL);
    return origins;
  };

  /** What is read from what may be the array of a rest parameter is one of the arguments, or something else that was stored in it. */
  const restElement = (instr: Instr): ReadonlySet<number> | null => {
    if (instr.op !== "getElem") return null;
    const indices = [...of(instr.object)].flatMap((origin) => restParameters.get(origin) ?? []);
    return indices.length === 0 ? null : new Set([...indices.map(parameterOrigin), EXTERNAL]);
  };
  const ofInstr = (instr: Instr, v: number): ReadonlySet<number> => {
    const outcome = outcomes.get(instr.out);
    if (outcome?.fresh === true) return new Set([v, ...(outcome.shares === null ? [] : of(outcome.shares))]);
    if (outcome !== undefined && outcome.alias !== null) return of(outcome.alias);
    const slot = instr.op === "getProp" ? slotOf(instr) : null;
    if (slot !== null && isPrivate(slot)) return new Set([cellOrigin(slot)]);
    if (instr.op === "getProp" && outcome?.runsUnknown === false) return memberOrigins(instr.object, instr.name);
    const rest = restElement(instr);
    if (rest !== null) return rest;
    if (instr.op === "param") return new Set([parameterOrigin(instr.index)]);
    if (instr.op === "getCell" && isPrivate(instr.cell)) return new Set([cellOrigin(instr.cell)]);
    return EXTERNAL_ONLY;
  };
  const ofDef = (v: number): ReadonlySet<number> => {
    const def = defOf(graph, v);
    if (def.kind === "phi") return new Set(sourcesOf(graph, v).flatMap((source) => [...of(source)]));
    if (def.kind === "instr") return ofInstr(def.instr, v);
    if (!isVersion(def)) return EXTERNAL_ONLY;
    const { location } = def;
    if (location.kind === "cell") return isPrivate(location.cell) ? new Set([cellOrigin(location.cell)]) : EXTERNAL_ONLY;
    if (location.kind !== "field") return EXTERNAL_ONLY;
    if (location.slot !== null && isPrivate(location.slot)) return new Set([cellOrigin(location.slot)]);
    return memberOrigins(location.root, location.name);
  };

  const finished = new Map<number, ReadonlySet<number>>();
  const open = new Map<number, Open>();
  const stack: number[] = [];
  let current: Open | null = null;
  const of = (value: number): ReadonlySet<number> => {
    const v = find(graph, value);
    const fact = interpretation.facts[v];
    if (fact !== undefined && !mayBeObject(fact)) return NONE;
    const known = finished.get(v);
    if (known !== undefined) return known;
    const asker = current;
    const met = open.get(v);
    if (met !== undefined) {
      met.isCyclic = true;
      if (asker !== null) asker.low = Math.min(asker.low, met.index);
      return met.set;
    }
    const own: Open = { index: stack.length, set: new Set(), low: stack.length, isCyclic: false };
    open.set(v, own);
    stack.push(v);
    current = own;
    for (const origin of ofDef(v)) own.set.add(origin);
    current = asker;
    if (own.low < own.index) {
      if (asker !== null) asker.low = Math.min(asker.low, own.low);
      return own.set;
    }
    const cycle = stack.splice(own.index);
    for (const one of cycle) {
      const part = open.get(one);
      for (const origin of part?.set ?? NONE) own.set.add(origin);
      if (part?.isCyclic === true) own.set.add(EXTERNAL);
      open.delete(one);
    }
    for (const one of cycle) finished.set(one, own.set);
    return own.set;
  };
  return { of, cells, contents, isKeptIn, kept };
}
