/** What holds between slots of one object (slot-relations.ts), as linear facts of the values that were read from them. */
import { find, type Graph } from "../ssa/graph.js";
import type { SlotRelation, SlotTerm } from "../facts/environment.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { LinearFact, LinearFacts, Point } from "../linear/linear-facts.js";
import { addForms, atomOf, constantForm, isConstant, scaleForm, type LinearForm } from "../facts/linear-form.js";
import type { MemoryNames, SlotRead } from "../memory/memory-names.js";

interface SlotFactsContext {
  readonly graph: Graph;
  readonly interpretation: Pick<Interpretation, "slotRelations" | "reachable">;
  readonly memory: Pick<MemoryNames, "slotReads">;
  readonly form: LinearFacts["form"];
  readonly multiply: LinearFacts["multiply"];
}

/** Ways to read the slots of one relation from one object that are looked at: beyond them the facts are those of the first ones. */
const MOST_WAYS = 24;

/** The relation with a value for each slot; null where one is not known to be an exact integer. */
export function instantiate(
  { terms, constant }: SlotRelation,
  valueOf: (slot: string, length: boolean) => LinearForm | null,
  multiply: LinearFacts["multiply"],
): LinearForm | null {
  let sum: LinearForm | null = constantForm(constant);
  for (const { slots, length, coefficient } of terms) {
    const parts = slots.map((slot) => valueOf(slot, length));
    let product: LinearForm | null = constantForm(1);
    for (const part of parts) product = product && part && multiply(product, part);
    const scaled = product && scaleForm(product, coefficient);
    sum = sum && scaled && addForms(sum, scaled, 1);
  }
  return sum;
}

export const slotsIn = ({ terms }: SlotRelation): readonly string[] => [
  ...new Set(terms.flatMap((term: SlotTerm) => term.slots)),
];

/** The facts at a point: of reads that dominate it. Each relation says when its slots may be read: at any time (environment.ts). */
export function slotFacts({
  graph,
  interpretation,
  memory,
  form,
  multiply,
}: SlotFactsContext): (at: Point) => readonly LinearFact[] {
  const { slotRelations } = interpretation;
  if (slotRelations.length === 0 || memory.slotReads.length === 0) return () => [];
  const ways: { readonly relation: SlotRelation; readonly reads: ReadonlyMap<string, SlotRead> }[] = [];
  const byObject = new Map<number, Map<string, SlotRead[]>>();
  for (const read of memory.slotReads) {
    if (interpretation.reachable[read.block] === 0) continue;
    const object = find(graph, read.object);
    const slots = byObject.get(object) ?? new Map<string, SlotRead[]>();
    byObject.set(object, slots);
    slots.set(read.slot, [...(slots.get(read.slot) ?? []), read]);
  }
  for (const slots of byObject.values())
    for (const relation of slotRelations) {
      let partial: ReadonlyMap<string, SlotRead>[] = [new Map()];
      for (const slot of slotsIn(relation))
        partial = partial
          .flatMap((way) => (slots.get(slot) ?? []).map((read) => new Map([...way, [slot, read]])))
          .slice(0, MOST_WAYS);
      for (const reads of partial) ways.push({ relation, reads });
    }
  const isBefore = (read: SlotRead, at: Point): boolean =>
    read.block === at.block ? read.position < at.position : graph.cfg.dominates(read.block, at.block);
  return (at) => {
    const facts: LinearFact[] = [];
    const seen = new Set<string>();
    for (const { relation, reads } of ways) {
      if (![...reads.values()].every((read) => isBefore(read, at))) continue;
      const valueOf = (slot: string, isLength: boolean): LinearForm | null => {
        const read = reads.get(slot);
        const value = isLength ? read?.length : read?.out;
        return value === undefined || value === null ? null : form(find(graph, value), at);
      };
      const sum = instantiate(relation, valueOf, multiply);
      if (sum === null || isConstant(sum)) continue;
      const key = JSON.stringify(sum);
      if (seen.has(key)) continue;
      seen.add(key);
      facts.push({ atom: atomOf(sum, "<="), origin: { kind: "slots", values: [...reads.values()].map(({ out }) => out) } });
    }
    return facts;
  };
}
