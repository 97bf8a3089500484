/** Who names whom: the syntax of the call graph, without any fact. */
import type { HirFunction, HirProgram, Instr } from "../../core/hir.js";
import { operandsOf } from "../../core/hir-operands.js";
import { slotOf } from "../fields/slots.js";

/** What a function names of the rest of the program, sorted. */
export interface Asked {
  readonly targets: readonly string[];
  /** Functions that it hands to methods that call them back. */
  readonly callbacks: readonly string[];
  /** Functions that it hands to whatever code it calls otherwise. */
  readonly handed: readonly string[];
  /** Slots (slots.ts) among them. */
  readonly cells: readonly string[];
  readonly classes: readonly string[];
}

/** All whose summaries it asks for. */
export const calledBy = ({ targets, callbacks }: Asked): readonly string[] => [...targets, ...callbacks];

export function askedBy(fn: HirFunction, constructors: Readonly<Record<string, string>>): Asked {
  const targets = new Set<string>();
  const callbacks = new Set<string>();
  const handed = new Set<string>();
  const made = new Map<number, string>();
  const cells = new Set<string>();
  const classes = new Set<string>();
  for (const block of fn.blocks)
    for (const outer of block.instrs) {
      const instr = outer.op === "aborted" ? outer.instr : outer;
      if (instr.op === "call" && instr.target !== null) targets.add(instr.target);
      if (instr.op === "callMethod" && instr.callback !== null) callbacks.add(instr.callback.function);
      if (instr.op === "new" && instr.class !== null) {
        classes.add(instr.class);
        const target = constructors[instr.class];
        if (target !== undefined) targets.add(target);
      }
      if (instr.op === "getCell" || instr.op === "setCell") cells.add(instr.cell);
      const slot = slotOf(instr);
      if (slot !== null) cells.add(slot);
      if (instr.op === "closure") made.set(instr.out, instr.function);
      else if (made.size > 0) for (const id of handsOver(instr, made)) handed.add(id);
    }
  const sorted = (ids: ReadonlySet<string>): readonly string[] => [...ids].sort();
  return {
    targets: sorted(targets),
    callbacks: sorted(callbacks),
    handed: sorted(handed),
    cells: sorted(cells),
    classes: sorted(classes),
  };
}

/**
 * Functions, among those that `made` names, that the instruction gives to others. By its syntax `xs.map?.(function f() {…})` or `xs.map(f, ...more)` has a
 * callback like any other (compiler/lower/closed.ts); whether it became one is seen here. Copies are noted in `made`; what variables hold is called
 * or passed by their names, which lowering has looked at.
 */
function handsOver(instr: Instr, made: Map<number, string>): readonly string[] {
  if (instr.op === "setLocal" || instr.op === "setCell") return [];
  if (instr.op === "copy") {
    const held = made.get(instr.value);
    if (held !== undefined) made.set(instr.out, held);
    return [];
  }
  const own = instr.op === "call" ? instr.target : instr.op === "callMethod" ? (instr.callback?.function ?? null) : null;
  return operandsOf(instr).flatMap((operand) => {
    const id = made.get(operand);
    return id === undefined || id === own ? [] : [id];
  });
}

const cellsNamed = new WeakMap<HirFunction["blocks"], readonly string[]>();

/** The cells of `askedBy`, found once for what a function does, wherever an edit moves it. */
export function cellsNamedBy(fn: HirFunction): readonly string[] {
  const known = cellsNamed.get(fn.blocks) ?? askedBy(fn, {}).cells;
  cellsNamed.set(fn.blocks, known);
  return known;
}

/** `arguments` gives every argument a second name: such a function knows nothing of its parameters. */
export function namesArguments(fn: HirFunction): boolean {
  return fn.blocks.some((block) =>
    block.instrs.some((i) => i.op === "arguments" || (i.op === "aborted" && i.instr.op === "arguments")),
  );
}

/** Constructors of classes without a base, by class: `new` of those runs that function and no other. */
export function baseConstructorsOf({ classes }: Pick<HirProgram, "classes">): Readonly<Record<string, string>> {
  return Object.fromEntries(
    classes.flatMap(({ id, constructorFunction, base }) =>
      constructorFunction !== null && base === null ? [[id, constructorFunction]] : [],
    ),
  );
}

/** Functions that are called, and only where a check of everything they require stands right before. */
export function checkedTargets(functions: ReadonlyMap<string, HirFunction>): ReadonlySet<string> {
  const called = new Set<string>();
  const unchecked = new Set<string>();
  for (const fn of functions.values()) {
    const checked = new Set<number>(fn.contracts.checkedCalls);
    for (const block of fn.blocks)
      for (const instr of block.instrs)
        if (instr.op === "call" && instr.target !== null) (checked.has(instr.out) ? called : unchecked).add(instr.target);
        else if (instr.op === "callMethod" && instr.callback !== null) unchecked.add(instr.callback.function);
  }
  return new Set([...called].filter((target) => !unchecked.has(target)));
}

/** Postorder of the call graph: every function after those it calls, cycles apart. */
export function calleesFirst(functions: ReadonlyMap<string, HirFunction>, asked: ReadonlyMap<string, Asked>): readonly string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const root of functions.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack: { id: string; next: number }[] = [{ id: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = asked.get(top.id)?.targets[top.next];
      top.next++;
      if (target === undefined) {
        order.push(top.id);
        stack.pop();
      } else if (!seen.has(target) && functions.has(target)) {
        seen.add(target);
        stack.push({ id: target, next: 0 });
      }
    }
  }
  return order;
}
