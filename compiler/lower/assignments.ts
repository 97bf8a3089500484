/** Assignments: receiver, key, right-hand side, store; each evaluated once. */
import { ts } from "../typescript.js";
import type { BlockId, SiteId, ValueId } from "../../core/ids.js";
import type { BinaryOperator, PropertyClaim } from "../../core/hir.js";
import { literalName, lowerSuperKey } from "./access.js";
import { memberClaim, symbolClaim } from "./claims.js";
import type { FunctionContext } from "./context.js";
import { lowerDirectAssignment } from "./direct-moves.js";
import { directAssignment } from "./direct-pattern.js";
import { lowerExpression } from "./expressions.js";
import { COMPOUND, resultType } from "./operators.js";
import { destructureAssignment } from "./patterns.js";
import { callPow, isCallOfPow } from "./pow.js";
import { isLogicalAssignment, skipWrappers } from "./syntax.js";
import { ES2021, isBelow, rewriting } from "./targets.js";
import { accessSites, branchNullish, compoundTypeAt, numberType, typeAt, unknownValue } from "./values.js";
import { readName, writeName } from "./variables.js";

/** The left side of an assignment with receiver and key evaluated. */
export type Target =
  | { readonly kind: "name"; readonly node: ts.Identifier }
  | {
      readonly kind: "property";
      readonly node: ts.Expression;
      readonly object: ValueId;
      readonly name: string;
      readonly claim: (use: "read" | "write") => PropertyClaim;
    }
  | {
      readonly kind: "element";
      readonly node: ts.Expression;
      readonly object: ValueId;
      readonly key: ValueId;
      readonly read: SiteId | null;
      readonly write: SiteId | null;
    }
  | { readonly kind: "super"; readonly name: string | null; readonly key: ValueId | null }
  | { readonly kind: "pattern"; readonly node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression }
  /** Not assignable: a syntax error that TypeScript reports. */
  | { readonly kind: "invalid"; readonly value: ValueId };

export function evaluateTarget(fn: FunctionContext, expression: ts.Expression): Target {
  const node = skipWrappers(expression);
  if (ts.isIdentifier(node)) return { kind: "name", node };
  if (ts.isOptionalChain(node)) return { kind: "invalid", value: lowerExpression(fn, node) };
  if (ts.isPropertyAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      // Asked for before the value is evaluated: it throws where `super()` has not been called.
      fn.b.emit({ op: "this" });
      return { kind: "super", name: node.name.text, key: null };
    }
    const object = lowerExpression(fn, node.expression);
    return { kind: "property", node, object, name: node.name.text, claim: (use) => memberClaim(fn, node.name, { object, use }) };
  }
  if (ts.isElementAccessExpression(node)) return evaluateElement(fn, node);
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return { kind: "pattern", node };
  return { kind: "invalid", value: lowerExpression(fn, node) };
}

function evaluateElement(fn: FunctionContext, node: ts.ElementAccessExpression): Target {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return { kind: "super", name: null, key: lowerSuperKey(fn, node) };
  }
  const object = lowerExpression(fn, node.expression);
  const name = literalName(node.argumentExpression);
  if (name !== null) {
    const symbol = fn.checker.getSymbolAtLocation(node.argumentExpression);
    const claim = (use: "read" | "write"): PropertyClaim =>
      symbol === undefined ? { kind: "unknown" } : symbolClaim(fn.program, symbol, use);
    return { kind: "property", node, object, name, claim };
  }
  const key = lowerExpression(fn, node.argumentExpression);
  return { kind: "element", node, object, key, ...accessSites(fn, node) };
}

export function readTarget(fn: FunctionContext, target: Target): ValueId {
  switch (target.kind) {
    case "name":
      return readName(fn, target.node);
    case "property":
      return fn.b.emit(
        { op: "getProp", object: target.object, name: target.name, claim: target.claim("read") },
        typeAt(fn, target.node),
      );
    case "element":
      return fn.b.emit({ op: "getElem", object: target.object, key: target.key, site: target.read }, typeAt(fn, target.node));
    case "super":
      return fn.b.emit({ op: "getSuper", name: target.name, key: target.key });
    case "pattern":
      return unknownValue(fn, { construct: "pattern under a compound assignment" });
    case "invalid":
      return target.value;
  }
}

export function storeTarget(fn: FunctionContext, target: Target, value: ValueId): void {
  switch (target.kind) {
    case "name":
      return writeName(fn, target.node, value);
    case "property":
      fn.b.emit({ op: "setProp", object: target.object, name: target.name, value, claim: target.claim("write"), define: false });
      return mayNotLand(fn, target.object, value);
    case "element":
      fn.b.emit({ op: "setElem", object: target.object, key: target.key, value, site: target.write });
      return mayNotLand(fn, target.object, value);
    case "super":
      fn.b.emit({ op: "setSuper", name: target.name, key: target.key, value });
      return;
    case "pattern":
      return destructureAssignment(fn, target.node, value);
    case "invalid":
      unknownValue(fn, { construct: "assignment to what cannot be assigned", uses: [target.value, value] });
  }
}

/** Sloppy code stores into what is frozen, or has no setter, without an effect and without an exception: nothing is known from there. */
function mayNotLand(fn: FunctionContext, object: ValueId, value: ValueId): void {
  if (!fn.unit.strict) unknownValue(fn, { construct: "store in sloppy code", uses: [object, value] });
}

export function lowerAssignment(fn: FunctionContext, node: ts.BinaryExpression): ValueId {
  const direct = directAssignment(node);
  if (direct !== null) return lowerDirectAssignment(fn, node, direct);
  const kind = node.operatorToken.kind;
  const target = evaluateTarget(fn, node.left);
  if (kind === ts.SyntaxKind.EqualsToken) {
    const value = lowerExpression(fn, node.right);
    storeTarget(fn, target, value);
    return value;
  }
  if (isLogicalAssignment(kind)) return lowerLogicalAssignment(fn, node, target);
  const operator = COMPOUND.get(kind);
  if (operator === undefined) return unknownValue(fn, { construct: "assignment operator" });
  const value = isCallOfPow(fn, node) ? powerOf(fn, node, target) : combined(fn, { node, target, operator });
  storeTarget(fn, target, value);
  return value;
}

const powerOf = (fn: FunctionContext, { right }: ts.BinaryExpression, target: Target): ValueId =>
  callPow(fn, () => [readTarget(fn, target), lowerExpression(fn, right)]);

interface Combination {
  readonly node: ts.BinaryExpression;
  readonly target: Target;
  readonly operator: BinaryOperator;
}

function combined(fn: FunctionContext, { node, target, operator }: Combination): ValueId {
  const left = readTarget(fn, target);
  const right = lowerExpression(fn, node.right);
  return fn.b.emit({ op: "binary", operator, left, right }, resultType(fn, operator, { left, right, node }));
}

/** `&&=`, `||=`, `??=`: the right side is evaluated, and stored, only if the old value calls for it. */
function lowerLogicalAssignment(fn: FunctionContext, node: ts.BinaryExpression, target: Target): ValueId {
  const { b } = fn;
  const result = b.newLocal("(logical)");
  const store = b.newBlock();
  const join = b.newBlock();
  const old = readTarget(fn, target);
  b.set(result, old);
  branchOnOperator(fn, { kind: node.operatorToken.kind, old, store, join });
  b.enter(store);
  // `(o.x || (o.x = 1))`: what its parts are called by is read anew, when a getter may have assigned it.
  const place = isBelow(fn, ES2021) ? namedAgain(fn, target) : target;
  const value = lowerExpression(fn, node.right);
  storeTarget(fn, place, value);
  b.set(result, value);
  b.goto(join);
  b.enter(join);
  return b.get(result, compoundTypeAt(fn, node));
}

/** Names that another function assigns are looked up a second time; what is no name is kept in a temporary. */
function namedAgain(fn: FunctionContext, target: Target): Target {
  if (target.kind !== "property" && target.kind !== "element") return target;
  const { node } = target;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return target;
  const again = (part: ts.Expression, known: ValueId): ValueId => {
    if (ts.isIdentifier(part)) return readName(fn, part);
    // Whether a name in parentheses is one is the emitter's business.
    return ts.isIdentifier(skipWrappers(part)) ? rewriting(fn, { construct: "`||=`", below: ES2021, uses: [known] }) : known;
  };
  const object = again(node.expression, target.object);
  if (target.kind === "property" || !ts.isElementAccessExpression(node)) return { ...target, object };
  return { ...target, object, key: again(node.argumentExpression, target.key) };
}

function branchOnOperator(
  fn: FunctionContext,
  parts: { kind: ts.SyntaxKind; old: ValueId; store: BlockId; join: BlockId },
): void {
  const { kind, old, store, join } = parts;
  if (kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken) fn.b.branch(old, store, join);
  else if (kind === ts.SyntaxKind.BarBarEqualsToken) fn.b.branch(old, join, store);
  else branchNullish(fn, old, { nullish: store, otherwise: join });
}

/** `++` and `--`. The postfix result is the old value made numeric; where nobody uses it, that step is part of `increment`. */
export function lowerUpdate(
  fn: FunctionContext,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  { resultUsed }: { resultUsed: boolean },
): ValueId {
  const target = evaluateTarget(fn, node.operand);
  const by = node.operator === ts.SyntaxKind.PlusPlusToken ? 1 : -1;
  const read = readTarget(fn, target);
  const type = fn.b.typeOf(read)?.kind === "number" ? numberType(fn) : typeAt(fn, node);
  const old = ts.isPostfixUnaryExpression(node) && resultUsed ? fn.b.emit({ op: "toNumeric", value: read }, type) : read;
  const value = fn.b.emit({ op: "increment", by, value: old }, type);
  storeTarget(fn, target, value);
  return ts.isPostfixUnaryExpression(node) ? old : value;
}
