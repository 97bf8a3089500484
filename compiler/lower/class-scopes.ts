/** Binding analysis of classes: members become units, instance fields belong to the constructor, static parts to one unit. */
import { ts } from "../typescript.js";
import type { ClassInfo, Unit } from "./binding.js";
import type { Place, Walk } from "./scopes.js";
import { hasBody, hasModifier, isAmbient } from "./syntax.js";
import { symbolName } from "./unit-names.js";

export function visitClass(node: ts.ClassLikeDeclaration, place: Place, walk: Walk): void {
  if (isAmbient(node)) return;
  visitDecorators(node, place, walk);
  const info: ClassInfo = {
    id: walk.newClassId(node, place.unit),
    name: symbolName(node),
    node,
    unit: place.unit,
    fieldKeys: new Map(),
    binding: null,
    escapes: false,
  };
  walk.module.classes.push(info);
  walk.module.classOf.set(node, info);
  if (ts.isClassDeclaration(node)) {
    const binding = walk.declare({ name: node.name?.text ?? "default", kind: "class", node: node.name ?? node }, place.scope);
    binding.exported ||= hasModifier(node, ts.SyntaxKind.ExportKeyword);
    binding.holdsClass = info;
    info.binding = binding;
  }
  const scope = walk.newScope(node, place, "block");
  if (ts.isClassExpression(node) && node.name !== undefined) {
    const binding = walk.declare({ name: node.name.text, kind: "ownName", node: node.name }, scope);
    binding.holdsClass = info;
    info.binding = binding;
  }
  const inner: Place = { ...place, scope };
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === ts.SyntaxKind.ExtendsKeyword) walk.visitAll(clause.types, inner);
  }
  visitMembers(info, inner, walk);
}

function visitMembers(info: ClassInfo, place: Place, walk: Walk): void {
  const { node } = info;
  const { module } = walk;
  const explicit = node.members.find((member) => ts.isConstructorDeclaration(member) && hasBody(member));
  const constructorUnit =
    explicit !== undefined && ts.isConstructorDeclaration(explicit)
      ? walk.visitFunction(explicit, place, info)
      : implicitUnit({ info, name: "constructor", kind: "constructor" }, walk);
  module.unitOf.set(explicit ?? node, constructorUnit);
  const hasStatic = node.members.some(
    (member) => ts.isClassStaticBlockDeclaration(member) || (isField(member) && isStatic(member)),
  );
  const staticUnit = hasStatic ? implicitUnit({ info, name: "(static)", kind: "static" }, walk) : null;
  if (staticUnit !== null) module.staticUnitOf.set(node, staticUnit);
  for (const member of node.members) {
    if (member === explicit) continue;
    if (hasBody(member)) {
      walk.visitFunction(member, place, info);
      continue;
    }
    // (TypeScript runs decorators of what does not exist at run time.)
    if (!isField(member)) visitDecorators(member, place, walk);
    else visitField(member, { info, place, unit: (isStatic(member) ? staticUnit : null) ?? constructorUnit }, walk);
    if (ts.isClassStaticBlockDeclaration(member) && staticUnit !== null) {
      const scope = walk.newScope(member, { ...place, unit: staticUnit }, "function");
      module.scopeOf.set(member.body, scope);
      walk.visitAll(member.body.statements, { scope, unit: staticUnit, vars: scope });
    }
  }
}

export function visitDecorators(node: ts.Node, place: Place, walk: Walk): void {
  for (const decorator of ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [])
    walk.visit(decorator.expression, place);
}

function implicitUnit(parts: { info: ClassInfo; name: string; kind: Unit["kind"] }, walk: Walk): Unit {
  const { info, name, kind } = parts;
  return walk.newUnit({ name, kind, flavour: "normal", node: info.node, parent: info.unit, ofClass: info, strict: true });
}

function visitField(member: ts.PropertyDeclaration, parts: { info: ClassInfo; place: Place; unit: Unit }, walk: Walk): void {
  const { info, place, unit } = parts;
  visitDecorators(member, place, walk);
  if (ts.isComputedPropertyName(member.name) && !ts.isStringLiteralLike(member.name.expression)) {
    walk.visit(member.name.expression, place);
    const key = walk.declare({ name: `(key ${info.fieldKeys.size})`, kind: "const", node: member }, place.scope);
    // Read where the field is set up, in another unit.
    key.captured = true;
    info.fieldKeys.set(member, key);
  }
  const scope = walk.newScope(member, { ...place, unit }, "function");
  if (member.initializer !== undefined) walk.visit(member.initializer, { scope, unit, vars: scope });
}

/** A field that exists at run time. */
export function isField(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(member) && !isAmbient(member) && !hasModifier(member, ts.SyntaxKind.AbstractKeyword);
}

export function isStatic(member: ts.Node): boolean {
  return hasModifier(member, ts.SyntaxKind.StaticKeyword);
}
