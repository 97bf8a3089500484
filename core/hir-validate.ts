/** Well-formedness of HIR, as the head of hir.ts has it. Says what is wrong in words; an empty list means nothing is. */
import type { HirFunction, Terminal } from "./hir.js";
import { operandsOf, terminalOperands } from "./hir-operands.js";
import type { BlockId } from "./ids.js";

/** Checks one function. Linear but for the dominator sets, which are dense bit sets over blocks. */
export function validateFunction(fn: HirFunction): readonly string[] {
  const problems: string[] = [];
  if (fn.blocks.length === 0) return ["has no entry block"];
  const definedIn = definitions(fn, problems);
  const predecessors = predecessorsOf(fn, problems);
  const dominators = dominatorsOf(fn, predecessors);
  fn.blocks.forEach(({ instrs, terminal }, block) => {
    const here = new Set<number>();
    const use = (value: number, what: string): void => {
      const home = definedIn.get(value);
      if (home === undefined) problems.push(`b${block}: ${what} uses %${value}, which nothing defines`);
      else if (home === block ? !here.has(value) : !dominates(dominators, home, block)) {
        problems.push(`b${block}: ${what} uses %${value}, defined in b${home}, which does not come first`);
      }
    };
    for (const instr of instrs) {
      for (const value of operandsOf(instr)) use(value, instr.op);
      here.add(instr.out);
      checkIndices(fn, { instr, block }, problems);
    }
    for (const value of terminalOperands(terminal)) use(value, terminal.kind);
    if (terminal.kind === "mayThrow") checkMayThrow(fn, { block, ...terminal }, { predecessors, problems });
    if (block > 0 && predecessors[block]?.length === 0) problems.push(`b${block}: nothing leads to it`);
  });
  if (fn.valueTypes.length !== fn.values) problems.push(`${fn.valueTypes.length} value types for ${fn.values} values`);
  if (fn.valueTypes.some((type) => type < -1 || type >= fn.types.length)) problems.push("a value type is out of range");
  return problems;
}

function definitions(fn: HirFunction, problems: string[]): ReadonlyMap<number, number> {
  const definedIn = new Map<number, number>();
  fn.blocks.forEach(({ instrs }, block) => {
    for (const { out } of instrs) {
      if (definedIn.has(out)) problems.push(`%${out} is defined twice`);
      if (out < 0 || out >= fn.values) problems.push(`%${out} is out of range`);
      definedIn.set(out, block);
    }
  });
  return definedIn;
}

export function successorsOf(terminal: Terminal): readonly BlockId[] {
  switch (terminal.kind) {
    case "goto":
      return [terminal.target];
    case "branch":
      return [terminal.then, terminal.else];
    case "mayThrow":
      return [terminal.normal, terminal.exceptional];
    case "return":
    case "throw":
    case "unreachable":
      return [];
  }
}

function predecessorsOf(fn: HirFunction, problems: string[]): readonly (readonly number[])[] {
  const predecessors: number[][] = fn.blocks.map(() => []);
  fn.blocks.forEach(({ terminal }, block) => {
    for (const next of successorsOf(terminal)) {
      const list = predecessors[next];
      if (list === undefined) problems.push(`b${block}: goes to b${next}, which does not exist`);
      else list.push(block);
    }
  });
  return predecessors;
}

/** Immediate dominators by the algorithm of Cooper, Harvey and Kennedy; -1 where unreachable. */
function dominatorsOf(fn: HirFunction, predecessors: readonly (readonly number[])[]): readonly number[] {
  const order = reversePostorder(fn);
  const position = new Map(order.map((block, index) => [block, index]));
  const idom: number[] = fn.blocks.map(() => -1);
  idom[0] = 0;
  const intersect = (left: number, right: number): number => {
    let [a, b] = [left, right];
    while (a !== b) {
      while ((position.get(a) ?? 0) > (position.get(b) ?? 0)) a = idom[a] ?? 0;
      while ((position.get(b) ?? 0) > (position.get(a) ?? 0)) b = idom[b] ?? 0;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const block of order.slice(1)) {
      const known = (predecessors[block] ?? []).filter((from) => (idom[from] ?? -1) !== -1);
      const next = known.reduce((left, right) => (left === -1 ? right : intersect(left, right)), -1);
      if (next !== idom[block]) {
        idom[block] = next;
        changed = true;
      }
    }
  }
  return idom;
}

function reversePostorder(fn: HirFunction): readonly number[] {
  const seen = new Set([0]);
  const postorder: number[] = [];
  const next = (block: number): number[] => {
    const terminal = fn.blocks[block]?.terminal;
    return terminal === undefined ? [] : [...successorsOf(terminal)].filter((target) => target in fn.blocks);
  };
  const stack = [{ block: 0, rest: next(0) }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.rest.pop();
    if (child === undefined) {
      postorder.push(top.block);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ block: child, rest: next(child) });
    }
  }
  return postorder.reverse();
}

/** Unreachable blocks are dominated by everything. */
function dominates(idom: readonly number[], above: number, below: number): boolean {
  if ((idom[below] ?? -1) === -1) return true;
  for (let block = below; ; block = idom[block] ?? 0) {
    if (block === above) return true;
    if (block === 0) return false;
  }
}

function checkMayThrow(
  fn: HirFunction,
  edge: { readonly block: number; readonly normal: BlockId; readonly exceptional: BlockId },
  { predecessors, problems }: { predecessors: readonly (readonly number[])[]; problems: string[] },
): void {
  const first = fn.blocks[edge.normal]?.instrs[0];
  const landing = fn.blocks[edge.exceptional]?.instrs[0];
  if (predecessors[edge.normal]?.length !== 1) problems.push(`b${edge.normal}: behind a mayThrow, with other ways in`);
  if (first === undefined) problems.push(`b${edge.normal}: behind a mayThrow, without an instruction`);
  else if (landing?.op !== "aborted" || landing.instr.out !== first.out) {
    problems.push(`b${edge.exceptional}: does not begin with the aborted instruction of b${edge.normal}`);
  }
}

function checkIndices(
  fn: HirFunction,
  { instr, block }: { instr: HirFunction["blocks"][number]["instrs"][number]; block: number },
  problems: string[],
): void {
  if ("local" in instr && !(instr.local in fn.locals)) problems.push(`b${block}: local ${instr.local} does not exist`);
  if ("site" in instr && instr.site !== null && !(instr.site in fn.sites))
    problems.push(`b${block}: site ${instr.site} does not exist`);
  if (instr.op === "param" && !(instr.index in fn.params)) problems.push(`b${block}: parameter ${instr.index} does not exist`);
}
