/**
 * Reads of one element that must yield one value: `m[i][j] < low ? m[i][j] : low` reads `m[i]` twice. A read is the same value as an
 * earlier one, or as what was stored there, when the earlier one dominates it, array and key are the same values, and nothing on any way
 * from there to here may have changed an element of that array.
 *
 * Why that holds: the array is genuine, so an element is data (no getter runs, A2 keeps the prototypes free of indices), and whoever could
 * change it is listed: stores into what may be the same array, methods that move or remove elements, compiled callees, and unknown code
 * (which includes everything that coerces) where it may have the array. Memory shared with other threads is not followed: of typed arrays
 * only those that own their buffer. On a way that passes the earlier read again, it is that later instance that counts (dominance).
 */
import type { Instr } from "../../core/hir.js";
import type { Flow, Point } from "../escape/flow.js";
import { comesFirst, definedBefore, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { Outcome } from "../facts/outcome.js";
import { factEquals, joinFact, type Fact } from "../facts/fact.js";
import { staysAmongIndices } from "../interpretation/index-keys.js";
import { genuine, type SemanticsContext } from "../interpretation/semantics-context.js";
import { isArrayOnly, isTypedOnly } from "../facts/shape.js";

export interface ElementReadsContext {
  readonly graph: Graph;
  readonly interpretation: Interpretation;
  readonly flow: Flow;
  /** As in memory.ts. */
  readonly canonical: (value: number) => number;
  readonly rootFact: (root: number) => Fact | undefined;
  readonly mayAlias: (a: number, b: number) => boolean;
  readonly unfinished: (value: number) => "fixed" | "any" | null;
  readonly rename: (value: number, to: number) => void;
}

type Read = Extract<Instr, { op: "getElem" }>;

interface Known extends Point {
  /** What the element is from behind this point on. */
  readonly value: number;
  /** The access whose guard (or proof) says that the element is there; null where none does. */
  readonly guard: number | null;
  readonly stored: boolean;
}

/** Methods after which every element is where it was. */
const KEEPS_PLACES: ReadonlySet<string> = new Set(["at", "concat", "includes", "indexOf", "lastIndexOf", "slice", "subarray"]);
const MOST_TRIED = 4;
const MOST_BLOCKS = 300;

export interface ElementReads {
  /** Gives the read the name of what it must yield, where that is known. In reverse post-order, as they come. */
  readonly name: (instr: Read, point: Point) => void;
  readonly noteStore: (instr: Extract<Instr, { op: "setElem" }>, point: Point) => void;
  /** See `MemoryNames`. */
  readonly shown: ReadonlyMap<number, number>;
  readonly landed: ReadonlyMap<number, readonly number[]>;
}

export function createElementReads(context: ElementReadsContext): ElementReads {
  const { graph, interpretation, flow, canonical, rootFact, mayAlias, unfinished, rename } = context;
  const { cfg, fn } = graph;
  const known = new Map<string, Known[]>();
  const keyOf = (object: number, key: number): string => `${String(canonical(object))}[${String(canonical(key))}`;
  const note = (place: string, entry: Known): void => {
    const list = known.get(place);
    if (list === undefined) known.set(place, [entry]);
    else list.push(entry);
  };

  /** Made in this activation, and nobody else may have had it up to the point, that included. */
  const isOurs = (value: number, point: Point): boolean =>
    unfinished(value) === null &&
    !flow.escaped(value, point, true) &&
    [...flow.origins(value)].every((origin) => origin >= 0 && !flow.stored.has(origin));
  /** Whether the instruction may change what is at some index of the array. */
  const mayChange = (array: number, outer: Instr, point: Point): boolean => {
    const outcome = flow.outcomes.get(outer.out);
    if (outcome === undefined) return false;
    if (outcome.runsUnknown && !isOurs(array, point)) return true;
    const instr = outer.op === "aborted" ? outer.instr : outer;
    switch (instr.op) {
      case "suspend":
      case "deleteElem":
      case "deleteProp":
        return true;
      case "setElem":
        return mayBeSame(array, instr.object, point);
      case "call":
      case "new":
      case "callMethod":
        return callChanges(array, instr, outcome, point);
      default:
        return (
          outcome.resizes.some(({ object }) => mayBeSame(array, object, point)) ||
          outcome.holes.some((object) => mayBeSame(array, object, point)) ||
          // An index by the name of a member.
          outcome.stores.some(({ object, name }) => /^\d/u.test(name) && mayMeet(array, object))
        );
    }
  };
  const callChanges = (array: number, instr: Instr, outcome: Outcome, point: Point): boolean => {
    // What compiled code does to elements of others is not listed anywhere.
    if (outcome.callee !== null) return true;
    const { model, receiver } = outcome;
    if (model === null || receiver === null || instr.op !== "callMethod") return model === null;
    return !KEEPS_PLACES.has(instr.name) && mayBeSame(array, receiver, point);
  };
  /**
   * What a cell holds goes by two names: the object's own, and that of the cell (as long as its reads are not resolved). For lengths that is no
   * matter, a fixed cell's never changes, and a kept cell's may be changed by any name (flow.ts); elements do.
   */
  const inCell = (value: number): boolean =>
    unfinished(value) !== null || [...flow.origins(value)].some((origin) => origin < 0 || flow.stored.has(origin));
  const mayMeet = (a: number, b: number): boolean => mayAlias(a, b) || (inCell(a) && inCell(b));
  const mayBeSame = (array: number, other: number, { block, position }: Point): boolean => {
    const shape = rootFact(array)?.shape;
    const stored = interpretation.factAt(other, block, position).shape;
    if (shape === undefined) return true;
    // A view of a buffer that is not its own may be one of this array's, by whatever name.
    if (isTypedOnly(shape) && stored.typed !== 0 && !stored.ownBuffer && !isOurs(array, { block, position })) return true;
    const kinds = (shape.array && stored.array) || (shape.typed & stored.typed) !== 0 || stored.other;
    return (kinds || (isTypedOnly(shape) && stored.typed !== 0)) && mayMeet(array, other);
  };

  const changes = new Map<string, boolean>();
  const blockChanges = (array: number, block: number): boolean => {
    const place = `${String(array)}@${String(block)}`;
    let found = changes.get(place);
    if (found === undefined) {
      found = changesBetween(array, { block, position: -1 }, Number.MAX_SAFE_INTEGER);
      changes.set(place, found);
    }
    return found;
  };
  const changesBetween = (array: number, after: Point, before: number): boolean =>
    (fn.blocks[after.block]?.instrs ?? []).some(
      (instr, position) =>
        position > after.position && position < before && mayChange(array, instr, { block: after.block, position }),
    );

  const survives = (array: number, from: Point, to: Point): boolean => {
    if (from.block === to.block && from.position < to.position) return !changesBetween(array, from, to.position);
    if (changesBetween(array, from, Number.MAX_SAFE_INTEGER)) return false;
    if (changesBetween(array, { block: to.block, position: -1 }, to.position)) return false;
    const seen = new Set<number>();
    const work = (cfg.incoming[to.block] ?? []).map((edge) => edge.from);
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      if (block === from.block || seen.has(block) || interpretation.reachable[block] === 0) continue;
      seen.add(block);
      if (seen.size > MOST_BLOCKS || blockChanges(array, block)) return false;
      work.push(...(cfg.incoming[block] ?? []).map((edge) => edge.from));
    }
    return true;
  };

  const isFollowed = (object: number, { block, position }: Point): boolean => {
    const kind = genuine(interpretation.contextAt(block, position), object);
    const { shape } = interpretation.factAt(object, block, position);
    return kind === "array" ? isArrayOnly(shape) : kind === "typed" && shape.ownBuffer;
  };

  /** A read that a guard allows to miss may yield undefined; the later one has its own guard. */
  const saysAsMuch = (value: number, fact: Fact, { block, position }: Point): boolean => {
    const v = canonical(value);
    const before = v < interpretation.facts.length ? interpretation.factAt(v, block, position) : rootFact(v);
    return before !== undefined && factEquals(joinFact(before, fact), fact);
  };

  const isOfIndex = ({ object, key }: Read | Extract<Instr, { op: "setElem" }>, here: SemanticsContext): boolean =>
    staysAmongIndices(here, object, here.fact(key).value.number);

  const shown = new Map<number, number>();
  const landed = new Map<number, number[]>();
  return {
    shown,
    landed,
    name: (instr, point) => {
      const outcome = flow.outcomes.get(instr.out);
      if (outcome === undefined || outcome.runsUnknown || !isFollowed(instr.object, point)) return;
      const place = keyOf(instr.object, instr.key);
      const array = canonical(instr.object);
      const candidates = (known.get(place) ?? []).slice(-MOST_TRIED).reverse();
      const same = candidates.find(
        (entry) =>
          definedBefore(graph, entry.value, point.block, point.position) &&
          comesFirst(graph, entry, point) &&
          saysAsMuch(entry.value, outcome.result, point) &&
          survives(array, entry, point),
      );
      if (same !== undefined) {
        rename(instr.out, same.value);
        if (same.guard === null) return;
        if (instr.site !== null) shown.set(instr.out, same.guard);
        if (same.stored) landed.set(same.value, [...(landed.get(same.value) ?? []), same.guard]);
        return;
      }
      const here = interpretation.contextAt(point.block, point.position);
      const guarded = instr.site !== null && here.guardFacts && isOfIndex(instr, here);
      note(place, { ...point, value: instr.out, guard: guarded ? instr.out : null, stored: false });
    },
    noteStore: (instr, point) => {
      // Without a guard that stops it, it may land elsewhere or nowhere; a typed array converts.
      const here = interpretation.contextAt(point.block, point.position);
      const outcome = flow.outcomes.get(instr.out);
      if (instr.site === null || !here.guardFacts || outcome === undefined || outcome.runsUnknown) return;
      if (genuine(here, instr.object) === "array" && isFollowed(instr.object, point))
        note(keyOf(instr.object, instr.key), {
          ...point,
          value: canonical(instr.value),
          guard: isOfIndex(instr, here) ? instr.out : null,
          stored: true,
        });
    },
  };
}
