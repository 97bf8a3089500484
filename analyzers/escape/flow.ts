/**
 * Which values may be the same object, and when unknown code can first reach it, within one function.
 *
 * Two values may be the same object only if their origins (origins.ts) meet. An origin *escapes* at an instruction that stores it, passes it
 * on or could let unknown code see it; until control may have passed such an instruction no unknown code can touch it.
 */
import type { Instr } from "../../core/hir.js";
import { isPrivateCell, type Environment } from "../facts/environment.js";
import { alteredBy, alteredIn, type Alteration } from "./alterations.js";
import { defOf, find, sourcesOf, type Graph } from "../ssa/graph.js";
import { interpret, type Interpretation, type InterpretOptions } from "../interpretation/interpret.js";
import type { Outcome } from "../facts/outcome.js";
import { mayTouch, testedShapes } from "./tested-shape.js";
import { slotOf } from "../fields/slots.js";
import {
  createOrigins,
  EXTERNAL,
  isCellOrigin,
  isContentOrigin,
  isParameterOrigin,
  parameterIndex,
  parameterOrigin,
} from "./origins.js";
import { BLOCK_END, reachabilityAvoiding } from "../ssa/cfg.js";
import { oracleOf, recorded, signatureOf, untouched } from "./recorded-oracle.js";

export interface Point {
  readonly block: number;
  readonly position: number;
}

export interface Flow {
  /** Whether an origin is what a member of a record holds that a callee made for us. */
  readonly isContent: (origin: number) => boolean;
  /** Whether an origin is an argument, by index; null when it is none. */
  readonly parameterOf: (origin: number) => number | null;
  readonly origins: (value: number) => ReadonlySet<number>;
  /** Instructions at which an origin may escape. */
  readonly escapes: ReadonlyMap<number, readonly Point[]>;
  /** Instructions at which an origin may lose density. */
  readonly holes: ReadonlyMap<number, readonly Point[]>;
  readonly resized: ReadonlySet<number>;
  /** Cells whose object escapes here, is made sparse, or gets another name. */
  readonly sharedCells: ReadonlySet<string>;
  /** Cells whose object is resized here. */
  readonly resizedCells: ReadonlySet<string>;
  /** It may be what a kept cell holds: whatever runs unknown code may change its length, though nobody outside has it. */
  readonly isKept: (value: number) => boolean;
  /** Some origin of the value may have escaped before the point (`inclusive`: or at it). */
  readonly escaped: (value: number, point: Point, inclusive: boolean) => boolean;
  /** As `escaped`, but for what A1t promises to be ordinary whoever has it. */
  readonly tampered: (value: number, point: Point) => boolean;
  /** This function itself may have made it no ordinary array before the point (A1t). */
  readonly altered: (value: number, point: Point) => boolean;
  /** The same, but for members of its own, which change neither elements nor length. */
  readonly reshaped: (value: number, point: Point) => boolean;
  /** The array may have lost density before the point. */
  readonly holed: (value: number, point: Point) => boolean;
  /** Origins of what hangs on the object, through members of members. */
  readonly contents: (value: number) => ReadonlySet<number>;
  readonly mayAlias: (a: number, b: number) => boolean;
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Origins of what is returned, and of what hangs on it. */
  readonly returned: ReadonlySet<number>;
  /** Origins that a fixed or kept cell holds too. */
  readonly stored: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

const WHOLE = { lengths: null, glance: false };

interface Analysed {
  readonly flow: Flow;
  readonly interpretation: Interpretation;
}

/**
 * Alternates interpretation and escape analysis until no new escape appears: both start from "nothing has escaped" and only grow. The
 * first turn is a glance, which sees a part of the escapes in a fraction of the time; only a whole interpretation ends the turns.
 */
export function analyseFlow(graph: Graph, environment: Environment, options: InterpretOptions): Analysed {
  const { oracle, settle } = untouched();
  const first = recorded(oracle);
  const glance = interpret(graph, environment, options, first.oracle, { lengths: null, glance: true });
  let flow = computeFlow(graph, environment, glance);
  settle(oracleOf(flow));
  // Every answer was "untouched". If all of them are so by this flow too, another turn would ask the same, hear the same and end the same.
  if (glance.complete && first.stillHolds(oracleOf(flow))) return { flow, interpretation: glance };
  let signature = signatureOf(flow);
  for (let round = 1; round < 12; round++) {
    const { oracle: held, stillHolds } = recorded(oracleOf(flow));
    const interpretation = interpret(graph, environment, options, held, WHOLE);
    const next = computeFlow(graph, environment, interpretation);
    const nextSignature = signatureOf(next);
    if (!interpretation.complete || (nextSignature === signature && stillHolds(oracleOf(next))))
      return { flow: next, interpretation };
    signature = nextSignature;
    flow = next;
  }
  const interpretation = interpret(
    graph,
    environment,
    options,
    { tampered: () => true, altered: () => true, reshaped: () => true, escaped: () => true, holed: () => true },
    WHOLE,
  );
  return { flow: computeFlow(graph, environment, interpretation), interpretation };
}

function computeFlow(graph: Graph, environment: Environment, interpretation: Interpretation): Flow {
  const { cfg, fn } = graph;
  const outcomes = new Map<number, Outcome>();
  const places: { instr: Instr; block: number; position: number; outcome: Outcome }[] = [];
  for (const block of cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const outcome = interpretation.outcomeAt(instr, block, position);
      outcomes.set(instr.out, outcome);
      places.push({ instr, block, position, outcome });
    });
  }
  const {
    of: compute,
    cells: cellOrigins,
    contents: contentsOf,
    isKeptIn,
    kept: keptOrigins,
  } = createOrigins(graph, environment, interpretation, outcomes);

  const escapes = new Map<number, Point[]>();
  /**
   * What a record holds escapes with it: at the same points, and where it is put into a record that has escaped somewhere. Where a record is
   * passed to other code, what hangs on it is in that code's hands though the record itself comes back.
   */
  const members: { holder: number; value: number; at: Point }[] = [];
  const spreadToMembers = (): void => {
    for (const { block, position, outcome } of places)
      for (const { holder, value } of outcome.holds)
        for (const h of compute(holder))
          for (const v of compute(value)) members.push({ holder: h, value: v, at: { block, position } });
    for (const [root, contents] of contentsOf)
      for (const value of contents)
        members.push({ holder: root, value, at: { block: graph.blockOf[root] ?? 0, position: graph.positionOf[root] ?? 0 } });
    for (const { block, position, outcome } of places)
      for (const opened of outcome.opens)
        for (const o of compute(opened)) for (const m of members) if (m.holder === o) noteEscape(m.value, { block, position });
    for (let again = true; again;) {
      again = false;
      for (const { holder, value, at } of members) {
        const outside = holder === EXTERNAL || isParameterOrigin(holder) || isCellOrigin(holder);
        const points = escapes.get(holder) ?? [];
        if (outside || points.length > 0) again = noteEscape(value, at) || again;
        for (const point of points) again = noteEscape(value, point) || again;
      }
    }
  };
  /** Instructions at which what A1t takes for an ordinary array stops being one. */
  const alterations: Alteration[] = [];
  const touches: Point[] = [];
  const holes = new Map<number, Point[]>();
  const resized = new Set<number>();
  const stored = new Map<number, string[]>();
  for (const { instr, block, position, outcome } of places) {
    for (const value of outcome.escapes)
      for (const origin of compute(value)) {
        const list = escapes.get(origin);
        if (list === undefined) escapes.set(origin, [{ block, position }]);
        else list.push({ block, position });
      }
    const altered = alteredBy(graph, instr, (v) => interpretation.factAt(v, block, position));
    for (const one of altered) alterations.push({ ...one, at: { block, position } });
    if (mayTouch(outcome) || altered.length > 0) touches.push({ block, position });
    for (const value of outcome.holes)
      for (const origin of compute(value)) holes.set(origin, [...(holes.get(origin) ?? []), { block, position }]);
    for (const resize of outcome.resizes) {
      const fact = interpretation.facts[find(graph, resize.object)];
      if (fact !== undefined && !fact.shape.array && !fact.shape.other) continue;
      for (const origin of compute(resize.object)) resized.add(origin);
    }
    const cell = instr.op === "setCell" ? instr.cell : instr.op === "setProp" ? slotOf(instr) : null;
    if (cell !== null && (instr.op === "setCell" || instr.op === "setProp") && isPrivateCell(environment, cell))
      for (const origin of compute(instr.value)) {
        const list = stored.get(origin);
        if (list === undefined) stored.set(origin, [cell]);
        else list.push(cell);
      }
  }
  const noteEscape = (origin: number, at: Point): boolean => {
    const list = escapes.get(origin);
    if (list === undefined) escapes.set(origin, [at]);
    else if (list.some((p) => p.block === at.block && p.position === at.position)) return false;
    else list.push(at);
    return true;
  };
  // A thrown object can be caught anywhere.
  for (const block of cfg.rpo) {
    const terminal = fn.blocks[block]?.terminal;
    if (interpretation.reachable[block] === 0 || terminal?.kind !== "throw") continue;
    for (const origin of compute(terminal.value))
      escapes.set(origin, [...(escapes.get(origin) ?? []), { block, position: BLOCK_END }]);
  }
  spreadToMembers();
  // Private arguments may be one and the same object: what holds of one is feared of all.
  const ofParameters = (events: ReadonlyMap<number, readonly Point[]>): readonly Point[] =>
    [...events].filter(([origin]) => isParameterOrigin(origin)).flatMap(([, points]) => points);
  const parameterHoles = ofParameters(holes);
  if (parameterHoles.length > 0) fn.params.forEach((_, k) => holes.set(parameterOrigin(k), [...parameterHoles]));
  const parameterEscapes = ofParameters(escapes);
  const escapesOf = (origin: number): readonly Point[] =>
    isParameterOrigin(origin) ? parameterEscapes : (escapes.get(origin) ?? []);

  // A returned object is in other hands from then on: no matter for this activation, but a cell's object is shared by all.
  const returned = new Set<number>();
  for (const block of cfg.rpo) {
    const terminal = fn.blocks[block]?.terminal;
    if (interpretation.reachable[block] !== 0 && terminal?.kind === "return")
      for (const origin of compute(terminal.value)) returned.add(origin);
  }
  // What a returned record holds is returned with it. (A set visits what is added while it is walked.)
  for (const origin of returned) for (const { holder, value } of members) if (holder === origin) returned.add(value);
  const sharedCells = new Set<string>();
  const resizedCells = new Set<string>();
  const lets = (origin: number): boolean => escapes.has(origin) || holes.has(origin) || returned.has(origin);
  for (const [cell, origin] of cellOrigins) {
    if (lets(origin)) sharedCells.add(cell);
    if (resized.has(origin)) resizedCells.add(cell);
  }
  for (const [origin, cells] of stored)
    for (const cell of cells) {
      // What was not made here (what another cell holds, too) has a second name that this cell's users do not know of.
      if (origin < 0 || lets(origin) || cells.length > 1) sharedCells.add(cell);
      if (resized.has(origin)) resizedCells.add(cell);
      if (isKeptIn(cell)) keptOrigins.add(origin);
    }
  const isKept = (value: number): boolean => [...compute(value)].some((o) => keptOrigins.has(o));

  /** Unknown code may hold it from the start: external objects, and arguments that no context shows to be private. */
  const external = (origin: number): boolean =>
    origin === EXTERNAL ||
    (isParameterOrigin(origin) &&
      (environment.parameters?.[parameterIndex(origin)]?.private !== true || fn.params[parameterIndex(origin)]?.rest === true));

  const outside = (origin: number): boolean => external(origin) || escapesOf(origin).length > 0;
  const reachesAvoiding = reachabilityAvoiding(cfg);
  const escaped: Flow["escaped"] = (value, point, inclusive) => {
    const v = find(graph, value);
    return anyEscaped(v, compute(v), point, inclusive);
  };
  /** The origins of a value but for the parts that are believed. */
  const unbelieved = (value: number): ReadonlySet<number> => {
    const { belief } = interpretation;
    if (belief(value) !== null) return NONE;
    if (defOf(graph, value).kind !== "phi") return compute(value);
    const origins = new Set<number>();
    for (const source of sourcesOf(graph, value)) if (belief(source) === null) for (const o of compute(source)) origins.add(o);
    return origins;
  };
  const tampered: Flow["tampered"] = (value, point) =>
    anyEscaped(find(graph, value), unbelieved(find(graph, value)), point, false) && !isTested(value, point);
  const anyEscaped = (v: number, origins: ReadonlySet<number>, point: Point, inclusive: boolean): boolean => {
    for (const origin of origins)
      if (external(origin) || escapesOf(origin).some((at) => comesBefore(at, point, origin === v ? v : null, inclusive)))
        return true;
    return false;
  };
  /** Whether `point` may be reached from `at`. What happened to an earlier instance of the allocation `own` is no matter. */
  const comesBefore = (at: Point, point: Point, own: number | null, inclusive = false): boolean => {
    if (at.block === point.block && (at.position < point.position || (inclusive && at.position === point.position))) return true;
    const home = own === null ? -1 : (graph.blockOf[own] ?? -1);
    return home >= 0 ? reachesAvoiding(at.block, point.block, home) : cfg.reaches(at.block, point.block);
  };
  const holed: Flow["holed"] = (value, point) => {
    const v = find(graph, value);
    const own = compute(v);
    // What others have may be made sparse by another name.
    const others = [...own].some(outside) ? [...holes].filter(([origin]) => !own.has(origin) && outside(origin)) : [];
    if (others.some(([, points]) => points.some((at) => comesBefore(at, point, null, false)))) return true;
    for (const origin of own) {
      const points = holes.get(origin);
      if (points === undefined) continue;
      // What outlives the activation may have been made sparse by an earlier one.
      const lasts = origin < 0 && !isParameterOrigin(origin);
      if (lasts || points.some((at) => comesBefore(at, point, origin === v ? v : null, false))) return true;
    }
    return false;
  };
  const isFromOutside = (origin: number): boolean => isParameterOrigin(origin) || outside(origin);
  const isHeldIn = (origin: number, cell: number): boolean =>
    stored.get(origin)?.some((one) => cellOrigins.get(one) === cell) === true;
  const mayAlias = (a: number, b: number): boolean => {
    if (find(graph, a) === find(graph, b)) return true;
    const left = compute(a);
    const right = compute(b);
    for (const origin of left) {
      if (right.has(origin)) return true;
      // What was made here may be read back from the slot that it was put into.
      for (const o of right) if (isHeldIn(origin, o) || isHeldIn(o, origin)) return true;
      // What has escaped may be met again as an external object; private arguments may be one and the same object.
      for (const o of right) {
        if (isParameterOrigin(origin) && isParameterOrigin(o)) return true;
        if (outside(origin) && outside(o)) return true;
        // A callee may have been handed what a kept cell holds.
        if (keptOrigins.has(origin) ? isFromOutside(o) : keptOrigins.has(o) && isFromOutside(origin)) return true;
      }
    }
    return false;
  };
  const [isTested, isOutdated] = testedShapes(interpretation, touches, comesBefore);
  /** By what ran since it was tested, or by a function written inside this one, that alters any list it may have. */
  const isSpoilt = (value: number, point: Point): boolean =>
    isOutdated(value, point) || (fn.loose.lists && escaped(value, point, true));
  const sight = { compute, external: EXTERNAL, mayAlias, comesBefore };
  const isAltered = alteredIn(alterations, sight);
  const isReshaped = alteredIn(alterations, sight, "shape");
  return {
    parameterOf: (o) => (isParameterOrigin(o) ? parameterIndex(o) : null),
    contents: (value) => {
      const found = new Set<number>();
      const work = [...compute(value)];
      for (let holder = work.pop(); holder !== undefined; holder = work.pop())
        for (const m of members) {
          if (m.holder !== holder || found.has(m.value)) continue;
          found.add(m.value);
          work.push(m.value);
        }
      return found;
    },
    isContent: isContentOrigin,
    origins: compute,
    escapes,
    holes,
    holed,
    resized,
    sharedCells,
    resizedCells,
    isKept,
    escaped,
    tampered,
    altered: (value, point) => isAltered(find(graph, value), point) || isSpoilt(value, point),
    reshaped: (value, point) => isReshaped(find(graph, value), point) || isSpoilt(value, point),
    mayAlias,
    outcomes,
    returned,
    stored: new Set(stored.keys()),
  };
}
