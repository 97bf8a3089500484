/**
 * Whole-program facts: which arguments closed functions get (A1), what callees do and return, what cells hold, whether A2 can
 * be enforced. One optimistic fixpoint: closed functions start unreached, summaries start at "never returns", cells at "stable"; every
 * step only weakens, and a function is visited again when something it asked for weakened. What has not settled after a number of
 * visits is set to the top.
 */
import type { HirCell, HirFunction, HirProgram } from "../../core/hir.js";
import { InternalError } from "../../core/errors.js";
import { WORK_SCHEMA_VERSION } from "../../core/work.js";
import type { BoundaryFact, CellFact, CellObject, CellWrites, Environment, Summary } from "../facts/environment.js";
import { enforced } from "../interpretation/enforced.js";
import { createCellStores } from "./cell-stores.js";
import { concernedFunctions, everyFunction } from "./concerned.js";
import { joinFact, mayBeObject, UNDEFINED_FACT } from "../facts/fact.js";
import { createObjectTypeReach } from "../interpretation/object-type-reach.js";
import { createInstances } from "./instances.js";
import {
  beliefsIn,
  BOTTOM_BOUNDARY,
  BOTTOM_SUMMARY,
  joinBoundary,
  kept,
  lasting,
  publish,
  TOP_BOUNDARY,
  UNDEFINED_BOUNDARY,
  UNKNOWN_SUMMARY,
} from "../facts/boundary.js";
import { passedTo, type Exports } from "./summarise.js";
import { askedBy, baseConstructorsOf, calledBy, calleesFirst, checkedTargets, namesArguments, type Asked } from "./call-graph.js";
import { ANY_EFFECTS, type CalleeFace } from "./call-effects.js";
import { stopsIn } from "./stops.js";
import { boundaryEquals, joinSummary, loosenNews, loosenSummary, summaryEquals } from "./summary-lattice.js";
import { visitOptionsOf, type LinkedBefore, type LinkedProgram, type LinkOptions, type SolvedProgram } from "./linked-program.js";
import { NO_RELATIONS, relateSlots } from "../fields/slot-relations.js";
import { moduleOf, slotsOf } from "../fields/slots.js";
import { createIntrinsicsMemo, intrinsicsStatus } from "./tamper.js";
import { staysOrdinary } from "../interpretation/semantics-context.js";
import { createVisits, type Visit } from "./visits.js";

const NOTHING_ASKED: Asked = { targets: [], callbacks: [], handed: [], cells: [], classes: [] };

/** Visits of one function before its inputs and outputs are set to the top. */
const MAX_VISITS = 12;
/** Of what a cell holds: loosened facts settle long before. */
const MOST_CHANGES = 64;

/**
 * Functions whose last visit may hold all its facts until somebody asks what holds when it has returned. Beyond them the question is
 * asked at once, which comes to the same, and after visits that are not the last one in vain: the facts of all functions of a large
 * program at once took two thirds of the memory of linking, and half of its time went into collecting around them.
 */
const FACTS_HELD = 200;

interface Settled {
  /** Null where nobody will ask for it. */
  readonly visit: Pick<Visit, "ensures"> | null;
  readonly out: Exports;
  /** Those that the facts were found with. */
  readonly summaries: Readonly<Record<string, Summary>>;
}

export function linkProgram(program: HirProgram, options: LinkOptions): LinkedProgram {
  const solved = solveProgram(program, options, { log: new Map(), memo: createIntrinsicsMemo() });
  // Nobody goes on from here, and visits hold more than all works do.
  solved.forget();
  return solved;
}

export function solveProgram(
  program: HirProgram,
  { enforcement, budgets, linear, factsHeld = FACTS_HELD, visitsAll = false }: LinkOptions,
  before: LinkedBefore,
): SolvedProgram {
  const isTrusted = enforcement.boundary === "trusted";
  const functions = new Map<string, HirFunction>();
  const slots = slotsOf(program, isTrusted);
  const asRun = (fn: HirFunction): HirFunction => enforced(slots.rewrite(fn), enforcement);
  for (const module of program.modules) for (const fn of module.functions) functions.set(fn.id, asRun(fn));
  const checked = checkedTargets(functions);
  const cells = new Map<string, HirCell>([...program.cells, ...slots.cells].map((c) => [c.id, c]));
  const a2 = intrinsicsStatus(program, before.memo);
  const ordinary = staysOrdinary(isTrusted, { a2 });
  const constructors = baseConstructorsOf(program);
  const baseConstructors = new Set(Object.values(constructors));
  const cellWrites: Record<string, CellWrites> = {};
  for (const cell of program.cells)
    cellWrites[cell.id] = {
      constant: cell.constant,
      owner: cell.owner,
      ownerIsModule: functions.get(cell.owner)?.kind === "module",
      writers: cell.writers,
    };

  const asked = new Map<string, Asked>();
  const callers = new Map<string, string[]>();
  const handed = new Set<string>();
  for (const fn of functions.values()) {
    const needs = askedBy(fn, constructors);
    asked.set(fn.id, needs);
    for (const id of needs.handed) handed.add(id);
    for (const target of calledBy(needs)) {
      const list = callers.get(target);
      if (list === undefined) callers.set(target, [fn.id]);
      else list.push(fn.id);
    }
  }

  const contexts = new Map<string, readonly BoundaryFact[] | "unreached" | "open">();
  const summaries = new Map<string, Summary>();
  const cellValues = new Map<string, BoundaryFact>();
  const objects = new Map<string, Exclude<CellObject, "fixed">>();
  const counts = new Map<string, number>();
  const intrinsicsOf = new Map<string, readonly string[]>();
  const argumentNamers = new Set<string>();
  const startsClosed = ({ id, closed, kind }: HirFunction): boolean =>
    closed && kind !== "module" && !argumentNamers.has(id) && !handed.has(id);
  for (const fn of functions.values()) {
    if (namesArguments(fn)) argumentNamers.add(fn.id);
    contexts.set(fn.id, startsClosed(fn) ? "unreached" : "open");
    summaries.set(fn.id, BOTTOM_SUMMARY);
  }
  const cellStores = createCellStores(functions, (fn) => !isTrusted && !startsClosed(fn));
  const hasContext = (id: string): boolean => contexts.get(id) !== "open";
  const graph = { functions, asked, callers, cells, cellStores, hasContext };
  const concerned = visitsAll ? everyFunction(graph) : concernedFunctions(graph);
  for (const id of concerned.all)
    for (const name of asked.get(id)?.cells ?? []) {
      const cell = cells.get(name);
      if (cell === undefined) continue;
      if (cell.exported || cellStores.isShared(cell)) objects.set(name, "shared");
      const value = cellStores.valueOf(cell);
      if (value !== null) cellValues.set(name, value);
    }
  for (const id of slots.late) cellValues.set(id, UNDEFINED_BOUNDARY);

  const cellFact = (id: string, reader: string): CellFact | undefined => {
    const cell = cells.get(id);
    if (cell === undefined) return undefined;
    const value = cellValues.get(id) ?? BOTTOM_BOUNDARY;
    // CommonJS: a property of the exports object, which is in everybody's hands.
    if (program.deadZone !== "enforced" && cell.exported && (!isTrusted || (!cell.once && mayBeObject(value.fact))))
      return undefined;
    const object = objects.get(id) ?? "fixed";
    const known = object === "fixed" ? lasting(value) : object === "kept" ? kept(value) : publish(value, ordinary);
    // Where the dead zone is not emitted, a reader that comes too early sees undefined.
    const early =
      program.deadZone === "none" ||
      (program.deadZone === "imports" && (cell.exported || moduleOf(cell.owner) !== moduleOf(reader)));
    const isFinal = slots.final.has(id);
    const settled = isFinal && reader === cell.owner ? (slots.settled.get(id) ?? null) : null;
    return {
      value: early ? { ...known, fact: joinFact(known.fact, UNDEFINED_FACT) } : known,
      object,
      final: isFinal && reader !== cell.owner,
      settled,
    };
  };
  let relations = NO_RELATIONS;
  const instancesOf = new Map<string, Readonly<Record<number, Summary>>>();
  /** `passed`: parameters other than those of its context. */
  const environmentOf = (fn: HirFunction, passed: readonly BoundaryFact[] | null = null): Environment => {
    const needs = asked.get(fn.id) ?? NOTHING_ASKED;
    const context = contexts.get(fn.id);
    const known = context === "open" || context === "unreached" || context === undefined ? null : context;
    const pick = <T>(ids: readonly string[], get: (id: string) => T | undefined): Record<string, T> => {
      const result: Record<string, T> = {};
      for (const id of ids) {
        const value = get(id);
        if (value !== undefined) result[id] = value;
      }
      return result;
    };
    const instances = passed === null ? (instancesOf.get(fn.id) ?? {}) : {};
    const callees = pick(calledBy(needs), (id) => summaries.get(id));
    const heldCells = pick(needs.cells, (id) => cellFact(id, fn.id));
    return {
      parameters: passed ?? known,
      instances,
      summaries: callees,
      cellFacts: heldCells,
      cellWrites: pick(needs.cells, (id) => cellWrites[id]),
      slotRelations: relations.of(fn.id, needs.cells),
      objectTypes: objectTypesOf(fn, [
        ...(passed ?? []).flatMap(beliefsIn),
        ...[...Object.values(callees), ...Object.values(instances)].flatMap((summary) => beliefsIn(summary.result)),
        ...Object.values(heldCells).flatMap((cell) => beliefsIn(cell.value)),
      ]),
      baseConstructor: baseConstructors.has(fn.id),
      constructors: pick(needs.classes, (id) => constructors[id]),
      a2,
      callersCheck: fn.closed && known !== null && checked.has(fn.id),
    };
  };

  const { objectTypesOf } = createObjectTypeReach(program, isTrusted);
  const visits = createVisits(visitOptionsOf({ enforcement, budgets, linear }), before.log);
  const calleesOf = (fn: HirFunction): Record<string, CalleeFace> => {
    const faces: Record<string, CalleeFace> = {};
    for (const target of calledBy(asked.get(fn.id) ?? NOTHING_ASKED)) {
      const callee = functions.get(target);
      if (callee !== undefined) faces[target] = { params: callee.params, flavour: callee.flavour };
    }
    return faces;
  };
  // Callees first: a caller is visited when the summaries it asks for have settled, as far as the call graph has no cycles.
  // Module bodies before all others, since most functions read constants that those make.
  const postorder = calleesFirst(functions, asked).filter((id) => concerned.all.has(id));
  const isModule = (id: string): boolean => functions.get(id)?.kind === "module";
  const rank = [...postorder.filter(isModule), ...postorder.filter((id) => !isModule(id))];
  const waiting = new Set<string>();
  const enqueue = (id: string): void => {
    if (concerned.heard.has(id) && contexts.get(id) !== "unreached") waiting.add(id);
  };
  const callersOf = (id: string): readonly string[] => callers.get(id) ?? [];
  let total = 0;

  const setSummary = (id: string, next: Summary): void => {
    const old = summaries.get(id) ?? BOTTOM_SUMMARY;
    const joined = joinSummary(old, next);
    if (old.reached && summaryEquals(old, joined)) return;
    summaries.set(id, joined);
    for (const caller of callersOf(id)) enqueue(caller);
  };
  const readersOf = (cell: string): readonly string[] => cells.get(cell)?.readers ?? [];
  const loosen = (cell: string, to: "kept" | "shared"): void => {
    const now = objects.get(cell);
    if (now === to || now === "shared") return;
    objects.set(cell, to);
    for (const id of [...readersOf(cell), ...(cells.get(cell)?.writers ?? [])]) enqueue(id);
  };

  /** Of the last visit of each function, when nothing it asked for can have weakened any more. */
  const settled = new Map<string, Settled>();
  const growth = new Map<string, number>();
  /** Counts the changes of a joined fact: what changed several times loses the parts that form long chains. */
  const grows = (what: string): boolean => changesOf(what) > 4;
  const changesOf = (what: string): number => {
    const times = (growth.get(what) ?? 0) + 1;
    growth.set(what, times);
    return times;
  };
  /** A few steps more for what is kept below a constant of those who store it: `head = (head + 1) & 63`. */
  const stopsOf = (cell: string, times: number): readonly number[] =>
    times > 8 ? [] : stopsIn((cells.get(cell)?.writers ?? []).flatMap((id) => functions.get(id) ?? []));
  const factsOf = (fn: HirFunction, passed: readonly BoundaryFact[] | null = null): Settled | null => {
    const environment = environmentOf(fn, passed);
    const visit = visits.visit({ fn, environment, callees: calleesOf(fn) });
    const out = visit.exports;
    return out === null ? null : { visit, out, summaries: environment.summaries };
  };
  // After the fixpoint only these are analysed (by `refine`, by `relateSlots`, as works), and ask what holds when a callee has returned.
  const askers = new Set([...concerned.answering, ...slots.cells.flatMap(({ writers }) => writers)]);
  const asks = (caller: string, callee: string): boolean =>
    askers.has(caller) && asked.get(caller)?.targets.includes(callee) === true;
  const isAsked = (fn: HirFunction): boolean => fn.flavour === "normal" && callersOf(fn.id).some((caller) => asks(caller, fn.id));
  const settledVisit = (found: Settled): Settled => {
    const { visit, out } = found;
    if (settled.size < factsHeld || visit === null || !out.summary.reached) return found;
    const ensures = visit.ensures();
    return { ...found, visit: { ensures: () => ensures } };
  };
  const pass = (target: string, parameters: readonly BoundaryFact[]): void => {
    const context = contexts.get(target);
    if (!functions.has(target) || context === "open") return;
    if (context === undefined || context === "unreached") {
      contexts.set(target, parameters);
      enqueue(target);
      return;
    }
    const both = context.map((old, k) => joinBoundary(old, parameters[k] ?? TOP_BOUNDARY));
    if (both.every((b, k) => boundaryEquals(b, context[k] ?? TOP_BOUNDARY))) return;
    const widen = grows(`context ${target}`);
    const joined = both.map((b, k) => (widen ? loosenNews(context[k] ?? TOP_BOUNDARY, b) : b));
    contexts.set(target, joined);
    enqueue(target);
  };
  const open = (target: string): void => {
    if (contexts.get(target) === "open") return;
    contexts.set(target, "open");
    enqueue(target);
  };
  const visit = (id: string): void => {
    const fn = functions.get(id);
    if (fn === undefined) return;
    total++;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    const found = factsOf(fn);
    if (found === null) {
      settled.delete(id);
      giveUp(fn);
      return;
    }
    if (concerned.answering.has(id)) settled.set(id, isAsked(fn) ? settledVisit(found) : { ...found, visit: null });
    const { out } = found;
    intrinsicsOf.set(id, out.intrinsics);
    for (const cell of out.sharedCells) loosen(cell, "shared");
    for (const cell of out.resizedCells) loosen(cell, "kept");
    for (const { cell, value } of out.stores) {
      const old = cellValues.get(cell) ?? BOTTOM_BOUNDARY;
      const news = joinBoundary(old, value);
      if (boundaryEquals(old, news)) continue;
      const times = changesOf(`cell ${cell}`);
      const loosened = times > 4 ? loosenNews(old, news, stopsOf(cell, times)) : news;
      const joined = times > MOST_CHANGES ? TOP_BOUNDARY : loosened;
      cellValues.set(cell, joined);
      for (const user of [...readersOf(cell), ...(cells.get(cell)?.writers ?? [])]) enqueue(user);
    }
    for (const [target, parameters] of passedTo(out.calls)) pass(target, parameters);
    for (const { target, parameters } of out.callbacks) {
      if (parameters === null) open(target);
      else pass(target, parameters);
    }
    if (count > MAX_VISITS) {
      setSummary(id, { ...UNKNOWN_SUMMARY, ...ANY_EFFECTS(fn), thrown: ANY_EFFECTS(fn) });
      open(id);
    } else setSummary(id, count > 4 ? loosenSummary(out.summary) : out.summary);
  };
  /** A function that cannot be analysed may do anything with what it can name. */
  const giveUp = (fn: HirFunction): void => {
    const needs = asked.get(fn.id) ?? NOTHING_ASKED;
    for (const cell of needs.cells) {
      loosen(cell, "shared");
      if (cells.get(cell)?.writers.includes(fn.id) === true) {
        cellValues.set(cell, TOP_BOUNDARY);
        for (const reader of readersOf(cell)) enqueue(reader);
      }
    }
    for (const target of calledBy(needs)) open(target);
    setSummary(fn.id, { ...UNKNOWN_SUMMARY, ...ANY_EFFECTS(fn), thrown: ANY_EFFECTS(fn) });
  };

  const drain = (): void => {
    while (waiting.size > 0) {
      // One sweep in rank order takes what is waiting, and what comes up on the way with a rank not yet passed.
      for (const id of rank) if (waiting.delete(id)) visit(id);
    }
  };
  // (The intrinsics that the facts of the others stand on are named by their evidence.)
  for (const id of concerned.heard) enqueue(id);
  drain();
  // Closed functions that no analysed code calls are dead as far as we know. We do not prove things about dead code: they are open.
  for (let again = true; again;) {
    again = false;
    for (const id of concerned.all)
      if (contexts.get(id) === "unreached") {
        contexts.set(id, "open");
        enqueue(id);
        again = true;
      }
    drain();
  }

  const related = (visit: Settled["visit"], summary: Summary): Summary =>
    linear === null || !summary.reached || visit === null ? summary : { ...summary, ensures: visit.ensures() };
  const instances = createInstances((callee, parameters) => {
    const found = factsOf(callee, parameters);
    if (found === null) return null;
    intrinsicsOf.set(callee.id, [...(intrinsicsOf.get(callee.id) ?? []), ...found.out.intrinsics]);
    return related(found.visit, found.out.summary);
  });
  const mayInstantiate = (id: string): boolean => {
    const fn = functions.get(id);
    return fn?.flavour === "normal" && contexts.get(id) === "open" && fn.params.length > 0 && !argumentNamers.has(id);
  };
  /**
   * Callees first, when the facts above have settled: what calls do for their own arguments, and relations between what goes in and what
   * comes out. All of it is derived from sound facts and only ever adds to them, so it needs no fixpoint: a function of a cycle makes do
   * with less of those that come after it.
   */
  const refine = (id: string): void => {
    const fn = functions.get(id);
    const summary = summaries.get(id);
    if (fn === undefined || summary === undefined) return;
    const targets = asked.get(id)?.targets ?? [];
    const isHeard = isAsked(fn);
    const wanted = targets.some(mayInstantiate) && (isHeard || fn.sites.length > 0);
    if (!wanted && !(isHeard && fn.params.length > 0)) return;
    // The facts of the last visit still hold: since then what the function asks for was refined at most.
    const last = settled.get(id) ?? factsOf(fn);
    settled.delete(id);
    if (last === null) return;
    let { visit: made, out } = last;
    const found: Record<number, Summary> = {};
    for (const call of out.calls) {
      const callee = functions.get(call.target);
      const instance = callee !== undefined && mayInstantiate(call.target) ? instances.summaryFor(callee, call.parameters) : null;
      if (instance !== null) found[call.out] = instance;
    }
    instancesOf.set(id, found);
    if (!isHeard) return;
    const isRefined = targets.some((target) => summaries.get(target) !== last.summaries[target]);
    if (isRefined || Object.keys(found).length > 0) {
      const better = factsOf(fn);
      if (better === null) {
        instancesOf.delete(id);
        return;
      }
      ({ visit: made, out } = better);
    }
    const refined = related(made, out.summary);
    if (refined.ensures.length > 0 || !summaryEquals(summary, refined)) summaries.set(id, refined);
  };
  for (const id of postorder) if (concerned.answering.has(id)) refine(id);
  const isConcerned = (id: string): boolean => concerned.all.has(id);
  const options = visitOptionsOf({ enforcement, budgets, linear });
  if (linear !== null) relations = relateSlots(slots, { functions, isConcerned, environmentOf, cellFact, options, linear });

  return {
    a2,
    intrinsics: [...new Set([...intrinsicsOf.values()].flat())].sort(),
    visits: total,
    changed: null,
    log: visits.log,
    asRun,
    replace: (fn) => {
      functions.set(fn.id, asRun(fn));
    },
    forget: () => {
      visits.forget();
      settled.clear();
    },
    work: (id) => {
      const fn = functions.get(id);
      if (fn === undefined || !concerned.all.has(id)) throw new InternalError(`no function with obligations is \`${id}\``);
      return { schemaVersion: WORK_SCHEMA_VERSION, function: fn, environment: environmentOf(fn), enforcement, budgets };
    },
  };
}
