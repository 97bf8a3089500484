/** Last step of building: drops blocks that nothing reaches, joins straight lines, numbers the rest in a readable order. */
import { successorsOf } from "../../core/hir-validate.js";
import { InternalError } from "../../core/errors.js";
import type { HirBlock, Instr, Terminal } from "../../core/hir.js";
import { blockId, type BlockId } from "../../core/ids.js";

interface Draft {
  readonly instrs: readonly Instr[];
  readonly terminal: Terminal | null;
}

export function tidyBlocks(drafts: readonly Draft[]): readonly HirBlock[] {
  const at = (id: number): { instrs: readonly Instr[]; terminal: Terminal } => {
    const draft = drafts[id];
    if (draft === undefined) throw new InternalError(`no block ${id}`);
    if (draft.terminal === null) throw new InternalError(`block ${id} is reached and left open`);
    return { instrs: draft.instrs, terminal: draft.terminal };
  };
  /** Skips blocks that only go on. `normal` edges keep their target, which begins with the instruction that may throw. */
  const through = (id: BlockId): BlockId => {
    const seen = new Set<number>();
    let target = id;
    for (;;) {
      const { instrs, terminal } = at(target);
      if (instrs.length > 0 || terminal.kind !== "goto" || seen.has(target)) return target;
      seen.add(target);
      target = terminal.target;
    }
  };
  const entry = blockId(0);
  const order = reverseCfgOrder(entry, (id) => successorsOf(retarget(at(id).terminal, through)));
  const predecessors = new Map<number, number>();
  for (const id of order) {
    for (const next of successorsOf(retarget(at(id).terminal, through)))
      predecessors.set(next, (predecessors.get(next) ?? 0) + 1);
  }
  const heads: number[] = [];
  const merged = new Map<number, { instrs: Instr[]; terminal: Terminal }>();
  const absorbed = new Set<number>();
  for (const id of order) {
    if (absorbed.has(id)) continue;
    const instrs: Instr[] = [];
    let last = id;
    for (;;) {
      for (const instr of at(last).instrs) instrs.push(instr);
      const terminal = retarget(at(last).terminal, through);
      const next = terminal.kind === "goto" ? terminal.target : null;
      if (next === null || next === entry || next === id || predecessors.get(next) !== 1 || merged.has(next)) {
        merged.set(id, { instrs, terminal });
        break;
      }
      absorbed.add(next);
      last = next;
    }
    heads.push(id);
  }
  const kept = heads.filter((id) => !absorbed.has(id));
  const numbers = new Map(kept.map((id, index) => [id, blockId(index)]));
  const renumber = (id: BlockId): BlockId => numbers.get(id) ?? entry;
  return kept.map((id) => {
    const block = merged.get(id);
    if (block === undefined) throw new InternalError(`block ${id} is lost`);
    return { instrs: block.instrs, terminal: retarget(block.terminal, renumber) };
  });
}

function retarget(terminal: Terminal, to: (id: BlockId) => BlockId): Terminal {
  switch (terminal.kind) {
    case "goto":
      return { kind: "goto", target: to(terminal.target) };
    case "branch":
      return { kind: "branch", cond: terminal.cond, then: to(terminal.then), else: to(terminal.else) };
    case "mayThrow":
      return { kind: "mayThrow", normal: to(terminal.normal), exceptional: to(terminal.exceptional) };
    default:
      return terminal;
  }
}

/** Reverse postorder from the entry, without recursion: a definition comes before its uses except around loops. */
function reverseCfgOrder(entry: BlockId, next: (id: BlockId) => readonly BlockId[]): readonly BlockId[] {
  const seen = new Set<number>([entry]);
  const postorder: BlockId[] = [];
  const stack: { id: BlockId; rest: BlockId[] }[] = [{ id: entry, rest: [...next(entry)] }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    // Last successor first, so that the first one comes right behind its block in the result.
    const child = top.rest.pop();
    if (child === undefined) {
      postorder.push(top.id);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ id: child, rest: [...next(child)] });
    }
  }
  return postorder.reverse();
}
