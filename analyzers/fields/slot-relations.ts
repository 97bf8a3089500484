/**
 * Relations between the slots of one object (slots.ts): `head < buffer.length`, `rows * cols <= data.length`. They are class invariants of the
 * strong kind: from when others than its constructor have the object they hold at all times, not at the boundaries of methods only, so no call,
 * suspension or re-entrance can see them broken. That is why they are sought only where one store at a time decides:
 *
 * - all slots of a relation but one at most are *final*, and lengths are those of final slots whose object never changes its length: what they
 *   are does not change after construction. So a relation of values read at different times holds as well;
 * - it is shown of every store to the other one: in the constructor for each combination of stores, at the last of them (each slot is assigned
 *   before the object is let out, by one of those stores), elsewhere of what is stored and the final slots of the object that is stored into.
 *
 * Houdini over all classes at once: candidates are assumed wherever their slots are read (outside of the constructor), those that a store does
 * not keep fall, until the rest stands. By induction on the stores of an execution what stands holds after each of them.
 */
import type { LinearPort } from "../../core/formula.js";
import type { HirFunction } from "../../core/hir.js";
import { hasOwnLength } from "../facts/boundary.js";
import type { CellFact, Environment, SlotRelation, SlotTerm } from "../facts/environment.js";
import { guardsStop } from "../interpretation/enforced.js";
import { isFiniteInteger, type Fact } from "../facts/fact.js";
import { functionFacts, type FunctionFacts } from "../escape/function-facts.js";
import { defOf, find } from "../ssa/graph.js";
import type { Point } from "../linear/linear-facts.js";
import { constantForm, isConstant, type LinearForm } from "../facts/linear-form.js";
import { linkingProver } from "../linking/linking-prover.js";
import { instantiate, slotsIn } from "./slot-facts.js";
import { definesEmpty, slotOf, type SlottedClass, type Slots } from "./slots.js";
import type { VisitOptions } from "../linking/visits.js";

export interface SlotRelations {
  /** Those whose slots are all among the cells that the function names. */
  readonly of: (fn: string, cells: readonly string[]) => readonly SlotRelation[];
}

export const NO_RELATIONS: SlotRelations = { of: () => [] };

interface Program {
  readonly functions: ReadonlyMap<string, HirFunction>;
  readonly isConcerned: (fn: string) => boolean;
  readonly environmentOf: (fn: HirFunction) => Environment;
  readonly cellFact: (slot: string, reader: string) => CellFact | undefined;
  readonly options: VisitOptions;
  readonly linear: LinearPort;
}

/** Of one class. */
const MOST_CANDIDATES = 80;
/** Combinations of stores in a constructor. */
const MOST_COMBINATIONS = 16;

export function relateSlots(slots: Slots, program: Program): SlotRelations {
  const byClass = slots.classes.flatMap((one) => {
    const candidates = candidatesOf(one, slots, program);
    return candidates.length === 0 ? [] : [{ ...one, candidates }];
  });
  if (byClass.length === 0) return NO_RELATIONS;
  const alive = new Set(byClass.flatMap(({ candidates }) => candidates));
  const constructors = new Map<string, ReadonlySet<SlotRelation>>();
  for (const { constructorFunction, candidates } of byClass) constructors.set(constructorFunction, new Set(candidates));
  const of: SlotRelations["of"] = (fn, cells) => {
    const named = new Set(cells);
    const underConstruction = constructors.get(fn);
    return [...alive].filter(
      (relation) => underConstruction?.has(relation) !== true && slotsIn(relation).every((slot) => named.has(slot)),
    );
  };
  const cellOf = new Map(slots.cells.map((cell) => [cell.id as string, cell]));
  const checks = new Map<string, Check[]>();
  for (const { constructorFunction, candidates } of byClass)
    for (const relation of candidates) {
      const writers = new Set(slotsIn(relation).flatMap((slot) => cellOf.get(slot)?.writers ?? []));
      for (const writer of writers)
        checks.set(writer, [...(checks.get(writer) ?? []), { relation, inConstructor: writer === constructorFunction }]);
    }
  const known = new Map<string, Known | null>();
  for (const id of checks.keys()) known.set(id, factsOf(id, program));
  for (let again = true; again;) {
    again = false;
    for (const [id, all] of checks) {
      const due = all.filter(({ relation }) => alive.has(relation));
      if (due.length === 0) continue;
      const facts = known.get(id) ?? null;
      const kept = facts === null ? () => false : keeper(facts, of(id, Object.keys(facts.environment.cellFacts)), program);
      for (const check of due) {
        if (kept(check)) continue;
        alive.delete(check.relation);
        again = true;
      }
    }
  }
  return alive.size === 0 ? NO_RELATIONS : { of };
}

interface Check {
  readonly relation: SlotRelation;
  readonly inConstructor: boolean;
}

interface Known {
  readonly facts: Extract<FunctionFacts, { kind: "facts" }>;
  readonly environment: Environment;
  readonly guardFacts: boolean;
}

function factsOf(id: string, { functions, isConcerned, environmentOf, options }: Program): Known | null {
  const fn = functions.get(id);
  if (fn === undefined || !isConcerned(id)) return null;
  const environment = environmentOf(fn);
  const guardFacts = guardsStop(fn, options.enforcement);
  const trusted = options.enforcement.boundary === "trusted";
  const facts = functionFacts(fn, environment, { trusted, guardFacts, steps: options.steps });
  return facts.kind === "failed" ? null : { facts, environment, guardFacts };
}

/** Whether the stores of a function keep a relation up, given those that are assumed. */
function keeper(
  { facts: { graph, interpretation, memory }, environment, guardFacts }: Known,
  assumed: readonly SlotRelation[],
  { linear, options }: Program,
): (check: Check) => boolean {
  const known = { graph, interpretation: { ...interpretation, slotRelations: assumed }, memory };
  const { facts, budget, holds: isShown } = linkingProver(known, linear, guardFacts, options.linearSteps);
  const isBefore = (a: Point, b: Point): boolean =>
    a.block === b.block ? a.position <= b.position : graph.cfg.dominates(a.block, b.block);

  interface Store {
    readonly at: Point;
    readonly object: number;
    readonly value: number;
    readonly length: number | undefined;
  }
  const stores = new Map<string, Store[]>();
  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (graph.fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const slot = slotOf(instr);
      if (slot === null || instr.op !== "setProp") return;
      const definition = (value: number): ReturnType<typeof instrOf> => instrOf(value);
      if (definesEmpty(instr, definition)) return;
      const one: Store = {
        at: { block, position },
        object: find(graph, instr.object),
        value: instr.value,
        length: memory.argumentLength.get(`${String(instr.out)}/0`),
      };
      stores.set(slot, [...(stores.get(slot) ?? []), one]);
    });
  }
  function instrOf(value: number): HirFunction["blocks"][number]["instrs"][number] | null {
    const def = defOf(graph, value);
    return def.kind === "instr" ? def.instr : null;
  }
  const holds = (goal: LinearForm | null, at: Point): boolean =>
    (budget.steps > 0 || (goal !== null && isConstant(goal))) && isShown(goal, at);
  const formOf = (value: number | undefined | null, at: Point): LinearForm | null =>
    value === undefined || value === null ? null : facts.form(find(graph, value), at);

  const inConstructor = (relation: SlotRelation): boolean => {
    let combinations: ReadonlyMap<string, Store>[] = [new Map()];
    for (const slot of slotsIn(relation))
      combinations = combinations.flatMap((some) => (stores.get(slot) ?? []).map((store) => new Map([...some, [slot, store]])));
    // (Where a slot is stored nowhere, control does not get to the end.)
    if (combinations.length > MOST_COMBINATIONS) return false;
    return combinations.every((some) => {
      const all = [...some.values()];
      const last = all.find(({ at }) => all.every((other) => isBefore(other.at, at)));
      if (last === undefined || all.some(({ object }) => object !== last.object)) return false;
      const valueOf = (slot: string, isLength: boolean): LinearForm | null => {
        const store = some.get(slot);
        return formOf(isLength ? store?.length : store?.value, last.at);
      };
      return holds(instantiate(relation, valueOf, facts.multiply), last.at);
    });
  };
  const elsewhere = (relation: SlotRelation): boolean =>
    slotsIn(relation).every((stored) =>
      (stores.get(stored) ?? []).every((store) => {
        const valueOf = (slot: string, isLength: boolean): LinearForm | null => {
          if (slot === stored) return isLength ? null : formOf(store.value, store.at);
          const read = memory.slotReads.find(
            (one) => one.slot === slot && find(graph, one.object) === store.object && isBefore(one, store.at),
          );
          return read === undefined ? null : formOf(isLength ? read.length : read.out, store.at);
        };
        const exact = instantiate(relation, valueOf, facts.multiply);
        if (exact !== null) return holds(exact, store.at);
        // What was not read here is known by its range alone.
        const worst = ({ slots: [slot, ...others], length, coefficient }: SlotTerm): LinearForm | null => {
          const held = others.length > 0 ? undefined : environment.cellFacts[slot ?? ""]?.value;
          const range = length ? held?.length : boundsOf(held?.fact);
          const bound = range?.[coefficient > 0 ? 1 : 0];
          return bound === undefined || Math.abs(bound) >= 2 ** 50 ? null : constantForm(bound);
        };
        const coarse = instantiate(
          relation,
          (slot, isLength) => {
            const value = valueOf(slot, isLength);
            if (value !== null) return value;
            const term = relation.terms.find((one) => one.slots.includes(slot) && one.length === isLength);
            return slot === stored || term === undefined ? null : worst(term);
          },
          facts.multiply,
        );
        return holds(coarse, store.at);
      }),
    );
  return ({ relation, inConstructor: isConstructor }) => (isConstructor ? inConstructor(relation) : elsewhere(relation));
}

function boundsOf(fact: Fact | undefined): readonly [number, number] | undefined {
  const number = fact?.value.number;
  return fact === undefined || !isFiniteInteger(fact) || !number ? undefined : [number.lo, number.hi];
}

/** Relations worth trying between the slots of a class. */
function candidatesOf({ slots }: SlottedClass, { final }: Slots, program: Program): readonly SlotRelation[] {
  const numbers: string[] = [];
  const lists: string[] = [];
  for (const slot of slots) {
    // As one of its readers sees it: the constructor knows nothing to be final.
    const held = program.cellFact(slot, "");
    if (held === undefined) continue;
    const { fact } = held.value;
    if (isFiniteInteger(fact)) numbers.push(slot);
    else if (
      final.has(slot) &&
      held.object === "fixed" &&
      hasOwnLength(fact) &&
      (fact.shape.typed !== 0 || fact.shape.array) &&
      !fact.shape.other &&
      fact.value.number === null
    )
      lists.push(slot);
  }
  const isFinal = (slot: string): boolean => final.has(slot);
  const found: SlotRelation[] = [];
  const value = (slot: string, coefficient: number): SlotTerm => ({ slots: [slot], length: false, coefficient });
  const size = (slot: string, coefficient: number): SlotTerm => ({ slots: [slot], length: true, coefficient });
  for (const list of lists) {
    for (const number of numbers) {
      found.push({ terms: [value(number, 1), size(list, -1)], constant: 1 });
      found.push({ terms: [value(number, 1), size(list, -1)], constant: 0 });
      if (!isFinal(number)) continue;
      for (const k of [2, 4, 8, 16, 32, 64]) found.push({ terms: [value(number, 1), size(list, -k)], constant: 0 });
      for (const k of [2, 3, 4]) found.push({ terms: [value(number, k), size(list, -1)], constant: 0 });
    }
    const sides = numbers.filter(isFinal);
    for (const [k, a] of sides.entries())
      for (const b of sides.slice(k))
        for (const times of [1, 2, 3, 4])
          found.push({ terms: [{ slots: [a, b], length: false, coefficient: times }, size(list, -1)], constant: 0 });
  }
  for (const number of numbers)
    for (const limit of numbers) {
      if (number === limit || !isFinal(limit)) continue;
      found.push({ terms: [value(number, 1), value(limit, -1)], constant: 1 });
      found.push({ terms: [value(number, 1), value(limit, -1)], constant: 0 });
    }
  return found.slice(0, MOST_CANDIDATES);
}
