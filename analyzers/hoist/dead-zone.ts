/**
 * Reading a variable in its dead zone throws, and a test must not throw where the program does not. So a test names a variable of another
 * function or module only if it has been read when control gets to the region, or if the region is certain to read it before it does anything
 * that could be seen: then the program throws there, too.
 */
import type { BinaryOperator, HirFunction, Instr } from "../../core/hir.js";
import type { CellId } from "../../core/ids.js";
import { isThere } from "../interpretation/belief.js";
import type { Analysis } from "../discharge.js";
import { ANY_OBJECT, BIGINT, SYMBOL } from "../domain/value.js";
import type { Point } from "../escape/flow.js";
import type { RegionStart } from "./region-start.js";

const MOST_STEPS = 80;

/** The test would stand at `start`. */
export function isReadBefore(analysis: Analysis, cell: CellId, { region, lowered, start }: RegionStart): boolean {
  const { graph } = analysis;
  const { blocks } = graph.fn;
  const uses = (instr: Instr): boolean =>
    instr.out < lowered && (instr.op === "getCell" || instr.op === "setCell") && instr.cell === cell;
  const isBefore = (block: number, position: number): boolean =>
    block === start.block ? position < start.position : graph.cfg.dominates(block, start.block);
  if (blocks.some(({ instrs }, block) => instrs.some((instr, position) => uses(instr) && isBefore(block, position)))) return true;
  const from: Point = { block: graph.blockOf[region.from] ?? -1, position: graph.positionOf[region.from] ?? 0 };
  return readsFirst(analysis, uses, from);
}

/** Whether control that stands at the point gets to such a read, past nothing but steps that nobody sees. */
function readsFirst(analysis: Analysis, uses: (instr: Instr) => boolean, { block, position }: Point): boolean {
  const { blocks } = analysis.graph.fn;
  const known = createConstants();
  // Who catches the exception sees what local variables hold by then.
  const mayAssign = !catches(analysis.graph.fn);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const body = blocks[block];
    const instr = body?.instrs[position];
    if (body === undefined) return false;
    if (instr !== undefined) {
      if (uses(instr)) return true;
      if (!isUnseen(analysis, instr, { block, position }) && !(instr.op === "setLocal" && mayAssign)) return false;
      known.note(instr);
      position++;
      continue;
    }
    const { terminal } = body;
    if (terminal.kind === "goto") block = terminal.target;
    else if (terminal.kind === "mayThrow") block = terminal.normal;
    else if (terminal.kind === "branch") {
      // The first time round a loop the test of its counter is one of constants.
      const holds = known.valueOf(terminal.cond);
      if (typeof holds !== "boolean") return false;
      block = holds ? terminal.then : terminal.else;
    } else return false;
    position = 0;
  }
  return false;
}

const catches = ({ blocks }: HirFunction): boolean => blocks.some(({ terminal }) => terminal.kind === "mayThrow");

/**
 * Nothing outside of the activation changes, and no code runs. An element read may stop at its guard: a program that leaves an array's range
 * *and* reads a variable in its dead zone then stops with the other of its two errors.
 */
function isUnseen({ interpretation }: Analysis, instr: Instr, at: Point): boolean {
  /** Arithmetic on it runs nothing and throws nothing: no object, symbol or bigint. */
  const isCounted = (value: number): boolean =>
    (interpretation.factAt(value, at.block, at.position).value.others & (ANY_OBJECT | SYMBOL | BIGINT)) === 0;
  switch (instr.op) {
    case "const":
    case "copy":
    case "getCell":
    case "getLocal":
    case "this":
      return true;
    case "getProp":
      return !interpretation.outcomeAt(instr, at.block, at.position).runsUnknown && isThere(interpretation, instr.object, at);
    case "getElem":
      return !interpretation.outcomeAt(instr, at.block, at.position).runsUnknown;
    case "binary":
      return isCounted(instr.left) && isCounted(instr.right);
    case "toNumeric":
    case "increment":
      return isCounted(instr.value);
    default:
      return false;
  }
}

interface Constants {
  readonly note: (instr: Instr) => void;
  readonly valueOf: (value: number) => number | boolean | null;
}

/** What values and variables are, as far as they are constants on the one way that is followed. */
function createConstants(): Constants {
  const values = new Map<number, number | boolean>();
  const locals = new Map<number, number | boolean>();
  const set = <K>(into: Map<K, number | boolean>, key: K, value: number | boolean | null | undefined): void => {
    if (value === null || value === undefined) into.delete(key);
    else into.set(key, value);
  };
  return {
    valueOf: (value) => values.get(value) ?? null,
    note: (instr) => {
      switch (instr.op) {
        case "const":
          return set(values, instr.out, instr.value.kind === "number" ? instr.value.value : null);
        case "setLocal":
          return set(locals, instr.local, values.get(instr.value));
        case "getLocal":
          return set(values, instr.out, locals.get(instr.local));
        case "binary":
          return set(values, instr.out, compared(instr.operator, values.get(instr.left), values.get(instr.right)));
        default:
          // A value of an earlier time round.
          return set(values, instr.out, null);
      }
    },
  };
}

function compared(operator: BinaryOperator, left: unknown, right: unknown): boolean | null {
  if (typeof left !== "number" || typeof right !== "number") return null;
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return null;
  }
}
