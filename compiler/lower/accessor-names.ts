/**
 * Names that the program itself may turn into accessors, or whose reads it may intercept. A1t speaks of objects from outside; what the
 * program makes is seen, so a property of such a name is never read as data.
 */
import { ts } from "../typescript.js";

export interface AccessorNames {
  /** Every name: proxies, accessors under computed names. */
  readonly any: boolean;
  readonly names: ReadonlySet<string>;
}

export function uniteAccessorNames(all: Iterable<AccessorNames>): AccessorNames {
  const parts = [...all];
  return { any: parts.some(({ any }) => any), names: new Set(parts.flatMap(({ names }) => [...names])) };
}

export function sameAccessorNames(a: AccessorNames, b: AccessorNames): boolean {
  return a.any === b.any && a.names.size === b.names.size && [...a.names].every((name) => b.names.has(name));
}

/** Those of one file; what counts is the union over the program. */
export function accessorNamesOf(file: ts.SourceFile, checker: ts.TypeChecker): AccessorNames {
  const names = new Set<string>();
  let any = false;
  const note = (name: ts.PropertyName): void => {
    if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) names.add(name.text);
    // Symbols are no names of members that anything is proved of.
    else if (!ts.isPrivateIdentifier(name) && !isSymbol(name, checker)) any = true;
  };
  const look = (node: ts.Node): void => {
    if (ts.isAccessor(node) || (ts.isPropertyDeclaration(node) && ts.isAutoAccessorPropertyDeclaration(node))) note(node.name);
    else if (ts.isIdentifier(node)) {
      if ((node.text === "Proxy" && !isOwnMember(node)) || node.text.startsWith("__define")) any = true;
      else if (node.text === "defineProperties" || node.text === "defineProperty") {
        const defined = definition(node);
        if (defined === "unknown") any = true;
        else if (defined !== null) names.add(defined);
      } else if (node.text === "create" && createsWithDescriptors(node)) any = true;
    }
  };
  // A stack, since trees may be deep.
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    look(node);
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return { any, names };
}

/** The type `unique symbol` is only given to constants that a call of `Symbol` or a declaration makes. */
function isSymbol(name: ts.PropertyName, checker: ts.TypeChecker): boolean {
  return (
    ts.isComputedPropertyName(name) && (checker.getTypeAtLocation(name.expression).flags & ts.TypeFlags.UniqueESSymbol) !== 0
  );
}

function callOf(name: ts.Identifier): ts.CallExpression | null {
  const callee = ts.isPropertyAccessExpression(name.parent) && name.parent.name === name ? name.parent : name;
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : null;
}

/** The name that `defineProperty` may make an accessor; null for a plain value, `unknown` where neither can be told. */
function definition(name: ts.Identifier): string | null {
  const call = callOf(name);
  const [, key, descriptor] = call?.arguments ?? [];
  if (call === null || name.text !== "defineProperty" || descriptor === undefined) return "unknown";
  if (ts.isObjectLiteralExpression(descriptor) && descriptor.properties.every(isPlainDescriptorPart)) return null;
  return key !== undefined && ts.isStringLiteralLike(key) ? key.text : "unknown";
}

function isPlainDescriptorPart(part: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(part) && !ts.isShorthandPropertyAssignment(part)) return false;
  return ts.isIdentifier(part.name) && ["value", "writable", "enumerable", "configurable"].includes(part.name.text);
}

function createsWithDescriptors(name: ts.Identifier): boolean {
  const call = callOf(name);
  const isObject =
    ts.isPropertyAccessExpression(name.parent) &&
    ts.isIdentifier(name.parent.expression) &&
    name.parent.expression.text === "Object";
  if (!isObject) return false;
  if (call === null || call.arguments.some((argument) => ts.isSpreadElement(argument))) return true;
  const [, descriptors] = call.arguments;
  return descriptors !== undefined && !(ts.isObjectLiteralExpression(descriptors) && descriptors.properties.length === 0);
}

/** `Shape.Proxy`: a member of that name of something else than the global object. */
function isOwnMember(name: ts.Identifier): boolean {
  const { parent } = name;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return false;
  return !ts.isIdentifier(parent.expression) || !["globalThis", "window", "self", "global"].includes(parent.expression.text);
}
