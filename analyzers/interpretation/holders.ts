/**
 * Which arrays a value may be, as far as their elements are followed (contents.ts): those made in the function, private arguments, what stable
 * cells hold, also where they are read from members of records. What is not followed is another array than these: somebody else made it, or it is
 * one that has escaped, of which nobody asks any more.
 */
import * as V from "../domain/value.js";
import { isPrivateCell, type Environment } from "../facts/environment.js";
import { mayBeObject } from "../facts/fact.js";
import { defOf, find, type Graph } from "../ssa/graph.js";
import type { Instr } from "../../core/hir.js";
import type { Outcome } from "../facts/outcome.js";
import type { RecordMember } from "./records.js";

/** An allocation by its value, `parameter k` as -2 - k, a stable cell from `FIRST_CELL` down. */
export type Holder = number;
export const FIRST_PARAMETER = -2;
export const FIRST_CELL = -100_000;

/** What a member of a record may hold, where it is read as one (as `memberOrigins` in flow.ts). */
export type MemberOf = (object: number, name: string) => RecordMember | null;

export interface Holders {
  /** The arrays a value may be; null when it may be another one, too: then nothing is known of what it holds. */
  readonly of: (value: number) => ReadonlySet<Holder> | null;
  /** Those that are followed, whatever else it may be: what is stored into it may come to be in any of them. */
  readonly among: (value: number) => ReadonlySet<Holder>;
  /** Stable cells that were asked about. */
  readonly cells: () => readonly (readonly [cell: string, holder: Holder])[];
  readonly privateParameter: (index: number) => boolean;
  /** Tells whether a value may be other arrays for that. */
  readonly note: (instr: Instr, outcome: Outcome) => boolean;
  /** What the cell holds goes by that name, too: other functions may store into it there. Tells whether that is news. */
  readonly putIntoCell: (value: number, cell: string) => boolean;
  /** Forgets what was remembered of where values come from. */
  readonly forget: () => void;
}

const EMPTY: ReadonlySet<Holder> = new Set();

interface Step {
  readonly holders: readonly Holder[];
  /** Other values that it may be. */
  readonly values: readonly number[];
  /** It is nothing else. */
  readonly whole: boolean;
}
const NOTHING: Step = { holders: [], values: [], whole: true };
const NOT_FOLLOWED: Step = { ...NOTHING, whole: false };

interface Found {
  readonly holders: ReadonlySet<Holder>;
  readonly whole: boolean;
}

export function createHolders(graph: Graph, environment: Environment, memberOf: MemberOf): Holders {
  const outcomes = new Map<number, Outcome>();
  const cellHolders = new Map<string, Holder>();
  const cellsOf = new Map<Holder, Set<Holder>>();
  let memo = new Map<number, Found>();

  const cellHolder = (cell: string): Holder => {
    let holder = cellHolders.get(cell);
    if (holder === undefined) {
      holder = FIRST_CELL - cellHolders.size;
      cellHolders.set(cell, holder);
    }
    return holder;
  };
  const privateParameter = (index: number): boolean =>
    environment.parameters?.[index]?.private === true && graph.fn.params[index]?.rest !== true;
  /** What a member may hold: values of this function, and perhaps what another one put there. */
  const heldIn = (object: number, name: string): Step => {
    const member = memberOf(object, name);
    if (member === null) return NOT_FOLLOWED;
    return { ...NOTHING, values: member.values, whole: !member.passed.some(({ boundary }) => mayBeObject(boundary.fact)) };
  };

  /** What a value is, by its definition. */
  const step = (value: number): Step => {
    const def = defOf(graph, value);
    if (def.kind === "phi") return { ...NOTHING, values: def.inputs };
    if (def.kind === "uninitialised") return NOT_FOLLOWED;
    if (def.kind !== "instr") {
      const { location } = def;
      if (location.kind === "cell" && isPrivateCell(environment, location.cell))
        return { ...NOTHING, holders: [cellHolder(location.cell)] };
      return location.kind === "field" ? heldIn(location.root, location.name) : NOT_FOLLOWED;
    }
    const { instr } = def;
    if (instr.op === "param" && privateParameter(instr.index)) return { ...NOTHING, holders: [FIRST_PARAMETER - instr.index] };
    if (instr.op === "getCell" && isPrivateCell(environment, instr.cell))
      return { ...NOTHING, holders: [cellHolder(instr.cell)] };
    const outcome = outcomes.get(instr.out);
    // Not evaluated yet: nothing reaches here so far.
    if (outcome === undefined) return instr.op === "param" || instr.op === "getCell" ? NOT_FOLLOWED : NOTHING;
    if (outcome.fresh)
      return {
        ...NOTHING,
        holders: [value, ...(cellsOf.get(value) ?? EMPTY)],
        values: outcome.shares === null ? [] : [outcome.shares],
      };
    if (outcome.alias !== null) return { ...NOTHING, values: [outcome.alias] };
    if (V.isBottom(outcome.result.value)) return NOTHING;
    return instr.op === "getProp" && !outcome.runsUnknown ? heldIn(instr.object, instr.name) : NOT_FOLLOWED;
  };
  const search = (value: number): Found => {
    const v = find(graph, value);
    const known = memo.get(v);
    if (known !== undefined) return known;
    const holders = new Set<Holder>();
    let whole = true;
    const seen = new Set<number>();
    const work = [v];
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      const r = find(graph, at);
      if (seen.has(r)) continue;
      seen.add(r);
      const next = step(r);
      if (!next.whole) whole = false;
      for (const holder of next.holders) holders.add(holder);
      work.push(...next.values);
    }
    const found = { holders, whole };
    memo.set(v, found);
    return found;
  };

  return {
    of: (value) => {
      const { holders, whole } = search(value);
      return whole ? holders : null;
    },
    among: (value) => search(value).holders,
    cells: () => [...cellHolders],
    privateParameter,
    note: (instr, outcome) => {
      const before = outcomes.get(instr.out);
      outcomes.set(instr.out, outcome);
      const isNews =
        before === undefined ||
        before.fresh !== outcome.fresh ||
        before.alias !== outcome.alias ||
        before.shares !== outcome.shares ||
        before.runsUnknown !== outcome.runsUnknown ||
        V.isBottom(before.result.value) !== V.isBottom(outcome.result.value);
      if (isNews) memo = new Map();
      return isNews;
    },
    putIntoCell: (value, cell) => {
      if (!isPrivateCell(environment, cell)) return false;
      let isNews = false;
      for (const holder of search(value).holders) {
        const cells = cellsOf.get(holder) ?? new Set<Holder>();
        if (cells.has(cellHolder(cell))) continue;
        cells.add(cellHolder(cell));
        cellsOf.set(holder, cells);
        memo = new Map();
        isNews = true;
      }
      return isNews;
    },
    forget: () => {
      memo = new Map();
    },
  };
}
