/**
 * The abstract interpreter: facts about every SSA value by sparse fixpoint over the blocks in reverse postorder.
 *
 * Ascending passes join until nothing changes (widening at phis with an edge from behind), so the result contains every reachable
 * state; two descending passes then recompute without joining what may come out smaller, which keeps that property because every transfer
 * function is sound on its own. Facts are about values wherever they are defined; `factAt` adds what dominating branches and guards say at a point.
 *
 * A `glance` makes one ascending pass, where there is a loop: facts below the result, good for finding what will certainly be found again.
 */
import type { Instr } from "../../core/hir.js";
import { createBeliefs, isBelieved, type Beliefs } from "./belief.js";
import { trackContents, type Contents } from "./contents.js";
import { collectConstraints, narrowByEdge, type ConstraintIndex } from "./constraints.js";
import { rangeNumber } from "../domain/number.js";
import * as V from "../domain/value.js";
import { truthy } from "../domain/refine-kind.js";
import { calleeSummary, type Environment, type SlotRelation } from "../facts/environment.js";
import { FACT_BOTTOM, FACT_TOP, factEquals, isNumberOnly, joinFact, lengthLimit, type Fact, withValue } from "../facts/fact.js";
import { BLOCK_END, isAcyclic } from "../ssa/cfg.js";
import { comesFirst, find, type Graph } from "../ssa/graph.js";
import type { MemoryLengths } from "../memory/memory-names.js";
import type { BoundaryAtom } from "../facts/paths.js";
import { guardedSitesByKey, syntheticsByBlock, type GuardedSite } from "./interpret-index.js";
import type { TamperOracle } from "../escape/recorded-oracle.js";
import { filledArrays } from "./filled.js";
import { createRecords, type Records } from "./records.js";
import { createDependencies } from "./dependencies.js";
import { createVersionFacts } from "./version-facts.js";
import { staysAmongIndices } from "./index-keys.js";
import { throughIncrements } from "./sharpen.js";
import type { Outcome } from "../facts/outcome.js";
import { genuine, staysOrdinary, type SemanticsContext } from "./semantics-context.js";
import { evaluate } from "./semantics.js";
import { COARSE_THRESHOLDS, thresholdsOf } from "../facts/thresholds.js";

export interface InterpretOptions {
  readonly trusted: boolean;
  readonly guardFacts: boolean;
  readonly steps: number;
}

export interface Interpretation extends Beliefs, Pick<Contents, "writersOf" | "storedInParameter" | "storedInCells"> {
  readonly graph: Graph;
  readonly index: ConstraintIndex;
  /** Facts by canonical value, where the value is defined. */
  readonly facts: readonly Fact[];
  readonly reachable: Uint8Array;
  readonly factAt: (value: number, block: number, position: number) => Fact;
  readonly outcomeAt: (instr: Instr, block: number, position: number) => Outcome;
  readonly contextAt: (block: number, position: number) => SemanticsContext;
  /** What the compiled callee of a call ensures. */
  readonly ensuredBy: (instr: Instr) => readonly BoundaryAtom[];
  /** Between slots that this function reads. */
  readonly slotRelations: readonly SlotRelation[];
  readonly staysOrdinary: boolean;
  readonly records: Records;
  /** What an element of the array that the value is may be, as far as compiled code alone handles it; null when that is not known. */
  readonly elementOf: (value: number) => Fact | null;
  readonly steps: number;
  /** False when the budget ran out: nothing may be concluded. */
  readonly complete: boolean;
}

export function interpret(
  graph: Graph,
  environment: Environment,
  options: InterpretOptions,
  oracle: TamperOracle,
  { lengths, glance }: { readonly lengths: MemoryLengths | null; readonly glance: boolean },
): Interpretation {
  const { cfg, fn } = graph;
  const facts: Fact[] = graph.defs.map(() => FACT_BOTTOM);
  const reachable = new Uint8Array(fn.blocks.length);
  const exits = new Uint8Array(fn.blocks.length);
  const beliefs = createBeliefs(graph, environment, options.trusted);
  const index = collectConstraints(graph, environment.a2.kind === "enforceable", (value) => isBelieved(beliefs.belief(value)));
  let thresholds: readonly number[] | null = null;
  const sitesByKey = options.guardFacts ? guardedSitesByKey(graph) : new Map<number, readonly GuardedSite[]>();
  const synthetics = syntheticsByBlock(graph);

  let steps = 0;
  const widenings = new Map<number, number>();
  const dependencies = createDependencies(graph.defs.length);
  /** Fact of a canonical value, where it is defined. */
  const plainFact = (v: number): Fact => {
    dependencies.read(v);
    return facts[v] ?? FACT_TOP;
  };

  /** Fact of `value` at the end of `block`'s entry, refined by regions that contain `block`. */
  const refinedInBlock = (value: number, block: number): Fact => {
    const v = find(graph, value);
    const known = plainFact(v);
    const constraints = index.byValue.get(v);
    if (constraints === undefined) return known;
    return dependencies.refined(v, block, () => {
      let result = known;
      for (const constraint of constraints) {
        if (!cfg.dominates(constraint.region, block)) continue;
        result = constraint.narrow(result, (other) => factAt(other, constraint.decided, BLOCK_END).value);
        steps++;
      }
      return result;
    });
  };

  const factAt = (value: number, block: number, position: number): Fact => {
    const fact = refinedInBlock(value, block);
    const v = find(graph, value);
    const sites = sitesByKey.get(v);
    if (sites === undefined || !isNumberOnly(fact)) return fact;
    let result = fact;
    for (const site of sites) {
      if (!comesFirst(graph, site, { block, position })) continue;
      if (site.instr.op !== "getElem" && site.instr.op !== "setElem") continue;
      // The guard there stops unless the key was an index below the length (semantics.md; rule 5 of guards.md for plain arrays:
      // untampered ones have no extra numeric-like properties).
      const context = contextAt(site.block, site.position);
      if (genuine(context, site.instr.object) === null) continue;
      if (site.instr.op === "getElem" && !staysAmongIndices(context, site.instr.object, result.value.number)) continue;
      const limit = lengthLimit(refinedInBlock(site.instr.object, site.block));
      const range = V.ofNumber(rangeNumber(0, site.instr.op === "setElem" ? limit : limit - 1, "integer"));
      result = withValue(result, V.meet(result.value, V.join(range, V.ofNumberConstant(-0))));
    }
    return result;
  };

  const { belief, beliefAt, memberBelief } = beliefs;
  const isLive = (phi: number, input: number): boolean => {
    dependencies.readFlow();
    const edge = (cfg.incoming[graph.blockOf[phi] ?? 0] ?? [])[input];
    return edge === undefined || (exits[edge.from] === 1 && feasible(edge.condition, edge.from));
  };
  const records = createRecords(graph, environment, isLive);
  const isFilled = filledArrays(graph);
  const contents = trackContents(
    graph,
    environment,
    (object, name) => (belief(object) === null ? records.member(object, name) : null),
    dependencies.readContents,
  );
  const ensuredBy = (instr: Instr): readonly BoundaryAtom[] =>
    instr.op === "call" ? (calleeSummary(environment, instr)?.ensures ?? []) : [];
  const recordMember = (object: number, name: string): Fact | null => {
    const member = records.member(object, name);
    if (member === null) return null;
    let fact = FACT_BOTTOM;
    for (const value of member.values) fact = joinFact(fact, plainFact(find(graph, value)));
    for (const { boundary } of member.passed) fact = joinFact(fact, boundary.fact);
    return fact;
  };

  const contextOf = (at: { readonly block: number; readonly position: number }): SemanticsContext => ({
    graph,
    environment,
    trusted: options.trusted,
    guardFacts: options.guardFacts,
    fact: (value) => factAt(value, at.block, at.position),
    tampered: (value) => oracle.tampered(value, at.block, at.position),
    altered: (value) => oracle.altered(value, at.block, at.position),
    reshaped: (value) => oracle.reshaped(value, at.block, at.position),
    holed: (value) => oracle.holed(value, at.block, at.position),
    belief,
    beliefHere: (value) => beliefAt(value, at.block),
    memberBelief: (object, name) => memberBelief(object, name, at.block),
    aborted: false,
    isRecord: records.isLiteral,
    isFilled: ({ out }) => isFilled(out, (value) => factAt(value, at.block, at.position)),
    record: (object, name) => (oracle.escaped(object, at.block, at.position) ? null : recordMember(object, name)),
    elementOf: (value) => (oracle.escaped(value, at.block, at.position) ? null : contents.elementOf(value)),
  });
  const contextAt = (block: number, position: number): SemanticsContext => contextOf({ block, position });
  const outcomeIn = (instr: Instr, context: SemanticsContext): Outcome => {
    steps++;
    const before = lengths?.outcomes.get(instr.out);
    if (before !== undefined && V.isBottom(before.result.value)) return before;
    return evaluate(instr, context);
  };
  /** By what the instruction defines: its outcome where it stands, as it was when that was last evaluated. */
  const outcomes: (Outcome | undefined)[] = [];
  let settled = false;
  const outcomeAt = (instr: Instr, block: number, position: number): Outcome => {
    const { out } = instr;
    if (!settled || fn.blocks[block]?.instrs[position] !== instr) return outcomeIn(instr, contextAt(block, position));
    const last = outcomes[out];
    if (last !== undefined && !dependencies.isStale(out)) return last;
    dependencies.evaluating(out);
    return (outcomes[out] = outcomeIn(instr, contextAt(block, position)));
  };

  const syntheticFact = createVersionFacts({
    graph,
    environment,
    options,
    lengths,
    belief,
    records,
    plainFact,
    recordMember,
    factAt,
    outcomeAt,
  });

  const phiFact = (inputs: readonly number[], block: number): Fact => {
    let result = FACT_BOTTOM;
    dependencies.readFlow();
    (cfg.incoming[block] ?? []).forEach((edge, k) => {
      const input = inputs[k];
      if (input === undefined || exits[edge.from] === 0 || !feasible(edge.condition, edge.from)) return;
      let fact = throughIncrements(graph, input, (value) => factAt(value, edge.from, BLOCK_END));
      if (edge.condition !== null) {
        const narrowed = narrowByEdge(
          graph,
          edge.condition,
          input,
          fact.value,
          (other) => factAt(other, edge.from, BLOCK_END).value,
        );
        if (narrowed !== fact.value) fact = withValue(fact, narrowed);
      }
      result = joinFact(result, fact);
    });
    return result;
  };
  const feasible = (condition: { readonly value: number; readonly sense: boolean } | null, from: number): boolean =>
    condition === null || !V.isBottom(truthy(factAt(condition.value, from, BLOCK_END).value, condition.sense));

  let changed = false;
  let pass = 0;
  /** Values that came out as something else than was known, the last time: as less, in a pass without news. */
  const shrinks = new Uint8Array(graph.defs.length);
  const record = (value: number, next: Fact, ascending: boolean, widenHere: boolean): void => {
    if (find(graph, value) !== value) return;
    const old = facts[value] ?? FACT_BOTTOM;
    const isSame = factEquals(old, next);
    shrinks[value] = isSame ? 0 : 1;
    if (isSame) return;
    let updated = ascending ? joinFact(old, next) : next;
    if (widenHere && !V.equals(old.value, updated.value) && !V.isBottom(old.value)) {
      // The program's own constants are tried once; after that only coarse steps, or a loop would climb them one pass at a time.
      const times = (widenings.get(value) ?? 0) + 1;
      widenings.set(value, times);
      if (times > 1)
        updated = {
          value: V.widen(old.value, updated.value, times > 2 ? COARSE_THRESHOLDS : (thresholds ??= thresholdsOf(graph))),
          shape: updated.shape,
        };
    }
    if (!factEquals(old, updated)) {
      facts[value] = updated;
      changed = true;
      dependencies.changed(value);
    }
  };
  // One context for all instructions of all passes: what is evaluated on the way elsewhere has its own.
  const cursor = { block: 0, position: 0 };
  const atCursor = contextOf(cursor);
  /** Whether the node may come out anew: it is evaluated then. */
  const isDue = (node: number): boolean => {
    const due = dependencies.isStale(node);
    dependencies.evaluating(due ? node : null);
    return due;
  };
  /** Instructions behind which control does not go on. */
  const ends = new Uint8Array(graph.defs.length);
  /** Tells whether anything came out anew. */
  const runPass = (ascending: boolean): boolean => {
    changed = false;
    contents.startPass(ascending);
    let newFlow = false;
    for (const block of cfg.rpo) {
      dependencies.evaluating(null);
      if (block === 0) reachable[0] = 1;
      else {
        let entered = false;
        for (const edge of cfg.incoming[block] ?? []) {
          if (exits[edge.from] === 1 && feasible(edge.condition, edge.from)) entered = true;
        }
        if (entered && reachable[block] === 0) {
          reachable[block] = 1;
          changed = true;
        }
      }
      if (reachable[block] === 0) continue;
      const backEdge = (cfg.incoming[block] ?? []).some((e) => (cfg.rpoIndex[e.from] ?? 0) >= (cfg.rpoIndex[block] ?? 0));
      for (const phi of graph.phis.get(block) ?? []) {
        const def = graph.defs[phi];
        if (def?.kind !== "phi" || find(graph, phi) !== phi || !isDue(phi)) continue;
        record(phi, phiFact(def.inputs, block), ascending, ascending && backEdge);
      }
      const extra = synthetics.get(block) ?? [];
      const atPosition = (position: number): void => {
        for (const value of extra)
          if ((graph.positionOf[value] ?? -1) === position && isDue(value))
            record(value, syntheticFact(value), ascending, ascending && pass > 6);
      };
      atPosition(-1);
      let alive = true;
      cursor.block = block;
      const instrs = fn.blocks[block]?.instrs ?? [];
      for (let position = 0; position < instrs.length; position++) {
        const instr = instrs[position];
        if (instr === undefined) break;
        cursor.position = position;
        if (isDue(instr.out)) {
          const outcome = outcomeIn(instr, atCursor);
          outcomes[instr.out] = outcome;
          if (contents.note(instr, outcome, atCursor) && ascending) {
            changed = true;
            dependencies.changedContents();
          }
          if (find(graph, instr.out) === instr.out) record(instr.out, outcome.result, ascending, ascending && pass > 12);
          ends[instr.out] = V.isBottom(outcome.result.value) && outcome.callee !== null ? 1 : 0;
        } else if (!ascending) {
          // Descending, what arrays hold is put together anew.
          const last = outcomes[instr.out];
          if (last !== undefined) contents.note(instr, last, atCursor);
        }
        atPosition(position);
        if (ends[instr.out] === 1) {
          alive = false;
          break;
        }
      }
      if (alive && exits[block] === 0) {
        exits[block] = 1;
        changed = true;
        newFlow = true;
      }
    }
    if (newFlow) {
      dependencies.changedFlow();
      dependencies.changedContents();
    }
    return contents.endPass() || changed;
  };
  // Without an edge from behind, one pass in reverse postorder sees every operand in its final form.
  const acyclic = isAcyclic(cfg);
  if (acyclic) runPass(true);
  let complete = acyclic && !contents.read();
  // Passes evaluate what is due until nothing is; that the facts are a result then, a pass shows that evaluates everything.
  const most = glance && !acyclic ? 1 : 400;
  let isWhole = true;
  while (!complete && pass < most && steps < options.steps) {
    if (isWhole) dependencies.startAnew();
    const isNews = runPass(true);
    pass++;
    complete = isWhole && !isNews;
    isWhole = !isNews;
  }
  let descends = complete && !acyclic;
  // The last pass evaluated everything: what came out as it was known comes out so again until something that it was computed from shrinks.
  if (descends)
    shrinks.forEach((isLess, value) => {
      if (isLess === 1) dependencies.outdate(value);
    });
  for (let k = 0; k < 2 && descends; k++) {
    dependencies.changedContents();
    descends = runPass(false);
  }
  dependencies.stopListening();
  settled = true;
  return {
    graph,
    index,
    facts,
    reachable,
    factAt,
    outcomeAt,
    contextAt,
    ensuredBy,
    slotRelations: environment.slotRelations,
    ...beliefs,
    staysOrdinary: staysOrdinary(options.trusted, environment),
    records,
    elementOf: contents.elementOf,
    writersOf: contents.writersOf,
    storedInParameter: contents.storedInParameter,
    storedInCells: contents.storedInCells,
    steps,
    complete,
  };
}
