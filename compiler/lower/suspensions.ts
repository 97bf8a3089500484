/** `await` and `yield`: control leaves and comes back, perhaps only to run clean-ups. */
import type { ts } from "../typescript.js";
import type { ValueId } from "../../core/ids.js";
import type { FunctionContext } from "./context.js";
import { hasCleanup, leave } from "./control.js";
import { lowerExpression } from "./expressions.js";
import { typeAt, undefinedValue } from "./values.js";

export function lowerAwait(fn: FunctionContext, node: ts.AwaitExpression): ValueId {
  return fn.b.emit({ op: "suspend", mode: "await", value: lowerExpression(fn, node.expression) }, typeAt(fn, node));
}

export function lowerYield(fn: FunctionContext, node: ts.YieldExpression): ValueId {
  const operand = node.expression === undefined ? undefinedValue(fn) : lowerExpression(fn, node.expression);
  if (node.asteriskToken !== undefined) return suspend(fn, { mode: "yield*", value: operand }, typeAt(fn, node));
  const value = fn.unit.flavour === "asyncGenerator" ? fn.b.emit({ op: "suspend", mode: "await", value: operand }) : operand;
  return suspend(fn, { mode: "yield", value }, typeAt(fn, node));
}

/**
 * A `yield` may also complete as a `return` (`iterator.return(v)`): then only clean-ups run. The choice is a branch on a value that
 * nobody knows, `caught`, which also stands for `v`.
 */
function suspend(fn: FunctionContext, { mode, value }: { mode: "yield" | "yield*"; value: ValueId }, type: number): ValueId {
  const { b } = fn;
  if (!hasCleanup(fn)) return b.emit({ op: "suspend", mode, value }, type);
  const returned = b.newBlock();
  const landing = b.newBlock();
  const thrown = b.newBlock();
  const resumed = b.newBlock();
  const outer = b.handler;
  b.handler = landing;
  const out = b.emit({ op: "suspend", mode, value }, type);
  b.handler = outer;
  b.goto(resumed);
  b.enter(landing);
  const completion = b.emit({ op: "caught" });
  b.branch(completion, returned, thrown);
  b.enter(thrown);
  b.raise(completion);
  b.enter(returned);
  const holder = b.newLocal("(return)");
  b.set(holder, completion);
  leave(fn, 0, () => b.end({ kind: "return", value: b.get(holder) }));
  b.enter(resumed);
  return out;
}
