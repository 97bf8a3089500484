/** Loops. */
import { ts } from "../typescript.js";
import type { BlockId, ValueId } from "../../core/ids.js";
import { evaluateTarget, storeTarget } from "./assignments.js";
import type { FunctionContext } from "./context.js";
import { lowerLoopContracts } from "./contracts/obligations.js";
import { withControl } from "./control.js";
import { lowerEffect, lowerExpression } from "./expressions.js";
import { lowerCondition } from "./operators.js";
import { bindName, closing } from "./patterns.js";
import { disposal, isUsing, lowerStatement, lowerVariables } from "./statements.js";
import { ES2015, ES2018, isBelow, rewriting } from "./targets.js";
import { booleanType, stringType, typeAt } from "./values.js";

interface LoopBlocks {
  readonly labels: readonly string[];
  readonly breakTo: BlockId;
  readonly continueTo: BlockId;
}

function lowerBody(fn: FunctionContext, body: ts.Statement, { labels, breakTo, continueTo }: LoopBlocks): void {
  withControl(fn, { kind: "target", labels, breakTo, continueTo, implicit: true }, () => lowerStatement(fn, body));
}

export function lowerWhile(fn: FunctionContext, node: ts.WhileStatement, labels: readonly string[]): void {
  const { b } = fn;
  const head = b.newBlock();
  const body = b.newBlock();
  const after = b.newBlock();
  b.goto(head, head);
  lowerLoopContracts(fn, node);
  lowerCondition(fn, node.expression, { yes: body, no: after });
  b.enter(body);
  lowerBody(fn, node.statement, { labels, breakTo: after, continueTo: head });
  b.goto(head, after);
}

export function lowerDoWhile(fn: FunctionContext, node: ts.DoStatement, labels: readonly string[]): void {
  const { b } = fn;
  const body = b.newBlock();
  const test = b.newBlock();
  const after = b.newBlock();
  b.goto(body, body);
  lowerLoopContracts(fn, node);
  lowerBody(fn, node.statement, { labels, breakTo: after, continueTo: test });
  b.goto(test, test);
  lowerCondition(fn, node.expression, { yes: body, no: after });
  b.enter(after);
}

export function lowerFor(fn: FunctionContext, node: ts.ForStatement, labels: readonly string[]): void {
  const { initializer } = node;
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
    lowerVariables(fn, initializer);
    if (isUsing(initializer)) {
      const dispose = disposal(fn, initializer);
      closing(fn, dispose, () => lowerForLoop(fn, node, labels));
      return dispose();
    }
  } else if (initializer !== undefined) {
    lowerEffect(fn, initializer);
  }
  lowerForLoop(fn, node, labels);
}

function lowerForLoop(fn: FunctionContext, node: ts.ForStatement, labels: readonly string[]): void {
  const { b } = fn;
  const head = b.newBlock();
  const body = b.newBlock();
  const update = b.newBlock();
  const after = b.newBlock();
  b.goto(head, head);
  lowerLoopContracts(fn, node);
  if (node.condition === undefined) b.goto(body);
  else lowerCondition(fn, node.condition, { yes: body, no: after });
  b.enter(body);
  lowerBody(fn, node.statement, { labels, breakTo: after, continueTo: update });
  b.goto(update, update);
  if (node.incrementor !== undefined) lowerEffect(fn, node.incrementor);
  b.goto(head, after);
}

/** Binds or assigns what a `for…of` or `for…in` yields. */
function bindHead(fn: FunctionContext, head: ts.ForInitializer, value: ValueId): void {
  if (ts.isVariableDeclarationList(head)) {
    const [declaration] = head.declarations;
    if (declaration !== undefined) bindName(fn, declaration.name, value);
    return;
  }
  storeTarget(fn, evaluateTarget(fn, head), value);
}

function headType(fn: FunctionContext, head: ts.ForInitializer): number {
  if (!ts.isVariableDeclarationList(head)) return -1;
  const [declaration] = head.declarations;
  return declaration === undefined ? -1 : typeAt(fn, declaration.name);
}

/**
 * The iterator is closed when the body is left early, but not when a step itself fails. So the body, and only it, stands under the
 * clean-up; `continue` stays inside of it.
 */
export function lowerForOf(fn: FunctionContext, node: ts.ForOfStatement, labels: readonly string[]): void {
  const { b } = fn;
  const isAsync = node.awaitModifier !== undefined;
  const head = b.newBlock();
  const body = b.newBlock();
  const next = b.newBlock();
  const after = b.newBlock();
  lowerLoopContracts(fn, node);
  const iterable = iterableOf(fn, lowerExpression(fn, node.expression), isAsync);
  const iterator = b.emit({ op: "iterStart", iterable, async: isAsync });
  const close = (): void => {
    const closed = b.emit({ op: "iterClose", iterator });
    if (isAsync) b.emit({ op: "suspend", mode: "await", value: closed });
  };
  b.goto(head, head);
  const stepped = b.emit({ op: "iterNext", iterator });
  const step = isAsync ? b.emit({ op: "suspend", mode: "await", value: stepped }) : stepped;
  b.branch(b.emit({ op: "iterDone", step }, booleanType(fn)), after, body);
  b.enter(body);
  const value = b.emit({ op: "iterValue", step }, headType(fn, node.initializer));
  withControl(fn, { kind: "target", labels, breakTo: after, continueTo: null, implicit: true }, () => {
    closing(fn, close, () => {
      withControl(fn, { kind: "target", labels, breakTo: null, continueTo: next, implicit: false }, () => {
        bindHead(fn, node.initializer, value);
        lowerIteration(fn, node);
      });
      b.goto(next, next);
    });
  });
  b.goto(head, after);
}

/** `__asyncValues(xs)`, `__values(xs)`, or no iterator at all: indices up to `length`, code units of strings. */
function iterableOf(fn: FunctionContext, value: ValueId, isAsync: boolean): ValueId {
  const below = isAsync ? ES2018 : ES2015;
  return isBelow(fn, below) ? rewriting(fn, { construct: "`for…of`", below, uses: [value] }) : value;
}

function lowerIteration(fn: FunctionContext, node: ts.ForOfStatement): void {
  const { initializer } = node;
  if (!ts.isVariableDeclarationList(initializer) || !isUsing(initializer)) return lowerStatement(fn, node.statement);
  const dispose = disposal(fn, initializer);
  closing(fn, dispose, () => lowerStatement(fn, node.statement));
  dispose();
}

export function lowerForIn(fn: FunctionContext, node: ts.ForInStatement, labels: readonly string[]): void {
  const { b } = fn;
  const { initializer } = node;
  // `for (var x = 1 in o)`, sloppy and old: the initialiser runs first.
  if (ts.isVariableDeclarationList(initializer)) lowerVariables(fn, initializer);
  const head = b.newBlock();
  const body = b.newBlock();
  const after = b.newBlock();
  lowerLoopContracts(fn, node);
  const iterator = b.emit({ op: "forInStart", object: lowerExpression(fn, node.expression) });
  b.goto(head, head);
  const step = b.emit({ op: "forInNext", iterator });
  b.branch(b.emit({ op: "forInDone", step }, booleanType(fn)), after, body);
  b.enter(body);
  bindHead(fn, initializer, b.emit({ op: "forInKey", step }, stringType(fn)));
  lowerBody(fn, node.statement, { labels, breakTo: after, continueTo: head });
  b.goto(head, after);
}
