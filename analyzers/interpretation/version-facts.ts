/**
 * Facts of values that no instruction computes: what a location holds at first, and after an instruction that may have changed it
 * (memory/memory.ts names them).
 */
import { ANY_BOUNDARY_LENGTH, calleeSummary, slotFact, type BoundaryFact, type Environment } from "../facts/environment.js";
import { declaredFact, declaredLength, FACT_TOP, integerFact, lengthLimit, type Fact } from "../facts/fact.js";
import type { Outcome } from "../facts/outcome.js";
import { slotOf } from "../fields/slots.js";
import type { Instr } from "../../core/hir.js";
import type { MemoryLengths } from "../memory/memory-names.js";
import { defOf, find, isVersion, type Graph, type Location, type Version } from "../ssa/graph.js";
import type { Beliefs } from "./belief.js";
import type { Relation } from "./model.js";
import type { Records } from "./records.js";
import { relationLength, resizedLength } from "./relation-length.js";

/** What is known so far. */
export interface Known {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly options: { readonly trusted: boolean; readonly guardFacts: boolean };
  readonly lengths: MemoryLengths | null;
  readonly belief: Beliefs["belief"];
  readonly records: Records;
  /** Of a canonical value, where it is defined. */
  readonly plainFact: (value: number) => Fact;
  /** What a member of a record holds; null: it is none. */
  readonly recordMember: (object: number, name: string) => Fact | null;
  readonly factAt: (value: number, block: number, position: number) => Fact;
  readonly outcomeAt: (instr: Instr, block: number, position: number) => Outcome;
}

/** The fact of such a value by what is known when it is asked for. */
export function createVersionFacts(known: Known): (value: number) => Fact {
  const { graph, environment, options, lengths, belief, records, plainFact, recordMember, factAt, outcomeAt } = known;
  const { fn } = graph;

  const named = (length: number | undefined): Fact | null => (length === undefined ? null : plainFact(find(graph, length)));
  const lengthOfRelation = (
    relation: Relation,
    outcome: Outcome,
    { out, block, position }: { readonly out: number; readonly block: number; readonly position: number },
    previous: Fact | null,
  ): Fact | null =>
    relationLength(relation, {
      previous,
      argument: (index) => factAt(outcome.args[index] ?? -1, block, position),
      argumentLength: (index) => named(lengths?.argumentLength.get(`${String(out)}/${String(index)}`)),
    });

  type Bounds = readonly [number, number];
  const heldLength = (cell: string | null): Bounds => environment.cellFacts[cell ?? ""]?.value.length ?? ANY_BOUNDARY_LENGTH;
  /** Bounds on the length of what `root` is, where it is defined. */
  const initialLength = (root: number): Fact => {
    const r = find(graph, root);
    const fact = plainFact(r);
    let [lo, hi]: Bounds = [0, lengthLimit(fact)];
    const clamp = (range: Bounds): void => {
      [lo, hi] = [Math.max(lo, range[0]), Math.min(hi, range[1])];
    };
    const def = defOf(graph, r);
    if (def.kind === "instr") {
      const { instr } = def;
      const block = graph.blockOf[r] ?? 0;
      const position = graph.positionOf[r] ?? 0;
      if (instr.op === "const" && instr.value.kind === "string") clamp([instr.value.value.length, instr.value.value.length]);
      else if (instr.op === "param") {
        const boundary = environment.parameters?.[instr.index];
        if (boundary !== undefined) clamp(boundary.length);
        const declared = belief(r);
        if (declared !== null) clamp(declaredLength(declared));
      } else if (instr.op === "getCell") clamp(heldLength(instr.cell));
      else if (slotOf(instr) !== null && instr.op === "getProp") clamp(heldLength(slotOf(instr)));
      else if (instr.op === "array") {
        const fixed = instr.elements.filter((e) => e.kind !== "spread").length;
        clamp([fixed, fixed === instr.elements.length ? fixed : hi]);
      } else {
        const declared = belief(r);
        if (declared !== null && !fn.loose.lengths) clamp(declaredLength(declared));
        const outcome = outcomeAt(instr, block, position);
        if (instr.op === "call") clamp(calleeSummary(environment, instr)?.result.length ?? ANY_BOUNDARY_LENGTH);
        for (const relation of outcome.model?.relations ?? []) {
          if (relation.subject !== "resultLength") continue;
          const exact = lengthOfRelation(relation, outcome, { out: r, block, position }, named(lengths?.lengthBefore.get(r)))
            ?.value.number;
          if (exact) clamp([exact.lo, exact.hi]);
        }
      }
    } else if (isVersion(def)) {
      const { location } = def;
      if (location.kind === "cell") clamp(heldLength(location.cell));
      else if (location.kind === "field" && location.slot !== null) clamp(heldLength(location.slot));
      else if (location.kind === "field" && def.kind === "initial")
        if (location.declared === null || !options.trusted) clamp(passedMember(location)?.length ?? ANY_BOUNDARY_LENGTH);
        else clamp(fn.loose.lengths ? ANY_BOUNDARY_LENGTH : declaredLength(location.declared));
    }
    return lo > hi ? integerFact(0, lengthLimit(fact)) : integerFact(lo, hi);
  };

  /** What a record from another function holds in a member when it comes. */
  const passedMember = (location: Extract<Location, { kind: "field" }>): BoundaryFact | null => {
    const member = records.member(location.root, location.name);
    return member?.passed.find((one) => one.root === find(graph, location.root))?.boundary ?? null;
  };
  const versionFact = (version: Version): Fact => {
    const { location } = version;
    switch (location.kind) {
      case "length": {
        if (version.kind === "initial") return initialLength(location.root);
        const limit = lengthLimit(plainFact(find(graph, location.root)));
        if (version.kind === "later") return integerFact(0, limit);
        const previous = plainFact(find(graph, version.previous)).value.number;
        const instr = graph.defs[version.after];
        if (instr?.kind !== "instr" || previous === null) return integerFact(0, limit);
        const outcome = outcomeAt(instr.instr, graph.blockOf[version.after] ?? 0, graph.positionOf[version.after] ?? 0);
        const resize = outcome.resizes.find((r) => find(graph, r.object) === find(graph, location.root));
        if (resize === undefined || outcome.runsUnknown || outcome.callee !== null) return integerFact(0, limit);
        return resizedLength(resize.how, {
          previous,
          limit,
          added: outcome.args.length,
          guarded: options.guardFacts && instr.instr.op === "setElem" && instr.instr.site !== null,
          set: () =>
            factAt(outcome.args[0] ?? -1, graph.blockOf[version.after] ?? 0, graph.positionOf[version.after] ?? 0).value.number,
        });
      }
      case "field": {
        const declared = options.trusted && location.declared !== null ? declaredFact(location.declared) : null;
        const held = location.slot === null ? undefined : slotFact(environment, location.slot, declared);
        if (held !== undefined || declared !== null) return held ?? declared ?? FACT_TOP;
        const passed = version.kind === "initial" ? passedMember(location) : null;
        return passed?.fact ?? recordMember(location.root, location.name) ?? FACT_TOP;
      }
      case "cell":
        return environment.cellFacts[location.cell]?.value.fact ?? FACT_TOP;
    }
  };
  return (value) => {
    const def = defOf(graph, value);
    if (def.kind === "instr") return outcomeAt(def.instr, 0, -1).result;
    return isVersion(def) ? versionFact(def) : FACT_TOP;
  };
}
