/** Reads of members: `a.b`, `a[k]`, `super.b`, optional chains, `delete`. */
import { ts } from "../typescript.js";
import type { BlockId, ValueId } from "../../core/ids.js";
import { callWith } from "./calls.js";
import { memberClaim, symbolClaim } from "./claims.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { symbolTarget } from "./imports.js";
import { isIndexName, skipWrappers, textName } from "./syntax.js";
import {
  accessSites,
  booleanType,
  branchNullish,
  numberValue,
  stringValue,
  typeAt,
  undefinedValue,
  unknownValue,
} from "./values.js";
import { meaningOf, readBinding, readName } from "./variables.js";

export function lowerPropertyAccess(fn: FunctionContext, node: ts.PropertyAccessExpression): ValueId {
  const known = constantMember(fn, node) ?? importedMember(fn, node);
  if (known !== null) return known;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return fn.b.emit({ op: "getSuper", name: node.name.text, key: null }, typeAt(fn, node));
  }
  return readProperty(fn, node, lowerExpression(fn, node.expression));
}

/** Puts what the declared type of `object` says of member `name` within reach of proofs. */
export function noteMember(fn: FunctionContext, object: ts.Node, name: string): void {
  fn.program.objectTypes.note(fn.checker.getTypeAtLocation(object), name);
}

/** `object.name` for an object already evaluated. */
export function readProperty(fn: FunctionContext, node: ts.PropertyAccessExpression, object: ValueId): ValueId {
  const claim = memberClaim(fn, node.name, { object, use: "read" });
  noteMember(fn, node.expression, node.name.text);
  return fn.b.emit({ op: "getProp", object, name: node.name.text, claim }, typeAt(fn, node));
}

/**
 * Members of `const enum`s are inlined by every emitter that knows them. Where files are emitted one by one, they are members of an object that
 * anybody who has it may write to.
 */
function constantMember(fn: FunctionContext, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): ValueId | null {
  const receiver = skipWrappers(node.expression);
  if (!ts.isIdentifier(receiver) && !ts.isPropertyAccessExpression(receiver)) return null;
  const symbol = fn.checker.getSymbolAtLocation(ts.isIdentifier(receiver) ? receiver : receiver.name);
  if (symbol === undefined) return null;
  const target = symbol.flags & ts.SymbolFlags.Alias ? fn.checker.getAliasedSymbol(symbol) : symbol;
  if ((target.flags & ts.SymbolFlags.ConstEnum) === 0) return null;
  if (fn.program.keepsConstEnums)
    return unknownValue(fn, { construct: "member of a `const enum` that is an object" }, typeAt(fn, node));
  const value = fn.checker.getConstantValue(node);
  if (value === undefined) return null;
  return typeof value === "number" ? numberValue(fn, value) : stringValue(fn, value);
}

/** `ns.name` of `import * as ns`: the exporting module's variable itself. */
export function importedMember(fn: FunctionContext, node: ts.PropertyAccessExpression): ValueId | null {
  const receiver = skipWrappers(node.expression);
  if (!ts.isIdentifier(receiver)) return null;
  const meaning = meaningOf(fn, receiver);
  if (typeof meaning === "string" || meaning.kind !== "import") return null;
  const [name] = meaning.declarations;
  if (name === undefined || !ts.isNamespaceImport(name.parent)) return null;
  const symbol = fn.checker.getSymbolAtLocation(node.name);
  const target = symbol === undefined ? null : symbolTarget(fn.program, symbol, "");
  return target?.kind === "binding" ? readBinding(fn, target.binding, typeAt(fn, node)) : null;
}

export function lowerElementAccess(fn: FunctionContext, node: ts.ElementAccessExpression): ValueId {
  const known = constantMember(fn, node);
  if (known !== null) return known;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const key = lowerSuperKey(fn, node);
    return fn.b.emit({ op: "getSuper", name: null, key }, typeAt(fn, node));
  }
  return readElement(fn, node, lowerExpression(fn, node.expression));
}

/** `super[key]` asks for `this`, which may not be there yet, before it evaluates the key (ECMA-262 13.3.7.1). */
export function lowerSuperKey(fn: FunctionContext, node: ts.ElementAccessExpression): ValueId {
  fn.b.emit({ op: "this" });
  return lowerExpression(fn, node.argumentExpression);
}

/** `object[key]` for an object already evaluated: evaluates the key, then reads. */
export function readElement(fn: FunctionContext, node: ts.ElementAccessExpression, object: ValueId): ValueId {
  const name = literalName(node.argumentExpression);
  if (name !== null) {
    const symbol = fn.checker.getSymbolAtLocation(node.argumentExpression);
    const claim = symbol === undefined ? { kind: "unknown" as const } : symbolClaim(fn.program, symbol, "read");
    noteMember(fn, node.expression, name);
    return fn.b.emit({ op: "getProp", object, name, claim }, typeAt(fn, node));
  }
  const key = lowerExpression(fn, node.argumentExpression);
  return fn.b.emit({ op: "getElem", object, key, site: accessSites(fn, node).read }, typeAt(fn, node));
}

/** `a["name"]` is `a.name`; `a["0"]` stays an element access. */
export function literalName(key: ts.Expression): string | null {
  return ts.isStringLiteralLike(key) && !isIndexName(key.text) ? textName(key.text) : null;
}

/** `object.name` or `object["0"]` for a name known from the syntax. */
export function readNamed(fn: FunctionContext, { object, name }: { object: ValueId; name: string }, type = -1): ValueId {
  if (isIndexName(name)) return fn.b.emit({ op: "getElem", object, key: numberValue(fn, Number(name)), site: null }, type);
  return fn.b.emit({ op: "getProp", object, name, claim: { kind: "unknown" } }, type);
}

/** An optional chain as a value: undefined where a `?.` finds nothing. */
export function lowerOptionalChain(fn: FunctionContext, node: ts.OptionalChain): ValueId {
  const { b } = fn;
  const result = b.newLocal("(chain)");
  const nothing = b.newBlock();
  const join = b.newBlock();
  b.set(result, lowerLink(fn, node, nothing));
  b.goto(join);
  b.enter(nothing);
  b.set(result, undefinedValue(fn));
  b.goto(join);
  b.enter(join);
  return b.get(result, typeAt(fn, node));
}

/** An optional chain whose short circuit goes to `nothing`; the value of the whole chain otherwise. */
export function branchOnChain(fn: FunctionContext, node: ts.OptionalChain, nothing: BlockId): ValueId {
  return lowerLink(fn, node, nothing);
}

function lowerLinkOrHead(fn: FunctionContext, node: ts.Expression, nothing: BlockId): ValueId {
  return ts.isOptionalChain(node) ? lowerLink(fn, node, nothing) : lowerExpression(fn, node);
}

function lowerLink(fn: FunctionContext, node: ts.OptionalChain, nothing: BlockId): ValueId {
  if (ts.isNonNullExpression(node))
    return fn.b.emit({ op: "copy", value: lowerLinkOrHead(fn, node.expression, nothing) }, typeAt(fn, node));
  if (ts.isCallExpression(node)) return lowerChainCall(fn, node, nothing);
  const object = lowerLinkOrHead(fn, node.expression, nothing);
  stopIfNullish(fn, { value: object, stop: node.questionDotToken !== undefined, nothing });
  return ts.isPropertyAccessExpression(node) ? readProperty(fn, node, object) : readElement(fn, node, object);
}

function stopIfNullish(fn: FunctionContext, { value, stop, nothing }: { value: ValueId; stop: boolean; nothing: BlockId }): void {
  if (!stop) return;
  const otherwise = fn.b.newBlock();
  branchNullish(fn, value, { nullish: nothing, otherwise });
  fn.b.enter(otherwise);
}

/** `a?.b(x)`, `a.b?.(x)`, `f?.(x)`: the callee's own receiver is `this`. */
function lowerChainCall(fn: FunctionContext, node: ts.CallChain, nothing: BlockId): ValueId {
  const callee = skipCalleeWrappers(node.expression);
  const stop = node.questionDotToken !== undefined;
  const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
  if (!isMember || callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const value = lowerLinkOrHead(fn, node.expression, nothing);
    stopIfNullish(fn, { value, stop, nothing });
    const thisValue = isMember ? fn.b.emit({ op: "this" }) : null;
    return callWith(fn, node, { callee: value, thisValue, target: null });
  }
  const object = lowerLinkOrHead(fn, callee.expression, nothing);
  stopIfNullish(fn, { value: object, stop: callee.questionDotToken !== undefined, nothing });
  if (!stop && ts.isPropertyAccessExpression(callee)) return callWith(fn, node, { object, member: callee });
  const value = ts.isPropertyAccessExpression(callee) ? readProperty(fn, callee, object) : readElement(fn, callee, object);
  stopIfNullish(fn, { value, stop, nothing });
  return callWith(fn, node, { callee: value, thisValue: object, target: null });
}

/** `a.b!(x)` calls `a.b` with `a` as `this`; parentheses around a whole optional chain would end it. */
function skipCalleeWrappers(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isNonNullExpression(inner) || (ts.isParenthesizedExpression(inner) && !ts.isOptionalChain(skipWrappers(inner))))
    inner = inner.expression;
  return inner;
}

export function lowerDelete(fn: FunctionContext, node: ts.DeleteExpression): ValueId {
  const { b } = fn;
  const operand = skipWrappers(node.expression);
  if (ts.isOptionalChain(operand) && !ts.isCallExpression(operand)) {
    const result = b.newLocal("(chain)");
    const nothing = b.newBlock();
    const join = b.newBlock();
    b.set(result, deleteMember(fn, operand, nothing));
    b.goto(join);
    b.enter(nothing);
    b.set(result, b.constant({ kind: "boolean", value: true }));
    b.goto(join);
    b.enter(join);
    return b.get(result, booleanType(fn));
  }
  if (ts.isPropertyAccessExpression(operand) || ts.isElementAccessExpression(operand))
    return deleteMember(fn, operand, b.newBlock());
  if (ts.isIdentifier(operand)) {
    const meaning = meaningOf(fn, operand);
    if (meaning !== "global") return unknownValue(fn, { construct: "delete of a name" });
    return unknownValue(fn, { construct: "delete of a name", uses: [readName(fn, operand)] });
  }
  lowerExpression(fn, node.expression);
  return b.constant({ kind: "boolean", value: true });
}

function deleteMember(fn: FunctionContext, node: ts.Expression, nothing: BlockId): ValueId {
  if (ts.isNonNullExpression(node)) return deleteMember(fn, node.expression, nothing);
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node))
    return unknownValue(fn, { construct: "delete" });
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const uses = ts.isElementAccessExpression(node) ? [lowerSuperKey(fn, node)] : [];
    return unknownValue(fn, { construct: "delete of a super member", uses });
  }
  const object = lowerLinkOrHead(fn, node.expression, nothing);
  stopIfNullish(fn, { value: object, stop: node.questionDotToken !== undefined, nothing });
  if (ts.isPropertyAccessExpression(node)) return fn.b.emit({ op: "deleteProp", object, name: node.name.text }, booleanType(fn));
  const key = lowerExpression(fn, node.argumentExpression);
  return fn.b.emit({ op: "deleteElem", object, key }, booleanType(fn));
}
