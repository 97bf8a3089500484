/**
 * What is stored into cells, as far as the definition of the stored value alone tells it: known before any fact is, so that neither the
 * functions that store it nor those that read it have to be visited to find it out.
 */
import type { CellId, ValueId } from "../../core/ids.js";
import type { HirCell, HirFunction, Instr } from "../../core/hir.js";
import { publish, TOP_BOUNDARY } from "../facts/boundary.js";
import type { BoundaryFact } from "../facts/environment.js";
import { FUNCTION_FACT } from "../facts/fact.js";

/**
 * From what says most to what says least:
 *
 * - `function`: a function or a class;
 * - `argument`: an argument before anything was done with it, which is anything where the function is open;
 * - `foreign`: no object that the function has made, so one that has a second name (flow.ts: the cell is unstable once the store was
 *   seen), or no object at all (and then it is no matter whether the cell is stable);
 * - `any`.
 */
export type Stored = "function" | "argument" | "foreign" | "any";

const LESS_AND_LESS: readonly Stored[] = ["function", "argument", "foreign", "any"];

const either = (a: Stored, b: Stored): Stored => (LESS_AND_LESS.indexOf(a) > LESS_AND_LESS.indexOf(b) ? a : b);

/** Of these the flow says that they are nobody's, or another's, or primitive, whatever is known of their operands. */
const FOREIGN: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>([
  "binary",
  "caught",
  "const",
  "getCell",
  "global",
  "import",
  "increment",
  "newTarget",
  "this",
  "toNumeric",
  "typeofGlobal",
  "unary",
]);

/** Nothing is learnt of an argument by these. */
const BEFORE_ANYTHING: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>([
  "closure",
  "const",
  "param",
  "setCell",
  "setLocal",
  "this",
]);

/** By cell; empty for most functions. */
export function storesOf(fn: HirFunction): Readonly<Record<CellId, Stored>> {
  const found: Record<CellId, Stored> = {};
  const entry = fn.blocks[0]?.instrs ?? [];
  const touched = entry.findIndex(({ op }) => !BEFORE_ANYTHING.has(op));
  const isFirst = (block: readonly Instr[], position: number): boolean => block === entry && (touched < 0 || position < touched);
  let kindOf: ((value: ValueId) => Stored) | null = null;
  for (const { instrs } of fn.blocks)
    for (const [position, outer] of instrs.entries()) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op !== "setCell") continue;
      kindOf ??= valueKinds(fn);
      const kind = kindOf(instr.value);
      const one = kind === "argument" && !isFirst(instrs, position) ? "foreign" : kind;
      found[instr.cell] = either(found[instr.cell] ?? one, one);
    }
  return found;
}

/** What the values of a function are by their definitions; `argument` stands for what was one. */
function valueKinds(fn: HirFunction): (value: ValueId) => Stored {
  const defs = new Map<number, Instr>();
  const puts = new Map<number, ValueId[]>();
  for (const block of fn.blocks)
    for (const instr of block.instrs) {
      defs.set(instr.out, instr);
      const put = instr.op === "aborted" ? instr.instr : instr;
      if (put.op !== "setLocal") continue;
      const list = puts.get(put.local);
      if (list === undefined) puts.set(put.local, [put.value]);
      else list.push(put.value);
    }
  const kindOf = (value: ValueId, through: ReadonlySet<number>): Stored => {
    const def = defs.get(value);
    if (def === undefined) return "any";
    switch (def.op) {
      case "closure":
      case "class":
        return "function";
      case "param":
        // The array of a rest parameter is made for the function.
        return fn.params[def.index]?.rest === false ? "argument" : "any";
      case "copy":
        return either(kindOf(def.value, through), "foreign");
      case "getLocal": {
        // Whatever the local ever holds. Unset, it is undefined, or its exception.
        if (through.has(def.local)) return "foreign";
        const more = new Set([...through, def.local]);
        return (puts.get(def.local) ?? []).map((one) => kindOf(one, more)).reduce(either, "foreign");
      }
      default:
        return FOREIGN.has(def.op) ? "foreign" : "any";
    }
  };
  return (value) => kindOf(value, new Set());
}

export interface CellStores {
  /** What it holds whenever it holds something; null where that takes visits of its writers. */
  readonly valueOf: (cell: HirCell) => BoundaryFact | null;
  /** Whether all that it ever holds has another name from the start, as far as it is objects. */
  readonly isShared: (cell: HirCell) => boolean;
}

/** A function as it is in others' hands, and everything. */
const OF_FUNCTION: BoundaryFact = published(FUNCTION_FACT);
const OF_ARGUMENT: BoundaryFact = published(TOP_BOUNDARY.fact);

/**
 * `functions`: of the program, by id. `isOpen`: nothing is known of the arguments of a function, ever.
 */
export function createCellStores(functions: ReadonlyMap<string, HirFunction>, isOpen: (fn: HirFunction) => boolean): CellStores {
  const byWriter = new Map<string, Readonly<Record<CellId, Stored>>>();
  const memo = new Map<CellId, Stored>();
  const storedBy = (writer: string, cell: CellId): Stored => {
    const fn = functions.get(writer);
    if (fn === undefined) return "any";
    const stores = byWriter.get(writer) ?? storesOf(fn);
    byWriter.set(writer, stores);
    const kind = stores[cell] ?? "any";
    return kind === "argument" && !isOpen(fn) ? "foreign" : kind;
  };
  const storedIn = ({ id, writers }: HirCell): Stored => {
    if (writers.length === 0) return "any";
    const kind = memo.get(id) ?? writers.map((writer) => storedBy(writer, id)).reduce(either);
    memo.set(id, kind);
    return kind;
  };
  return {
    valueOf: (cell) => {
      const kind = storedIn(cell);
      return kind === "function" ? OF_FUNCTION : kind === "argument" ? OF_ARGUMENT : null;
    },
    isShared: (cell) => storedIn(cell) !== "any",
  };
}

function published(fact: BoundaryFact["fact"]): BoundaryFact {
  return publish({ ...TOP_BOUNDARY, fact: { value: fact.value, shape: { ...fact.shape, plain: false, dense: false } } }, false);
}
