/**
 * Slots: fields of which every write is in sight, so that what they hold is what the program stores there (an invariant over all instances).
 *
 * Two kinds of fields are such. `#name`: syntax keeps every access inside its class, and a read throws on what has no such field. And a field
 * of a *closed* class (closed-classes.ts): no code but its own methods ever has an instance in a way that could reach the field. Accesses of
 * those are given the claim of a private name here, and are one from then on.
 *
 * Before a field is assigned it holds `undefined`: that it never is read so early must be shown, else the field may be undefined, too.
 * (A field of a closed class that could be read before it is even defined is no slot: the read would go to `Object.prototype`.)
 */
import type { HirCell, HirClass, HirFunction, HirModule, HirProgram, Instr, PropertyClaim } from "../../core/hir.js";
import { successorsOf } from "../../core/hir-validate.js";
import type { CellId, ClassId, FunctionId } from "../../core/ids.js";
import { sameData } from "../../core/same-data.js";
import { closedFields } from "./closed-classes.js";
import { fieldLevels } from "./field-levels.js";

/** How a slot is named among the cells of a function's environment. */
export const slotId = (ofClass: ClassId, name: string): CellId => `slot:${ofClass}.${name}` as CellId;

type Access = Extract<Instr, { op: "getProp" | "setProp" }>;

export function hashSlot(claim: PropertyClaim, name: string): CellId | null {
  return claim.kind === "hash" && !claim.accessor ? slotId(claim.class, name) : null;
}
/** The slot that an instruction reads or writes, if it turns out to be one. */
export const slotOf = (instr: Instr): CellId | null =>
  instr.op === "getProp" || instr.op === "setProp" ? hashSlot(instr.claim, instr.name) : null;

/** The definition of a field without an initialiser: whether anybody sees that is told by `late`. */
export function definesEmpty(instr: Extract<Instr, { op: "setProp" }>, definitionOf: (value: number) => Instr | null): boolean {
  const value = definitionOf(instr.value);
  return instr.define && value?.op === "const" && value.value.kind === "undefined";
}

export interface ModuleSlots {
  /** As constant cells: who reads and who writes them. */
  readonly cells: readonly HirCell[];
  /** Slots that may be read while they are undefined. */
  readonly late: ReadonlySet<string>;
  /** Slots that are assigned once in the life of an object, by the constructor, before anybody else has the object. */
  readonly final: ReadonlySet<string>;
  /** By class: those of its slots that are not late, and the constructor that assigns them. */
  readonly classes: readonly SlottedClass[];
  /** `claim`s that are those of slots though the name is not private. */
  readonly plain: ReadonlySet<string>;
}

export interface SlottedClass {
  readonly constructorFunction: FunctionId;
  readonly slots: readonly string[];
}

const NO_BLOCKS: ReadonlySet<number> = new Set();
const NONE: ModuleSlots = { cells: [], late: new Set(), final: new Set(), classes: [], plain: new Set() };

export interface Slots {
  readonly cells: readonly HirCell[];
  readonly late: ReadonlySet<string>;
  readonly final: ReadonlySet<string>;
  readonly classes: readonly SlottedClass[];
  /** The function with accesses to slots of closed classes as those to private names. */
  readonly rewrite: (fn: HirFunction) => HirFunction;
}

interface Known {
  readonly classes: readonly HirClass[];
  readonly slots: ModuleSlots;
}
/** By module, since it is a question of the module alone. */
const memo = new WeakMap<HirModule, Known>();

export function slotsOf({ modules, classes, cells }: Pick<HirProgram, "modules" | "classes" | "cells">): Slots {
  const byModule = new Map<string, HirClass[]>();
  for (const one of classes) {
    const path = moduleOf(one.id);
    byModule.set(path, [...(byModule.get(path) ?? []), one]);
  }
  const exported = exportedCells(cells);
  const parts = modules.map((module) => {
    const own = byModule.get(module.path) ?? [];
    return own.length === 0 ? NONE : slotsOfModule(module, own, exported);
  });
  const plain = new Set(parts.flatMap((part) => [...part.plain]));
  return {
    cells: parts.flatMap((part) => part.cells),
    late: new Set(parts.flatMap((part) => [...part.late])),
    final: new Set(parts.flatMap((part) => [...part.final])),
    classes: parts.flatMap((part) => part.classes),
    rewrite: (fn) => (plain.size === 0 ? fn : rewritten(fn, plain)),
  };
}

/** Whether changed modules of a program with the same classes and cells have the slots that they had. */
export function keepSlots(
  { classes, cells }: Pick<HirProgram, "classes" | "cells">,
  changed: readonly { readonly was: HirModule; readonly is: HirModule }[],
): boolean {
  return changed.every(({ was, is }) => {
    const own = classes.filter(({ id }) => moduleOf(id) === is.path);
    if (own.length === 0) return true;
    const exported = exportedCells(cells);
    const data = (module: HirModule): unknown => {
      const { late, final, plain, ...rest } = slotsOfModule(module, own, exported);
      return [rest, [...late], [...final], [...plain]];
    };
    return sameData(data(was), data(is));
  });
}

const exportedCells = (cells: HirProgram["cells"]): ReadonlySet<string> =>
  new Set(cells.flatMap((cell): string[] => (cell.exported ? [cell.id] : [])));

function slotsOfModule(module: HirModule, own: readonly HirClass[], exported: ReadonlySet<string>): ModuleSlots {
  const known = memo.get(module);
  if (known !== undefined && sameData(known.classes, own)) return known.slots;
  const slots = slotsIn(module, own, exported);
  memo.set(module, { classes: own, slots });
  return slots;
}

/** Of a function, a cell, a class. */
export const moduleOf = (id: string): string => id.slice(0, id.indexOf("#"));

/**
 * A construct that was not lowered precisely may hide a write, and so may `eval`, which sees the private names around it: where a module has
 * either, nothing is known of its fields.
 */
function hidesWrites(instr: Instr): boolean {
  switch (instr.op) {
    case "unknown":
      return true;
    case "global":
    case "typeofGlobal":
      return instr.name === "eval";
    case "setProp":
    case "deleteProp":
      return (
        instr.name.startsWith("#") &&
        !instr.name.startsWith("#(") &&
        (instr.op === "deleteProp" || (instr.claim.kind !== "hash" && instr.claim.kind !== "member"))
      );
    case "aborted":
      return hidesWrites(instr.instr);
    default:
      return false;
  }
}

function slotsIn(module: HirModule, classes: readonly HirClass[], exportedCells: ReadonlySet<string>): ModuleSlots {
  if (classes.every(({ fields }) => fields.length === 0)) return NONE;
  if (module.functions.some((fn) => fn.blocks.some(({ instrs }) => instrs.some(hidesWrites)))) return NONE;
  const functions = new Map<string, HirFunction>(module.functions.map((fn) => [fn.id, fn]));
  const closed = closedFields(module, classes, exportedCells);
  const plain = new Set<string>();
  const late = new Set<string>();
  const owners = new Map<string, FunctionId>();
  const slotted: SlottedClass[] = [];
  for (const one of classes) {
    const body = one.constructorFunction === null ? undefined : functions.get(one.constructorFunction);
    const early: string[] = [];
    const levels = body === undefined || one.base !== null ? null : fieldLevels(body, one.id);
    for (const field of one.fields) {
      const isPlain = closed.get(one.id)?.has(field.name) === true;
      if (field.visibility !== "hash" && !isPlain) continue;
      const level = field.static ? "absent" : (levels?.(field.name) ?? "absent");
      if (isPlain && level === "absent") continue;
      const id = slotId(one.id, field.name);
      if (isPlain) plain.add(id);
      if (level === "assigned") early.push(id);
      else late.add(id);
      owners.set(id, one.constructorFunction ?? (module.functions[0]?.id as FunctionId));
    }
    if (one.constructorFunction !== null && early.length > 0)
      slotted.push({ constructorFunction: one.constructorFunction, slots: early });
  }
  if (owners.size === 0) return NONE;
  /** How often a slot is assigned, where that is not known to happen at most once: more than once. */
  const assignments = new Map<string, number>();
  const constructors = new Set(slotted.map(({ constructorFunction }) => constructorFunction));
  const readers = new Map<string, Set<FunctionId>>();
  const writers = new Map<string, Set<FunctionId>>();
  for (const was of module.functions) {
    const fn = rewritten(was, plain);
    const thisValues = new Set(
      fn.blocks.flatMap(({ instrs }) => instrs.flatMap((i): number[] => (i.op === "this" ? [i.out] : []))),
    );
    const isConstructor = constructors.has(fn.id);
    const loops = isConstructor ? blocksInLoops(fn) : NO_BLOCKS;
    const consts = new Map(
      isConstructor
        ? fn.blocks.flatMap((block) => block.instrs.flatMap((i) => (i.op === "const" ? [[i.out as number, i]] : [])))
        : [],
    );
    for (const [at, { instrs }] of fn.blocks.entries())
      for (const outer of instrs) {
        const instr = outer.op === "aborted" ? outer.instr : outer;
        const id = slotOf(instr);
        if (id === null || !owners.has(id)) continue;
        if (instr.op === "setProp" && outer.op !== "aborted") {
          const definition = (value: number): Instr | null => consts.get(value) ?? null;
          const isOnce = fn.id === owners.get(id) && !loops.has(at) && thisValues.has(instr.object);
          if (!definesEmpty(instr, definition)) assignments.set(id, (assignments.get(id) ?? 0) + (isOnce ? 1 : 2));
        }
        const users = instr.op === "setProp" ? writers : readers;
        const list = users.get(id);
        if (list === undefined) users.set(id, new Set([fn.id]));
        else list.add(fn.id);
      }
  }
  const cells = [...owners].map(([id, owner]): HirCell => ({
    id: id as CellId,
    name: id,
    owner,
    constant: true,
    exported: false,
    writers: [...(writers.get(id) ?? [])].sort(),
    readers: [...(readers.get(id) ?? [])].sort(),
    function: null,
    class: null,
  }));
  const final = new Set([...owners.keys()].filter((id) => !late.has(id) && assignments.get(id) === 1));
  return { cells, late, final, classes: slotted, plain };
}

/** Blocks that control may reach again from themselves. */
function blocksInLoops({ blocks }: HirFunction): ReadonlySet<number> {
  const loops = new Set<number>();
  for (const start of blocks.keys()) {
    const seen = new Set<number>();
    const work: number[] = [...successorsOf(blocks[start]?.terminal ?? { kind: "unreachable" })];
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      work.push(...successorsOf(blocks[at]?.terminal ?? { kind: "unreachable" }));
    }
    if (seen.has(start)) loops.add(start);
  }
  return loops;
}

function rewritten(fn: HirFunction, plain: ReadonlySet<string>): HirFunction {
  const asSlot = <T extends Instr>(instr: T): T => {
    if (instr.op === "aborted") {
      const inner = asSlot(instr.instr);
      return inner === instr.instr ? instr : { ...instr, instr: inner };
    }
    if (!isPlainSlot(instr, plain)) return instr;
    const { claim } = instr;
    if (claim.kind !== "field") return instr;
    return { ...instr, claim: { kind: "hash", class: claim.class, accessor: false, readonly: claim.readonly } };
  };
  if (plain.size === 0) return fn;
  const blocks = fn.blocks.map((block) => {
    const instrs = block.instrs.map(asSlot);
    return instrs.every((instr, k) => instr === block.instrs[k]) ? block : { ...block, instrs };
  });
  return blocks.every((block, k) => block === fn.blocks[k]) ? fn : { ...fn, blocks };
}

const isPlainSlot = (instr: Instr, plain: ReadonlySet<string>): instr is Access =>
  (instr.op === "getProp" || instr.op === "setProp") &&
  instr.claim.kind === "field" &&
  plain.has(slotId(instr.claim.class, instr.name));
