/**
 * The cone of influence of a goal: the hypotheses connected to it through shared symbols, nearest first, and dense numbers for their
 * symbols. Hypotheses outside cannot take part in a refutation unless they are contradictory among themselves, which is of no interest.
 */
import type { LinearAtom } from "../core/formula.js";
import { at32 } from "./typed.js";

export interface Cone {
  /** Indices of the hypotheses, by distance from the goal. Columns are numbered in the same order: the symbols of a prefix come first. */
  readonly members: Int32Array;
  /** How many of `members` are valid. */
  size: number;
  /** Local columns in use. */
  columns: number;
}

export interface ConeFinder {
  /** Fills `cone` (one buffer, reused by the next call). */
  readonly find: (hypotheses: readonly LinearAtom[], goal: LinearAtom) => Cone;
  /** The column of a symbol of the last cone. */
  readonly column: (symbol: number) => number;
}

const MAX_MEMBERS = 512;
/** Symbols below are looked up in tables; what a caller numbers from far above (products) goes into a map. */
const TABLED = 2 ** 20;

export function createConeFinder(): ConeFinder {
  // Column of a symbol, valid where the stamp is the present round's. Both grow with the largest symbol.
  let columns = new Int32Array(256);
  let stamps = new Int32Array(256);
  const far = new Map<number, number>();
  let round = 0;
  const cone: Cone = { members: new Int32Array(MAX_MEMBERS), size: 0, columns: 0 };
  /** Hypotheses not taken so far, in order. */
  let waiting = new Int32Array(256);

  function reserve(symbol: number): void {
    if (symbol < columns.length) return;
    const length = 2 ** (32 - Math.clz32(symbol));
    const grownColumns = new Int32Array(length);
    const grownStamps = new Int32Array(length);
    grownColumns.set(columns);
    grownStamps.set(stamps);
    columns = grownColumns;
    stamps = grownStamps;
  }

  function mark(atom: LinearAtom): void {
    for (const symbol of atom.symbols) {
      if (symbol >= TABLED) {
        if (!far.has(symbol)) far.set(symbol, cone.columns++);
        continue;
      }
      reserve(symbol);
      if (stamps[symbol] === round) continue;
      stamps[symbol] = round;
      columns[symbol] = cone.columns++;
    }
  }

  function touches(atom: LinearAtom): boolean {
    for (const symbol of atom.symbols)
      if (symbol >= TABLED ? far.has(symbol) : symbol < stamps.length && stamps[symbol] === round) return true;
    return false;
  }

  function find(hypotheses: readonly LinearAtom[], goal: LinearAtom): Cone {
    round++;
    far.clear();
    cone.size = 0;
    cone.columns = 0;
    const count = hypotheses.length;
    if (waiting.length < count) waiting = new Int32Array(count * 2);
    for (let k = 0; k < count; k++) waiting[k] = k;
    let left = count;
    mark(goal);
    // Breadth first: a wave takes all that touches what was marked before it.
    let grown = true;
    while (grown && cone.size < MAX_MEMBERS) {
      const before = cone.size;
      let kept = 0;
      for (let w = 0; w < left; w++) {
        const index = at32(waiting, w);
        const atom = hypotheses[index];
        if (atom !== undefined && cone.size < MAX_MEMBERS && touches(atom)) cone.members[cone.size++] = index;
        else waiting[kept++] = index;
      }
      left = kept;
      for (let m = before; m < cone.size; m++) {
        const atom = hypotheses[at32(cone.members, m)];
        if (atom !== undefined) mark(atom);
      }
      grown = cone.size > before;
    }
    return cone;
  }

  return { find, column: (symbol) => (symbol >= TABLED ? (far.get(symbol) ?? 0) : at32(columns, symbol)) };
}
