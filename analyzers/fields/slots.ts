/**
 * Slots: fields of which every write is in sight, so that what they hold is what the program stores there (an invariant over all instances).
 *
 * Three kinds of fields are such. `#name`: syntax keeps every access inside its class, and a read throws on what has no such field. A field
 * of a *closed* class (closed-classes.ts): no code but its own methods ever has an instance in a way that could reach the field. And, under the trusted
 * boundary, a TypeScript-private field of a class without a base that the program accesses as `this.name` alone (compiler/lower/reached-privates.ts):
 * that others do not is what A1t says. Accesses of the last two are given the claim of a private name here, and are one from then on.
 *
 * Before a field is assigned it holds `undefined`: that it never is read so early must be shown, else the field may be undefined, too.
 * (One that is no private name and could be read before it is even defined is no slot: the read would go to `Object.prototype`.)
 */
import type { HirCell, HirClass, HirFunction, HirModule, HirProgram, Instr, PropertyClaim } from "../../core/hir.js";
import { successorsOf } from "../../core/hir-validate.js";
import type { CellId, ClassId, FunctionId } from "../../core/ids.js";
import { someAlternative, type StaticType } from "../../core/static-type.js";
import { sameData } from "../../core/same-data.js";
import { closedFields, ODD } from "./closed-classes.js";
import { fieldLevels, type FieldPoint } from "./field-levels.js";

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
  /** Of final slots: where the constructor may let others have the object. What was tested by then holds for all who read the slot but the constructor. */
  readonly settled: ReadonlyMap<string, readonly FieldPoint[]>;
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
const NONE: ModuleSlots = {
  cells: [],
  late: new Set(),
  final: new Set(),
  settled: new Map(),
  classes: [],
  plain: new Set(),
};

export interface Slots {
  readonly cells: readonly HirCell[];
  readonly late: ReadonlySet<string>;
  readonly final: ReadonlySet<string>;
  readonly settled: ReadonlyMap<string, readonly FieldPoint[]>;
  readonly classes: readonly SlottedClass[];
  /** The function with accesses to slots of closed classes as those to private names. */
  readonly rewrite: (fn: HirFunction) => HirFunction;
}

interface Known {
  readonly classes: readonly HirClass[];
  readonly reached: Others["reached"];
  readonly slots: ModuleSlots;
}
/** By module, since it is a question of the module alone, but for the boundary and what other modules reach. */
const memos = { checked: new WeakMap<HirModule, Known>(), trusted: new WeakMap<HirModule, Known>() };

export function slotsOf(
  { modules, classes, cells, reachedPrivates }: Pick<HirProgram, "modules" | "classes" | "cells" | "reachedPrivates">,
  isTrusted: boolean,
): Slots {
  const byModule = new Map<string, HirClass[]>();
  for (const one of classes) {
    const path = moduleOf(one.id);
    byModule.set(path, [...(byModule.get(path) ?? []), one]);
  }
  const others: Others = { exported: exportedCells(cells), reached: isTrusted ? reachedPrivates : null };
  const parts = modules.map((module) => {
    const own = byModule.get(module.path) ?? [];
    return own.length === 0 ? NONE : slotsOfModule(module, own, others);
  });
  const plain = new Set(parts.flatMap((part) => [...part.plain]));
  return {
    cells: parts.flatMap((part) => part.cells),
    late: new Set(parts.flatMap((part) => [...part.late])),
    final: new Set(parts.flatMap((part) => [...part.final])),
    settled: new Map(parts.flatMap((part) => [...part.settled])),
    classes: parts.flatMap((part) => part.classes),
    rewrite: (fn) => (plain.size === 0 ? fn : rewritten(fn, plain)),
  };
}

/** Whether changed modules of a program with the same classes and cells have the slots that they had under the checked boundary. */
export function keepSlots(
  { classes, cells }: Pick<HirProgram, "classes" | "cells">,
  changed: readonly { readonly was: HirModule; readonly is: HirModule }[],
): boolean {
  return changed.every(({ was, is }) => {
    const own = classes.filter(({ id }) => moduleOf(id) === is.path);
    if (own.length === 0) return true;
    const others: Others = { exported: exportedCells(cells), reached: null };
    const data = (module: HirModule): unknown => {
      const { late, final, settled, plain, ...rest } = slotsOfModule(module, own, others);
      return [rest, [...late], [...final], [...settled], [...plain]];
    };
    return sameData(data(was), data(is));
  });
}

const exportedCells = (cells: HirProgram["cells"]): ReadonlySet<string> =>
  new Set(cells.flatMap((cell): string[] => (cell.exported ? [cell.id] : [])));

/** What other modules tell. */
interface Others {
  readonly exported: ReadonlySet<string>;
  /** TypeScript-private names that something reaches; null: nothing is known of them. */
  readonly reached: readonly string[] | null;
}

function slotsOfModule(module: HirModule, own: readonly HirClass[], others: Others): ModuleSlots {
  const memo = memos[others.reached === null ? "checked" : "trusted"];
  const known = memo.get(module);
  if (known !== undefined && sameData(known.classes, own) && sameData(known.reached, others.reached)) return known.slots;
  const slots = slotsIn(module, own, others);
  memo.set(module, { classes: own, reached: others.reached, slots });
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

/** Names of members that the module deletes, stores without a claim of what they are, or accesses as fields of another object than `this`. */
function othersIn(module: HirModule, classes: readonly HirClass[]): ReadonlySet<string> {
  const names = new Set<string>();
  const isPrimitive = (ofClass: ClassId, name: string): boolean =>
    classes.some(
      ({ id, fields }) =>
        id === ofClass &&
        fields.some((field) => field.name === name && !someAlternative(field.type, ({ kind }) => !PRIMITIVES.has(kind))),
    );
  for (const fn of module.functions) {
    const thisValues = thisValuesOf(fn);
    for (const { instrs } of fn.blocks)
      for (const outer of instrs) {
        const instr = outer.op === "aborted" ? outer.instr : outer;
        if (instr.op === "deleteProp") names.add(instr.name);
        else if (instr.op === "setProp" || instr.op === "getProp") {
          const { claim, name, object } = instr;
          if (claim.kind === "unknown" && instr.op === "setProp") names.add(name);
          const isRead = instr.op === "getProp" && claim.kind === "field" && isPrimitive(claim.class, name);
          if (claim.kind === "field" && !isRead && !thisValues.has(object)) names.add(name);
        }
      }
  }
  return names;
}

const PRIMITIVES: ReadonlySet<StaticType["kind"]> = new Set([
  "number",
  "string",
  "boolean",
  "undefined",
  "null",
  "bigint",
  "symbol",
]);

const thisValuesOf = ({ blocks }: HirFunction): ReadonlySet<number> =>
  new Set(blocks.flatMap(({ instrs }) => instrs.flatMap((i): number[] => (i.op === "this" ? [i.out] : []))));

/** TypeScript-private fields of the class that nothing but `this.name` reaches. (An access does not tell a static field of the same name.) */
function confinedFields({ base, fields }: HirClass, { reached }: Others, elsewhere: ReadonlySet<string>): ReadonlySet<string> {
  if (base !== null || reached === null) return NO_NAMES;
  const statics = new Set(fields.flatMap((field) => (field.static ? [field.name] : [])));
  const confined = fields.filter((field) => field.visibility === "private" && !field.static && !statics.has(field.name));
  return new Set(confined.flatMap(({ name }) => (reached.includes(name) || elsewhere.has(name) || ODD.has(name) ? [] : [name])));
}
const NO_NAMES: ReadonlySet<string> = new Set();

function slotsIn(module: HirModule, classes: readonly HirClass[], others: Others): ModuleSlots {
  if (classes.every(({ fields }) => fields.length === 0)) return NONE;
  if (module.functions.some((fn) => fn.blocks.some(({ instrs }) => instrs.some(hidesWrites)))) return NONE;
  const functions = new Map<string, HirFunction>(module.functions.map((fn) => [fn.id, fn]));
  const closed = closedFields(module, classes, others.exported);
  const elsewhere = others.reached === null ? NO_NAMES : othersIn(module, classes);
  const plain = new Set<string>();
  const late = new Set<string>();
  const seen = new Map<string, readonly FieldPoint[]>();
  const owners = new Map<string, FunctionId>();
  const slotted: SlottedClass[] = [];
  for (const one of classes) {
    const body = one.constructorFunction === null ? undefined : functions.get(one.constructorFunction);
    const early: string[] = [];
    const confined = confinedFields(one, others, elsewhere);
    const levels = body === undefined || one.base !== null ? null : fieldLevels(body, one.id, (name) => confined.has(name));
    for (const field of one.fields) {
      const isPlain = closed.get(one.id)?.has(field.name) === true || confined.has(field.name);
      if (field.visibility !== "hash" && !isPlain) continue;
      const level = field.static ? "absent" : (levels?.level(field.name) ?? "absent");
      if (isPlain && level === "absent") continue;
      const id = slotId(one.id, field.name);
      if (isPlain) plain.add(id);
      if (level === "assigned") {
        early.push(id);
        seen.set(id, levels?.letOut ?? []);
      } else late.add(id);
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
    const thisValues = thisValuesOf(fn);
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
    once: true,
    exported: false,
    writers: [...(writers.get(id) ?? [])].sort(),
    readers: [...(readers.get(id) ?? [])].sort(),
    function: null,
    class: null,
  }));
  const final = new Set([...owners.keys()].filter((id) => !late.has(id) && assignments.get(id) === 1));
  const settled = new Map([...seen].filter(([id]) => final.has(id)));
  return { cells, late, final, settled, classes: slotted, plain };
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
  if (plain.size === 0) return fn;
  const thisValues = thisValuesOf(fn);
  const asSlot = <T extends Instr>(instr: T): T => {
    if (instr.op === "aborted") {
      const inner = asSlot(instr.instr);
      return inner === instr.instr ? instr : { ...instr, instr: inner };
    }
    if (!isPlainSlot(instr, plain) || !thisValues.has(instr.object)) return instr;
    const { claim } = instr;
    if (claim.kind !== "field") return instr;
    return { ...instr, claim: { kind: "hash", class: claim.class, accessor: false, readonly: claim.readonly } };
  };
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
