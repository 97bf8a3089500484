/**
 * Arrays that are made with a length alone and filled before anything else is done with them: `new Array(n).fill(0)`, `fill` as a statement of
 * its own, or `for (let i = 0; i < n; i++) a[i] = …`. Wherever such an array is used besides it has no holes from that, so it may count as dense.
 *
 * `r.fill(v)` with one argument stores under every index below `r.length` (ECMA-262 23.1.3.7). So does the loop, which counts from 0 by 1, is
 * left by its test `i < n` towards a block that no other edge leads to, and stores under `i` in each pass: `n`, a number, is the length, since nobody but this function has
 * `r`, which has its own data properties alone, and no prototype has an index (A2).
 *
 * The loop may count from a constant where stores under all smaller ones come first (`p[0] = 1; for (let i = 1; …)`): then it has no holes below the counter
 * whatever its length was. While the loop runs, the places below the counter are filled, and the counter's own behind the store of the pass; so
 * what reads under `i - d` (`d` a constant from 1), there under `i`, or under one of those constants behind its store, finds no hole if it finds an element at all: `p[i] = p[i - 1] + x`.
 *
 * Claimed where the *end* of the filling lies on every way to every other use of `r`. A way from the definition of `r` to the use without it, behind one from the entry to
 * that definition (which has no such end on it, since the definition lies on every way to the filling), would be a way to the use without it: so the instance at
 * hand was filled. The definition is outside the loop and on every way to it, so the loop was entered after it, with the constant that it counts from. A call or a pass that is cut short by an
 * exception ends nothing. What makes holes later is the flow's business, as for any array.
 */
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import type { Instr } from "../../core/hir.js";
import { isNumberOnly, type Fact } from "../facts/fact.js";
import { BLOCK_END, type Loop } from "../ssa/cfg.js";
import { comesFirst, defOf, find, type Graph } from "../ssa/graph.js";

/** Where the filling has ended: at the begin of a block that one edge leads to, or behind an instruction. */
interface End {
  readonly block: number;
  readonly position: number;
}

interface Filling {
  readonly end: End;
  /** What the filling itself does with the array, reads of what it has filled among it. */
  readonly own: (use: Use) => boolean;
  /** It is one where these are so. */
  readonly needs: readonly Need[];
}

/**
 * A number (of anything else each computation may make another one), or an integer: `new Array(n + 1)` is no error where `n + 1` rounds to an integer, and
 * `i <= n` stops before it (-1e-17 + 1 is 1).
 */
interface Need {
  readonly value: number;
  readonly integer: boolean;
}

/** Whether the result of a call that makes an array by its length is filled; asked of what is known where it stands. */
export type FilledArrays = (made: number, factOf: (value: number) => Fact) => boolean;

export function filledArrays(graph: Graph): FilledArrays {
  const made = madeByLength(graph);
  if (made.size === 0) return () => false;
  const fillings = fillingsOf(graph, made);
  if (fillings.size === 0) return () => false;
  const usesOf = collectUses(graph, fillings);
  const isFilled = (array: number, { end, own }: Filling): boolean =>
    (usesOf.get(array) ?? []).every((use) => own(use) || comesFirst(graph, end, use));
  const filled = new Map([...fillings].map(([array, all]) => [array, all.filter((one) => isFilled(array, one))] as const));
  return (array, factOf) => {
    const holds = ({ value, integer }: Need): boolean => {
      const fact = factOf(value);
      return isNumberOnly(fact) && (!integer || fact.value.number?.integer === true);
    };
    return filled.get(find(graph, array))?.some(({ needs }) => needs.every(holds)) === true;
  };
}

/** Results of calls with one argument that may be `Array(n)`, with the argument. */
function madeByLength(graph: Graph): ReadonlyMap<number, number> {
  const made = new Map<number, number>();
  for (const { instrs } of graph.fn.blocks)
    for (const instr of instrs) {
      if (instr.op !== "new" && instr.op !== "call") continue;
      const [length, ...more] = instr.args;
      const callee = defOf(graph, instr.callee);
      if (length === undefined || length.spread || more.length > 0) continue;
      if (callee.kind === "instr" && callee.instr.op === "global" && callee.instr.name === "Array")
        made.set(find(graph, instr.out), find(graph, length.value));
    }
  return made;
}

function fillingsOf(graph: Graph, made: ReadonlyMap<number, number>): ReadonlyMap<number, readonly Filling[]> {
  const found = new Map<number, Filling[]>();
  const { cfg, fn } = graph;
  for (const block of cfg.rpo)
    fn.blocks[block]?.instrs.forEach((instr, position) => {
      const array = instr.op === "callMethod" || instr.op === "setElem" ? find(graph, instr.object) : -1;
      const length = made.get(array);
      if (length === undefined) return;
      const filling =
        instr.op === "callMethod"
          ? filledByCall(graph, instr, { block, position })
          : instr.op === "setElem"
            ? filledByLoop(graph, instr, { at: { block, position }, array, length })
            : null;
      if (filling !== null) found.set(array, [...(found.get(array) ?? []), filling]);
    });
  return found;
}

function filledByCall(graph: Graph, call: Extract<Instr, { op: "callMethod" }>, at: End): Filling | null {
  if (call.name !== "fill" || call.args.length !== 1 || call.args[0]?.spread === true) return null;
  const end = endOf(graph, at);
  return end === null ? null : { end, own: ({ by }) => by === call, needs: [] };
}

/** Where the instruction has not been cut short. */
function endOf({ fn, cfg }: Graph, at: End): End | null {
  const { instrs, terminal } = fn.blocks[at.block] ?? { instrs: [], terminal: { kind: "unreachable" } };
  if (terminal.kind !== "mayThrow" || at.position < instrs.length - 1) return at;
  return cfg.incoming[terminal.normal]?.length === 1 ? { block: terminal.normal, position: -1 } : null;
}

interface Place {
  readonly at: End;
  readonly array: number;
  readonly length: number;
}

function filledByLoop(graph: Graph, store: Extract<Instr, { op: "setElem" }>, { at, array, length }: Place): Filling | null {
  const { cfg, fn } = graph;
  const counter = find(graph, store.key);
  const header = graph.blockOf[counter] ?? -1;
  const loop = cfg.loopOfHeader.get(header);
  // (What is stored in itself has another name.)
  if (loop === undefined || loop.body.has(graph.blockOf[array] ?? -1) || find(graph, store.value) === array) return null;
  const terminal = fn.blocks[header]?.terminal;
  if (terminal?.kind !== "branch" || !loop.body.has(terminal.then) || loop.body.has(terminal.else)) return null;
  const needs = testedUpTo(graph, terminal.cond, { counter, array, length });
  if (needs === null || graph.blockOf[find(graph, terminal.cond)] !== header) return null;
  const start = countsFrom(graph, counter, loop);
  if (start === null || cfg.incoming[terminal.else]?.length !== 1) return null;
  const before = storesBelow(graph, start, { array, header });
  if (before === null) return null;
  const stored = endOf(graph, at);
  const isEachPass =
    stored !== null &&
    (cfg.incoming[header] ?? []).every(({ from }) => !loop.body.has(from) || cfg.dominates(stored.block, from));
  if (!isEachPass) return null;
  const isFilledBy = (key: number, use: Use): boolean => {
    const constant = constantOf(graph, key);
    if (constant !== null) return before.some((one) => one.key === constant && comesFirst(graph, one.end, use));
    if (!loop.body.has(use.block)) return false;
    return find(graph, key) === counter ? comesFirst(graph, stored, use) : isLess(graph, key, counter);
  };
  const own = (use: Use): boolean => {
    if (use.by === null) return false;
    if (use.by === store || before.some(({ by }) => by === use.by)) return true;
    if (use.by.op === "getElem") return find(graph, use.by.object) === array && isFilledBy(use.by.key, use);
    return use.by.op === "getProp" && use.by.name === "length";
  };
  return { end: { block: terminal.else, position: -1 }, own, needs };
}

/**
 * The condition holds of the counter for every index below the length: `i < length`, or `i <= n` where the array was made with `n + 1`. The
 * result is what has to be so for that; null: it does not.
 */
function testedUpTo(
  graph: Graph,
  condition: number,
  { counter, array, length }: { counter: number; array: number; length: number },
): readonly Need[] | null {
  const test = defOf(graph, condition);
  if (test.kind !== "instr" || test.instr.op !== "binary" || find(graph, test.instr.left) !== counter) return null;
  const { operator, right } = test.instr;
  if (operator === "<=") {
    const made = defOf(graph, length);
    const isOneMore = made.kind === "instr" && made.instr.op === "binary" && made.instr.operator === "+";
    if (!isOneMore || constantOf(graph, made.instr.right) !== 1) return null;
    const same = sameNumber(graph, right, made.instr.left, 0);
    return same === null ? null : [...same, { value: made.instr.left, integer: true }];
  }
  if (operator !== "<") return null;
  // A read of the length as it stands there, whatever it has been shown to be.
  const read = graph.defs[right];
  if (
    read?.kind === "instr" &&
    read.instr.op === "getProp" &&
    read.instr.name === "length" &&
    find(graph, read.instr.object) === array
  )
    return [];
  return sameNumber(graph, right, length, 0);
}

const MAX_DEPTH = 4;

/** What has to be so for the two to be the same number: operands of the same arithmetic are numbers. Null: they need not be the same. */
function sameNumber(graph: Graph, one: number, other: number, depth: number): readonly Need[] | null {
  if (find(graph, one) === find(graph, other)) return [];
  const [a, b] = [defOf(graph, one), defOf(graph, other)];
  if (a.kind !== "instr" || b.kind !== "instr" || depth > MAX_DEPTH) return null;
  if (a.instr.op !== "binary") return numberIn(a.instr) !== null && numberIn(a.instr) === numberIn(b.instr) ? [] : null;
  if (b.instr.op !== "binary" || a.instr.operator !== b.instr.operator || !ARITHMETIC.has(a.instr.operator)) return null;
  const left = sameNumber(graph, a.instr.left, b.instr.left, depth + 1);
  const right = sameNumber(graph, a.instr.right, b.instr.right, depth + 1);
  return left === null || right === null
    ? null
    : [...left, ...right, ...[b.instr.left, b.instr.right].map((value) => ({ value, integer: false }))];
}

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*"]);

/** A phi of the loop's header: from outside the constant that is the result, a natural number; from every pass itself plus 1. */
function countsFrom(graph: Graph, counter: number, { header, body }: Loop): number | null {
  const def = defOf(graph, counter);
  if (def.kind !== "phi" || def.location !== null) return null;
  const starts = new Set<number | null>();
  const goesOn = def.inputs.every((input, k) => {
    const from = graph.cfg.incoming[header]?.[k]?.from;
    const source = defOf(graph, input);
    if (from === undefined || source.kind !== "instr") return false;
    const { instr } = source;
    if (!body.has(from)) {
      starts.add(numberIn(instr));
      return true;
    }
    if (instr.op === "increment") return instr.by === 1 && find(graph, instr.value) === counter;
    return (
      instr.op === "binary" &&
      instr.operator === "+" &&
      find(graph, instr.left) === counter &&
      constantOf(graph, instr.right) === 1
    );
  });
  const [start] = starts;
  return goesOn && starts.size === 1 && start !== undefined && Number.isInteger(start) && start !== null && start >= 0
    ? start
    : null;
}

/** So many elements stored one by one are as good as a loop. */
const MAX_STORES = 16;

interface ConstantStore {
  readonly by: Instr;
  readonly key: number;
  readonly end: End;
}

/** Stores under every natural number below `start` that have ended on every way to the loop; null where one is missing. */
function storesBelow(
  graph: Graph,
  start: number,
  { array, header }: { array: number; header: number },
): readonly ConstantStore[] | null {
  if (start === 0) return [];
  if (start > MAX_STORES) return null;
  const found: ConstantStore[] = [];
  for (const block of graph.cfg.rpo)
    graph.fn.blocks[block]?.instrs.forEach((instr, position) => {
      if (instr.op !== "setElem" || find(graph, instr.object) !== array || find(graph, instr.value) === array) return;
      const key = constantOf(graph, instr.key);
      const end = endOf(graph, { block, position });
      if (
        key !== null &&
        Number.isInteger(key) &&
        key >= 0 &&
        key < start &&
        end !== null &&
        comesFirst(graph, end, { block: header, position: -1 })
      )
        found.push({ by: instr, key, end });
    });
  return new Set(found.map(({ key }) => key)).size === start ? found : null;
}

/** `counter - d` for a constant `d` from 1. */
function isLess(graph: Graph, key: number, counter: number): boolean {
  const def = defOf(graph, key);
  if (def.kind !== "instr" || def.instr.op !== "binary" || def.instr.operator !== "-") return false;
  const less = constantOf(graph, def.instr.right);
  return find(graph, def.instr.left) === counter && less !== null && Number.isInteger(less) && less >= 1;
}

function constantOf(graph: Graph, value: number): number | null {
  const def = defOf(graph, value);
  return def.kind === "instr" ? numberIn(def.instr) : null;
}

const numberIn = (instr: Instr): number | null =>
  instr.op === "const" && instr.value.kind === "number" ? instr.value.value : null;

interface Use extends End {
  readonly by: Instr | null;
}

function collectUses(graph: Graph, wanted: { has(value: number): boolean }): ReadonlyMap<number, readonly Use[]> {
  const uses = new Map<number, Use[]>();
  const note = (value: number, use: Use): void => {
    const v = find(graph, value);
    if (wanted.has(v)) uses.set(v, [...(uses.get(v) ?? []), use]);
  };
  graph.fn.blocks.forEach(({ instrs, terminal }, block) => {
    instrs.forEach((instr, position) => {
      // These give it another name, which is looked through.
      if (instr.op === "setLocal" || instr.op === "copy") return;
      const by = instr.op === "aborted" ? instr.instr : instr;
      for (const value of operandsOf(instr)) note(value, { block, position, by });
    });
    for (const value of terminalOperands(terminal)) note(value, { block, position: BLOCK_END, by: null });
  });
  for (const [block, phis] of graph.phis)
    for (const phi of phis) {
      const def = graph.defs[phi];
      // One that is no value of its own is another name, too.
      if (def?.kind !== "phi" || find(graph, phi) !== phi) continue;
      def.inputs.forEach((input, k) => {
        const from = graph.cfg.incoming[block]?.[k]?.from;
        if (from !== undefined) note(input, { block: from, position: BLOCK_END, by: null });
      });
    }
  return uses;
}
