/** Binding analysis of statements that declare, import, export, or change what names mean. */
import { ts } from "../typescript.js";
import type { Scope } from "./binding.js";
import { memberNames } from "./merged-declarations.js";
import { note, noteReference } from "./references.js";
import type { Place, Walk } from "./scopes.js";
import { declaredNames, hasModifier, isAmbient, isInstantiated, staticPropertyName } from "./syntax.js";

/** Statements that declare or whose parts are no expressions. Returns whether it dealt with the node. */
export function visitStatement(node: ts.Statement, place: Place, walk: Walk): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || isAmbient(node)) return true;
  if (ts.isImportDeclaration(node)) return visitImport(node, place, walk);
  if (ts.isExportDeclaration(node)) {
    const named =
      node.exportClause !== undefined && ts.isNamedExports(node.exportClause) && !node.isTypeOnly
        ? node.exportClause.elements
        : [];
    if (node.moduleSpecifier !== undefined) return true;
    for (const element of named) {
      const local = element.propertyName ?? element.name;
      if (!element.isTypeOnly && ts.isIdentifier(local)) note({ node: local, use: "export" }, place, walk);
    }
    return true;
  }
  if (ts.isExportAssignment(node)) {
    const binding = walk.declare(
      { name: node.isExportEquals === true ? "export=" : "default", kind: "exportValue", node },
      place.scope,
    );
    binding.exported = true;
    // The checker resolves importers of `export default name` to the named variable itself.
    if (ts.isIdentifier(node.expression)) note({ node: node.expression, use: "export" }, place, walk);
    walk.visit(node.expression, place);
    return true;
  }
  if (ts.isImportEqualsDeclaration(node)) {
    if (node.isTypeOnly) return true;
    const isExported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
    const kind = isExported && isInNamespace(place) ? "namespaceMember" : "importEquals";
    const binding = walk.declare({ name: node.name.text, kind, node: node.name }, place.scope);
    binding.exported ||= isExported;
    const entity = ts.isExternalModuleReference(node.moduleReference) ? null : leftmost(node.moduleReference);
    if (entity !== null) noteReference(entity, place, walk);
    return true;
  }
  if (ts.isEnumDeclaration(node)) return visitEnum(node, place, walk);
  if (ts.isModuleDeclaration(node)) return visitNamespace(node, place, walk);
  if (ts.isLabeledStatement(node)) {
    walk.visit(node.statement, place);
    return true;
  }
  if (ts.isBreakOrContinueStatement(node)) return true;
  if (ts.isWithStatement(node)) {
    walk.visit(node.expression, place);
    const scope = walk.newScope(node, place, "block");
    scope.dynamic = true;
    place.unit.dynamic = true;
    walk.visit(node.statement, { ...place, scope });
    return true;
  }
  if (ts.isVariableStatement(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword)) {
    walk.visit(node.declarationList, place);
    for (const name of declaredNames(node.declarationList.declarations)) {
      const binding = walk.module.bindingOf.get(name);
      if (binding !== undefined) binding.exported = true;
    }
    return true;
  }
  return false;
}

/** Right in it: what is exported there is a member of its object. */
export const isInNamespace = ({ scope: { node } }: Place): boolean => ts.isModuleBlock(node) || ts.isModuleDeclaration(node);

export function leftmost(entity: ts.EntityName): ts.Identifier {
  let left = entity;
  while (ts.isQualifiedName(left)) left = left.left;
  return left;
}

function visitImport(node: ts.ImportDeclaration, place: Place, walk: Walk): true {
  const clause = node.importClause;
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  const names: ts.Identifier[] = clause.name === undefined ? [] : [clause.name];
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push(bindings.name);
  if (bindings !== undefined && ts.isNamedImports(bindings))
    names.push(...bindings.elements.filter((element) => !element.isTypeOnly).map((element) => element.name));
  for (const name of names) walk.declare({ name: name.text, kind: "import", node: name }, place.scope);
  return true;
}

function visitEnum(node: ts.EnumDeclaration, place: Place, walk: Walk): true {
  if (hasModifier(node, ts.SyntaxKind.ConstKeyword)) return true;
  const binding = walk.declare({ name: node.name.text, kind: "enum", node: node.name }, place.scope);
  binding.exported ||= hasModifier(node, ts.SyntaxKind.ExportKeyword);
  const scope = walk.newScope(node, place, "block");
  noteMembers(scope, node);
  for (const member of node.members) {
    const name = staticPropertyName(member.name);
    if (name !== null) walk.declare({ name, kind: "enumMember", node: member.name }, scope);
    if (member.initializer !== undefined) walk.visit(member.initializer, { ...place, scope });
  }
  return true;
}

/** `namespace N {…}` is `(function (N) {…})(N || (N = {}))`: a unit of its own. */
function visitNamespace(node: ts.ModuleDeclaration, place: Place, walk: Walk): true {
  if (!isInstantiated(node) || !ts.isIdentifier(node.name) || node.body === undefined) return true;
  const nested = ts.isModuleDeclaration(place.scope.node) || hasModifier(node, ts.SyntaxKind.ExportKeyword);
  const binding = walk.declare({ name: node.name.text, kind: "namespace", node: node.name }, place.scope);
  binding.exported ||= nested;
  const unit = walk.newUnit({
    name: node.name.text,
    kind: "function",
    flavour: "normal",
    node,
    parent: place.unit,
    ofClass: null,
    strict: place.unit.strict,
  });
  walk.module.unitOf.set(node, unit);
  const scope: Scope = { ...walk.newScope(node, { ...place, unit }, "function"), inLoop: false };
  noteMembers(scope, node);
  walk.module.scopeOf.set(node, scope);
  const inner: Place = { scope, unit, vars: scope };
  // The object the namespace fills: its parameter. The name inside means it; a declaration of the same name inside takes the name over.
  const object = walk.declare({ name: `(namespace ${node.name.text})`, kind: "param", node }, scope);
  walk.module.bindingOf.set(node, object);
  if (ts.isModuleBlock(node.body)) walk.visitAll(node.body.statements, inner);
  else if (ts.isModuleDeclaration(node.body)) visitNamespace(node.body, inner, walk);
  if (!scope.names.has(node.name.text)) scope.names.set(node.name.text, object);
  return true;
}

function noteMembers(scope: Scope, node: ts.ModuleDeclaration | ts.EnumDeclaration): void {
  scope.members = memberNames(node);
  scope.dynamic ||= scope.members === null;
}
