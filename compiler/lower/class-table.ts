/** The facts about classes that analysers may ask for. */
import { ts } from "../typescript.js";
import type { HirClass, HirField, HirMethod } from "../../core/hir.js";
import type { ClassInfo } from "./binding.js";
import { isField, isStatic } from "./class-scopes.js";
import { isAlsoNamespace } from "./closed.js";
import { parameterPropertiesOf } from "./construction.js";
import type { ModuleContext } from "./context.js";
import { hasBody, hasModifier, heritageOf, isDecorated, outermostWrapped, skipWrappers, staticPropertyName } from "./syntax.js";
import { boundTo, heldClass } from "./variables.js";

export function describeClass(module: ModuleContext, info: ClassInfo): HirClass {
  const { node } = info;
  const constructor = node.members.find((member) => ts.isConstructorDeclaration(member) && hasBody(member));
  return {
    id: info.id,
    name: info.name,
    base: baseOf(module, node),
    constructorFunction: module.bindings.unitOf.get(constructor ?? node)?.id ?? null,
    methods: node.members.flatMap((member) => methodOf(module, member)),
    fields: [...node.members.flatMap((member) => fieldOf(module, member)), ...parameterFields(module, node)],
    escapes: escapes(module, info),
  };
}

function baseOf(module: ModuleContext, node: ts.ClassLikeDeclaration): HirClass["base"] {
  const base = heritageOf(node);
  if (base === undefined) return null;
  return heldClass(boundTo({ module, program: module.program }, skipWrappers(base.expression)))?.id ?? "unknown";
}

function methodOf(module: ModuleContext, member: ts.ClassElement): readonly HirMethod[] {
  if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member)) return [];
  if (!hasBody(member)) return [];
  const name = staticPropertyName(member.name);
  const unit = module.bindings.unitOf.get(member);
  if (name === null || unit === undefined) return [];
  const kind = ts.isGetAccessorDeclaration(member) ? "getter" : ts.isSetAccessorDeclaration(member) ? "setter" : "method";
  return [{ name, function: unit.id, kind, static: isStatic(member), visibility: visibilityOf(member) }];
}

function fieldOf(module: ModuleContext, member: ts.ClassElement): readonly HirField[] {
  if (!isField(member) || hasModifier(member, ts.SyntaxKind.AccessorKeyword)) return [];
  const name = staticPropertyName(member.name);
  if (name === null) return [];
  return [
    {
      name,
      type: typeOf(module, member),
      static: isStatic(member),
      readonly: hasModifier(member, ts.SyntaxKind.ReadonlyKeyword),
      visibility: visibilityOf(member),
    },
  ];
}

function parameterFields(module: ModuleContext, node: ts.ClassLikeDeclaration): readonly HirField[] {
  return parameterPropertiesOf(node).map((name) => ({
    name: name.text,
    type: typeOf(module, name.parent),
    static: false,
    readonly: hasModifier(name.parent, ts.SyntaxKind.ReadonlyKeyword),
    visibility: visibilityOf(name.parent),
  }));
}

function typeOf({ program }: ModuleContext, node: ts.Node): HirField["type"] {
  return program.declaredTypeOf(program.checker.getTypeAtLocation(node));
}

function visibilityOf(member: ts.Node): HirField["visibility"] {
  if (ts.isClassElement(member) && member.name !== undefined && ts.isPrivateIdentifier(member.name)) return "hash";
  if (hasModifier(member, ts.SyntaxKind.PrivateKeyword)) return "private";
  return hasModifier(member, ts.SyntaxKind.ProtectedKeyword) ? "protected" : "public";
}

/** A class expression escapes unless a never assigned variable holds it, or nothing but its own name. */
function escapes(module: ModuleContext, info: ClassInfo): boolean {
  const { node } = info;
  if (isDecorated(node) || node.members.some(isUnnamedStatic)) return true;
  const holders = info.binding === null ? [] : [info.binding];
  if (ts.isClassExpression(node)) {
    const { parent } = outermostWrapped(node);
    const variable = ts.isVariableDeclaration(parent) ? module.bindings.bindingOf.get(parent.name) : undefined;
    if (variable?.holdsClass !== info) return true;
    holders.push(variable);
  }
  if (holders.length === 0) return true;
  return holders.some(
    (holder) =>
      holder.exported ||
      holder.reassigned ||
      holder.dynamic ||
      isAlsoNamespace(holder) ||
      holder.references.some((reference) => !keepsInside(reference.node)),
  );
}

/** `static [Symbol.hasInstance]`, say, gets the class from `x instanceof C`. */
function isUnnamedStatic(member: ts.ClassElement): boolean {
  return isStatic(member) && member.name !== undefined && staticPropertyName(member.name) === null;
}

/** `new C`, `extends C`, `x instanceof C`, `C.name` (but not `C.prototype`). */
function keepsInside(node: ts.Identifier): boolean {
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isNewExpression(parent)) return parent.expression === outer;
  if (ts.isHeritageClause(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === outer && parent.name.text !== "prototype";
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword && parent.right === outer;
}
