/**
 * Stores in an object that may be of one of several types. TypeScript lets `shape.kind = "circle"` pass for a `Circle | Square`, and `delete shape.r` where
 * one of the two may lack it: what the store leaves need not be what each of the types declares. Nor does it ask what `digit++` leaves in a `0 | 1`.
 */
import { ts } from "../typescript.js";
import { unionMembers } from "./indexed-shape.js";
import { outermostWrapped } from "./syntax.js";

/** The types that an object may have one of; a type parameter stands for those of its constraint. */
export function holdersOf(object: ts.Expression, checker: ts.TypeChecker): readonly ts.Type[] {
  return unionMembers(constrained(checker.getNonNullableType(checker.getTypeAtLocation(object)), checker));
}

/** Whether a member of that name is left as not all of the types declare it. `stored` is null for what is deleted, or not known. */
export function makesOther(
  holders: readonly ts.Type[],
  name: string,
  stored: () => ts.Type | null,
  checker: ts.TypeChecker,
): boolean {
  if (holders.length < 2) return false;
  const declared = holders.map((holder) => {
    const symbol = checker.getPropertyOfType(holder, name);
    return symbol === undefined ? checker.getAnyType() : checker.getTypeOfSymbol(symbol);
  });
  if (declared.every((type) => type === declared[0])) return false;
  const type = stored();
  return type === null || !declared.every((one) => checker.isTypeAssignableTo(type, one));
}

/** `target++` where not every number is what the target is declared as. (What it is narrowed to does not count.) */
export function stepsOut(target: ts.Expression, checker: ts.TypeChecker): boolean {
  const step = outermostWrapped(target).parent;
  if (!ts.isPrefixUnaryExpression(step) && !ts.isPostfixUnaryExpression(step)) return false;
  if (step.operator !== ts.SyntaxKind.PlusPlusToken && step.operator !== ts.SyntaxKind.MinusMinusToken) return false;
  return declaredTypes(target, checker).some((declared) =>
    [checker.getNumberType(), checker.getBigIntType()].every((type) => !checker.isTypeAssignableTo(type, declared)),
  );
}

/** Of each member that it may be. */
function declaredTypes(target: ts.Expression, checker: ts.TypeChecker): readonly ts.Type[] {
  if (ts.isElementAccessExpression(target)) {
    const object = checker.getTypeAtLocation(target.expression);
    const members = keyNames(target.argumentExpression, checker).flatMap((name) => checker.getPropertyOfType(object, name) ?? []);
    if (members.length > 0) return members.map((member) => checker.getTypeOfSymbol(member));
    return [checker.getIndexTypeOfType(object, ts.IndexKind.Number) ?? checker.getTypeAtLocation(target)];
  }
  const symbol = ts.isPropertyAccessExpression(target) ? checker.getSymbolAtLocation(target.name) : undefined;
  return [symbol === undefined ? checker.getTypeAtLocation(target) : checker.getTypeOfSymbol(symbol)];
}

/** What `target = value` stores, where it is written so. */
export function storedType(target: ts.Node, checker: ts.TypeChecker): ts.Type | null {
  const { parent } = target;
  const isPlainStore =
    ts.isBinaryExpression(parent) && parent.left === target && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPlainStore ? checker.getTypeAtLocation(parent.right) : null;
}

/** The members that a key may name by its type; none where that does not tell. */
export function keyNames(key: ts.Expression, checker: ts.TypeChecker): readonly string[] {
  if (ts.isStringLiteralLike(key)) return [key.text];
  const types = unionMembers(constrained(checker.getTypeAtLocation(key), checker));
  const names = types.flatMap((type) => (type.isStringLiteral() || type.isNumberLiteral() ? [String(type.value)] : []));
  return names.length === types.length ? names : [];
}

const constrained = (type: ts.Type, checker: ts.TypeChecker): ts.Type => checker.getBaseConstraintOfType(type) ?? type;
