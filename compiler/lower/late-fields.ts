/**
 * Fields that somebody may read before the constructor has assigned them. TypeScript asks that a field is assigned when the constructor ends;
 * what runs before that (a method that the constructor calls, code that it hands `this` to, methods that a base class's constructor calls)
 * finds `undefined` under any declared type. Such a field may be undefined, whatever it is declared as.
 */
import { ts } from "../typescript.js";
import { staticTypeOf } from "./static-type.js";
import { hasModifier } from "./syntax.js";
import { kindsOfValues, kindsOverlap, uniteKinds, type ValueKinds } from "./value-kinds.js";
import type { StaticType } from "../../core/static-type.js";

/** How one class makes its objects. */
export interface Construction {
  /** The class's own name; null where it has none. */
  readonly name: string | null;
  /** The class that it extends: a name, or `unknown` code; null where there is none that could run a method of this one. */
  readonly base: { readonly name: string } | "unknown" | null;
  /** The constructor lets others have `this` while it runs. */
  readonly leaks: boolean;
  /** What every field is declared as, and whether it is unassigned when others may have `this` for the first time. */
  readonly fields: readonly { readonly name: string; readonly kinds: ValueKinds; readonly late: boolean }[];
}

/** Late fields by name: what they are declared as. */
export type LateFields = ReadonlyMap<string, ValueKinds>;

/**
 * Of all classes of the program. A class is known by its name alone, all classes of one name together: no more is late than that. A class
 * that is not compiled, or has no name, lets others have `this`.
 */
export function lateFieldsOf(constructions: readonly Construction[]): LateFields {
  const byName = new Map<string, Construction[]>();
  for (const made of constructions) if (made.name !== null) byName.set(made.name, [...(byName.get(made.name) ?? []), made]);
  const leaksUnder = ({ base }: Construction, seen: ReadonlySet<string>): boolean => {
    if (base === null) return false;
    if (base === "unknown" || seen.has(base.name)) return true;
    const bases = byName.get(base.name);
    const deeper = new Set(seen).add(base.name);
    return bases === undefined || bases.some((one) => one.leaks || leaksUnder(one, deeper));
  };
  const late = new Map<string, ValueKinds>();
  for (const made of constructions) {
    const all = leaksUnder(made, new Set());
    for (const field of made.fields) {
      if (!all && !field.late) continue;
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

/** The classes of one file. `assigns`: TypeScript sees to it that constructors assign every field (`strictPropertyInitialization`). */
export function constructionsOf(file: ts.SourceFile, checker: ts.TypeChecker, assigns: boolean): readonly Construction[] {
  const found: Construction[] = [];
  // A stack, since trees may be deep.
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isClassLike(node)) found.push(constructionOf(node, checker, assigns));
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return found;
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
  const clause = cls.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const expression = clause?.types[0]?.expression;
  if (expression === undefined || expression.kind === ts.SyntaxKind.NullKeyword) return null;
  let symbol = checker.getSymbolAtLocation(expression);
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declarations = symbol?.declarations ?? [];
  const declared = declarations.find((node) => ts.isClassLike(node));
  if (declared !== undefined) return declared.name === undefined ? "unknown" : { name: declared.name.text };
  // A name of the language that nothing of the program declares anew.
  const isGlobal = declarations.length > 0 && declarations.every((node) => node.getSourceFile().isDeclarationFile);
  return ts.isIdentifier(expression) && isGlobal && QUIET_BASES.has(expression.text) ? null : "unknown";
}

interface Field {
  readonly name: string;
  readonly declaration: ts.PropertyDeclaration | ts.ParameterDeclaration;
}

function constructionOf(cls: ts.ClassLikeDeclaration, checker: ts.TypeChecker, assigns: boolean): Construction {
  const own = cls.members.filter((member) => ts.isPropertyDeclaration(member));
  const properties = own.filter((member) => !hasModifier(member, ts.SyntaxKind.StaticKeyword));
  const made = cls.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  const parameters = made === undefined || !ts.isConstructorDeclaration(made) ? [] : made.parameters;
  const promoted = parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, parameter.parent));
  const fields: Field[] = [...properties, ...promoted].flatMap((declaration) => {
    // What derived classes assign is theirs; an ambient field is another declaration of one that the base has.
    const skipped = [ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.DeclareKeyword].some((kind) => hasModifier(declaration, kind));
    const { name } = declaration;
    const isNamed = ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name);
    return skipped || !isNamed ? [] : [{ name: name.text, declaration }];
  });
  const course = createCourse(checker);
  for (const property of properties) course.initialise(property);
  for (const parameter of promoted) if (ts.isIdentifier(parameter.name)) course.assign(parameter.name.text);
  if (made !== undefined && ts.isConstructorDeclaration(made) && made.body !== undefined) course.run(made.body);
  const atLeak = course.assignedAtLeak();
  const atEnd = course.assigned();
  return {
    name: cls.name?.text ?? null,
    base: baseOf(cls, checker),
    leaks: atLeak !== null,
    fields: fields.map(({ name, declaration }) => {
      const isAsserted = ts.isPropertyDeclaration(declaration) && declaration.exclamationToken !== undefined;
      const never = (isAsserted || !assigns) && !atEnd.has(name);
      const kinds = kindsOfValues(staticTypeOf(checker.getTypeAtLocation(declaration), checker));
      return { name, kinds, late: never || (atLeak !== null && !atLeak.has(name)) };
    }),
  };
}

interface Course {
  readonly initialise: (property: ts.PropertyDeclaration) => void;
  readonly assign: (name: string) => void;
  readonly run: (node: ts.Node) => void;
  /** Fields certainly assigned by now. */
  readonly assigned: () => ReadonlySet<string>;
  /** Those when others may have had `this` for the first time; null when nobody can so far. */
  readonly assignedAtLeak: () => ReadonlySet<string> | null;
}

/**
 * A constructor followed in the order of evaluation. `this` stays with it where it is the object of a plain read or write of a field, or is
 * held by an arrow function that goes straight into a field: any later call of a member, or read of one that can be called, lets it out.
 */
function createCourse(checker: ts.TypeChecker): Course {
  let assigned = new Set<string>();
  let atLeak: ReadonlySet<string> | null = null;
  const leak = (): void => {
    if (atLeak === null) atLeak = new Set(assigned);
    // What is unassigned at one of several ways out of which one is taken.
    else atLeak = new Set([...atLeak].filter((name) => assigned.has(name)));
  };
  const children = (node: ts.Node): void => ts.forEachChild(node, run);
  /** What may not run, or not to its end. */
  const maybe = (node: ts.Node | undefined): void => {
    const before = new Set(assigned);
    if (node !== undefined) run(node);
    assigned = before;
  };
  const either = (first: ts.Node, second: ts.Node | undefined): void => {
    const before = new Set(assigned);
    run(first);
    const after = assigned;
    assigned = before;
    if (second !== undefined) run(second);
    assigned = new Set([...assigned].filter((name) => after.has(name)));
  };
  const access = (node: ts.PropertyAccessExpression): void => {
    const symbol = checker.getSymbolAtLocation(node.name);
    const runsCode = symbol === undefined || (symbol.flags & ts.SymbolFlags.Accessor) !== 0;
    if (runsCode || (!isTarget(node) && mayBeCalled(checker.getTypeAtLocation(node)))) leak();
  };
  const assignment = (node: ts.BinaryExpression): void => {
    const name = fieldOfThis(node.left);
    if (name === null) {
      run(node.left);
      run(node.right);
      return;
    }
    if (!(isHolder(node.right) && isDiscarded(node))) run(node.right);
    run(node.left);
    assigned.add(name);
  };
  const run = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) {
      leak();
    } else if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      access(node);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      // What the base's constructor does with `this` is the base's matter.
      for (const argument of node.arguments) run(argument);
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      assignment(node);
    } else if (ts.isBinaryExpression(node) && isShortCircuit(node.operatorToken.kind)) {
      run(node.left);
      maybe(node.right);
    } else if (ts.isBinaryExpression(node) && isClassTest(node, checker)) {
      run(node.right);
    } else if (ts.isBinaryExpression(node)) {
      // A loop: chains of operators may be long.
      const operands: ts.Node[] = [node.right];
      let left: ts.Node = node.left;
      for (; ts.isBinaryExpression(left) && isPlain(left.operatorToken.kind); left = left.left) operands.push(left.right);
      for (const operand of [...operands, left].reverse()) run(operand);
    } else if (ts.isIfStatement(node)) {
      run(node.expression);
      either(node.thenStatement, node.elseStatement);
    } else if (ts.isConditionalExpression(node)) {
      run(node.condition);
      either(node.whenTrue, node.whenFalse);
    } else if (
      ts.isIterationStatement(node, false) ||
      ts.isTryStatement(node) ||
      ts.isSwitchStatement(node) ||
      ts.isLabeledStatement(node)
    ) {
      const before = new Set(assigned);
      ts.forEachChild(node, maybe);
      assigned = before;
    } else if (ts.isArrowFunction(node)) {
      if (mentionsThis(node)) leak();
    } else if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) {
      children(node);
    } else if (ts.isClassLike(node) && mentionsThis(node)) leak();
  };
  return {
    initialise: ({ name, initializer }) => {
      if (initializer === undefined) return;
      if (!isHolder(initializer)) run(initializer);
      if (!ts.isComputedPropertyName(name)) assigned.add(name.text);
    },
    assign: (name) => void assigned.add(name),
    run,
    assigned: () => assigned,
    assignedAtLeak: () => atLeak,
  };
}

const fieldOfThis = (node: ts.Node): string | null =>
  ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword ? node.name.text : null;

const isTarget = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) && node.parent.left === node && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** `this instanceof C`, where class C has no test of its own: prototypes are compared. */
function isClassTest(node: ts.BinaryExpression, checker: ts.TypeChecker): boolean {
  if (node.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword || node.left.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const symbol = checker.getSymbolAtLocation(node.right);
  if (symbol?.valueDeclaration === undefined || !ts.isClassLike(symbol.valueDeclaration)) return false;
  return checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)).every(({ name }) => !name.startsWith("__@hasInstance"));
}

const isHolder = (node: ts.Expression): boolean => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** The value of an assignment goes nowhere but into fields of `this`. */
function isDiscarded(node: ts.BinaryExpression): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    isTarget(parent.left) &&
    fieldOfThis(parent.left) !== null &&
    isDiscarded(parent)
  );
}

const SHORT_CIRCUITS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);
const isShortCircuit = (kind: ts.SyntaxKind): boolean => SHORT_CIRCUITS.has(kind);
const isPlain = (kind: ts.SyntaxKind): boolean => !isShortCircuit(kind) && kind !== ts.SyntaxKind.EqualsToken;

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
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
    if (node === root || !ts.isFunctionLike(node) || ts.isArrowFunction(node))
      ts.forEachChild(node, (child) => void pending.push(child));
  }
  return false;
}
