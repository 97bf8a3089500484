/** Calls of the functions of `Object` and `Reflect`, whatever they are called by. */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { YIELDS_RIGHT } from "./loose-values.js";
import { outermostWrapped } from "./syntax.js";

/** The name of the function of `Object` or `Reflect` that `callee` is, if it is one of `among`. Precondition: no wrapper around `callee`. */
export function reflectingFunction(callee: ts.Expression, among: ReadonlySet<string>, checker: ts.TypeChecker): string | null {
  const written = ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
  if (written !== null && !among.has(written)) return null;
  if (ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression))
    if (/^(?:Object|Reflect)$/u.test(callee.expression.text)) return written;
  // `__defineGetter__` and its like are methods of every object.
  if (written !== null && written.startsWith("__")) return written;
  if (written === null && !ts.isIdentifier(callee) && !ts.isElementAccessExpression(callee)) return null;
  // Its type tells, which is that of the library's function.
  const type = checker.getTypeAtLocation(callee);
  if (written !== null && HARDLY_OTHERS.has(written) && (type.flags & ts.TypeFlags.Any) !== 0) return written;
  const symbol = type.getSymbol();
  return symbol !== undefined && among.has(symbol.name) && (symbol.declarations ?? []).some(isOfLibrary) ? symbol.name : null;
}

/** Names that an object of which nothing is known has as a rule because it is `Object` or `Reflect` (`o.constructor.assign`). */
const HARDLY_OTHERS: ReadonlySet<string> = new Set(["assign", "defineProperties", "defineProperty", "setPrototypeOf"]);

/** `Object.assign(…)` and the like as most people write them: lowered as a method of the global object, its arguments one by one. */
export function isPlainlyReflecting(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const { expression, questionDotToken, arguments: args } = call;
  if (!ts.isPropertyAccessExpression(expression) || expression.questionDotToken !== undefined || questionDotToken !== undefined)
    return false;
  if (args.some(ts.isSpreadElement)) return false;
  const holder = expression.expression;
  if (!ts.isIdentifier(holder)) return false;
  const declared = checker.getSymbolAtLocation(holder)?.declarations ?? [];
  return declared.length > 0 && declared.every((one) => one.getSourceFile().isDeclarationFile);
}

const handedOn = new WeakMap<ts.SourceFile, boolean>();

/**
 * `Object` or `Reflect` may be called by a type of another, which shows nothing of what it is: a variable of such a type, an argument, a member, a result.
 * (Of `any` the names are what is looked at.)
 */
export function handsOnReflection(file: ts.SourceFile, checker: ts.TypeChecker): boolean {
  const known = handedOn.get(file);
  if (known !== undefined) return known;
  const found =
    HOLDER.test(file.text) &&
    nodesOfKinds(file, IDENTIFIERS).some((node) => isHolderHandedOn(node) && isTypedAnew(node, checker));
  handedOn.set(file, found);
  return found;
}

const IDENTIFIERS = kindSet(ts.SyntaxKind.Identifier);
/** Without a member or a call right behind it. */
const HOLDER = /\b(?:Object|Reflect)\b(?!\s*[.([?])/u;

/** By a type of the program's that has members of such names, or of any. */
function isTypedAnew(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const outer = outermostWrapped(node);
  const asserted = ts.isAssertionExpression(outer) ? checker.getTypeAtLocation(outer) : undefined;
  const type = asserted ?? checker.getContextualType(node);
  if (type === undefined || (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return false;
  const apparent = checker.getApparentType(checker.getNonNullableType(type));
  if (checker.getIndexTypeOfType(apparent, ts.IndexKind.String) !== undefined) return true;
  return checker
    .getPropertiesOfType(apparent)
    .some(
      ({ name, declarations }) =>
        (name in Object || name in Reflect) && !(name in Function) && !(declarations ?? []).some(isOfLibrary),
    );
}

function isHolderHandedOn(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node) || (node.text !== "Object" && node.text !== "Reflect")) return false;
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === outer && parent.type !== undefined;
  if (ts.isBinaryExpression(parent)) return YIELDS_RIGHT.has(parent.operatorToken.kind) && parent.right === outer;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== outer;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === outer;
  return HOLDING.has(parent.kind) || (ts.isConditionalExpression(parent) && parent.condition !== outer);
}

const HOLDING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ForOfStatement,
]);

/** Neither called where it stands nor the value of a variable, which has its type then. */
export function isHandedOn(node: ts.Expression): boolean {
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isCallExpression(parent) && parent.expression === outer) return false;
  return !(ts.isVariableDeclaration(parent) && parent.initializer === outer && parent.type === undefined);
}

const isOfLibrary = ({ parent }: ts.Declaration): boolean => {
  const holder = ts.isModuleBlock(parent) ? parent.parent : parent;
  return (
    (ts.isInterfaceDeclaration(holder) || ts.isModuleDeclaration(holder)) &&
    /^(?:ObjectConstructor|Reflect)$/u.test(holder.name.text)
  );
};
