/** From the facts of one function to what other functions may know of it: its summary, what it passes to callees, what it stores. */
import { CALLBACK_METHODS } from "../../core/callback-methods.js";
import type { HirFunction, Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { isGuarded } from "../../core/hir-sites.js";
import {
  BOTTOM_BOUNDARY,
  joinBoundary,
  mapFields,
  publish,
  TOP_BOUNDARY,
  UNDEFINED_BOUNDARY,
  UNKNOWN_SUMMARY,
} from "../facts/boundary.js";
import { isPlainList } from "../escape/alterations.js";
import * as V from "../domain/value.js";
import {
  ANY_BOUNDARY_LENGTH,
  calleeSummary,
  type BoundaryFact,
  type CellFact,
  type Environment,
  type Summary,
} from "../facts/environment.js";
import { FACT_BOTTOM, FACT_TOP, integerFact, joinFact, mayBeObject, meetFact, objectFact, type Fact } from "../facts/fact.js";
import type { Flow } from "../escape/flow.js";
import { addThrown, ANY_EFFECT, ANY_EFFECTS, effectsOf, finish, readsByIndex, type CalleeFace } from "./call-effects.js";
import { defOf, find } from "../ssa/graph.js";
import { definesEmpty, slotOf } from "../fields/slots.js";
import { blocksThatReturn } from "../interpretation/returning-blocks.js";
import { BLOCK_END } from "../ssa/cfg.js";
import { literalType } from "../interpretation/belief.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { RecordMembers } from "../memory/memory-names.js";
import type { Outcome } from "../facts/outcome.js";
import type { FunctionFacts } from "../escape/function-facts.js";
import { intrinsicsOf } from "./intrinsics-used.js";
import { OTHER_OBJECT, PLAIN_ARRAY } from "../facts/shape.js";

type Known = Extract<FunctionFacts, { kind: "facts" }>;
type Calling = Extract<Instr, { op: "call" | "new" }>;
type Effects = ReturnType<typeof effectsOf>;

export interface Contribution {
  readonly target: string;
  /** The call. */
  readonly out: number;
  readonly parameters: readonly BoundaryFact[];
}

/**
 * What one function passes to each of those it calls, over all of its calls: several calls of one function with different constants are
 * one change of what that is called with.
 */
export function passedTo(calls: readonly Contribution[]): ReadonlyMap<string, readonly BoundaryFact[]> {
  const passed = new Map<string, readonly BoundaryFact[]>();
  for (const { target, parameters } of calls) {
    const known = passed.get(target);
    passed.set(target, known === undefined ? parameters : known.map((p, k) => joinBoundary(p, parameters[k] ?? TOP_BOUNDARY)));
  }
  return passed;
}

/** What a method calls a function of the program back with; `parameters` is null where others may have the function. */
export interface CallbackContribution {
  readonly target: string;
  readonly parameters: readonly BoundaryFact[] | null;
}

export interface Exports {
  readonly summary: Summary;
  readonly calls: readonly Contribution[];
  readonly callbacks: readonly CallbackContribution[];
  readonly stores: readonly { readonly cell: string; readonly value: BoundaryFact }[];
  readonly sharedCells: ReadonlySet<string>;
  readonly resizedCells: ReadonlySet<string>;
  /** Every intrinsic whose model was used: that it had no effect counts, even where no value of a proof comes from it. */
  readonly intrinsics: readonly string[];
}

/** A call in the block never returns: control does not leave the block. */
function diesIn(interpretation: Interpretation, fn: HirFunction, block: number): boolean {
  return (fn.blocks[block]?.instrs ?? []).some((instr, position) => {
    if (instr.op !== "call" && instr.op !== "new") return false;
    const outcome = interpretation.outcomeAt(instr, block, position);
    return outcome.callee !== null && V.isBottom(outcome.result.value);
  });
}

/** Made here, or in a record that a callee made for us. */
const isOwn = (flow: Flow, origin: number): boolean => origin >= 0 || flow.isContent(origin);

export function summarise(
  fn: HirFunction,
  known: Known,
  environment: Environment,
  callees: Readonly<Record<string, CalleeFace>>,
): Exports {
  const { graph, interpretation, memory, flow } = known;
  const given = (boundary: BoundaryFact): BoundaryFact => publish(boundary, interpretation.staysOrdinary);
  const escapedBefore = (value: number, block: number, position: number): boolean => flow.tampered(value, { block, position });

  const boundary = (value: number, block: number, position: number, lengthKey: string | null): BoundaryFact => {
    const fact = interpretation.factAt(value, block, position);
    const lengthValue = lengthKey === null ? undefined : memory.argumentLength.get(lengthKey);
    return withdraw(fact, value, block, position, lengthValue);
  };
  const withdraw = (
    fact: Fact,
    value: number,
    block: number,
    position: number,
    lengthValue: number | undefined,
  ): BoundaryFact => {
    if (V.isBottom(fact.value)) return BOTTOM_BOUNDARY;
    const range = lengthValue === undefined ? null : interpretation.factAt(lengthValue, block, position).value.number;
    const length: readonly [number, number] = range === null ? ANY_BOUNDARY_LENGTH : [range.lo, range.hi];
    if (!mayBeObject(fact)) return { fact, length, private: true, fields: null, belief: null, element: FACT_BOTTOM };
    const escaped =
      interpretation.staysOrdinary && isPlainList(fact)
        ? flow.altered(value, { block, position })
        : escapedBefore(value, block, position);
    // Private: made here (or private to us), and nobody else has seen it up to now.
    const isPrivate = !flow.escaped(value, { block, position }, false);
    const holed = flow.holed(value, { block, position });
    const shape = {
      ...fact.shape,
      plain: fact.shape.plain && !escaped,
      dense: fact.shape.dense && !escaped && !holed,
      ownBuffer: fact.shape.ownBuffer && !escaped && isPrivate,
    };
    const element = isPrivate ? (interpretation.elementOf(value) ?? FACT_TOP) : FACT_TOP;
    return {
      fact: { value: fact.value, shape },
      length,
      private: isPrivate && !flow.isKept(value),
      fields: null,
      belief: interpretation.belief(value),
      element,
    };
  };

  /** A member is private to the record that has it when no other way leads to it: it is no other member, hangs on none, and is not the record. */
  const membersOf = (holder: number, members: RecordMembers, block: number, position: number): Record<string, BoundaryFact> => {
    const fields: Record<string, BoundaryFact> = {};
    for (const [name, { value, length }] of members) {
      const fact = interpretation.factAt(value, block, position);
      const own = withdraw(fact, value, block, position, length ?? undefined);
      const isAmong = (origins: ReadonlySet<number>): boolean => [...flow.origins(value)].some((o) => origins.has(o));
      const alone =
        !isAmong(flow.origins(holder)) &&
        [...members].every(
          ([other, held]) => !isAmong(flow.contents(held.value)) && (other === name || !flow.mayAlias(held.value, value)),
        );
      // (What a cell holds has an origin of its own: it is not ours to give away.)
      const made = [...flow.origins(value)].every((o) => isOwn(flow, o) && !flow.stored.has(o));
      const isPrivate = !mayBeObject(fact) || (own.private && alone && made);
      fields[name] = isPrivate ? { ...own, private: true } : given(own);
    }
    return fields;
  };

  const calls: Contribution[] = [];
  const callbacks: CallbackContribution[] = [];
  const stores: { cell: string; value: BoundaryFact }[] = [];
  const returning = effectsOf(fn, interpretation);
  const thrown = effectsOf(fn, interpretation);
  const live = blocksThatReturn(graph.cfg, fn, (block) => diesIn(interpretation, fn, block));
  const usesArguments = fn.blocks.some((b) => b.instrs.some((i) => i.op === "arguments"));
  const intrinsics = new Set<string>(["numeric-prototypes", "%TypedArray%.prototype.length"]);
  let result: BoundaryFact = BOTTOM_BOUNDARY;
  let fresh = true;

  // Few instructions need what follows. Within the loop over all of them it made of that loop the function that V8 took longest to optimise.
  const changesObjects = ({ stores, assigns, cells, holes, resizes }: Outcome): boolean =>
    stores.length + assigns.length + cells.length + holes.length + resizes.length > 0;
  const noteChanges = (outcome: Outcome, groups: readonly Effects[], block: number, position: number): void => {
    for (const store of outcome.stores)
      for (const origin of flow.origins(store.object)) {
        if (isOwn(flow, origin)) continue;
        const index = flow.parameterOf(origin);
        for (const group of groups) {
          group.members.add(store.name);
          // What is known of a caller's record is not known any more.
          const effect = index === null ? undefined : group.parameters[index];
          if (effect !== undefined) effect.escapes = true;
        }
      }
    for (const name of outcome.assigns) for (const group of groups) group.members.add(name);
    for (const assigned of outcome.cells) {
      const writes = environment.cellWrites[assigned.cell];
      if (writes === undefined || writes.owner !== fn.id || writes.ownerIsModule)
        for (const group of groups) group.cells.add(assigned.cell);
    }
    const affected = [
      ...outcome.holes.map((object) => ({ object, holes: true })),
      ...outcome.resizes.map((r) => ({ object: r.object, holes: false })),
    ];
    for (const { object, holes } of affected) {
      const shape = interpretation.factAt(object, block, position).shape;
      if (!shape.array && !shape.other) continue;
      for (const origin of flow.origins(object)) {
        const index = flow.parameterOf(origin);
        for (const group of groups) {
          const effect = index === null ? undefined : group.parameters[index];
          if (effect !== undefined) effect[holes ? "holed" : "resized"] = true;
          else if (!isOwn(flow, origin)) group.unknownEffects = true;
        }
      }
    }
  };
  const passedBy = (instr: Calling, callee: CalleeFace, block: number, position: number): readonly BoundaryFact[] => {
    // What hangs on one argument is in the callee's hands by that way, too.
    const restAt = callee.params.findIndex((p) => p.rest);
    const inRest = (k: number): boolean => restAt >= 0 && k >= restAt;
    const hanging = new Set(
      instr.args.flatMap((a, k) => [...flow.contents(a.value), ...(inRest(k) ? flow.origins(a.value) : [])]),
    );
    return callee.params.map((p, k): BoundaryFact => {
      const spreadBefore = instr.args.slice(0, k + 1).some((a) => a.spread);
      if (p.rest) {
        const count = Math.max(0, instr.args.length - k);
        const anySpread = instr.args.some((a) => a.spread);
        return {
          fact: objectFact(PLAIN_ARRAY),
          length: anySpread ? [0, 2 ** 32 - 1] : [count, count],
          private: true,
          fields: null,
          belief: null,
          element: FACT_TOP,
        };
      }
      if (spreadBefore) return TOP_BOUNDARY;
      const arg = instr.args[k];
      if (arg === undefined) return UNDEFINED_BOUNDARY;
      const key = `${String(instr.out)}/${String(k)}`;
      const passedOn = boundary(arg.value, block, position, key);
      const isAlone = [...flow.origins(arg.value)].every((o) => !hanging.has(o));
      const members = memory.argumentMembers.get(key);
      return {
        ...passedOn,
        private: passedOn.private && isAlone,
        // Objects in it may be other arguments, or hang on them.
        fields: members === undefined ? null : mapFields(membersOf(arg.value, members, block, position), given),
      };
    });
  };
  const noteCallback = (instr: Extract<Instr, { op: "callMethod" }>, block: number, position: number): void => {
    const { callback } = instr;
    const isReached = operandsOf(instr).every((value) => !V.isBottom(interpretation.factAt(value, block, position).value));
    if (callback === null || !isReached) return;
    const { passesBack } = interpretation.outcomeAt(instr, block, position);
    const params = callees[callback.function]?.params;
    // It walks the array as long as that was when it began.
    const length = memory.lengthBefore.get(instr.out);
    const most = length === undefined ? undefined : interpretation.factAt(length, block, position).value.number?.hi;
    const below = most === undefined ? null : integerFact(0, Math.max(0, most - 1));
    const roles = CALLBACK_METHODS.get(instr.name) ?? [];
    const passed = passesBack?.map((fact, k): BoundaryFact => {
      const isIndex = roles[k] === "index" && below !== null;
      return { ...TOP_BOUNDARY, fact: isIndex ? meetFact(fact, below) : fact };
    });
    callbacks.push({
      target: callback.function,
      parameters:
        passed === undefined || params === undefined
          ? null
          : params.map((param, k) => (param.rest ? TOP_BOUNDARY : (passed[k] ?? UNDEFINED_BOUNDARY))),
    });
  };
  const noteSlot = (instr: Extract<Instr, { op: "setProp" }>, block: number, position: number): void => {
    const slot = slotOf(instr);
    const definition = (v: number): Instr | null => {
      const def = defOf(graph, v);
      return def.kind === "instr" ? def.instr : null;
    };
    const held = slot === null ? undefined : environment.cellFacts[slot];
    if (slot === null || held === undefined || definesEmpty(instr, definition)) return;
    const stored = boundary(instr.value, block, position, `${String(instr.out)}/0`);
    // (Elements are not followed through fields.)
    stores.push({ cell: slot, value: { ...stored, ...settledPart(instr.value, held), element: FACT_TOP } });
  };
  /**
   * What the one value of a final slot is wherever somebody may come to see it: `this.width = width` may come before the test of `width`. A
   * primitive value does not change from there to here. (Of objects only what they are where they are stored counts.)
   */
  const settledPart = (value: number, { settled }: CellFact): Partial<BoundaryFact> => {
    if (settled === null) return {};
    let fact = FACT_BOTTOM;
    for (const { block, position } of settled)
      if (interpretation.reachable[block] !== 0) fact = joinFact(fact, interpretation.factAt(value, block, position));
    return V.isBottom(fact.value) || mayBeObject(fact) ? {} : withdraw(fact, value, 0, 0, undefined);
  };

  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    const body = fn.blocks[block];
    if (body === undefined) continue;
    let returns = true;
    // What happens where control can only leave by an exception is no effect of a call that returns.
    const groups = live[block] === 1 ? [returning, thrown] : [thrown];
    for (let position = 0; position < body.instrs.length; position++) {
      const instr = body.instrs[position];
      if (instr === undefined) break;
      const outcome = interpretation.outcomeAt(instr, block, position);
      if (outcome.runsUnknown) for (const group of groups) group.unknownEffects = true;
      if (isGuarded(instr)) thrown.unknownEffects = true;
      const callee =
        instr.op === "call" && outcome.callee !== null
          ? calleeSummary(environment, instr)
          : outcome.callee === null
            ? undefined
            : environment.summaries[outcome.callee];
      if (callee !== undefined) addThrown(thrown, callee, outcome);
      for (const name of intrinsicsOf(instr, outcome)) intrinsics.add(name);
      if (changesObjects(outcome)) noteChanges(outcome, groups, block, position);
      const target =
        instr.op === "call"
          ? instr.target
          : instr.op === "new" && instr.class !== null
            ? (environment.constructors[instr.class] ?? null)
            : null;
      if (target !== null && (instr.op === "call" || instr.op === "new")) {
        const callee = callees[target];
        if (callee !== undefined) {
          const passed = passedBy(instr, callee, block, position);
          // A generator or async callee runs on after the call returned: nothing stays private to it.
          calls.push({ target, out: instr.out, parameters: callee.flavour === "normal" ? passed : passed.map(given) });
        }
      }
      if (instr.op === "callMethod") noteCallback(instr, block, position);
      if (instr.op === "setProp") noteSlot(instr, block, position);
      if (instr.op === "setCell") {
        const stored = boundary(instr.value, block, position, `${String(instr.out)}/0`);
        const belief = stored.belief ?? (interpretation.staysOrdinary ? literalType(graph, instr.value) : null);
        stores.push({ cell: instr.cell, value: { ...stored, belief } });
      }
      if (V.isBottom(outcome.result.value) && outcome.callee !== null) {
        returns = false;
        break;
      }
    }
    if (!returns || body.terminal.kind !== "return") continue;
    const { value } = body.terminal;
    const fact = interpretation.factAt(value, block, BLOCK_END);
    const returned = withdraw(fact, value, block, BLOCK_END, memory.returnLength.get(block));
    const members = memory.returnMembers.get(block);
    result = joinBoundary(
      result,
      members === undefined ? returned : { ...returned, fields: membersOf(value, members, block, BLOCK_END) },
    );
    // A record that hangs on itself is there for everyone who has it.
    const inside = flow.contents(value);
    if (mayBeObject(fact))
      for (const origin of flow.origins(value))
        if (
          inside.has(origin) ||
          !isOwn(flow, origin) ||
          find(graph, origin) < 0 ||
          flow.escapes.has(origin) ||
          flow.stored.has(origin)
        )
          fresh = false;
  }
  for (const [origin, points] of flow.escapes) {
    const index = flow.parameterOf(origin);
    if (index === null) continue;
    const inReturning = points.some((p) => live[p.block] === 1);
    for (const group of inReturning ? [returning, thrown] : [thrown]) {
      const effect = group.parameters[index];
      if (effect !== undefined) effect.escapes = true;
    }
  }
  if (!fresh) result = given(result);
  // Returning an argument, or a record that holds it, hands it back under another name: the caller must not think of it as untouched.
  for (const origin of flow.returned) {
    const index = flow.parameterOf(origin);
    for (const group of [returning, thrown]) {
      const effect = index === null ? undefined : group.parameters[index];
      if (effect !== undefined) effect.escapes = true;
    }
  }
  // The array of a rest parameter is made here; once others have it, they have the arguments in it. `arguments` names all of them again.
  const restArrays = new Set<number>();
  for (const block of fn.blocks)
    for (const instr of block.instrs)
      if (instr.op === "param" && fn.params[instr.index]?.rest === true) restArrays.add(find(graph, instr.out));
  const isRest = (value: number): boolean => [...flow.origins(value)].some((origin) => restArrays.has(origin));
  const restIsOut =
    restArrays.size > 0 &&
    ([...restArrays].some((out) => flow.escapes.has(out) || flow.returned.has(out) || flow.stored.has(out)) ||
      fn.blocks.some((block) => block.instrs.some((instr) => !readsByIndex(instr) && operandsOf(instr).some(isRest))));
  fn.params.forEach((param, k) => {
    for (const group of [returning, thrown])
      if (usesArguments || (param.rest && restIsOut) || (fn.exposed && group.unknownEffects)) group.parameters[k] = ANY_EFFECT;
  });
  const summary: Summary =
    fn.flavour === "normal"
      ? {
          reached: true,
          result,
          fresh: fresh && !V.isBottom(result.fact.value),
          ...finish(returning),
          thrown: finish(thrown),
          rest: fn.params.at(-1)?.rest === true,
          ensures: [],
        }
      : {
          ...UNKNOWN_SUMMARY,
          result: { ...TOP_BOUNDARY, fact: objectFact(OTHER_OBJECT) },
          ...ANY_EFFECTS(fn),
          thrown: ANY_EFFECTS(fn),
        };
  for (const { cell, element } of interpretation.storedInCells()) stores.push({ cell, value: { ...BOTTOM_BOUNDARY, element } });
  return {
    summary,
    calls,
    callbacks,
    stores,
    sharedCells: flow.sharedCells,
    resizedCells: flow.resizedCells,
    intrinsics: [...intrinsics].sort(),
  };
}
