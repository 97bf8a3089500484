/**
 * Functions whose body the emitter hands to a helper (targets.ts: async functions and generators for targets that lack them). Who has replaced
 * what the helper calls (`apply`, `call`, `Promise`) has the body, and runs it when, how often and, in ES5, from where they like: no test in front of
 * an access need have been made, and no temporary need hold what was put there.
 *
 * So in front of the body stands a copy of each instruction that can be seen from outside, or that owes something, with unknown operands, and
 * unknown code. None of those copies is ever proved, and what they store is among what the program stores.
 */
import type { HirBlock, Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { renameInstr, renameTerminal } from "../../core/hir-rename.js";
import { blockId, valueId, type BlockId, type ValueId } from "../../core/ids.js";
import type { BuiltFunction } from "./function-builder.js";

const SEEN: ReadonlySet<Instr["op"]> = new Set<Instr["op"]>([
  "call",
  "callMethod",
  "getElem",
  "new",
  "patternElem",
  "setCell",
  "setElem",
  "setProp",
  "violated",
]);

export function atAnyTime(built: BuiltFunction, construct: string): BuiltFunction {
  const valueTypes = [...built.valueTypes];
  const fresh = (): ValueId => valueId(valueTypes.push(-1) - 1);
  const anything = (out: ValueId): Instr => ({ op: "unknown", construct, uses: [], writes: [], out });
  const seen = built.blocks.flatMap(({ instrs }) => instrs.filter(({ op }) => SEEN.has(op)));
  const start: HirBlock = { instrs: [anything(fresh())], terminal: { kind: "goto", target: blockId(1) } };
  const copies = seen.flatMap((instr, at): readonly HirBlock[] => {
    const cond = fresh();
    const [here, next] = [blockId(2 * at + 2), blockId(2 * at + 3)];
    const operands = new Map(operandsOf(instr).map((value) => [value, fresh()]));
    const copy = renameInstr(instr, (value) => operands.get(value) ?? fresh());
    return [
      { instrs: [anything(cond)], terminal: { kind: "branch", cond, then: here, else: next } },
      { instrs: [...[...operands.values()].map(anything), certainOfNothing(copy)], terminal: { kind: "goto", target: next } },
    ];
  });
  const block = (id: BlockId): BlockId => blockId(id + 1 + copies.length);
  const body = built.blocks.map(({ instrs, terminal }): HirBlock => ({
    instrs,
    terminal: renameTerminal(terminal, { value: (value) => value, block }),
  }));
  return { ...built, blocks: [start, ...copies, ...body], values: valueTypes.length, valueTypes };
}

/** The closed function that a method would call back is no argument of the copy. */
const certainOfNothing = (instr: Instr): Instr => (instr.op === "callMethod" ? { ...instr, callback: null } : instr);
