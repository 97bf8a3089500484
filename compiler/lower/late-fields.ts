/**
 * Fields that somebody may read before the constructor has assigned them. TypeScript asks that a field is assigned when the constructor ends;
 * what runs before that (a method that the constructor calls, code that it hands `this` to, methods that a base class's constructor calls)
 * finds `undefined` under any declared type. Such a field may be undefined, whatever it is declared as.
 */
import { kindSet, nodesOfKinds } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { mayBeAccessorOfInstance, type AccessorNames } from "./accessor-names.js";
import { staticTypeOf } from "./static-type.js";
import { hasModifier, heritageOf, skipWrappers } from "./syntax.js";
import { kindsOfValues, kindsOverlap, uniteKinds, type ValueKinds } from "./value-kinds.js";
import type { StaticType } from "../../core/static-type.js";

/** How one class makes its objects. */
export interface Construction {
  /** The class's own name; null where it has none. */
  readonly name: string | null;
  /** The class that it extends: a name, or `unknown` code; null where there is none that could run a method of this one. */
  readonly base: { readonly name: string } | "unknown" | null;
  /** Fields certainly assigned when the constructor first lets others have `this`; null when it does not. */
  readonly leak: readonly string[] | null;
  /** Members of `this` that the constructor reads or assigns, with the fields certainly assigned by then: some may be accessors. */
  readonly accesses: readonly { readonly name: string; readonly assigned: readonly string[] }[];
  /** What every field is declared as; `never`: nobody sees to it that it is assigned at all. */
  readonly fields: readonly { readonly name: string; readonly kinds: ValueKinds; readonly never: boolean }[];
}

/** Late fields by name: what they are declared as. */
export type LateFields = ReadonlyMap<string, ValueKinds>;

/**
 * Of all classes of the program. A class is known by its name alone, all classes of one name together: no more is late than that. A class
 * that is not compiled, or has no name, lets others have `this`.
 */
export function lateFieldsOf(constructions: readonly Construction[], accessors: AccessorNames): LateFields {
  const isAccessor = ({ name }: { readonly name: string }): boolean => mayBeAccessorOfInstance(accessors, name);
  /** Sets of fields that are assigned at one of the places where others may get `this`. */
  const leaksOf = ({ leak, accesses }: Construction): readonly (readonly string[])[] => [
    ...(leak === null ? [] : [leak]),
    ...accesses.filter(isAccessor).map(({ assigned }) => assigned),
  ];
  const byName = new Map<string, Construction[]>();
  for (const made of constructions) if (made.name !== null) byName.set(made.name, [...(byName.get(made.name) ?? []), made]);
  const leaksUnder = ({ base }: Construction, seen: ReadonlySet<string>): boolean => {
    if (base === null) return false;
    if (base === "unknown" || seen.has(base.name)) return true;
    const bases = byName.get(base.name);
    const deeper = new Set(seen).add(base.name);
    return bases === undefined || bases.some((one) => leaksOf(one).length > 0 || leaksUnder(one, deeper));
  };
  const late = new Map<string, ValueKinds>();
  for (const made of constructions) {
    const all = leaksUnder(made, new Set());
    const leaks = leaksOf(made);
    for (const field of made.fields) {
      if (!all && !field.never && leaks.every((assigned) => assigned.includes(field.name))) continue;
      const known = late.get(field.name);
      late.set(field.name, known === undefined ? field.kinds : uniteKinds(known, field.kinds));
    }
  }
  return late;
}

/** Whether a member that is declared with the type may be a late field, of an object that passes for the member's owner. */
export function mayBeLate(late: LateFields, name: string, declared: StaticType): boolean {
  const kinds = late.get(name);
  return kinds !== undefined && kindsOverlap(kinds, kindsOfValues(declared));
}

export function sameLateFields(a: LateFields, b: LateFields): boolean {
  const text = (fields: LateFields): string => JSON.stringify([...fields].sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}

const CLASSES = kindSet(ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression);

/** The classes of one file. `assigns`: TypeScript sees to it that constructors assign every field (`strictPropertyInitialization`). */
export function constructionsOf(file: ts.SourceFile, checker: ts.TypeChecker, assigns: boolean): readonly Construction[] {
  return nodesOfKinds(file, CLASSES)
    .filter((node) => ts.isClassLike(node))
    .map((node) => constructionOf(node, checker, assigns));
}

/** Constructors of the language that call no method of what they make. (`Map` and `Set` call `set` and `add`.) */
const QUIET_BASES: ReadonlySet<string> = new Set([
  "Object",
  "Array",
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "EventTarget",
]);

function baseOf(cls: ts.ClassLikeDeclaration, checker: ts.TypeChecker): Construction["base"] {
  const expression = heritageOf(cls)?.expression;
  if (expression === undefined || expression.kind === ts.SyntaxKind.NullKeyword) return null;
  let symbol = checker.getSymbolAtLocation(expression);
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declarations = symbol?.declarations ?? [];
  const isForeign = (node: ts.Node): boolean => {
    const file = node.getSourceFile();
    return file.isDeclarationFile || file.fileName.includes("/node_modules/");
  };
  const declared = declarations.find((node) => ts.isClassLike(node));
  if (declared !== undefined)
    return declared.name === undefined || isForeign(declared) ? "unknown" : { name: declared.name.text };
  // A name of the language that nothing of the program declares anew.
  const isGlobal = declarations.length > 0 && declarations.every(isForeign);
  return ts.isIdentifier(expression) && isGlobal && QUIET_BASES.has(expression.text) ? null : "unknown";
}

function constructionOf(cls: ts.ClassLikeDeclaration, checker: ts.TypeChecker, assigns: boolean): Construction {
  const own = cls.members.filter((member) => ts.isPropertyDeclaration(member));
  const properties = own.filter((member) => !isStatic(member) && !hasModifier(member, ts.SyntaxKind.DeclareKeyword));
  const made = cls.members.filter((member) => ts.isConstructorDeclaration(member)).find(({ body }) => body !== undefined);
  const promoted = (made?.parameters ?? []).filter((one) => ts.isParameterPropertyDeclaration(one, one.parent));
  const course = createCourse(checker);
  // Decorators get the class, its members, its instances.
  if ([cls, ...cls.members].some((node) => ts.canHaveDecorators(node) && ts.getDecorators(node) !== undefined)) course.leak();
  for (const parameter of made?.parameters ?? []) course.look(parameter);
  for (const property of properties) course.initialise(property);
  for (const parameter of promoted) if (ts.isIdentifier(parameter.name)) course.assign(parameter.name.text);
  if (made?.body !== undefined) course.run(made.body);
  const { assigned, leaked, accesses } = course.end();
  const lateStatics = staticsAssignedLate(cls);
  const fieldOf = (node: Declared): Construction["fields"][number] | null => {
    const name = memberName(node.name, checker);
    if (name === null) return null;
    const isAsserted = ts.isPropertyDeclaration(node) && node.exclamationToken !== undefined;
    const isDeclaredOnly = ts.isPropertySignature(node) || hasModifier(node, ts.SyntaxKind.DeclareKeyword);
    const isAssigned = isStatic(node)
      ? !lateStatics.has(node)
      : assigned.has(name) || (assigns && !isAsserted && isChecked(node.name));
    const kinds = kindsOfValues(staticTypeOf(checker.getTypeAtLocation(node), checker));
    return { name, kinds, never: isDeclaredOnly || !isAssigned };
  };
  const declared: readonly Declared[] = [...own, ...promoted, ...mergedMembers(cls, checker)];
  return {
    name: cls.name?.text ?? null,
    base: baseOf(cls, checker),
    leak: leaked,
    accesses,
    // What derived classes assign is theirs.
    fields: declared.filter((node) => !hasModifier(node, ts.SyntaxKind.AbstractKeyword)).flatMap((node) => fieldOf(node) ?? []),
  };
}

/** TypeScript looks for what assigns them. (Not for those under texts or numbers.) */
const isChecked = (name: ts.PropertyName | ts.BindingName): boolean => ts.isIdentifier(name) || ts.isPrivateIdentifier(name);

type Declared = ts.PropertyDeclaration | ts.ParameterDeclaration | ts.PropertySignature;

const isStatic = (node: ts.Node): boolean => hasModifier(node, ts.SyntaxKind.StaticKeyword);

/** Members of interfaces of the same name, which nobody has to assign. */
function mergedMembers(cls: ts.ClassLikeDeclaration, checker: ts.TypeChecker): readonly ts.PropertySignature[] {
  const symbol = cls.name === undefined ? undefined : checker.getSymbolAtLocation(cls.name);
  return (symbol?.declarations ?? [])
    .filter((node) => ts.isInterfaceDeclaration(node))
    .flatMap(({ members }) => members.filter((member) => ts.isPropertySignature(member)));
}

/** Static fields that somebody may ask for before they are there: calls in initialisers and blocks before them may name the class. */
function staticsAssignedLate(cls: ts.ClassLikeDeclaration): ReadonlySet<ts.Node> {
  const late = new Set<ts.Node>();
  let called = false;
  for (const member of cls.members) {
    if (ts.isClassStaticBlockDeclaration(member)) called = true;
    if (!ts.isPropertyDeclaration(member) || !isStatic(member)) continue;
    called ||= member.initializer !== undefined && calls(member.initializer);
    if (called || member.initializer === undefined) late.add(member);
  }
  return late;
}

function calls(root: ts.Node): boolean {
  const pending: ts.Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return false;
}

/** Null for symbols. */
function memberName(name: ts.PropertyName | ts.BindingName, checker: ts.TypeChecker): string | null {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    return name.text;
  if (!ts.isComputedPropertyName(name)) return null;
  const type = checker.getTypeAtLocation(name.expression);
  return type.isStringLiteral() || type.isNumberLiteral() ? String(type.value) : null;
}

interface Course {
  readonly leak: () => void;
  /** Looks for what lets `this` out. */
  readonly look: (node: ts.Node) => void;
  readonly initialise: (property: ts.PropertyDeclaration) => void;
  readonly assign: (name: string) => void;
  readonly run: (statement: ts.Statement) => void;
  readonly end: () => {
    readonly assigned: ReadonlySet<string>;
    readonly leaked: readonly string[] | null;
    readonly accesses: Construction["accesses"];
  };
}

/**
 * A constructor followed statement by statement. Only `this.a = …` as a statement counts as an assignment, in a block or in both branches of an
 * `if`; what is nested in expressions, loops, `switch` or `try` may not run. `this` stays with the constructor where it is the object of a plain
 * read or write of a field, or is held by a function that goes straight into a field which can be called: any later read of such a
 * field lets it out.
 */
function createCourse(checker: ts.TypeChecker): Course {
  let assigned = new Set<string>();
  let leaked: ReadonlySet<string> | null = null;
  /** What is assigned wherever the constructor returns early. */
  let returned: ReadonlySet<string> | null = null;
  const accesses = new Map<string, ReadonlySet<string>>();
  const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> => new Set([...a].filter((name) => b.has(name)));
  const leak = (): void => {
    leaked = leaked === null ? new Set(assigned) : both(leaked, assigned);
  };
  const access = (node: ts.PropertyAccessExpression, isTarget: boolean): void => {
    const name = node.name.text;
    accesses.set(name, both(accesses.get(name) ?? assigned, assigned));
    const symbol = checker.getSymbolAtLocation(node.name);
    const runsCode = symbol === undefined || (symbol.flags & ts.SymbolFlags.Accessor) !== 0;
    if (runsCode || (!isTarget && mayBeCalled(checker.getTypeAtLocation(node)))) leak();
  };
  const look = (root: ts.Node): void => {
    const pending: ts.Node[] = [root];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (isThis(node) || isDirectEval(node)) leak();
      if (isThis(node)) continue;
      if (ts.isReturnStatement(node)) {
        returned = returned === null ? new Set(assigned) : both(returned, assigned);
        // The object that is returned instead may be one that others have.
        if (node.expression === undefined) continue;
        leak();
        pending.push(node.expression);
      } else if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) access(node, false);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword)
        // What the base's constructor does with `this` is the base's matter.
        pending.push(...node.arguments);
      else if (ts.isBinaryExpression(node) && isClassTest(node, checker)) pending.push(node.right);
      else if (ts.isArrowFunction(node) || ts.isClassLike(node)) {
        if (mentionsThis(node)) leak();
      } else pending.push(...(ts.isFunctionLike(node) ? outerParts(node) : childrenOf(node)));
    }
  };
  /** `this.a = this.b = …`: the fields, and what they get. */
  const assignment = (node: ts.Expression): boolean => {
    const targets: ts.PropertyAccessExpression[] = [];
    let value = node;
    while (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (!ts.isPropertyAccessExpression(value.left) || value.left.expression.kind !== ts.SyntaxKind.ThisKeyword) break;
      targets.push(value.left);
      value = value.right;
    }
    if (targets.length === 0) return false;
    const isQuiet = isHolder(value) && targets.every((target) => mayBeCalled(checker.getTypeAtLocation(target)));
    if (!isQuiet) look(value);
    for (const target of targets) access(target, true);
    for (const { name } of targets) assigned.add(name.text);
    return true;
  };
  const run = (statement: ts.Statement): void => {
    if (ts.isBlock(statement)) for (const one of statement.statements) run(one);
    else if (ts.isIfStatement(statement)) {
      look(statement.expression);
      const before = new Set(assigned);
      run(statement.thenStatement);
      const after = assigned;
      assigned = before;
      if (statement.elseStatement !== undefined) run(statement.elseStatement);
      assigned = both(assigned, after);
    } else if (!ts.isExpressionStatement(statement) || !assignment(statement.expression)) look(statement);
  };
  return {
    leak,
    look,
    initialise: (property) => {
      const { name, initializer } = property;
      if (initializer === undefined) return;
      const isNamed = !ts.isComputedPropertyName(name);
      if (!isNamed || !isHolder(initializer) || !mayBeCalled(checker.getTypeAtLocation(property))) look(initializer);
      if (isNamed) assigned.add(name.text);
    },
    assign: (name) => void assigned.add(name),
    run,
    end: () => ({
      assigned: returned === null ? assigned : both(assigned, returned),
      leaked: leaked === null ? null : [...leaked].sort(),
      accesses: [...accesses].map(([name, by]) => ({ name, assigned: [...by].sort() })),
    }),
  };
}

const isThis = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword;

/** Code from text sees `this`. */
const isDirectEval = (node: ts.Node): boolean => {
  const callee = ts.isCallExpression(node) ? skipWrappers(node.expression) : node;
  return callee !== node && ts.isIdentifier(callee) && callee.text === "eval";
};

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

/** Of a function with a `this` of its own: what is evaluated where it stands. */
function outerParts(node: ts.SignatureDeclaration): readonly ts.Node[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return [...(node.name !== undefined && ts.isComputedPropertyName(node.name) ? [node.name] : []), ...decorators];
}

/** `this instanceof C`, where class C has no test of its own: prototypes are compared. */
function isClassTest(node: ts.BinaryExpression, checker: ts.TypeChecker): boolean {
  if (node.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword || node.left.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const symbol = checker.getSymbolAtLocation(node.right);
  if (symbol?.valueDeclaration === undefined || !ts.isClassLike(symbol.valueDeclaration)) return false;
  return checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)).every(({ name }) => !name.startsWith("__@hasInstance"));
}

const isHolder = (node: ts.Expression): boolean => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** Reading a member that can be called hands out a function that may hold `this`; so does calling it. */
function mayBeCalled(type: ts.Type): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) return true;
  if (type.isUnionOrIntersection()) return type.types.some(mayBeCalled);
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
}

/** `this` or `super` of the function around it: arrow functions have none of their own. */
function mentionsThis(root: ts.Node): boolean {
  const pending: ts.Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isThis(node)) return true;
    pending.push(...(ts.isFunctionLike(node) && !ts.isArrowFunction(node) ? outerParts(node) : childrenOf(node)));
  }
  return false;
}
