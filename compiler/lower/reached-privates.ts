/**
 * TypeScript-private fields that the program itself reaches otherwise than as `this.name` in the class that declares them. A1t says that code outside
 * the class does not. What the program does in plain sight is looked for here all the same, by name: a field counts as reached where one of its name is
 * accessed on what is `any`, by a key that is written down, in a pattern, through a cast, as a member that need not be there, or on another object than `this`; where
 * it is copied; where anything is done by a key that is not known, or by a function of `Object` or `Reflect`, to what has a type with the field; and in the class itself, which need not keep to what it
 * hides, where such is done to anything that might be an instance.
 *
 * (What other code does to all members of what is `any`, `unknown` or a type parameter is one of the limits of A1t: docs/SOUNDNESS.md.)
 */
import { isStandardGlobal } from "../../analyzers/facts/standard-globals.js";
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { indexedShape, unionMembers } from "./indexed-shape.js";
import { isField } from "./class-scopes.js";
import { isHandedOn, reflectingFunction } from "./reflecting-function.js";
import { keyNames } from "./stores-in-unions.js";
import {
  assignmentUse,
  hasModifier,
  heritageOf,
  isDecorated,
  isDecoratedMember,
  isParameterProperty,
  outermostWrapped,
  skipWrappers,
  staticPropertyName,
} from "./syntax.js";

/** Of one file. `names` are sorted. */
interface PrivateReach {
  /** Reached. */
  readonly names: readonly string[];
  /** Reached if `elsewhere` is so as well: an object that has them is cast to something else. */
  readonly cast: readonly string[];
  /** Members of other types that have such a name. */
  readonly elsewhere: readonly string[];
  /** Fields of classes with a base: they are defined on whatever the constructor of the base returns. */
  readonly derived: readonly string[];
  /** The constructor of some base may return an object that it did not make. */
  readonly returns: boolean;
  /** Any name may be. */
  readonly all: boolean;
}

/**
 * Names of fields of a program that are reached; null: of all. What is known of files that are not in `fresh` is looked up, unless the program has other
 * private names than it had. `hidden`: files that nothing is known of.
 */
export function createPrivateReach(): (
  files: readonly ts.SourceFile[],
  checker: ts.TypeChecker,
  are: { readonly fresh: ReadonlySet<ts.SourceFile>; readonly hidden: (file: ts.SourceFile) => boolean },
) => readonly string[] | null {
  let last: { readonly names: string; readonly files: ReadonlyMap<ts.SourceFile, PrivateReach> } = {
    names: "",
    files: new Map(),
  };
  return (files, checker, { fresh, hidden }) => {
    const wanted = new Set(files.flatMap(privateNamesIn));
    const names = [...wanted].sort().join();
    const known = last.names === names ? last.files : new Map<ts.SourceFile, PrivateReach>();
    const found = new Map(
      files.map((file) => {
        const before = fresh.has(file) ? undefined : known.get(file);
        return [file, before ?? (hidden(file) ? EVERYTHING : privateReachOf(file, checker, wanted))];
      }),
    );
    last = { names, files: found };
    return reachedPrivates([...found.values()]);
  };
}

function reachedPrivates(files: readonly PrivateReach[]): readonly string[] | null {
  if (files.some(({ all }) => all)) return null;
  const elsewhere = new Set(files.flatMap((file) => file.elsewhere));
  const cast = files.flatMap((file) => file.cast.filter((name) => elsewhere.has(name)));
  const derived = files.some(({ returns }) => returns) ? files.flatMap((file) => file.derived) : [];
  return [...new Set([...files.flatMap(({ names }) => names), ...cast, ...derived])].sort();
}

const CLASSES = kindSet(ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression);
const declared = new WeakMap<ts.SourceFile, readonly string[]>();

/** The names of the TypeScript-private fields that the file declares. */
function privateNamesIn(file: ts.SourceFile): readonly string[] {
  const known = declared.get(file);
  if (known !== undefined) return known;
  const names = nodesOfKinds(file, CLASSES).flatMap((node) => (ts.isClassLike(node) ? privateNamesOf(node) : []));
  declared.set(file, names);
  return names;
}

function privateNamesOf(node: ts.ClassLikeDeclaration): readonly string[] {
  const names = node.members.flatMap((member): readonly (ts.PropertyName | ts.BindingName)[] => {
    if (ts.isConstructorDeclaration(member))
      return member.parameters.filter((one) => isParameterProperty(one) && isPrivate(one)).map(({ name }) => name);
    return isField(member) && isPrivate(member) ? [member.name] : [];
  });
  return names.flatMap((name) =>
    ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name) ? [] : (staticPropertyName(name) ?? []),
  );
}

const isPrivate = (node: ts.Node): boolean => hasModifier(node, ts.SyntaxKind.PrivateKeyword);

/** Of `Object` and `Reflect`: what they read, or store, under names that nobody wrote down. (`Reflect.construct` makes an instance that no constructor made.) */
const REACHING: ReadonlySet<string> = new Set([
  ...["assign", "defineProperties", "defineProperty", "deleteProperty", "set", "get", "values", "entries", "setPrototypeOf"],
  ...["getOwnPropertyDescriptor", "getOwnPropertyDescriptors", "__defineGetter__", "__defineSetter__", "create", "construct"],
]);
const STORING: ReadonlySet<string> = new Set(["defineProperty", "set"]);
const MAKING: ReadonlySet<string> = new Set(["create", "construct"]);

const TELLING = kindSet(
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.WithStatement,
  ts.SyntaxKind.InKeyword,
);

const NOTHING: PrivateReach = { names: [], cast: [], elsewhere: [], derived: [], returns: false, all: false };
const EVERYTHING: PrivateReach = { ...NOTHING, all: true };

/** What the file does to fields of the names `wanted`, which are those that the program declares. */
function privateReachOf(file: ts.SourceFile, checker: ts.TypeChecker, wanted: ReadonlySet<string>): PrivateReach {
  return wanted.size === 0 ? NOTHING : findReach(file, checker, wanted);
}

function findReach(file: ts.SourceFile, checker: ts.TypeChecker, wanted: ReadonlySet<string>): PrivateReach {
  const names = new Set<string>();
  const cast = new Set<string>();
  const elsewhere = new Set<string>();
  const derived = new Set<string>();
  let returns = false;
  let all = false;
  const typeOf = (node: ts.Node): ts.Type => checker.getTypeAtLocation(node);
  const reach = (found: Iterable<string>): void => {
    for (const name of found) if (wanted.has(name)) names.add(name);
  };
  /** Those of its members that are private, or need not be there: what has such a one privately may pass for it. */
  const privatesOf = (type: ts.Type): readonly string[] =>
    unionMembers(checker.getNonNullableType(type))
      .flatMap((one) => checker.getPropertiesOfType(checker.getApparentType(one)))
      .filter(({ name, flags, declarations }) => wanted.has(name) && (isOptional(flags) || (declarations ?? []).some(isPrivate)))
      .map(({ name }) => name);
  /** Any member may be: those that the object has by its type, and of the classes around, whose instance it may be. */
  const reachAll = (object: ts.Expression): void => {
    reach(privatesOf(typeOf(skipWrappers(object))));
    if (mayBeInstance(typeOf(object))) reachAround(object);
  };
  const reachAround = (node: ts.Node): void => {
    for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (ts.isClassLike(at)) reach(privateNamesOf(at));
  };

  const lookAtAccess = (node: ts.PropertyAccessExpression): void => {
    const { expression: object, name } = node;
    if (name.text === "prototype") lookAtPrototype(object);
    // A function that reaches anything and is called by other code, or on what nobody wrote down.
    if (REACHING.has(name.text) && isHandedOn(node) && reflectingFunction(node, REACHING, checker) !== null) reach(wanted);
    if (!wanted.has(name.text)) return;
    const symbol = checker.getSymbolAtLocation(name);
    const declarations = symbol?.declarations ?? [];
    if (declarations.length === 0) reach([name.text]);
    else if (declarations.some(isPrivate)) {
      if (!declarations.every((one) => isOwnAccess(node, one, checker))) reach([name.text]);
    } else if (ts.isAssertionExpression(skipParentheses(object))) reach([name.text]);
    else lookAtNamesake(symbol);
  };
  /** A member of another type with such a name. What has it privately passes for one that need not have it, by way of a type that does not name it. */
  const lookAtNamesake = (member: ts.Symbol | undefined): void => {
    if (member === undefined) return;
    if (isOptional(member.flags)) reach([member.name]);
    else elsewhere.add(member.name);
  };
  /** `C.prototype` may become the `this` of its methods, or the prototype of what no constructor made. */
  const lookAtPrototype = (object: ts.Expression): void => {
    reachAround(object);
    for (const one of checker.getSymbolAtLocation(skipWrappers(object))?.declarations ?? [])
      if (ts.isClassLike(one)) reach(privateNamesOf(one));
  };
  const lookAtElement = ({ expression: object, argumentExpression: key }: ts.ElementAccessExpression): void => {
    const keyed = typeOf(key);
    if (namesNoField(keyed)) return;
    const known = literalNames(key);
    if (known.includes("prototype")) lookAtPrototype(object);
    if (known.length > 0) reach(known);
    else reachAll(object);
  };
  /** (A name that is computed from the type of an object may be one of what it is beyond that.) */
  const literalNames = (key: ts.Expression): readonly string[] =>
    ts.isStringLiteralLike(key) ||
    typeOf(key).isStringLiteral() ||
    unionMembers(typeOf(key)).every((one) => one.isStringLiteral())
      ? keyNames(key, checker)
      : [];
  /** Whether an instance of a class of the program passes for the type without a cast. */
  const mayBeInstance = (type: ts.Type): boolean =>
    unionMembers(type).some((one) => {
      const { kind } = indexedShape(one, checker);
      if (kind !== "none" && kind !== "any" && kind !== "typeParameter" && kind !== "arrayLike") return false;
      if ((one.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable)) !== 0)
        return true;
      if ((one.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
      const index = checker.getIndexTypeOfType(one, ts.IndexKind.String);
      return index === undefined || (index.flags & ts.TypeFlags.Any) !== 0;
    });
  const lookAtCall = ({ expression, arguments: args }: ts.CallExpression): void => {
    const name = reflectingFunction(skipWrappers(expression), REACHING, checker);
    if (name === null) return;
    const [target, key, ...more] = args;
    // Copies of what they hold, and what a setter is run on.
    const others = name === "assign" ? args.slice(1) : name === "set" ? more.slice(1) : [];
    for (const one of others) {
      if (ts.isSpreadElement(one)) reach(wanted);
      else if (name === "set") reachAll(one);
      else reach(privatesOf(typeOf(skipWrappers(one))));
    }
    if (target === undefined || isFreshLiteral(target)) return;
    if (ts.isSpreadElement(target)) reach(wanted);
    if (MAKING.has(name)) reachAround(target);
    if (key !== undefined && ts.isStringLiteralLike(key) && name !== "assign") reach([key.text]);
    else if (!ts.isSpreadElement(target)) {
      // Under a name that is not known, in what any instance passes for.
      if (STORING.has(name) && mayBeInstance(typeOf(target))) reach(wanted);
      reachAll(target);
    }
  };
  /** What a pattern takes by name: `name` is a literal or computed. */
  const lookAtTaken = (name: ts.PropertyName, type: () => ts.Type): void => {
    const text = staticPropertyName(name);
    if (text === null) {
      const keyed = ts.isComputedPropertyName(name) ? typeOf(name.expression) : null;
      if (keyed !== null && (keyed.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike)) !== 0) return;
      reach(privatesOf(type()));
      reachAround(name);
      return;
    }
    if (text === "prototype") {
      reachAround(name);
      for (const one of type().getSymbol()?.declarations ?? []) if (ts.isClassLike(one)) reach(privateNamesOf(one));
    }
    if (!wanted.has(text)) return;
    const member = checker.getPropertyOfType(type(), text);
    const declarations = member?.declarations ?? [];
    if (declarations.length === 0 || declarations.some(isPrivate)) reach([text]);
    else lookAtNamesake(member);
  };
  const lookAtPattern = (pattern: ts.ObjectBindingPattern): void => {
    for (const { propertyName, name, dotDotDotToken } of pattern.elements) {
      if (dotDotDotToken !== undefined) {
        reach(privatesOf(typeOf(pattern)));
        continue;
      }
      const taken = propertyName ?? (ts.isIdentifier(name) ? name : null);
      if (taken !== null) lookAtTaken(taken, () => typeOf(pattern));
    }
  };
  /** A literal that is assigned to is a pattern, and so is one inside of it. Of its type nothing is known here. */
  const lookAtLiteral = (literal: ts.ObjectLiteralExpression): void => {
    if (!isAssignmentPattern(literal)) {
      // A copy of an object has what it has.
      for (const property of literal.properties)
        if (ts.isSpreadAssignment(property)) reach(privatesOf(typeOf(skipWrappers(property.expression))));
      return;
    }
    // What is left over of an object is one, too.
    if (literal.properties.some(ts.isSpreadAssignment)) reach(wanted);
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) continue;
      lookAtTaken(property.name, () => checker.getAnyType());
    }
  };
  const lookAtCast = (node: ts.AssertionExpression): void => {
    if (ts.isConstTypeReference(node.type)) return;
    for (const name of privatesOf(typeOf(node.expression))) cast.add(name);
  };
  const lookAtClass = (node: ts.ClassLikeDeclaration): void => {
    // (An instance of a class with an index signature passes for a dictionary.)
    const isOdd = isDecorated(node) || node.members.some((one) => isDecoratedMember(one) || ts.isIndexSignatureDeclaration(one));
    if (isOdd) reach(privateNamesOf(node));
    const base = heritageOf(node);
    const isOpen = node.members.some((member) => (isField(member) || ts.isAccessor(member)) && mayHaveAnyName(member.name));
    if (isOpen) reach(base === undefined ? privateNamesOf(node) : wanted);
    if (base === undefined) return;
    const inherited = new Set(checker.getPropertiesOfType(typeOf(base)).map(({ name }) => name));
    // (TypeScript reports it, and may have been told not to.)
    const own = node.members.flatMap((member) => (member.name === undefined ? [] : (staticPropertyName(member.name) ?? [])));
    reach([...own, ...privateNamesOf(node)].filter((name) => inherited.has(name)));
    for (const name of [...own, ...privateNamesOf(node)]) if (wanted.has(name)) derived.add(name);
    // Whatever else is called may be anything that constructs: of its type `new () => object`, or of that of an empty class.
    returns ||= !isCertainClass(base.expression);
  };
  /** By its binding: a class, a constant that is one, or one of the language. */
  const isCertainClass = (base: ts.Expression): boolean => {
    const named = checker.getSymbolAtLocation(base);
    if (named === undefined) return false;
    const symbol = (named.flags & ts.SymbolFlags.Alias) === 0 ? named : checker.getAliasedSymbol(named);
    const { valueDeclaration } = symbol;
    if (valueDeclaration === undefined) return false;
    // (What is only declared may be anything that constructs.)
    if (ts.isClassLike(valueDeclaration)) return !isOnlyDeclared(valueDeclaration);
    if (!ts.isVariableDeclaration(valueDeclaration)) return false;
    if (valueDeclaration.getSourceFile().isDeclarationFile) return ts.isIdentifier(base) && isStandardGlobal(symbol.name);
    const { initializer, parent } = valueDeclaration;
    return (parent.flags & ts.NodeFlags.Const) !== 0 && initializer !== undefined && ts.isClassExpression(initializer);
  };
  /** A test that gives an object the member without a cast. */
  const lookAtIn = ({ left }: ts.BinaryExpression): void => {
    for (const name of literalNames(left)) if (wanted.has(name)) cast.add(name);
  };
  const mayHaveAnyName = (name: ts.PropertyName): boolean =>
    ts.isComputedPropertyName(name) && staticPropertyName(name) === null && !namesNoField(typeOf(name.expression));
  for (const node of nodesOfKinds(file, TELLING)) {
    if (ts.isPropertyAccessExpression(node)) lookAtAccess(node);
    else if (ts.isElementAccessExpression(node)) lookAtElement(node);
    else if (ts.isCallExpression(node)) lookAtCall(node);
    else if (ts.isObjectBindingPattern(node)) lookAtPattern(node);
    else if (ts.isObjectLiteralExpression(node)) lookAtLiteral(node);
    else if (ts.isAssertionExpression(node)) lookAtCast(node);
    else if (ts.isClassLike(node)) lookAtClass(node);
    else if (node.kind === ts.SyntaxKind.InKeyword) {
      // (That of a type parameter is another.)
      if (ts.isBinaryExpression(node.parent)) lookAtIn(node.parent);
    } else if (ts.isConstructorDeclaration(node)) returns ||= node.body !== undefined && returnsValue(node.body);
    else all = true;
  }
  const sorted = (found: ReadonlySet<string>): readonly string[] => [...found].sort();
  return { names: sorted(names), cast: sorted(cast), elsewhere: sorted(elsewhere), derived: sorted(derived), returns, all };
}

const isOptional = (flags: ts.SymbolFlags): boolean => (flags & ts.SymbolFlags.Optional) !== 0;

const isOnlyDeclared = (node: ts.Node): boolean =>
  node.getSourceFile().isDeclarationFile ||
  ts.findAncestor(node, (one) => hasModifier(one, ts.SyntaxKind.DeclareKeyword)) !== undefined;

/** A `return` of the function that the node stands in. */
function returnsValue(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return node.expression !== undefined;
  return (
    !ts.isFunctionLike(node) &&
    !ts.isClassLike(node) &&
    ts.forEachChild(node, (child) => returnsValue(child) || undefined) === true
  );
}

/** Keys of the type are numbers or symbols. */
const namesNoField = (type: ts.Type): boolean =>
  unionMembers(type).every(({ flags }) => (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike)) !== 0);

const skipParentheses = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) ? skipParentheses(node.expression) : node;

/**
 * `this.name` in a member of the class that declares it, or in an arrow function there, which does not delete it; or a read of a primitive value there, of any
 * object.
 */
function isOwnAccess(node: ts.PropertyAccessExpression, declaration: ts.Declaration, checker: ts.TypeChecker): boolean {
  const holder = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
  const container = ts.findAncestor(
    node.parent,
    (one) => ts.isClassElement(one) || (ts.isFunctionLike(one) && !ts.isArrowFunction(one)),
  );
  const isInMember =
    container !== undefined &&
    ts.isClassElement(container) &&
    container.parent === holder &&
    !ts.isClassStaticBlockDeclaration(container) &&
    !hasModifier(container, ts.SyntaxKind.StaticKeyword);
  if (!isInMember || ts.isDeleteExpression(outermostWrapped(node).parent)) return false;
  if (skipParentheses(node.expression).kind === ts.SyntaxKind.ThisKeyword) return true;
  const symbol = checker.getSymbolAtLocation(node.name);
  return (
    assignmentUse(node) === "none" &&
    symbol !== undefined &&
    unionMembers(checker.getTypeOfSymbol(symbol)).every(({ flags }) => (flags & PRIMITIVE) !== 0)
  );
}

const PRIMITIVE =
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.StringLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null;

const isFreshLiteral = (node: ts.Expression): boolean => {
  const inner = skipWrappers(node);
  return ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner) || ts.isFunctionLike(inner);
};

function isAssignmentPattern(node: ts.Expression): boolean {
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return parent.left === outer;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === outer;
  return isInPattern(outer);
}

/** An element or member of a literal that is a pattern. */
function isInPattern({ parent }: ts.Node): boolean {
  if (ts.isPropertyAssignment(parent)) return isAssignmentPattern(parent.parent);
  if (ts.isSpreadElement(parent)) return isInPattern(parent);
  return ts.isArrayLiteralExpression(parent) && isAssignmentPattern(parent);
}
