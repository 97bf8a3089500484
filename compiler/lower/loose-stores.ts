/**
 * Stores of the program itself that put something else into a member or an element than its declared type says: a value of type `any`, or of
 * another type than its own by a cast, into an object of such a type, into one of several types, by `Object.assign` and `Reflect`; members that are
 * deleted, tuples that lose elements. A1t believes declared types of what comes from outside: what the program does in plain sight is not that.
 *
 * Where the member is told by the type of the object, it counts for that member, whoever reads it. Everywhere else it counts for the function
 * that it stands in: for members of the name, or for elements.
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { NO_LOOSE, type HirLoose } from "../../core/hir-loose.js";
import { isInConforming } from "./conforming-literals.js";
import { indexedShape, unionMembers } from "./indexed-shape.js";
import { createLooseValues, isAny, isPlain } from "./loose-values.js";
import { mayBeList } from "./proxied-lists.js";
import { handsOnReflection, isHandedOn, isPlainlyReflecting, reflectingFunction } from "./reflecting-function.js";
import { storesAny } from "./stored-values.js";
import { ANY_MEMBER, calledBy, calledKey, closeHanded, handedOn, undeclaredKey, type Handed } from "./yielding-names.js";
import { holdersOf, keyNames, makesOther, stepsOut, storedType } from "./stores-in-unions.js";
import {
  assignmentUse,
  assignsZero,
  declaredNames,
  isAccess,
  isParameterProperty,
  outermostWrapped,
  skipWrappers,
  staticPropertyName,
  type Access,
} from "./syntax.js";

export interface LooseStores {
  /** Members as `memberKey` names them, and what is called by a name. */
  readonly members: ReadonlySet<string>;
  readonly tuples: boolean;
}

/** Of one file. */
export interface FileLooseStores extends LooseStores {
  readonly places: readonly LoosePlace[];
  /** Variables that it declares which begin as something loose, wherever they are used. */
  readonly declared: readonly string[];
  readonly handed: readonly Handed[];
}

interface LoosePlace {
  readonly at: number;
  /** A name, null for any. */
  readonly stored:
    | { readonly kind: "member"; readonly name: string | null }
    | { readonly kind: "element" | "length" | "prototype" }
    /** A list gets another shape, or holes, in the function that begins there, NOWHERE if it is not seen in its order (alterations.ts). */
    | { readonly kind: "list"; readonly within: number };
}

const NOWHERE = -1;

export const NO_LOOSE_STORES: FileLooseStores = { members: new Set(), tuples: false, places: [], declared: [], handed: [] };

export function uniteLooseStores(all: readonly FileLooseStores[]): LooseStores {
  return {
    members: closeHanded(
      new Set(all.flatMap(({ members }) => [...members])),
      all.flatMap(({ handed }) => handed),
    ),
    tuples: all.some(({ tuples }) => tuples),
  };
}

export function sameLooseStores(a: LooseStores, b: LooseStores): boolean {
  const text = ({ members, tuples }: LooseStores): string => JSON.stringify([[...members].sort(), tuples]);
  return text(a) === text(b);
}

/** The stores that stand between two places of the file, of the function that begins at `own`. */
export function looseWithin({ places }: FileLooseStores, { pos: start, end }: ts.TextRange, own: number): HirLoose {
  const stores = places.filter(({ at }) => start <= at && at < end).map(({ stored }) => stored);
  if (stores.length === 0) return NO_LOOSE;
  const names = stores.flatMap((one) => (one.kind === "member" ? [one.name] : []));
  const known = [...new Set(names.filter((name) => name !== null))].sort();
  const has = (wanted: LoosePlace["stored"]["kind"]): boolean => stores.some(({ kind }) => kind === wanted);
  return {
    members: known.length < new Set(names).size ? null : known,
    elements: has("element"),
    lengths: has("length"),
    lists: stores.some((one) => one.kind === "list" && one.within !== own),
    prototypes: has("prototype"),
  };
}

/** A member by its declarations: the file, what it is declared in, its name. No positions, which edits elsewhere move. */
export function memberKeys(symbol: ts.Symbol): readonly string[] {
  if ((symbol.declarations ?? []).length === 0) return [undeclaredKey(symbol.name)];
  return (symbol.declarations ?? []).map((declaration) => {
    let holder: ts.Node = declaration.parent;
    const names: string[] = [];
    for (; !ts.isSourceFile(holder); holder = holder.parent) {
      if (isHolder(holder) && holder.name !== undefined) names.push(holder.name.text);
    }
    return JSON.stringify([holder.fileName, names, symbol.name]);
  });
}

export const isLooseMember = (key: string, members: ReadonlySet<string>): boolean => members.has(key) || members.has(ANY_MEMBER);

const isHolder = (
  node: ts.Node,
): node is
  ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.FunctionDeclaration | ts.ModuleDeclaration =>
  ts.isClassLike(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isModuleDeclaration(node);

/** Methods that put arguments among the elements, by the first argument that is one. */
const STORING: ReadonlyMap<string, number> = new Map([
  ["push", 0],
  ["unshift", 0],
  ["fill", 0],
  ["splice", 2],
]);
const SHORTENING: ReadonlySet<string> = new Set(["pop", "shift", "splice"]);
const REFLECTING: ReadonlySet<string> = new Set(["set", "deleteProperty", "defineProperty", "defineProperties"]);

/** Of `Object` and `Reflect`: what they do to their first argument may end that a list is an ordinary one. */
const RESHAPING: ReadonlySet<string> = new Set([
  "assign",
  "defineProperties",
  "defineProperty",
  "deleteProperty",
  "set",
  "setPrototypeOf",
]);

/** What is called by a name that is written down. */
const methodName = (callee: Access): string | null => {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return ts.isStringLiteralLike(callee.argumentExpression) ? callee.argumentExpression.text : null;
};

export function looseStoresOf(file: ts.SourceFile, checker: ts.TypeChecker): FileLooseStores {
  const members = new Set<string>();
  const places: LoosePlace[] = [];
  let tuples = false;
  const typeOf = (node: ts.Node): ts.Type => checker.getTypeAtLocation(node);
  const declared: string[] = [];
  const { isLoose, isLooseInside, isLooseObject, isDeclaredAny, isLooseFunction, returnsLoose, isLooseVariable } =
    createLooseValues(checker);
  const noteName = (node: ts.Node, name: string | null): void =>
    void places.push({ at: node.end - 1, stored: { kind: "member", name } });
  const noteElement = (node: ts.Node): void => void places.push({ at: node.end - 1, stored: { kind: "element" } });
  /** An array becomes shorter, and may be a tuple. */
  const noteLength = (node: ts.Node): void => void places.push({ at: node.end - 1, stored: { kind: "length" } });
  /** `delete list[i]`, `Object.assign(list, …)` and the like. */
  const noteList = (node: ts.Node, list: ts.Expression, isSeen = true): void => {
    const passes = (type: ts.Type): boolean => !isSeen || unionMembers(type).some((one) => isList(one, checker));
    if (passes(typeOf(list)) || passes(typeOf(skipWrappers(list)))) noteAnyList(node, isSeen);
  };
  const noteAnyList = (node: ts.Node, isSeen: boolean): void => {
    const within = isSeen ? (ts.findAncestor(node, ts.isFunctionLike)?.pos ?? 0) : NOWHERE;
    places.push({ at: node.end - 1, stored: { kind: "list", within } });
  };
  /** (A greater one leaves holes.) */
  const noteResized = (target: Access): void => {
    if (!assignsZero(target)) noteList(target, target.expression);
  };
  /** A list has no index signature that every name goes by. */
  const notePrototype = (object: ts.Expression): void => {
    const type = typeOf(object);
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if ((index === undefined || isAny(index)) && mayBeList(type, checker))
      places.push({ at: object.end - 1, stored: { kind: "prototype" } });
  };
  const noteSymbol = (symbol: ts.Symbol | undefined): void => {
    if (symbol === undefined) return;
    for (const key of memberKeys(symbol)) members.add(key);
    // One of several types, or a part of an intersection, may have the member without a declaration.
    members.add(undeclaredKey(symbol.name));
    members.add(calledKey(symbol.name));
  };
  /** The members of an object by what it is declared as without casts, or the one of that name. */
  const noteMembersOf = (object: ts.Expression, name: string | null): void => {
    const type = typeOf(skipWrappers(object));
    if (isAny(type)) return;
    for (const symbol of name === null ? checker.getPropertiesOfType(type) : [checker.getPropertyOfType(type, name)])
      noteSymbol(symbol);
  };
  const isTuple = (node: ts.Expression): boolean => unionMembers(typeOf(node)).some((one) => checker.isTupleType(one));
  /** See stores-in-unions.ts. */
  const leavesOther = (target: Access, name: string): boolean =>
    makesOther(holdersOf(target.expression, checker), name, () => storedType(target, checker), checker);
  /** Something is stored in the target: `value`, whether that is loose. */
  const note = (target: Access, value: boolean): void => {
    const isOfAny = isLooseObject(target.expression);
    if (ts.isPropertyAccessExpression(target)) {
      if (target.name.text === "length") noteLength(target);
      if (target.name.text === "length") noteResized(target);
      if (target.name.text === "__proto__") noteList(target, target.expression);
      if (target.name.text === "length" && isTuple(target.expression)) tuples = true;
      if (isOfAny) noteName(target, target.name.text);
      if (isOfAny) noteMembersOf(target.expression, target.name.text);
      else if (value || leavesOther(target, target.name.text)) noteSymbol(checker.getSymbolAtLocation(target.name));
      return;
    }
    const key = target.argumentExpression;
    if (ts.isStringLiteralLike(key) && key.text === "length") noteResized(target);
    const isOther = !isOfAny && !value && holdersOf(target.expression, checker).length > 1;
    if (!isOfAny && !value && !isOther) return;
    const names = isOfAny && !ts.isStringLiteralLike(key) ? [] : keyNames(key, checker);
    if (isNumeric(typeOf(key))) {
      if (!isOther) noteElement(target);
    } else if (isOfAny && names.length === 0) {
      // (`constructor`, which some methods ask what to make.)
      noteList(target, skipWrappers(target.expression));
      noteName(target, null);
      noteMembersOf(target.expression, null);
      noteElement(target);
    } else
      for (const name of names.filter((one) => !isOther || leavesOther(target, one))) {
        noteName(target, name);
        noteMembersOf(target.expression, name);
      }
  };
  /** A member is made of the value. (Of a cast there is as much, and as little, to be said as of one that is an argument.) */
  const noteMade = (name: ts.PropertyName, value: ts.Expression, holder: ts.ObjectLiteralExpression): void => {
    const text = ts.isPrivateIdentifier(name) ? null : staticPropertyName(name);
    if (ts.isComputedPropertyName(name) && text === null && isLooseFunction(value)) noteComputed(name);
    if (text === null || (isPlain(value) && !ts.isFunctionLike(value))) return;
    const isAnything = isDeclaredAny(value) || isLooseFunction(value);
    if (!isAnything && !(isInConforming(holder) && isLoose(value))) return;
    noteSymbol(checker.getContextualType(holder)?.getProperty(text));
    noteSymbol(checker.getSymbolAtLocation(name));
  };
  const look = (node: ts.Node): void => {
    if (isAccess(node)) {
      if (ts.isPropertyAccessExpression(node) && RESHAPING.has(node.name.text)) lookAtHandedOn(node);
      if (NO_TARGET.has(node.parent.kind)) return;
      const isDeleted = ts.isDeleteExpression(outermostWrapped(node).parent);
      if (isDeleted && ts.isElementAccessExpression(node)) noteList(node, node.expression);
      if (assignmentUse(node) !== "none") note(node, storesAny(node, isLoose, isLooseInside) || stepsOut(node, checker));
      else if (isDeleted) note(node, false);
    } else if (ts.isPropertyDeclaration(node)) {
      if (node.initializer !== undefined && (isLoose(node.initializer) || listsLooseFunction(node.initializer)))
        noteSymbol(checker.getSymbolAtLocation(node.name));
    } else if (ts.isParameter(node)) {
      if (isParameterProperty(node) && node.initializer !== undefined && isLoose(node.initializer))
        for (const symbol of checker.getSymbolsOfParameterPropertyDeclaration(node, node.name.getText())) noteSymbol(symbol);
    } else if (ts.isPropertyAssignment(node)) noteMade(node.name, node.initializer, node.parent);
    else if (ts.isShorthandPropertyAssignment(node)) noteMade(node.name, node.name, node.parent);
    else if (ts.isCallExpression(node)) lookAtCall(node);
    else if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) lookAtFunction(node);
    else if (ts.isVariableDeclaration(node)) {
      if (ts.isIdentifier(node.name) && node.initializer !== undefined && isLooseFunction(node.initializer))
        members.add(calledKey(node.name.text));
    } else if (ts.isVariableStatement(node) && isOutermost(node.parent))
      declared.push(
        ...declaredNames(node.declarationList.declarations)
          .filter(isLooseVariable)
          .map(({ text }) => text),
      );
  };
  const lookAtFunction = (node: ts.MethodDeclaration | ts.FunctionDeclaration): void => {
    if (node.body === undefined) return;
    // What the iterator gives, which its `next` returns, is not looked at.
    if (node.asteriskToken !== undefined) members.add(calledKey("next"));
    // With overloads it may return more than each of them says; each passes for a function of that signature.
    const overloads = checker.getSymbolAtLocation(node.name ?? node)?.declarations?.filter(ts.isFunctionLike) ?? [];
    if (overloads.length < 2 && !returnsLoose(node)) return;
    for (const name of calledBy(node)) members.add(calledKey(name));
    if (ts.isMethodDeclaration(node) && ts.isComputedPropertyName(node.name)) noteComputed(node.name);
  };
  /** A function that returns something loose is called by whatever the name may be. (Of a symbol, by no name.) */
  const noteComputed = ({ expression }: ts.ComputedPropertyName): void => {
    if ((typeOf(expression).flags & ts.TypeFlags.ESSymbolLike) !== 0) return;
    const names = keyNames(expression, checker);
    if (names.length === 0) members.add(ANY_MEMBER);
    for (const name of names) members.add(calledKey(name));
  };
  const listsLooseFunction = (node: ts.Expression): boolean => {
    const inner = skipWrappers(node);
    return ts.isArrayLiteralExpression(inner) && inner.elements.some((one) => listsLooseFunction(one) || isLooseFunction(one));
  };
  /** By `call`, or by other code: on whatever it likes. */
  const lookAtHandedOn = (node: ts.PropertyAccessExpression): void => {
    if (!isHandedOn(node) || reflectingFunction(node, RESHAPING, checker) === null) return;
    members.add(ANY_MEMBER);
    noteAnyList(node, false);
    noteElement(node);
    noteName(node, null);
  };
  const lookAtCall = (node: ts.CallExpression): void => {
    const { expression, arguments: args } = node;
    const callee = skipWrappers(expression);
    const method = isAccess(callee) ? methodName(callee) : null;
    if (isAccess(callee) && method !== null) {
      if (SHORTENING.has(method)) noteLength(node);
      if (SHORTENING.has(method) && isTuple(callee.expression)) tuples = true;
      const from = STORING.get(method);
      if (from !== undefined && args.slice(from).some(isLoose)) noteElement(node);
    }
    const name = reflectingFunction(callee, RESHAPING, checker);
    if (name === null) return;
    const key = args[1];
    if (args[0] !== undefined) noteList(node, args[0], isPlainlyReflecting(node, checker));
    if (name === "setPrototypeOf" && args[0] !== undefined) notePrototype(args[0]);
    // Members that need not be there are found on what it inherits from.
    if (name === "setPrototypeOf" && key?.kind !== ts.SyntaxKind.NullKeyword) noteName(node, null);
    if (name === "assign") assigned(node);
    else if (REFLECTING.has(name)) {
      const known = key !== undefined && ts.isStringLiteralLike(key) ? key.text : null;
      noteName(node, known);
      if (args[0] !== undefined && known !== null) noteMembersOf(args[0], known);
    }
  };
  /** `Object.assign` asks of no source whether its members are what those of the target are declared as. */
  const assigned = (node: ts.CallExpression): void => {
    const [target, ...sources] = node.arguments;
    if (target === undefined) return;
    const into = typeOf(target);
    const isOfAny = isLooseObject(target);
    const holders = holdersOf(target, checker);
    for (const source of sources) {
      const from = typeOf(source);
      if (isAny(from) || ts.isSpreadElement(source)) {
        noteName(node, null);
        noteMembersOf(target, null);
      }
      for (const given of unionMembers(from).flatMap((one) => checker.getPropertiesOfType(one))) {
        const then = checker.getPropertyOfType(into, given.name);
        const stored = checker.getTypeOfSymbol(given);
        if (isOfAny) noteMembersOf(target, given.name);
        if (then === undefined) noteName(node, given.name);
        else if (
          isAny(stored) ||
          !checker.isTypeAssignableTo(stored, checker.getTypeOfSymbol(then)) ||
          makesOther(holders, given.name, () => stored, checker)
        ) {
          noteSymbol(then);
          noteName(node, given.name);
        }
      }
    }
  };
  for (const node of nodesOfKinds(file, TELLING)) look(node);
  if (handsOnReflection(file, checker)) members.add(ANY_MEMBER);
  return { members, tuples, places, declared: declared.sort(), handed: handedOn(file) };
}

const isOutermost = (node: ts.Node): boolean => ts.isSourceFile(node) || ts.isModuleBlock(node);

/** What is looked at. */
const TELLING = kindSet(
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.MethodDeclaration,
);

/** Whatever has such a parent is read. (Most accesses are.) */
const NO_TARGET: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.IfStatement,
]);

/** An array, a tuple or a typed array, or what inherits from one. */
function isList(type: ts.Type, checker: ts.TypeChecker): boolean {
  const shape = indexedShape(type, checker);
  if (shape.kind !== "typeParameter") return shape.kind === "array" || shape.kind === "tuple" || shape.kind === "typedArray";
  return shape.constraint !== null && unionMembers(shape.constraint).some((one) => isList(one, checker));
}

const isNumeric = (type: ts.Type): boolean => unionMembers(type).every(({ flags }) => (flags & ts.TypeFlags.NumberLike) !== 0);
