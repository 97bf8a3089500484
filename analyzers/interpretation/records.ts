/**
 * Records: objects of which the members are known, since they were made by a literal of plain members, by a compiled function that
 * returns one, or passed so by every caller. Reading such a member runs no code as long as nobody else has had the object.
 *
 * Which literals a value may be is read off its SSA definition (through phis). What a member may hold is taken without regard to objects
 * and order: what the literals put there, and whatever this function stores under that name anywhere. That covers every alias within
 * the function; other functions and unknown code get at a record only after it has escaped (flow.ts), and then nothing is claimed.
 */
import type { Instr } from "../../core/hir.js";
import { calleeSummary, type BoundaryFact, type Environment } from "../facts/environment.js";
import { defOf, sourcesOf, type Graph } from "../ssa/graph.js";

export interface RecordMember {
  /** Values of this function that the member may hold. */
  readonly values: readonly number[];
  /** What records from other functions hold there; `root` is the record. */
  readonly passed: readonly { readonly root: number; readonly boundary: BoundaryFact }[];
}

export interface Records {
  /** Null: some object that the value may be is no record with such a member. */
  readonly member: (object: number, name: string) => RecordMember | null;
  /** The members that every record has which the value may be; null when it may be anything else. */
  readonly names: (object: number) => readonly string[] | null;
  /** The instruction makes a record. */
  readonly isLiteral: (instr: Instr) => boolean;
}

/** `isLive(phi, k)`: control may come by the edge of input `k`. */
export function createRecords(graph: Graph, environment: Environment, isLive: (phi: number, input: number) => boolean): Records {
  const stores = new Map<string, number[]>();
  for (const block of graph.fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op !== "setProp") continue;
      const list = stores.get(instr.name);
      if (list === undefined) stores.set(instr.name, [instr.value]);
      else list.push(instr.value);
    }

  const names: Records["names"] = (object) => {
    const lists: (readonly string[])[] = [];
    for (const v of sourcesOf(graph, object, isLive)) {
      const def = defOf(graph, v);
      if (def.kind !== "instr") return null;
      const own = namesOf(def.instr, environment);
      if (own === null) return null;
      lists.push(own);
    }
    const [first] = lists;
    return first === undefined ? null : first.filter((n) => lists.every((list) => list.includes(n))).sort();
  };
  const member: Records["member"] = (object, name) => {
    const values: number[] = [];
    const passed: { root: number; boundary: BoundaryFact }[] = [];
    for (const v of sourcesOf(graph, object, isLive)) {
      const def = defOf(graph, v);
      if (def.kind !== "instr") return null;
      const { instr } = def;
      if (instr.op === "object") {
        const own = literalMember(instr, name);
        if (own === null) return null;
        values.push(own);
        continue;
      }
      const fields = passedRecord(instr, environment);
      const boundary = fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (boundary === undefined) return null;
      passed.push({ root: v, boundary });
    }
    values.push(...(stores.get(name) ?? []));
    return { values, passed };
  };
  return { member, names, isLiteral };
}

/** Static, distinct names and plain values only. `__proto__: x` in a literal is no member. */
function isLiteral(instr: Instr): boolean {
  if (instr.op !== "object") return false;
  const names = new Set<string>();
  for (const member of instr.members) {
    if (member.kind !== "property" || member.name === "__proto__" || names.has(member.name)) return false;
    names.add(member.name);
  }
  return true;
}

export function literalMember(instr: Instr, name: string): number | null {
  if (instr.op !== "object" || !isLiteral(instr)) return null;
  for (const member of instr.members) if (member.kind === "property" && member.name === name) return member.value;
  return null;
}

function namesOf(instr: Instr, environment: Environment): readonly string[] | null {
  if (instr.op === "object")
    return isLiteral(instr) ? instr.members.flatMap((m) => (m.kind === "property" ? [m.name] : [])) : null;
  const passed = passedRecord(instr, environment);
  return passed === null ? null : Object.keys(passed);
}

function passedRecord(instr: Instr, environment: Environment): BoundaryFact["fields"] {
  if (instr.op === "param") {
    const passed = environment.parameters?.[instr.index];
    return passed?.private === true ? passed.fields : null;
  }
  if (instr.op !== "call") return null;
  const summary = calleeSummary(environment, instr);
  return summary?.fresh === true ? summary.result.fields : null;
}
