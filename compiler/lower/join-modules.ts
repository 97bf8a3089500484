/**
 * What lowered modules tell of a program together: its cells, its classes, and what is not compiled. For one program after another: what was
 * known of a cell holds while no module that has to do with it was lowered anew, and a list that comes out as it was is the same object, so that
 * nobody has to compare it.
 */
import type { HirCell, HirClass, HirProgram } from "../../core/hir.js";
import type { CellId, FunctionId } from "../../core/ids.js";
import { sameData } from "../../core/same-data.js";
import type { Binding } from "./binding.js";
import type { LoweredModule } from "./lower-program.js";
import { isAssignedOnce, isConstantCell } from "./resolve.js";
import { heldClass } from "./variables.js";

export type Joined = Pick<HirProgram, "modules" | "cells" | "classes" | "uncompiledModules">;

/** A module, and its part of the lists. */
interface Part {
  readonly lowered: LoweredModule;
  readonly cells: readonly HirCell[];
  readonly classes: readonly HirClass[];
}

interface Last {
  /** In the order of the program. */
  readonly parts: readonly Part[];
  /** Changed by whoever goes on from here. */
  readonly uses: CellUses;
  readonly joined: Joined;
}

/** Modules in the order of the program. What the function gives is what it gives the first time. */
export function createJoin(): (modules: readonly LoweredModule[]) => Joined {
  const own: { last: Last | null } = { last: null };
  return (modules) => {
    const { last } = own;
    // Should this end in an exception, the uses are those of no program.
    own.last = null;
    own.last = last?.parts.length === modules.length ? joinAgain(last, modules) : joinFirst(modules);
    return own.last.joined;
  };
}

function joinFirst(modules: readonly LoweredModule[]): Last {
  const uses = createCellUses();
  for (const lowered of modules) uses.add(lowered);
  const parts = modules.map((lowered) => ({ lowered, cells: describeCells(lowered, uses), classes: lowered.classes }));
  const joined: Joined = {
    modules: modules.map(({ module }) => module),
    cells: parts.flatMap(({ cells }) => cells),
    classes: parts.flatMap(({ classes }) => classes),
    uncompiledModules: uncompiledIn(modules),
  };
  return { parts, uses, joined };
}

/** As many modules as last time. */
function joinAgain({ parts: before, uses, joined: last }: Last, modules: readonly LoweredModule[]): Last {
  const changed = before.flatMap((was, at) => {
    const is = modules[at];
    return is === undefined || is === was.lowered ? [] : [{ was: was.lowered, is }];
  });
  for (const { was } of changed) uses.remove(was);
  for (const { is } of changed) uses.add(is);
  const stale = new Set(changed.map(({ is }) => is));
  for (const { was, is } of changed)
    for (const cell of [...cellsOf(was), ...cellsOf(is)]) {
      const owner = uses.ownerOf(cell);
      if (owner !== null) stale.add(owner);
    }
  const parts = before.map((was, at): Part => {
    const lowered = modules[at] ?? was.lowered;
    if (!stale.has(lowered)) return was;
    const cells = describeCells(lowered, uses);
    const { classes } = lowered;
    return {
      lowered,
      cells: sameData(was.cells, cells) ? was.cells : cells,
      classes: sameData(was.classes, classes) ? was.classes : classes,
    };
  });
  const keeps = (list: "cells" | "classes"): boolean => parts.every((part, at) => part[list] === before[at]?.[list]);
  const joined: Joined = {
    modules: modules.map(({ module }) => module),
    cells: keeps("cells") ? last.cells : parts.flatMap(({ cells }) => cells),
    classes: keeps("classes") ? last.classes : parts.flatMap(({ classes }) => classes),
    uncompiledModules: changed.every(({ was, is }) => sameData(was.uncompiled, is.uncompiled))
      ? last.uncompiledModules
      : uncompiledIn(modules),
  };
  return { parts, uses, joined };
}

const uncompiledIn = (modules: readonly LoweredModule[]): readonly string[] =>
  [...new Set(modules.flatMap(({ uncompiled }) => [...uncompiled]))].sort();

const ownCellsOf = ({ bindings }: LoweredModule): readonly CellId[] =>
  bindings.units.flatMap(({ cells }) => cells.flatMap(({ cell }) => cell ?? []));

/** Those that the module has to do with. */
function cellsOf(lowered: LoweredModule): readonly CellId[] {
  const { readers, writers } = lowered.context.program;
  return [...ownCellsOf(lowered), ...readers.keys(), ...writers.keys()];
}

/** Who has to do with which cell, of the modules added and not removed. */
interface CellUses {
  add(lowered: LoweredModule): void;
  remove(lowered: LoweredModule): void;
  /** Null: a cell of a module that is gone. */
  ownerOf(cell: CellId): LoweredModule | null;
  /** Sorted. */
  usersOf(cell: CellId, how: "readers" | "writers"): readonly FunctionId[];
}

function createCellUses(): CellUses {
  const owners = new Map<CellId, LoweredModule>();
  const users = new Map<CellId, Set<LoweredModule>>();
  return {
    add: (lowered) => {
      for (const cell of ownCellsOf(lowered)) owners.set(cell, lowered);
      for (const cell of cellsOf(lowered)) {
        const known = users.get(cell) ?? new Set();
        users.set(cell, known.add(lowered));
      }
    },
    remove: (lowered) => {
      for (const cell of cellsOf(lowered)) {
        if (owners.get(cell) === lowered) owners.delete(cell);
        const known = users.get(cell);
        known?.delete(lowered);
        if (known?.size === 0) users.delete(cell);
      }
    },
    ownerOf: (cell) => owners.get(cell) ?? null,
    usersOf: (cell, how) =>
      [...new Set([...(users.get(cell) ?? [])].flatMap(({ context }) => [...(context.program[how].get(cell) ?? [])]))].sort(),
  };
}

const describeCells = ({ bindings }: LoweredModule, uses: CellUses): readonly HirCell[] =>
  bindings.units.flatMap(({ cells }) =>
    cells.flatMap((binding) => (binding.cell === null ? [] : describeCell(binding.cell, binding, uses))),
  );

function describeCell(cell: CellId, binding: Binding, uses: CellUses): HirCell {
  const constant = isConstantCell(binding);
  return {
    id: cell,
    name: binding.name,
    owner: binding.unit.id,
    constant,
    once: constant || isAssignedOnce(binding),
    exported: binding.exported,
    writers: uses.usersOf(cell, "writers"),
    readers: uses.usersOf(cell, "readers"),
    function: constant ? (binding.holds?.id ?? null) : null,
    class: constant ? (heldClass(binding)?.id ?? null) : null,
  };
}
