/**
 * Names that the program itself may turn into accessors, or whose reads it may intercept. A1t speaks of objects from outside; what the
 * program makes is seen, so a property of such a name is never read as data.
 */
import type { StaticType } from "../../core/static-type.js";
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { copiesDescriptors, createsAsTyped } from "./copied-descriptors.js";
import { destructured, keyed, selected, type Selected } from "./reflective-names.js";
import { isNumberedName, numberedBy } from "./numbered-names.js";
import { comparesConstructors, joinsMembers, makesInstance, mayBeList, passesAs, proxiedList } from "./proxied-lists.js";
import { staticTypeOf } from "./static-type.js";
import { handsOnReflection } from "./reflecting-function.js";
import { isLooseMember } from "./loose-stores.js";
import { assignmentUse, staticPropertyName } from "./syntax.js";
import { kindsOfValues, kindsOverlap, uniteKinds, type ValueKinds } from "./value-kinds.js";

export interface AccessorNames {
  /** Every name: proxies, accessors under computed names. */
  readonly any: boolean;
  /** Numbers, and every name unless these members are what they are declared as (numbered-names.ts). Null: there are none. */
  readonly numbered: readonly string[] | null;
  /** What proxies of lists may be asked for: every name, of what they pass for. Null: there are none. */
  readonly lists: readonly string[] | null;
  /** A list may pass for one of any type: it gets other members, an instance is made of it, or its `constructor` is believed. */
  readonly joined: boolean;
  /** Objects get other prototypes than their types say: an accessor may stand for a member of any type. */
  readonly untyped: boolean;
  /** What the accessors of each name are declared to yield. */
  readonly names: ReadonlyMap<string, ValueKinds>;
}

export function uniteAccessorNames(all: Iterable<AccessorNames>): AccessorNames {
  const parts = [...all];
  const names = new Map<string, ValueKinds>();
  for (const part of parts) for (const [name, kinds] of part.names) noteName(names, name, kinds);
  const lists = parts.flatMap((part) => part.lists ?? []);
  const numbered = parts.flatMap((part) => part.numbered ?? []);
  return {
    any: parts.some(({ any }) => any),
    numbered: parts.some((part) => part.numbered !== null) ? [...new Set(numbered)].sort() : null,
    lists: parts.some((part) => part.lists !== null) ? [...new Set(lists)].sort() : null,
    joined: parts.some(({ joined }) => joined),
    untyped: parts.some(({ untyped }) => untyped),
    names,
  };
}

export function sameAccessorNames(a: AccessorNames, b: AccessorNames): boolean {
  const text = ({ names, ...others }: AccessorNames): string =>
    JSON.stringify([
      others.any,
      others.numbered,
      others.lists,
      others.joined,
      others.untyped,
      [...names].sort(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return text(a) === text(b);
}

function noteName(names: Map<string, ValueKinds>, name: string, kinds: ValueKinds): void {
  const known = names.get(name);
  names.set(name, known === undefined ? kinds : uniteKinds(known, kinds));
}

export interface MemberOfType {
  /** The type that it belongs to. */
  readonly holder: ts.Type;
  readonly name: string;
  /** Null for an optional member. */
  readonly declared: StaticType | null;
}

/**
 * Whether a member that is declared with the type may be one of the program's accessors. What passes for the type that the member belongs to
 * without a cast has a member `name` of the declared type, and what inherits an accessor yields what the accessor is declared to: where the
 * two have no value in common, no object has both. Of an optional member that says nothing: what has none by its own type passes, whatever it
 * hides.
 */
export const mayBeAccessor = (accessors: AccessorNames, member: MemberOfType, checker: ts.TypeChecker): boolean => {
  const { untyped, names } = accessors;
  const { holder, name, declared } = member;
  if (interceptsAll(accessors) || isNumbered(accessors, name)) return true;
  if (accessors.lists !== null && passesAs(accessors.lists, holder, checker)) return true;
  const yielded = names.get(name);
  if (yielded === undefined) return false;
  return untyped || declared === null || kindsOverlap(yielded, kindsOfValues(declared));
};

/** A list that has got another prototype may be narrowed to what that makes of it. */
const interceptsAll = ({ any, lists, joined, untyped }: AccessorNames): boolean => any || (lists !== null && (joined || untyped));

/** Whether a member of that name of what a constructor makes may be: an instance is a list only where lists are made into some. */
export const mayBeAccessorOfInstance = (accessors: AccessorNames, name: string): boolean =>
  interceptsAll(accessors) || isNumbered(accessors, name) || accessors.names.has(name);

const isNumbered = ({ numbered }: AccessorNames, name: string): boolean => numbered !== null && isNumberedName(name);

/** Whether a member of that name (null: any), whatever it belongs to, may be one of the program's accessors, no declared type believed. */
export const mayBeAccessorAnywhere = ({ any, numbered, lists, names }: AccessorNames, name: string | null): boolean =>
  any || numbered !== null || (name !== null && (lists !== null || names.has(name)));

/** Once it is known that one of the members which numbers are believed by is something else, any name may be an accessor's. */
export const withLooseNumbers = (accessors: AccessorNames, loose: ReadonlySet<string>): AccessorNames =>
  accessors.numbered?.some((key) => isLooseMember(key, loose)) === true ? { ...accessors, any: true } : accessors;

const TELLING = kindSet(
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.Identifier,
);

/** Those of one file; what counts is the union over the program. */
export function accessorNamesOf(file: ts.SourceFile, checker: ts.TypeChecker): AccessorNames {
  const names = new Map<string, ValueKinds>();
  const lists: (readonly string[])[] = [];
  let any = false;
  let numbered: readonly string[] | null = null;
  let joined = false;
  let untyped = false;
  const note = (name: ts.PropertyName, node: ts.Node): void => {
    if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
      noteName(names, name.text, kindsOfValues(staticTypeOf(checker.getTypeAtLocation(node), checker)));
    // Symbols are no names of members that anything is proved of.
    else if (ts.isComputedPropertyName(name) && !isSymbol(name, checker)) {
      const by = isOfList(node, checker) ? null : numberedBy(name, checker);
      if (by === null) any = true;
      else numbered = [...(numbered ?? []), ...by];
    }
  };
  const noteAny = (name: ts.PropertyName): void => {
    const text = ts.isPrivateIdentifier(name) ? null : staticPropertyName(name);
    if (text !== null) noteName(names, text, null);
    else if (ts.isComputedPropertyName(name) && !isSymbol(name, checker)) any = true;
  };
  const look = (node: ts.Node): void => {
    if (ts.isAccessor(node) || (ts.isPropertyDeclaration(node) && ts.isAutoAccessorPropertyDeclaration(node)))
      note(node.name, node);
    // What a decorator makes of a member is not followed: an accessor of the prototype, for one.
    else if ((ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)) && ts.getDecorators(node) !== undefined)
      noteAny(node.name);
    else if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.name) && node.name.text === "__proto__") untyped = true;
    else if (ts.isBindingElement(node) || ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
      select(destructured(node, checker));
    else if (ts.isElementAccessExpression(node)) {
      select(keyed(node, checker));
      joined ||= ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === "constructor";
      untyped ||= assignsPrototype(node, node.argumentExpression);
    } else if (ts.isReturnStatement(node)) {
      joined ||= makesInstance(node, checker);
      untyped ||= node.expression !== undefined && isOfConstructor(node);
    } else if (ts.isIdentifier(node)) lookAtName(node);
  };
  const select = (selected: Selected): void => {
    any ||= selected === "any";
    untyped ||= selected !== "nothing";
  };
  const lookAtName = (node: ts.Identifier): void => {
    const call = callOf(node);
    untyped ||= reparents(node) && (call === null || !createsAsTyped(call, checker));
    untyped ||= node.text === "construct" && ts.isPropertyAccessExpression(node.parent);
    untyped ||= node.text === "prototype" && (!ts.isPropertyAccessExpression(node.parent) || assignsPrototype(node.parent, node));
    if (node.text === "create" && !isMemberOfObject(node) && ts.isPropertyAccessExpression(node.parent))
      select(selected(node.parent.expression, ["create"], checker));
    if (node.text === "Proxy" && !isOwnMember(node)) {
      const asked = proxiedList(node, checker);
      any ||= asked === null;
      lists.push(asked ?? []);
    } else if (node.text.startsWith("__define")) any = true;
    else if (node.text === "assign") joined ||= joinsMembers(node, checker);
    else if (node.text === "constructor") joined ||= comparesConstructors(node);
    else if (call !== null && copiesDescriptors(call, checker)) untyped ||= !createsAsTyped(call, checker);
    else if (node.text === "defineProperties" || node.text === "defineProperty" || node.text === "create") {
      const defined = definitions(node);
      any ||= defined === "unknown";
      if (defined !== "unknown") for (const name of defined) noteName(names, name, null);
    }
  };
  for (const node of nodesOfKinds(file, TELLING)) look(node);
  any ||= handsOnReflection(file, checker);
  return { any, numbered, lists: lists.length > 0 ? [...new Set(lists.flat())].sort() : null, joined, untyped, names };
}

/** A list with accessors for elements is no list. */
function isOfList({ parent }: ts.Node, checker: ts.TypeChecker): boolean {
  return (
    !ts.isClassLike(parent) ||
    parent.heritageClauses?.some(({ types }) => types.some((one) => mayBeList(checker.getTypeAtLocation(one), checker))) === true
  );
}

/** `F.prototype = …`: what `new F` makes inherits from something else. */
function assignsPrototype(access: ts.PropertyAccessExpression | ts.ElementAccessExpression, name: ts.Node): boolean {
  const isNamed = ts.isIdentifier(name) || ts.isStringLiteralLike(name);
  return isNamed && name.text === "prototype" && assignmentUse(access) !== "none";
}

/** Something else is returned than what the constructor made. */
function isOfConstructor(node: ts.Node): boolean {
  const holder = ts.findAncestor(node, ts.isFunctionLike);
  return holder !== undefined && ts.isConstructorDeclaration(holder);
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

/** The names that `defineProperty`, `defineProperties` or `Object.create` may make accessors; `unknown` where they cannot be told. */
function definitions(name: ts.Identifier): readonly string[] | "unknown" {
  if (name.text === "create" && !isMemberOfObject(name)) return [];
  const call = callOf(name);
  if (call === null || call.arguments.some((argument) => ts.isSpreadElement(argument))) return "unknown";
  const [, second, third] = call.arguments;
  if (name.text !== "defineProperty") return second === undefined ? [] : describedBy(second);
  if (second === undefined || third === undefined) return "unknown";
  if (isPlainDescriptor(third)) return [];
  return ts.isStringLiteralLike(second) ? [second.text] : "unknown";
}

/** Of a literal of descriptors. */
function describedBy(descriptors: ts.Expression): readonly string[] | "unknown" {
  if (!ts.isObjectLiteralExpression(descriptors)) return "unknown";
  const names: string[] = [];
  for (const one of descriptors.properties) {
    const name = one.name === undefined ? null : staticPropertyName(one.name);
    if (name === null) return "unknown";
    if (!ts.isPropertyAssignment(one) || !isPlainDescriptor(one.initializer)) names.push(name);
  }
  return names;
}

const isPlainDescriptor = (descriptor: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(descriptor) && descriptor.properties.every(isPlainDescriptorPart);

function isPlainDescriptorPart(part: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(part) && !ts.isShorthandPropertyAssignment(part)) return false;
  return ts.isIdentifier(part.name) && ["value", "writable", "enumerable", "configurable"].includes(part.name.text);
}

/** Ways to another prototype; `Object.create(null)` and `Object.setPrototypeOf(o, null)` are none: nothing is inherited. */
function reparents(name: ts.Identifier): boolean {
  if (name.text === "__proto__") return true;
  const place = name.text === "create" ? 0 : 1;
  if (name.text === "create" ? !isMemberOfObject(name) : name.text !== "setPrototypeOf") return false;
  const args = callOf(name)?.arguments ?? [];
  return args.slice(0, place).some((arg) => ts.isSpreadElement(arg)) || args[place]?.kind !== ts.SyntaxKind.NullKeyword;
}

function isMemberOfObject({ parent }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === "Object";
}

/** `Shape.Proxy`: a member of that name of something else than the global object. */
function isOwnMember(name: ts.Identifier): boolean {
  const { parent } = name;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return false;
  return !ts.isIdentifier(parent.expression) || !["globalThis", "window", "self", "global"].includes(parent.expression.text);
}
