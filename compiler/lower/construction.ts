/** What a constructor does besides its body: instance fields, parameter properties, static parts. */
import { ts } from "../typescript.js";
import type { Arg, PropertyClaim } from "../../core/hir.js";
import type { ValueId } from "../../core/ids.js";
import type { ClassInfo } from "./binding.js";
import { isField, isStatic } from "./class-scopes.js";
import { privateClaim } from "./claims.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { hasModifier, isDecorated, isDecoratedMember, isIndexName, isParameterProperty, staticPropertyName } from "./syntax.js";
import { ES2015, ES2022, isBelow, rewriting } from "./targets.js";
import { numberValue, undefinedValue, unknownValue } from "./values.js";
import { declaredBinding, readBinding } from "./variables.js";

export function isDerived(node: ts.ClassLikeDeclaration): boolean {
  return node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) ?? false;
}

/** `super()`, which binds `this`; then the fields of this class and TypeScript's parameter properties. */
export function callSuper(fn: FunctionContext, args: readonly Arg[]): ValueId {
  const { unit } = fn;
  const out = fn.b.emit({ op: "superCall", args });
  if (isBelow(fn, ES2015)) rewriting(fn, { construct: "`super()`", below: ES2015, uses: [out, fn.b.emit({ op: "this" })] });
  if (unit.kind === "constructor" && unit.ofClass !== null) initialiseInstance(fn, unit.ofClass);
  else unknownValue(fn, { construct: "`super()` in an arrow function" });
  return out;
}

/**
 * Fields and parameter properties in the order of the emitted code: fields of ES2022 come before the constructor's assignments of
 * parameter properties, assigned fields (`useDefineForClassFields: false`), and those that older targets define by a call, after them.
 */
export function initialiseInstance(fn: FunctionContext, info: ClassInfo): void {
  markInstance(fn, info);
  if (makesNatively(fn, info)) {
    makeInstanceFields(fn, info);
    assignParameterProperties(fn, info);
  } else {
    assignParameterProperties(fn, info);
    initialiseFields(fn, info, { static: false });
  }
}

/** `_C_instances.add(this)`: private methods for targets without them. Whoever replaced `add` has the object from then on. */
export function markInstance(fn: FunctionContext, { node }: ClassInfo): void {
  const isPrivate = (member: ts.ClassElement): boolean =>
    member.name !== undefined && ts.isPrivateIdentifier(member.name) && !ts.isPropertyDeclaration(member) && !isStatic(member);
  if (fn.program.nativeFields || !node.members.some(isPrivate)) return;
  rewriting(fn, { construct: "private method", below: ES2022, uses: [fn.b.emit({ op: "this" })] });
}

/** Fields of ES2022; parameter properties are fields too, first of all, if fields are defined. */
export function makeInstanceFields(fn: FunctionContext, info: ClassInfo): void {
  for (const name of fn.program.definesFields ? parameterPropertiesOf(info.node) : []) {
    const object = fn.b.emit({ op: "this" });
    fn.b.emit({
      op: "setProp",
      object,
      name: name.text,
      value: undefinedValue(fn),
      claim: fieldClaim(info, name.parent),
      define: true,
    });
  }
  initialiseFields(fn, info, { static: false });
}

export function assignParameterProperties(fn: FunctionContext, info: ClassInfo): void {
  for (const name of parameterPropertiesOf(info.node)) {
    const binding = declaredBinding(fn, name);
    if (binding === null) continue;
    const object = fn.b.emit({ op: "this" });
    const value = readBinding(fn, binding);
    if (definesByCall(fn)) defineByCall(fn, object, value);
    else fn.b.emit({ op: "setProp", object, name: name.text, value, claim: fieldClaim(info, name.parent), define: false });
  }
}

export function parameterPropertiesOf(node: ts.ClassLikeDeclaration): readonly ts.Identifier[] {
  const constructor = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (constructor === undefined || !ts.isConstructorDeclaration(constructor)) return [];
  return constructor.parameters.flatMap((parameter) =>
    isParameterProperty(parameter) && ts.isIdentifier(parameter.name) ? [parameter.name] : [],
  );
}

function fieldClaim(info: ClassInfo, declaration: ts.Node): PropertyClaim {
  return { kind: "field", class: info.id, readonly: hasModifier(declaration, ts.SyntaxKind.ReadonlyKeyword) };
}

export function initialiseFields(fn: FunctionContext, info: ClassInfo, which: { static: boolean }): void {
  runDecorators(fn, info);
  for (const member of info.node.members) {
    if (isField(member) && isStatic(member) === which.static) initialiseField(fn, info, member);
  }
}

/**
 * Decorators hand in initialisers, which run with `this`: those of methods before the fields, those of a field in its place, or as the next
 * one is made, or in the end. They may be in any of these places here.
 */
export function runDecorators(fn: FunctionContext, info: ClassInfo, uses: readonly ValueId[] = []): ValueId | null {
  if (!isDecorated(info.node)) return null;
  return unknownValue(fn, { construct: "decorators", uses: [fn.b.emit({ op: "this" }), ...uses] });
}

export function initialiseField(fn: FunctionContext, info: ClassInfo, member: ts.PropertyDeclaration): void {
  initialise(fn, info, member);
  runDecorators(fn, info);
}

function initialise(fn: FunctionContext, info: ClassInfo, member: ts.PropertyDeclaration): void {
  const { definesFields: define, nativeFields } = fn.program;
  const { name } = member;
  const isPrivate = ts.isPrivateIdentifier(name);
  const isAccessor = hasModifier(member, ts.SyntaxKind.AccessorKeyword);
  if (member.initializer === undefined && !define && !isPrivate && !isAccessor && !isDecoratedMember(member)) return;
  const given = member.initializer === undefined ? undefinedValue(fn) : lowerExpression(fn, member.initializer);
  const value = (isDecoratedMember(member) ? runDecorators(fn, info, [given]) : null) ?? given;
  const object = fn.b.emit({ op: "this" });
  const key = info.fieldKeys.get(member);
  const text = staticPropertyName(name) ?? "";
  if ((definesByCall(fn) && !isPrivate) || (isAccessor && !nativeFields)) {
    defineByCall(fn, object, value);
  } else if (key !== undefined) {
    fn.b.emit({ op: "setElem", object, key: readBinding(fn, key), value, site: null });
  } else if (isAccessor) {
    // The value lives in a hidden slot that only the generated accessors see.
    fn.b.emit({
      op: "setProp",
      object,
      name: `#(accessor ${text})`,
      value,
      claim: { kind: "unknown" },
      define: nativeFields,
    });
  } else if (isPrivate) {
    const claim = privateClaim(fn, name, "write");
    fn.b.emit({ op: "setProp", object, name: name.text, value, claim, define: nativeFields });
  } else {
    defineNamed(fn, { object, name: text, value }, { claim: fieldClaim(info, member), define });
  }
}

/**
 * Fields of ES2022: [[Construct]] makes them. Where they are to be assigned (`useDefineForClassFields: false`), it makes what is private or an
 * `accessor` all the same, unless the class has another field with an initialiser: then all go to the constructor's body.
 */
export const makesNatively = ({ program }: FunctionContext, { node }: ClassInfo): boolean =>
  program.nativeFields && (program.definesFields || !node.members.some(isAssigned));

const isAssigned = (member: ts.ClassElement): boolean =>
  isField(member) &&
  !isStatic(member) &&
  member.initializer !== undefined &&
  !ts.isPrivateIdentifier(member.name) &&
  !hasModifier(member, ts.SyntaxKind.AccessorKeyword);

/** `Object.defineProperty(this, "x", { …, value })`: whoever replaced that function has object and value, and may define what they like. */
const definesByCall = ({ program }: FunctionContext): boolean => program.definesFields && !program.nativeFields;

function defineByCall(fn: FunctionContext, object: ValueId, value: ValueId): void {
  rewriting(fn, { construct: "defined field", below: ES2022, uses: [object, value] });
}

function defineNamed(
  fn: FunctionContext,
  { object, name, value }: { object: ValueId; name: string; value: ValueId },
  { claim, define }: { claim: PropertyClaim; define: boolean },
): void {
  if (isIndexName(name)) fn.b.emit({ op: "setElem", object, key: numberValue(fn, Number(name)), value, site: null });
  else fn.b.emit({ op: "setProp", object, name, value, claim, define });
}
