/**
 * Scans of one function after the other for what the program does to intrinsics (tamper.ts, open-intrinsics.ts). A scan is a function of
 * the function and of what is known of the cells that it names: while those are the same, it need not be made again, in this program or
 * in the next.
 */
import type { HirFunction, HirModule } from "../../core/hir.js";
import { cellsNamedBy } from "./call-graph.js";

export interface ScanMemo<Result> {
  /**
   * `each` gets the result of each function; not where every result is known to be nothing, since those of the same module were, with the same
   * answers. `known`: what a scan may ask of a cell, as text.
   */
  scanModule(module: HirModule, known: (cell: string) => string, scans: ModuleScans<Result>): void;
}

export interface ModuleScans<Result> {
  /** What the scan may ask besides what the function does, its name and kind, and its cells, as text. */
  readonly asked: (fn: HirFunction) => string;
  readonly make: (fn: HirFunction) => Result;
  /** Tells whether the result is nothing: all is as if the function were not there. */
  readonly each: (result: Result) => boolean;
}

interface Quiet {
  readonly cells: readonly string[];
  readonly known: string;
}

interface Entry<Result> {
  readonly known: string;
  readonly result: Result;
}

export function createScanMemo<Result>(): ScanMemo<Result> {
  /** By what it does: where an edit has moved a function, that is the same object. */
  const entries = new WeakMap<HirFunction["blocks"], Entry<Result>>();
  const quiet = new WeakMap<HirModule, Quiet>();
  const scan = (fn: HirFunction, known: (cell: string) => string, { asked, make }: ModuleScans<Result>): Result => {
    const last = entries.get(fn.blocks);
    const cells = cellsNamedBy(fn);
    const text = [fn.name, fn.kind, asked(fn), ...cells.map(known)].join("|");
    if (last?.known === text) return last.result;
    const result = make(fn);
    entries.set(fn.blocks, { known: text, result });
    return result;
  };
  return {
    scanModule: (module, known, scans) => {
      const textOf = (cells: readonly string[]): string =>
        `${module.functions.map(scans.asked).join("|")}#${cells.map(known).join("|")}`;
      const last = quiet.get(module);
      if (last !== undefined && last.known === textOf(last.cells)) return;
      let isQuiet = true;
      for (const fn of module.functions) isQuiet = scans.each(scan(fn, known, scans)) && isQuiet;
      if (!isQuiet) return;
      // Nothing was put into any cell meanwhile: all were answered as they are now.
      const cells = [...new Set(module.functions.flatMap(cellsNamedBy))];
      quiet.set(module, { cells, known: textOf(cells) });
    },
  };
}
