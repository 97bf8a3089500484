/** Regular expressions that nobody but the function at hand ever has, known by their literals. */
import type { HirFunction, Instr } from "../../core/hir.js";
import { operandsOf, terminalOperands } from "../../core/hir-operands.js";
import { defOf, find, isVersion, type Graph } from "../ssa/graph.js";
import type { Literal } from "./model-texts.js";
import type { SemanticsContext } from "./semantics-context.js";

const MATCHES: ReadonlySet<string> = new Set(["exec", "test"]);

/** Of each literal: null where it may be given an `exec` of its own, or a `lastIndex` that is no number. */
const known = new WeakMap<Graph, ReadonlyMap<number, RegExp | null>>();

function patternsOf(graph: Graph): ReadonlyMap<number, RegExp | null> {
  const found = known.get(graph);
  if (found !== undefined) return found;
  const patterns = new Map<number, RegExp | null>();
  for (const { instrs } of graph.fn.blocks)
    for (const instr of instrs) if (instr.op === "regex") patterns.set(find(graph, instr.out), parsed(instr.text));
  if (patterns.size > 0) keepPrivate(graph, patterns);
  known.set(graph, patterns);
  return patterns;
}

/** Takes out what is used otherwise than by `exec` and `test`, or than as the one argument that it is written for. */
function keepPrivate(graph: Graph, patterns: Map<number, RegExp | null>): void {
  const uses = new Map<number, number>();
  const matched = new Map<number, number>();
  const note = (counts: Map<number, number>, value: number): void => {
    const v = find(graph, value);
    if (patterns.has(v)) counts.set(v, (counts.get(v) ?? 0) + 1);
  };
  for (const { instrs, terminal } of graph.fn.blocks) {
    for (const operand of terminalOperands(terminal))
      if (patterns.has(find(graph, operand))) patterns.set(find(graph, operand), null);
    for (const outer of instrs) {
      // (What a call leaves when it throws is noted beside the call.)
      const instr: Instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op === "copy" || instr.op === "setLocal" || outer.op === "aborted") continue;
      for (const operand of operandsOf(instr)) note(uses, operand);
      if (instr.op === "callMethod" && MATCHES.has(instr.name)) note(matched, instr.object);
    }
  }
  for (const phis of graph.phis.values())
    for (const phi of phis) {
      const def = defOf(graph, phi);
      if (find(graph, phi) === phi && def.kind === "phi") for (const input of def.inputs) note(uses, input);
    }
  for (const v of patterns.keys()) {
    const all = uses.get(v) ?? 0;
    const own = matched.get(v) ?? 0;
    if (all !== own && all !== 1) patterns.set(v, null);
  }
}

function parsed(text: string): RegExp | null {
  const end = text.lastIndexOf("/");
  try {
    return new RegExp(text.slice(1, end), text.slice(end + 1));
  } catch {
    return null;
  }
}

/** What the cells hold that the function reads. */
const heldIn = new WeakMap<HirFunction, ReadonlyMap<string, RegExp | null>>();

function heldPattern(fn: HirFunction, cell: string): RegExp | null {
  let held = heldIn.get(fn);
  if (held === undefined) {
    const patterns = new Map<string, RegExp | null>();
    for (const { instrs } of fn.blocks)
      for (const instr of instrs)
        if (instr.op === "getCell" && instr.pattern !== undefined) patterns.set(instr.cell, parsed(instr.pattern));
    heldIn.set(fn, patterns);
    held = patterns;
  }
  return held.get(cell) ?? null;
}

export function patternOf({ graph, environment }: SemanticsContext, value: number): RegExp | null {
  const { a2 } = environment;
  if (!a2.closedProgram || !a2.originalMatching) return null;
  const def = defOf(graph, value);
  if (def.kind === "instr" && def.instr.op === "getCell") return heldPattern(graph.fn, def.instr.cell);
  if (isVersion(def) && def.location.kind === "cell") return heldPattern(graph.fn, def.location.cell);
  return patternsOf(graph).get(find(graph, value)) ?? null;
}

export function literalOf(graph: Graph, value: number): Literal | null {
  const def = defOf(graph, value);
  if (def.kind !== "instr" || def.instr.op !== "const") return null;
  const constant = def.instr.value;
  return constant.kind === "string" || constant.kind === "number" ? constant : null;
}
