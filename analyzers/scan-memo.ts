/**
 * Scans of one function after the other for what the program does to intrinsics (tamper.ts, open-intrinsics.ts). A scan is a function of
 * the function and of what is known of the cells that it names: while those are the same, it need not be made again, in this program or
 * in the next.
 */
import type { HirFunction } from "../core/hir.js";
import { askedBy } from "./call-graph.js";

export interface ScanMemo<Result> {
  /** `asked`: what the scan may ask besides the function and its cells, as text; `known`: what it may ask of a cell. */
  scan(fn: HirFunction, asked: string, known: (cell: string) => string, make: () => Result): Result;
}

interface Entry<Result> {
  readonly cells: readonly string[];
  readonly known: string;
  readonly result: Result;
}

export function createScanMemo<Result>(): ScanMemo<Result> {
  const entries = new WeakMap<HirFunction, Entry<Result>>();
  return {
    scan: (fn, asked, known, make) => {
      const last = entries.get(fn);
      const cells = last?.cells ?? askedBy(fn, {}).cells;
      const text = [asked, ...cells.map(known)].join("|");
      if (last?.known === text) return last.result;
      const result = make();
      entries.set(fn, { cells, known: text, result });
      return result;
    },
  };
}
