/**
 * Computed names that are numbers: `get [Shape.types.SPHERE]()`. What an operator of arithmetic yields is a number or a bigint. A member that is declared
 * as a number, and made as one in plain sight, is one as far as A1t is believed, unless the program stores something else in plain sight
 * (loose-stores.ts): in the member, or in one on the way to it.
 */
import { ts } from "../typescript.js";
import { unionMembers } from "./indexed-shape.js";
import { isArithmetic } from "./loose-values.js";
import { memberKeys } from "./loose-stores.js";

/** The members that the name is believed by, as `memberKeys` names them; null where it may be no number. */
export function numberedBy({ expression }: ts.ComputedPropertyName, checker: ts.TypeChecker): readonly string[] | null {
  const keys: string[] = [];
  return isMadeNumber(expression, { checker, keys, depth: 0 }) ? keys : null;
}

/** Names that such a member may have: of numbers and bigints. (`undefined`: it is asked for too early.) */
export const isNumberedName = (name: string): boolean =>
  String(Number(name)) === name || /^-?\d+$/u.test(name) || name === "undefined";

interface Asking {
  readonly checker: ts.TypeChecker;
  /** What it is believed by. */
  readonly keys: string[];
  readonly depth: number;
}

const MAX_DEPTH = 8;

function isMadeNumber(node: ts.Expression, asking: Asking): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAssertionExpression(node)) return isMadeNumber(node.expression, asking);
  if (ts.isNumericLiteral(node) || isArithmetic(node)) return true;
  if (asking.depth > MAX_DEPTH || !ts.isPropertyAccessExpression(node) || !isNumber(node, asking.checker)) return false;
  const made = madeMember(node, asking);
  if (made === null) return false;
  if (!ts.isEnumMember(made)) return isMadeNumber(made, { ...asking, depth: asking.depth + 1 });
  return typeof asking.checker.getConstantValue(made) === "number";
}

/** What the member was made as: of a class, an enum, or a literal that a constant is, by itself or as a member of such. Null: it is not known. */
function madeMember({ expression, name }: ts.PropertyAccessExpression, asking: Asking): ts.Expression | ts.EnumMember | null {
  const { checker, keys } = asking;
  const symbol = checker.getSymbolAtLocation(name);
  const [declaration, ...more] = symbol?.declarations ?? [];
  const holder = holderOf(expression, { ...asking, depth: asking.depth + 1 });
  if (symbol === undefined || declaration === undefined || more.length > 0 || declaration.parent !== holder) return null;
  keys.push(...memberKeys(symbol));
  if (ts.isEnumMember(declaration)) return declaration;
  const isMade = ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration);
  return isMade ? (declaration.initializer ?? null) : null;
}

/** The class, enum or literal that the expression is. */
function holderOf(node: ts.Expression, asking: Asking): ts.Node | null {
  if (asking.depth > MAX_DEPTH) return null;
  if (ts.isAsExpression(node) && ts.isConstTypeReference(node.type)) return holderOf(node.expression, asking);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every(isNamed) ? node : null;
  if (ts.isPropertyAccessExpression(node)) {
    const made = madeMember(node, asking);
    return made === null || ts.isEnumMember(made) ? null : holderOf(made, { ...asking, depth: asking.depth + 1 });
  }
  if (!ts.isIdentifier(node)) return null;
  const { checker } = asking;
  const symbol = checker.getSymbolAtLocation(node);
  const target = symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declarations = (target?.declarations ?? []).filter(
    (one) => !ts.isInterfaceDeclaration(one) && !ts.isTypeAliasDeclaration(one),
  );
  const [only, ...more] = declarations;
  if (only === undefined || more.length > 0) return null;
  if (ts.isClassDeclaration(only) || ts.isEnumDeclaration(only)) return only;
  if (!ts.isVariableDeclaration(only) || only.initializer === undefined || !ts.isVariableDeclarationList(only.parent))
    return null;
  return (only.parent.flags & ts.NodeFlags.Const) === 0
    ? null
    : holderOf(only.initializer, { ...asking, depth: asking.depth + 1 });
}

/** Under a name that stands there, and no other object's. */
function isNamed(member: ts.ObjectLiteralElementLike): boolean {
  if (member.name === undefined || ts.isAccessor(member) || ts.isComputedPropertyName(member.name)) return false;
  return member.name.text !== "__proto__";
}

const isNumber = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  unionMembers(checker.getTypeAtLocation(node)).every(({ flags }) => (flags & ts.TypeFlags.NumberLike) !== 0);
