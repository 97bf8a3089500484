/** Unary, binary, logical and conditional operators; conditions as control flow. */
import { ts } from "../typescript.js";
import type { BinaryOperator, UnaryOperator } from "../../core/hir.js";
import type { BlockId, ValueId } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import { branchOnChain } from "./access.js";
import type { FunctionContext } from "./context.js";
import { lowerEffect, lowerExpression } from "./expressions.js";
import { callPow, isCallOfPow } from "./pow.js";
import {
  booleanType,
  branchNullish,
  compoundTypeAt,
  numberType,
  stringType,
  stringValue,
  typeAt,
  unknownValue,
} from "./values.js";

const K = ts.SyntaxKind;

const BINARY: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>([
  [K.PlusToken, "+"],
  [K.MinusToken, "-"],
  [K.AsteriskToken, "*"],
  [K.SlashToken, "/"],
  [K.PercentToken, "%"],
  [K.AsteriskAsteriskToken, "**"],
  [K.LessThanLessThanToken, "<<"],
  [K.GreaterThanGreaterThanToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanToken, ">>>"],
  [K.AmpersandToken, "&"],
  [K.BarToken, "|"],
  [K.CaretToken, "^"],
  [K.LessThanToken, "<"],
  [K.LessThanEqualsToken, "<="],
  [K.GreaterThanToken, ">"],
  [K.GreaterThanEqualsToken, ">="],
  [K.EqualsEqualsToken, "=="],
  [K.ExclamationEqualsToken, "!="],
  [K.EqualsEqualsEqualsToken, "==="],
  [K.ExclamationEqualsEqualsToken, "!=="],
  [K.InKeyword, "in"],
  [K.InstanceOfKeyword, "instanceof"],
]);

/** Compound assignments and the operator each applies. */
export const COMPOUND: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>([
  [K.PlusEqualsToken, "+"],
  [K.MinusEqualsToken, "-"],
  [K.AsteriskEqualsToken, "*"],
  [K.SlashEqualsToken, "/"],
  [K.PercentEqualsToken, "%"],
  [K.AsteriskAsteriskEqualsToken, "**"],
  [K.LessThanLessThanEqualsToken, "<<"],
  [K.GreaterThanGreaterThanEqualsToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, ">>>"],
  [K.AmpersandEqualsToken, "&"],
  [K.BarEqualsToken, "|"],
  [K.CaretEqualsToken, "^"],
]);

export function lowerPrefix(fn: FunctionContext, node: ts.PrefixUnaryExpression): ValueId {
  const operator = UNARY.get(node.operator);
  if (operator === undefined) return unknownValue(fn, { construct: "unary operator", uses: [lowerExpression(fn, node.operand)] });
  if (operator === "-" && ts.isNumericLiteral(node.operand)) {
    return fn.b.constant({ kind: "number", value: -Number(node.operand.text) });
  }
  if (operator === "!" && isLogical(node.operand)) return joinCondition(fn, node);
  const value = lowerExpression(fn, node.operand);
  const type =
    operator === "!"
      ? booleanType(fn)
      : fn.b.typeOf(value)?.kind === "number" || operator === "+"
        ? numberType(fn)
        : typeAt(fn, node);
  return fn.b.emit({ op: "unary", operator, value }, type);
}

const UNARY: ReadonlyMap<ts.SyntaxKind, UnaryOperator> = new Map<ts.SyntaxKind, UnaryOperator>([
  [K.PlusToken, "+"],
  [K.MinusToken, "-"],
  [K.TildeToken, "~"],
  [K.ExclamationToken, "!"],
]);

export function lowerBinary(fn: FunctionContext, node: ts.BinaryExpression): ValueId {
  const kind = node.operatorToken.kind;
  if (kind === K.CommaToken) {
    for (const operand of operandsOfChain(node).slice(0, -1)) lowerEffect(fn, operand);
    return lowerExpression(fn, node.right);
  }
  if (kind === K.AmpersandAmpersandToken || kind === K.BarBarToken || kind === K.QuestionQuestionToken)
    return lowerLogical(fn, node);
  if (isCallOfPow(fn, node)) return lowerPower(fn, node);
  if (ts.isPrivateIdentifier(node.left)) {
    const name = stringValue(fn, node.left.text);
    return fn.b.emit({ op: "binary", operator: "in", left: name, right: lowerExpression(fn, node.right) }, booleanType(fn));
  }
  return lowerChain(fn, node);
}

/** `a + b + c + …` without recursion on the left. */
function lowerChain(fn: FunctionContext, node: ts.BinaryExpression): ValueId {
  const links: { node: ts.BinaryExpression; operator: BinaryOperator }[] = [];
  let first: ts.Expression = node;
  while (ts.isBinaryExpression(first)) {
    const operator = BINARY.get(first.operatorToken.kind);
    if (operator === undefined || ts.isPrivateIdentifier(first.left) || isCallOfPow(fn, first)) break;
    links.push({ node: first, operator });
    first = first.left;
  }
  if (links.length === 0) return unknownValue(fn, { construct: "binary operator" });
  let left = lowerExpression(fn, first);
  // The links count as levels: the first ones lie deepest.
  const { nesting } = fn;
  for (const [index, link] of links.reverse().entries()) {
    fn.nesting = nesting;
    const right = lowerExpression(fn, link.node.right);
    fn.nesting = nesting + links.length - 1 - index;
    left = fn.b.emit(
      { op: "binary", operator: link.operator, left, right },
      resultType(fn, link.operator, { left, right, node: link.node }),
    );
  }
  return left;
}

function lowerPower(fn: FunctionContext, { left, right }: ts.BinaryExpression): ValueId {
  return callPow(fn, () => [lowerExpression(fn, left), lowerExpression(fn, right)]);
}

export interface Operands {
  readonly left: ValueId;
  readonly right: ValueId;
  readonly node: ts.Expression;
}

/** Type of an operator's result: from the operands' types where they decide it, so that chains do not ask the checker at each link. */
export function resultType(fn: FunctionContext, operator: BinaryOperator, { left, right, node }: Operands): number {
  switch (operator) {
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
    case "===":
    case "!==":
    case "in":
    case "instanceof":
      return booleanType(fn);
    case ">>>":
      return numberType(fn);
    default: {
      const types = [fn.b.typeOf(left), fn.b.typeOf(right)];
      if (types.every(isNumber)) return numberType(fn);
      if (operator === "+" && types.some((type) => type?.kind === "string")) return stringType(fn);
      if (types.every((type) => type?.kind === "bigint")) return fn.b.internType({ kind: "bigint" });
      return compoundTypeAt(fn, node);
    }
  }
}

const isNumber = (type: StaticType | null): boolean => type?.kind === "number";

function isLogical(node: ts.Expression): boolean {
  const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
  if (ts.isPrefixUnaryExpression(inner)) return inner.operator === K.ExclamationToken && isLogical(inner.operand);
  return (
    ts.isBinaryExpression(inner) &&
    (inner.operatorToken.kind === K.AmpersandAmpersandToken || inner.operatorToken.kind === K.BarBarToken)
  );
}

/** `!(a && b)` as a value: the branches give a constant each. */
function joinCondition(fn: FunctionContext, node: ts.Expression): ValueId {
  const { b } = fn;
  const result = b.newLocal("(condition)", booleanType(fn));
  const yes = b.newBlock();
  const no = b.newBlock();
  const join = b.newBlock();
  lowerCondition(fn, node, { yes, no });
  for (const [block, value] of [
    [yes, true],
    [no, false],
  ] as const) {
    b.enter(block);
    b.set(result, b.constant({ kind: "boolean", value }));
    b.goto(join);
  }
  b.enter(join);
  return b.get(result, booleanType(fn));
}

/** The operands of `a && b && c && …`, from the left; without recursion. */
export function operandsOfChain(node: ts.BinaryExpression): readonly ts.Expression[] {
  const kind = node.operatorToken.kind;
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === kind) {
    operands.push(left.right);
    left = left.left;
  }
  return [...operands, left].reverse();
}

/** `&&`, `||`, `??` as values. Each operand is evaluated at most once and tested as it is; the first that decides is the value. */
function lowerLogical(fn: FunctionContext, node: ts.BinaryExpression): ValueId {
  const { b } = fn;
  const result = b.newLocal("(logical)");
  const join = b.newBlock();
  const kind = node.operatorToken.kind;
  const operands = operandsOfChain(node);
  for (const [index, operand] of operands.entries()) {
    const value = lowerExpression(fn, operand);
    b.set(result, value);
    if (index === operands.length - 1) break;
    const next = b.newBlock();
    if (kind === K.AmpersandAmpersandToken) b.branch(value, next, join);
    else if (kind === K.BarBarToken) b.branch(value, join, next);
    else branchNullish(fn, value, { nullish: next, otherwise: join });
    b.enter(next);
  }
  b.goto(join, join);
  return b.get(result, compoundTypeAt(fn, node));
}

export function lowerConditional(fn: FunctionContext, node: ts.ConditionalExpression): ValueId {
  const { b } = fn;
  const result = b.newLocal("(conditional)");
  const yes = b.newBlock();
  const no = b.newBlock();
  const join = b.newBlock();
  lowerCondition(fn, node.condition, { yes, no });
  b.enter(yes);
  b.set(result, lowerExpression(fn, node.whenTrue));
  b.goto(join);
  b.enter(no);
  b.set(result, lowerExpression(fn, node.whenFalse));
  b.goto(join);
  b.enter(join);
  return b.get(result, compoundTypeAt(fn, node));
}

/** Evaluates a condition and goes to `yes` or `no`; leaf comparisons decide branches directly. Leaves no open block. */
export function lowerCondition(fn: FunctionContext, node: ts.Expression, blocks: { yes: BlockId; no: BlockId }): void {
  const { b } = fn;
  const { yes, no } = blocks;
  if (ts.isParenthesizedExpression(node)) return lowerCondition(fn, node.expression, blocks);
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) {
    return lowerCondition(fn, node.operand, { yes: no, no: yes });
  }
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === K.AmpersandAmpersandToken || kind === K.BarBarToken) {
      const operands = operandsOfChain(node);
      for (const operand of operands.slice(0, -1)) {
        const rest = b.newBlock();
        lowerCondition(fn, operand, kind === K.AmpersandAmpersandToken ? { yes: rest, no } : { yes, no: rest });
        b.enter(rest);
      }
      return lowerCondition(fn, operands.at(-1) ?? node.right, blocks);
    }
    if (kind === K.CommaToken) {
      const operands = operandsOfChain(node);
      for (const operand of operands.slice(0, -1)) lowerEffect(fn, operand);
      return lowerCondition(fn, operands.at(-1) ?? node.right, blocks);
    }
  }
  if (ts.isOptionalChain(node)) {
    const value = branchOnChain(fn, node, no);
    return b.branch(value, yes, no);
  }
  b.branch(lowerExpression(fn, node), yes, no);
}
