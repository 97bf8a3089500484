/**
 * Arrays that are made with a length alone and filled before anything else is done with them: `new Array(n).fill(0)`, `fill` as a statement of
 * its own, or `for (let i = 0; i < n; i++) a[i] = …`. Wherever such an array is used besides it has no holes from that, so it may count as dense.
 *
 * `r.fill(v)` with one argument stores under every index below `r.length` (ECMA-262 23.1.3.7). So does the loop, which counts from 0 by 1, is
 * left by its test `i < n` towards a block that no other edge leads to, and stores under `i` in each pass: `n`, a number, is the length, since nobody but this function has
 * `r`, which has its own data properties alone, and no prototype has an index (A2).
 *
 * Claimed where the *end* of the filling lies on every way to every other use of `r`. A way from the definition of `r` to the use without it, behind one from the entry to
 * that definition (which has no such end on it, since the definition lies on every way to the filling), would be a way to the use without it: so the instance at
 * hand was filled. The definition is outside the loop and on every way to it, so the loop was entered after it, with 0. A call or a pass that is cut short by an
 * exception ends nothing. What makes holes later is the flow's business, as for any array.
 */
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import type { Instr } from "../../core/hir.js";
import { BLOCK_END, type Loop } from "../ssa/cfg.js";
import { comesFirst, defOf, find, type Graph } from "../ssa/graph.js";

const NONE: ReadonlySet<number> = new Set();

/** Where the filling has ended: at the begin of a block that one edge leads to, or behind an instruction. */
interface End {
  readonly block: number;
  readonly position: number;
}

interface Filling {
  readonly end: End;
  /** What the filling itself does with the array. */
  readonly own: (use: Instr) => boolean;
}

/** Canonical values: results of calls that make arrays by a length. */
export function filledArrays(graph: Graph): ReadonlySet<number> {
  const made = madeByLength(graph);
  if (made.size === 0) return NONE;
  const fillings = fillingsOf(graph, made);
  if (fillings.size === 0) return NONE;
  const usesOf = collectUses(graph, fillings);
  const isFilled = (array: number, { end, own }: Filling): boolean =>
    (usesOf.get(array) ?? []).every((use) => (use.by !== null && own(use.by)) || comesFirst(graph, end, use));
  return new Set([...fillings].flatMap(([array, all]) => (all.some((one) => isFilled(array, one)) ? [array] : [])));
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
  return end === null ? null : { end, own: (use) => use === call };
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
  if (loop === undefined || loop.body.has(graph.blockOf[array] ?? -1)) return null;
  const terminal = fn.blocks[header]?.terminal;
  if (terminal?.kind !== "branch" || !loop.body.has(terminal.then) || loop.body.has(terminal.else)) return null;
  const isLength = (value: number): boolean => {
    if (find(graph, value) === length) return true;
    // A read of the length as it stands there, whatever it has been shown to be.
    const read = graph.defs[value];
    if (read?.kind === "instr" && read.instr.op === "getProp")
      return read.instr.name === "length" && find(graph, read.instr.object) === array;
    const [def, made] = [defOf(graph, value), defOf(graph, length)];
    if (def.kind !== "instr" || made.kind !== "instr") return false;
    return numberIn(def.instr) !== null && numberIn(def.instr) === numberIn(made.instr);
  };
  const test = defOf(graph, terminal.cond);
  const isTested =
    test.kind === "instr" &&
    test.instr.op === "binary" &&
    test.instr.operator === "<" &&
    find(graph, test.instr.left) === counter &&
    isLength(test.instr.right);
  if (!isTested || graph.blockOf[find(graph, terminal.cond)] !== header) return null;
  if (!countsFromZero(graph, counter, loop) || cfg.incoming[terminal.else]?.length !== 1) return null;
  const stored = endOf(graph, at);
  const isEachPass =
    stored !== null &&
    (cfg.incoming[header] ?? []).every(({ from }) => !loop.body.has(from) || cfg.dominates(stored.block, from));
  const own = (use: Instr): boolean => use === store || (use.op === "getProp" && use.name === "length");
  return isEachPass ? { end: { block: terminal.else, position: -1 }, own } : null;
}

/** A phi of the loop's header: 0 from outside, itself plus 1 from every pass. */
function countsFromZero(graph: Graph, counter: number, { header, body }: Loop): boolean {
  const def = defOf(graph, counter);
  if (def.kind !== "phi" || def.location !== null) return false;
  return def.inputs.every((input, k) => {
    const from = graph.cfg.incoming[header]?.[k]?.from;
    const source = defOf(graph, input);
    if (from === undefined || source.kind !== "instr") return false;
    const { instr } = source;
    if (!body.has(from)) return numberIn(instr) === 0;
    if (instr.op === "increment") return instr.by === 1 && find(graph, instr.value) === counter;
    const right = instr.op === "binary" && instr.operator === "+" ? defOf(graph, instr.right) : null;
    return instr.op === "binary" && find(graph, instr.left) === counter && right?.kind === "instr" && numberIn(right.instr) === 1;
  });
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
