/** How far the fields of an instance are, at the least, when its constructor first lets anybody else have it. */
import type { HirFunction, Instr } from "../../core/hir.js";
import { successorsOf } from "../../core/hir-validate.js";
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import type { ClassId } from "../../core/ids.js";

/** `absent`: it may not be there. `defined`: it may still be undefined. */
export type FieldLevel = "absent" | "defined" | "assigned";
const LEVELS: readonly FieldLevel[] = ["absent", "defined", "assigned"];

export interface FieldLevels {
  readonly level: (name: string) => FieldLevel;
  /** Where the constructor may let others have the object. */
  readonly letOut: readonly FieldPoint[];
}

/** The instruction that is about to run; that behind the last one is the terminal. */
export interface FieldPoint {
  readonly block: number;
  readonly position: number;
}

const LETS_OUT: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>(["closure", "getSuper", "setSuper", "superCall"]);

/**
 * A forward analysis of the constructor of a class without a base: the level of each field at each point is the least over all ways there.
 * `this` is the instance; whatever uses it but for reading and writing fields that are there lets it out, and so does making an arrow function,
 * which has it too. What counts of a field is its level at those points, at its own reads, and where the constructor returns. `plain`: names that no
 * object which the instance inherits from has a setter of.
 */
export function fieldLevels(fn: HirFunction, ofClass: ClassId, plain: (name: string) => boolean = () => false): FieldLevels {
  const names = new Set<string>();
  const isOwn = (instr: Extract<Instr, { op: "getProp" | "setProp" }>): boolean =>
    (instr.claim.kind === "hash" || instr.claim.kind === "field") && instr.claim.class === ofClass;
  const instance = new Set<number>();
  const empty = new Set<number>();
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) {
      if (instr.op === "this") instance.add(instr.out);
      if (instr.op === "const" && instr.value.kind === "undefined") empty.add(instr.out);
      if (instr.op === "setProp" && isOwn(instr)) names.add(instr.name);
    }
  type State = ReadonlyMap<string, number>;
  const worst = new Map<string, number>();
  /** (A point of a state that turns out worse stays one.) */
  const seen = new Map<string, FieldPoint>();
  const letOut = (state: State, at: FieldPoint): void => {
    seen.set(`${String(at.block)}:${String(at.position)}`, at);
    for (const name of names) worst.set(name, Math.min(worst.get(name) ?? 2, state.get(name) ?? 0));
  };
  const step = (state: State, instr: Instr, at: FieldPoint): State => {
    if (instr.op === "aborted") {
      step(state, instr.instr, at);
      return state;
    }
    // An accessor that `super` finds is called with `this`.
    if (LETS_OUT.has(instr.op)) letOut(state, at);
    if (!operandsOf(instr).some((value) => instance.has(value))) return state;
    if ((instr.op !== "getProp" && instr.op !== "setProp") || !isOwn(instr)) {
      letOut(state, at);
      return state;
    }
    const level = state.get(instr.name) ?? 0;
    if (instr.op === "getProp") {
      worst.set(instr.name, Math.min(worst.get(instr.name) ?? 2, level));
      if (level === 0) letOut(state, at);
      return state;
    }
    // An assignment to what is not defined yet may find a setter on the way up, unless the name is private.
    const mayCall = level === 0 && !instr.define && instr.claim.kind === "field" && !plain(instr.name);
    if (instance.has(instr.value) || mayCall) letOut(state, at);
    if (!instance.has(instr.object)) return state;
    const next = new Map(state);
    next.set(instr.name, Math.max(level, instr.define && empty.has(instr.value) ? 1 : 2));
    return next;
  };
  const entering = new Map<number, State>([[0, new Map()]]);
  const waiting = new Set<number>([0]);
  for (const block of waiting) {
    waiting.delete(block);
    const body = fn.blocks[block];
    if (body === undefined) continue;
    let state = entering.get(block) ?? new Map();
    const { terminal } = body;
    for (const [position, instr] of body.instrs.entries()) {
      // An instruction that throws has done nothing, as far as we know.
      if (terminal.kind === "mayThrow" && position === 0) flow(terminal.exceptional, state);
      state = step(state, instr, { block, position });
    }
    const end = { block, position: body.instrs.length };
    if (terminal.kind === "return") letOut(state, end);
    if (terminal.kind === "throw" && terminalOperands(terminal).some((value) => instance.has(value))) letOut(state, end);
    for (const next of successorsOf(terminal)) flow(next, state);
  }
  function flow(to: number, state: State): void {
    const known = entering.get(to);
    if (known === undefined) {
      entering.set(to, state);
      waiting.add(to);
      return;
    }
    const joined = new Map<string, number>();
    for (const [name, level] of known) joined.set(name, Math.min(level, state.get(name) ?? 0));
    if ([...known].every(([name, level]) => joined.get(name) === level)) return;
    entering.set(to, joined);
    waiting.add(to);
  }
  return {
    level: (name) => (names.has(name) ? (LEVELS[worst.get(name) ?? 2] ?? "absent") : "absent"),
    letOut: [...seen.values()],
  };
}
