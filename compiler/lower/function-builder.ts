/** Builds the control-flow graph of one function: blocks, values, locals, exceptional edges. Knows nothing of syntax. */
import { dataKey } from "../../core/data-key.js";
import { InternalError } from "../../core/errors.js";
import { THROWN_LOCAL, type ConstValue, type HirBlock, type HirLocal, type Instr, type Terminal } from "../../core/hir.js";
import { successorsOf } from "../../core/hir-validate.js";
import { blockId, localId, valueId, type BlockId, type LocalId, type ValueId } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import { canThrow } from "./can-throw.js";
import { tidyBlocks } from "./tidy-blocks.js";

type WithoutOut<T> = T extends Instr ? Omit<T, "out"> : never;
/** An instruction before its result has a number. */
export type InstrBody = WithoutOut<Instr>;

export interface FunctionBuilder {
  /** Where exceptions go: the block of the innermost handler, null outside every `try`. Set by `try.ts` and by clean-ups. */
  handler: BlockId | null;
  /** Appends to the current block; splits it where the instruction may throw into a handler. `type` indexes `types`, -1 unknown. */
  readonly emit: (body: InstrBody, type?: number) => ValueId;
  readonly constant: (value: ConstValue) => ValueId;
  /** How many values there are: what is appended from now on has a number of at least that. */
  readonly mark: () => number;
  readonly newBlock: () => BlockId;
  /** Ends the current block and goes on in `next`, or in a block that nothing reaches. */
  readonly end: (terminal: Terminal, next?: BlockId) => void;
  readonly goto: (target: BlockId, next?: BlockId) => void;
  /** Makes `block` the current one. The current one has ended, or nothing reaches it; `finish` checks that. */
  readonly enter: (block: BlockId) => void;
  /** Whether the entry leads to the current block. */
  readonly isReached: () => boolean;
  readonly branch: (cond: ValueId, then: BlockId, otherwise: BlockId) => void;
  /** Throws into the handler, or out of the function. Goes on in a block that nothing reaches. */
  readonly raise: (value: ValueId) => void;
  readonly newLocal: (name: string, type?: number) => LocalId;
  readonly get: (local: LocalId, type?: number) => ValueId;
  readonly set: (local: LocalId, value: ValueId) => void;
  readonly internType: (type: StaticType) => number;
  readonly typeOf: (value: ValueId) => StaticType | null;
  readonly finish: () => BuiltFunction;
}

export interface BuiltFunction {
  readonly blocks: readonly HirBlock[];
  readonly locals: readonly HirLocal[];
  readonly values: number;
  readonly types: readonly StaticType[];
  readonly valueTypes: readonly number[];
}

interface OpenBlock {
  readonly instrs: Instr[];
  terminal: Terminal | null;
}

export function createFunctionBuilder(): FunctionBuilder {
  const blocks: OpenBlock[] = [{ instrs: [], terminal: null }];
  const locals: HirLocal[] = [];
  const types: StaticType[] = [];
  const typeIndex = new Map<string, number>();
  const typeIndexByIdentity = new Map<StaticType, number>();
  const valueTypes: number[] = [];
  let current = 0;
  let thrown: LocalId | null = null;

  const blockAt = (id: number): OpenBlock => {
    const block = blocks[id];
    if (block === undefined) throw new InternalError(`no block ${id}`);
    return block;
  };
  const newBlock = (): BlockId => blockId(blocks.push({ instrs: [], terminal: null }) - 1);
  const freshValue = (type: number): ValueId => valueId(valueTypes.push(type) - 1);
  const end: FunctionBuilder["end"] = (terminal, next = newBlock()) => {
    const block = blockAt(current);
    if (block.terminal !== null) throw new InternalError(`block ${current} ends twice`);
    block.terminal = terminal;
    current = next;
  };
  const append = (body: InstrBody, type: number): Instr => {
    const instr: Instr = { ...body, out: freshValue(type) };
    blockAt(current).instrs.push(instr);
    return instr;
  };
  const emit: FunctionBuilder["emit"] = (body, type = -1) => {
    const { handler } = builder;
    if (handler === null || !canThrow(body)) return append(body, type).out;
    const normal = newBlock();
    const landing = newBlock();
    end({ kind: "mayThrow", normal, exceptional: landing }, normal);
    const instr = append(body, type);
    blockAt(landing).instrs.push({ op: "aborted", instr, out: freshValue(-1) });
    blockAt(landing).terminal = { kind: "goto", target: handler };
    return instr.out;
  };
  const internType = (type: StaticType): number => {
    const known = typeIndexByIdentity.get(type);
    if (known !== undefined) return known;
    const key = dataKey(type);
    const index = typeIndex.get(key) ?? types.push(type) - 1;
    typeIndex.set(key, index);
    typeIndexByIdentity.set(type, index);
    return index;
  };

  const builder: FunctionBuilder = {
    handler: null,
    emit,
    constant: (value) => emit({ op: "const", value }, internType(typeOfConstant(value))),
    mark: () => valueTypes.length,
    newBlock,
    end,
    goto: (target, next) => end({ kind: "goto", target }, next),
    enter: (block) => {
      current = block;
    },
    isReached: () => {
      const seen = new Set<number>([0]);
      for (const block of seen) {
        if (block === current) return true;
        const terminal = blocks[block]?.terminal ?? null;
        if (terminal !== null) for (const next of successorsOf(terminal)) seen.add(next);
      }
      return false;
    },
    branch: (cond, then, otherwise) => end({ kind: "branch", cond, then, else: otherwise }),
    raise: (value) => {
      const { handler } = builder;
      if (handler === null) return end({ kind: "throw", value });
      thrown ??= builder.newLocal(THROWN_LOCAL);
      builder.set(thrown, value);
      end({ kind: "goto", target: handler });
    },
    newLocal: (name, type = -1) => localId(locals.push({ name, type }) - 1),
    get: (local, type = -1) => emit({ op: "getLocal", local }, type),
    set: (local, value) => void emit({ op: "setLocal", local, value }),
    internType,
    typeOf: (value) => types[valueTypes[value] ?? -1] ?? null,
    finish: () => ({ blocks: tidyBlocks(blocks), locals, values: valueTypes.length, types, valueTypes }),
  };
  return builder;
}

function typeOfConstant(value: ConstValue): StaticType {
  switch (value.kind) {
    case "number":
      return { kind: "number", literal: value.value };
    case "string":
      return { kind: "string", literal: value.value };
    default:
      return { kind: value.kind };
  }
}
