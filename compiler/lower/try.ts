/** `try`: handlers, and `finally` blocks copied for each way out, or shared where copies would multiply. */
import { ts } from "../typescript.js";
import type { FunctionContext } from "./context.js";
import { withControl, withHandler, type ControlEntry } from "./control.js";
import { bindName } from "./patterns.js";
import { enterScope } from "./scope-entry.js";
import { lowerBlock } from "./statements.js";
import { booleanType, numberValue } from "./values.js";

/** `finally` blocks nested deeper are lowered once, behind a number that says where to go on. */
const MAX_COPIED_NESTING = 3;
/** So are those that more jumps than this leave. */
const MAX_COPIES = 8;

export function lowerTry(fn: FunctionContext, node: ts.TryStatement): void {
  const { finallyBlock } = node;
  if (finallyBlock === undefined) return lowerTryCatch(fn, node);
  const nesting =
    fn.copying + fn.control.filter((entry) => entry.kind === "shared" || (entry.kind === "cleanup" && entry.copied)).length;
  if (nesting >= MAX_COPIED_NESTING || countJumps(node) > MAX_COPIES) lowerShared(fn, node, finallyBlock);
  else lowerCopied(fn, node, finallyBlock);
}

function lowerTryCatch(fn: FunctionContext, node: ts.TryStatement): void {
  const { b } = fn;
  const { catchClause } = node;
  if (catchClause === undefined) return lowerBlock(fn, node.tryBlock);
  const failed = b.newBlock();
  const after = b.newBlock();
  withHandler(fn, failed, () => lowerBlock(fn, node.tryBlock));
  b.goto(after);
  b.enter(failed);
  const error = b.emit({ op: "caught" });
  enterScope(fn, catchClause);
  if (catchClause.variableDeclaration !== undefined) bindName(fn, catchClause.variableDeclaration.name, error);
  lowerBlock(fn, catchClause.block);
  b.goto(after);
  b.enter(after);
}

/** A copy of the `finally` block after the normal end, one for an exception that goes on, one at each jump out. */
function lowerCopied(fn: FunctionContext, node: ts.TryStatement, finallyBlock: ts.Block): void {
  const { b } = fn;
  const outer = b.handler;
  const failed = b.newBlock();
  const after = b.newBlock();
  const run = (): void => {
    fn.copying++;
    lowerBlock(fn, finallyBlock);
    fn.copying--;
  };
  withControl(fn, { kind: "cleanup", handler: outer, copied: true, run }, () =>
    withHandler(fn, failed, () => lowerTryCatch(fn, node)),
  );
  run();
  b.goto(after);
  b.enter(failed);
  const error = b.emit({ op: "caught" });
  run();
  b.raise(error);
  b.enter(after);
}

/** One `finally` block; each way in notes a number, and a chain of tests behind it goes on from there. */
function lowerShared(fn: FunctionContext, node: ts.TryStatement, finallyBlock: ts.Block): void {
  const { b } = fn;
  const block = b.newBlock();
  const failed = b.newBlock();
  const after = b.newBlock();
  const chosen = b.newLocal("(completion)");
  const thrown = b.newLocal("(error)");
  const exits: (() => void)[] = [() => b.goto(after), () => b.raise(b.get(thrown))];
  const entry: ControlEntry = { kind: "shared", block, chosen, exits };
  b.set(thrown, b.constant({ kind: "undefined" }));
  withControl(fn, entry, () => withHandler(fn, failed, () => lowerTryCatch(fn, node)));
  b.set(chosen, numberValue(fn, 0));
  b.goto(block);
  b.enter(failed);
  b.set(thrown, b.emit({ op: "caught" }));
  b.set(chosen, numberValue(fn, 1));
  b.goto(block);
  b.enter(block);
  lowerBlock(fn, finallyBlock);
  for (const [number, exit] of exits.entries()) {
    const take = b.newBlock();
    const next = b.newBlock();
    const isChosen = b.emit(
      { op: "binary", operator: "===", left: b.get(chosen), right: numberValue(fn, number) },
      booleanType(fn),
    );
    b.branch(isChosen, take, next);
    b.enter(take);
    exit();
    b.enter(next);
  }
  b.end({ kind: "unreachable" }, after);
}

function countJumps(node: ts.TryStatement): number {
  let count = 0;
  const pending: ts.Node[] = [node.tryBlock, ...(node.catchClause === undefined ? [] : [node.catchClause])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (ts.isFunctionLike(next)) continue;
    if (ts.isReturnStatement(next) || ts.isBreakOrContinueStatement(next) || ts.isYieldExpression(next)) count++;
    ts.forEachChild(next, (child) => void pending.push(child));
  }
  return count;
}
