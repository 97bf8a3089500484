/**
 * Binding analysis: units (future functions), scopes, declarations, and where each identifier stands. Names are resolved by our own
 * scope chain and not by the checker, since `with`, `eval`, sloppy functions in blocks and type errors must not make it wrong.
 * One walk declares and notes references; `resolve.ts` gives them meanings when every hoisted name is known.
 */
import ts from "typescript";
import { classId, functionId, type ModulePath } from "../../core/ids.js";
import type { FunctionFlavour, FunctionKind } from "../../core/hir.js";
import type { Binding, BindingKind, ClassInfo, ReferenceUse, Scope, Unit } from "./binding.js";
import type { ModuleBindings, PendingReference } from "./module-bindings.js";
import { visitClass } from "./class-scopes.js";
import {
  assignmentUse,
  hasBody,
  hasModifier,
  isAmbient,
  isInstantiated,
  outermostWrapped,
  skipWrappers,
  valueParameters,
} from "./syntax.js";
import { createNameSource, symbolName } from "./unit-names.js";

/** Where the walk stands. */
export interface Place {
  readonly scope: Scope;
  readonly unit: Unit;
  /** The scope that `var` declarations go to. */
  readonly vars: Scope;
}

export interface UnitParts {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly flavour: FunctionFlavour;
  readonly node: ts.Node;
  readonly parent: Unit;
  readonly ofClass: ClassInfo | null;
  readonly strict: boolean;
}

export interface Walk {
  readonly module: ModuleBindings;
  readonly visit: (node: ts.Node, place: Place) => void;
  readonly visitAll: (nodes: readonly ts.Node[] | undefined, place: Place) => void;
  readonly declare: (declared: Declared, scope: Scope) => Binding;
  readonly newScope: (node: ts.Node, parent: Place, kind: Scope["kind"]) => Scope;
  readonly newUnit: (parts: UnitParts) => Unit;
  readonly newClassId: (node: ts.ClassLikeDeclaration, unit: Unit) => ClassInfo["id"];
  readonly visitFunction: (node: ts.FunctionLikeDeclaration, place: Place, ofClass: ClassInfo | null) => Unit;
}

export interface Declared {
  readonly name: string;
  readonly kind: BindingKind;
  /** The name, or the declaration where there is none. */
  readonly node: ts.Node;
}

/** Analyses one module. Precondition: the file is not nested deeper than `MAX_AST_DEPTH`. */
export function analyseScopes(sourceFile: ts.SourceFile, path: ModulePath): ModuleBindings {
  const walk = createWalk(sourceFile, path);
  const { body, scopeOf } = walk.module;
  const scope = scopeOf.get(sourceFile);
  if (scope !== undefined) walk.visitAll(sourceFile.statements, { scope, unit: body, vars: scope });
  return walk.module;
}

function createWalk(sourceFile: ts.SourceFile, path: ModulePath): Walk {
  const uniqueFunction = createNameSource();
  const uniqueClass = createNameSource();
  const script = !ts.isExternalModule(sourceFile) && !isCommonJs(sourceFile);
  const body = emptyUnit({
    id: functionId(uniqueFunction(`${path}#`)),
    name: "(module)",
    kind: "module",
    flavour: "normal",
    node: sourceFile,
    sourceFile,
    parent: null,
    ofClass: null,
    strict: ts.isExternalModule(sourceFile) || hasUseStrict(sourceFile.statements),
  });
  const moduleScope: Scope = {
    parent: null,
    unit: body,
    node: sourceFile,
    kind: "function",
    inLoop: false,
    names: new Map(),
    dynamic: false,
    functions: [],
  };
  const module: ModuleBindings = {
    sourceFile,
    path,
    script,
    body,
    units: [body],
    unitOf: new Map([[sourceFile, body]]),
    staticUnitOf: new Map(),
    scopeOf: new Map([[sourceFile, moduleScope]]),
    classes: [],
    classOf: new Map(),
    bindingOf: new Map(),
    meaningOf: new Map(),
    copiedFrom: new Map(),
    annexB: new Map(),
    pending: [],
    exportDefault: null,
  };

  const newScope: Walk["newScope"] = (node, parent, kind) => {
    const scope: Scope = {
      parent: parent.scope,
      unit: parent.unit,
      node,
      kind,
      inLoop: parent.scope.unit === parent.unit && (parent.scope.inLoop || ts.isIterationStatement(node, false)),
      names: new Map(),
      dynamic: false,
      functions: [],
    };
    module.scopeOf.set(node, scope);
    return scope;
  };

  const declare: Walk["declare"] = ({ name, kind, node }, scope) => {
    const known = scope.names.get(name);
    if (known !== undefined && kind !== "exportValue") {
      known.declarations.push(node);
      module.bindingOf.set(node, known);
      // A second function replaces the first; merged enums and namespaces keep the same object.
      known.reassigned ||= kind === "function" || kind === "param";
      return known;
    }
    const binding: Binding = {
      name,
      kind,
      scope,
      unit: scope.unit,
      declarations: [node],
      references: [],
      exported: false,
      reassigned: false,
      captured: false,
      early: false,
      dynamic: false,
      perIteration: scope.inLoop && kind !== "var",
      holds: null,
      holdsClass: null,
      cell: null,
    };
    scope.names.set(name, binding);
    scope.unit.bindings.push(binding);
    module.bindingOf.set(node, binding);
    return binding;
  };

  const newUnit: Walk["newUnit"] = (parts) => {
    const parentPath = parts.parent.parent === null ? parts.parent.id : `${parts.parent.id}.`;
    const inner =
      parts.ofClass === null || parts.kind === "function" || parts.kind === "arrow"
        ? parts.name
        : `${parts.ofClass.name}.${parts.name}`;
    const unit = emptyUnit({
      ...parts,
      id: functionId(uniqueFunction(parentPath + inner)),
      name: parts.parent.parent === null ? inner : `${parts.parent.name}.${inner}`,
      sourceFile,
    });
    module.units.push(unit);
    return unit;
  };

  const newClassId: Walk["newClassId"] = (node, unit) => {
    const prefix = unit.parent === null ? unit.id : `${unit.id}.`;
    const wanted = prefix + symbolName(node);
    const unique = uniqueClass(wanted);
    return classId(unique === wanted ? `${wanted}~1` : unique);
  };

  const visitAll: Walk["visitAll"] = (nodes, place) => nodes?.forEach((node) => walk.visit(node, place));
  const walk: Walk = {
    module,
    visit: (node, place) => visitNode(node, place, walk),
    visitAll,
    declare,
    newScope,
    newUnit,
    newClassId,
    visitFunction: (node, place, ofClass) => visitFunction({ node, place, ofClass }, walk),
  };
  return walk;
}

function emptyUnit(parts: Omit<Unit, "usesArguments" | "leaksArguments" | "dynamic" | "cells" | "bindings">): Unit {
  return { ...parts, usesArguments: "no", leaksArguments: false, dynamic: false, cells: [], bindings: [] };
}

/** JavaScript files that assign `module.exports` or call `require` at the top: Node gives them a function scope of their own. */
function isCommonJs(sourceFile: ts.SourceFile): boolean {
  return (
    /\.c[jt]s$/.test(sourceFile.fileName) ||
    (/\.jsx?$/.test(sourceFile.fileName) && /\b(module\.exports|exports\.\w|require\()/.test(sourceFile.text))
  );
}

function hasUseStrict(statements: readonly ts.Statement[]): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (/^.use strict.$/.test(statement.expression.getText())) return true;
  }
  return false;
}

function visitNode(node: ts.Node, place: Place, walk: Walk): void {
  if (ts.isIdentifier(node)) return noteReference(node, place, walk);
  if (ts.isExpressionWithTypeArguments(node)) return walk.visit(node.expression, place);
  if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
  if (ts.isClassLike(node)) return visitClass(node, place, walk);
  if (ts.isFunctionLike(node)) {
    if (hasBody(node)) walk.visitFunction(node, place, null);
    return;
  }
  if (ts.isBlock(node) || ts.isCaseBlock(node) || ts.isCatchClause(node) || ts.isIterationStatement(node, false)) {
    const scope = walk.newScope(node, place, "block");
    if (ts.isCatchClause(node) && node.variableDeclaration !== undefined) {
      visitName(node.variableDeclaration.name, "catch", { ...place, scope }, walk);
    }
    return visitChildren(node, { ...place, scope }, walk);
  }
  if (ts.isStatement(node) && visitStatement(node, place, walk)) return;
  if (ts.isVariableDeclarationList(node)) return visitVariables(node, place, walk);
  visitExpression(node, place, walk);
}

function visitChildren(node: ts.Node, place: Place, walk: Walk): void {
  ts.forEachChild(node, (child) => {
    // The catch variable is declared by its clause.
    if (!(ts.isCatchClause(node) && child === node.variableDeclaration)) walk.visit(child, place);
  });
}

function visitVariables(list: ts.VariableDeclarationList, place: Place, walk: Walk): void {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  const kind: BindingKind =
    flags === 0 ? "var" : flags === ts.NodeFlags.Let ? "let" : flags === ts.NodeFlags.Const ? "const" : "using";
  for (const declaration of list.declarations) {
    visitName(declaration.name, kind, place, walk);
    if (declaration.initializer !== undefined) {
      walk.visit(declaration.initializer, place);
      if (!ts.isIdentifier(declaration.name)) {
        for (const name of declaredNames([declaration])) noteVarInitialiser(name, walk);
      } else {
        noteVarInitialiser(declaration.name, walk);
        noteHeld(declaration.name, declaration.initializer, walk);
      }
    } else if (kind === "var" && list.parent.kind !== ts.SyntaxKind.VariableStatement && ts.isIdentifier(declaration.name)) {
      const binding = walk.module.bindingOf.get(declaration.name);
      if (binding !== undefined) binding.reassigned = true;
    }
  }
}

/** `var x = 1; var x = 2;`, or a `var` in a loop, or one that overwrites a parameter: more than one value over time. */
function noteVarInitialiser(name: ts.Identifier, walk: Walk): void {
  const binding = walk.module.bindingOf.get(name);
  if (binding !== undefined && (binding.declarations.length > 1 || binding.kind === "param")) binding.reassigned = true;
}

/** A variable initialised with a function or class expression holds it from then on. */
function noteHeld(name: ts.Identifier, initializer: ts.Expression, walk: Walk): void {
  const binding = walk.module.bindingOf.get(name);
  if (binding === undefined || binding.reassigned) return;
  const value = skipWrappers(initializer);
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) binding.holds = walk.module.unitOf.get(value) ?? null;
  else if (ts.isClassExpression(value)) binding.holdsClass = walk.module.classOf.get(value) ?? null;
}

/** Declares the names of a binding pattern and visits its computed keys and defaults. */
export function visitName(name: ts.BindingName, kind: BindingKind, place: Place, walk: Walk): void {
  if (ts.isIdentifier(name)) {
    const inNamespace = ts.isModuleBlock(place.scope.node) || ts.isModuleDeclaration(place.scope.node);
    const isExported = inNamespace && isExportedVariable(name);
    walk.declare(
      { name: name.text, kind: isExported ? "namespaceMember" : kind, node: name },
      kind === "var" && !isExported ? place.vars : place.scope,
    );
    return;
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.propertyName !== undefined && ts.isComputedPropertyName(element.propertyName)) {
      walk.visit(element.propertyName.expression, place);
    }
    visitName(element.name, kind, place, walk);
    if (element.initializer !== undefined) walk.visit(element.initializer, place);
  }
}

function isExportedVariable(name: ts.Node): boolean {
  let node = name.parent;
  while (
    ts.isBindingElement(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isVariableDeclarationList(node)
  ) {
    node = node.parent;
  }
  return ts.isVariableStatement(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function visitFunction(parts: { node: ts.FunctionLikeDeclaration; place: Place; ofClass: ClassInfo | null }, walk: Walk): Unit {
  const { node, place, ofClass } = parts;
  if (node.name !== undefined && ts.isComputedPropertyName(node.name)) walk.visit(node.name.expression, place);
  for (const decorator of ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [])
    walk.visit(decorator.expression, place);
  if (ts.isFunctionDeclaration(node)) declareFunction(node, place, walk);
  let outer = place;
  if (ts.isFunctionExpression(node) && node.name !== undefined) {
    const nameScope = walk.newScope(node.name, place, "block");
    walk.declare({ name: node.name.text, kind: "ownName", node: node.name }, nameScope);
    outer = { ...place, scope: nameScope };
  }
  const { body } = node;
  const strict =
    place.unit.strict || ofClass !== null || (body !== undefined && ts.isBlock(body) && hasUseStrict(body.statements));
  const unit = walk.newUnit({
    name: symbolName(node),
    kind: functionKind(node),
    flavour: functionFlavour(node),
    node,
    parent: place.unit,
    ofClass,
    strict,
  });
  walk.module.unitOf.set(node, unit);
  const holder = walk.module.bindingOf.get(node.name ?? node);
  if (holder !== undefined && (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node))) holder.holds = unit;
  const scope: Scope = { ...walk.newScope(node, { ...outer, unit }, "function"), inLoop: false };
  walk.module.scopeOf.set(node, scope);
  const inner: Place = { scope, unit, vars: scope };
  const parameters = valueParameters(node);
  for (const parameter of parameters) visitParameter(parameter, inner, walk);
  if (body === undefined) return unit;
  if (!ts.isBlock(body)) {
    walk.visit(body, inner);
    return unit;
  }
  visitFunctionBody(body, { inner, separate: parameters.some(hasExpression) }, walk);
  return unit;
}

/** With expressions among the parameters, `var`s of the body are variables of their own that start as copies (ECMA-262, 10.2.11). */
function visitFunctionBody(body: ts.Block, { inner, separate }: { inner: Place; separate: boolean }, walk: Walk): void {
  if (!separate) {
    walk.module.scopeOf.set(body, inner.scope);
    walk.visitAll(body.statements, inner);
    return;
  }
  const scope = walk.newScope(body, inner, "function");
  walk.visitAll(body.statements, { ...inner, scope, vars: scope });
  for (const [name, binding] of scope.names) {
    const parameter = inner.scope.names.get(name);
    if (binding.kind === "var" && parameter !== undefined) walk.module.copiedFrom.set(binding, parameter);
  }
}

function visitParameter(parameter: ts.ParameterDeclaration, place: Place, walk: Walk): void {
  for (const decorator of ts.getDecorators(parameter) ?? []) walk.visit(decorator.expression, place);
  visitName(parameter.name, "param", place, walk);
  if (parameter.initializer !== undefined) walk.visit(parameter.initializer, place);
}

/** Whether a parameter holds code: a default, or a default or computed key inside its pattern. */
function hasExpression(parameter: ts.ParameterDeclaration): boolean {
  const inName = (name: ts.BindingName): boolean =>
    !ts.isIdentifier(name) &&
    name.elements.some(
      (element) =>
        !ts.isOmittedExpression(element) &&
        (element.initializer !== undefined ||
          (element.propertyName !== undefined && ts.isComputedPropertyName(element.propertyName)) ||
          inName(element.name)),
    );
  return parameter.initializer !== undefined || inName(parameter.name);
}

function declareFunction(node: ts.FunctionDeclaration, place: Place, walk: Walk): void {
  const key = node.name ?? node;
  const binding = walk.declare({ name: node.name?.text ?? "default", kind: "function", node: key }, place.scope);
  binding.exported ||= hasModifier(node, ts.SyntaxKind.ExportKeyword);
  place.scope.functions.push(node);
  const inBlock = place.scope.kind === "block" && !ts.isModuleBlock(place.scope.node);
  const plain = node.asteriskToken === undefined && !hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (inBlock && plain && !place.unit.strict && node.name !== undefined && !shadowsLexically(node.name.text, place)) {
    const outer = walk.declare({ name: node.name.text, kind: "var", node }, place.vars);
    outer.reassigned = true;
    walk.module.annexB.set(node, outer);
  }
}

/** Whether replacing the block function by a `var` would clash with a lexical name between the block and the function. */
function shadowsLexically(name: string, place: Place): boolean {
  for (let scope = place.scope.parent; scope !== null && scope !== place.vars.parent; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined && binding.kind !== "var" && binding.kind !== "function" && binding.kind !== "param") return true;
  }
  return false;
}

export function functionKind(node: ts.FunctionLikeDeclaration): FunctionKind {
  if (ts.isArrowFunction(node)) return "arrow";
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isGetAccessorDeclaration(node)) return "getter";
  if (ts.isSetAccessorDeclaration(node)) return "setter";
  return ts.isMethodDeclaration(node) ? "method" : "function";
}

function functionFlavour(node: ts.FunctionLikeDeclaration): FunctionFlavour {
  const isAsync = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (node.asteriskToken !== undefined) return isAsync ? "asyncGenerator" : "generator";
  return isAsync ? "async" : "normal";
}

/** Statements that declare or whose parts are no expressions. Returns whether it dealt with the node. */
function visitStatement(node: ts.Statement, place: Place, walk: Walk): boolean {
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
    const binding = walk.declare({ name: node.name.text, kind: "importEquals", node: node.name }, place.scope);
    binding.exported ||= hasModifier(node, ts.SyntaxKind.ExportKeyword);
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

export function declaredNames(declarations: readonly { readonly name: ts.BindingName }[]): readonly ts.Identifier[] {
  return declarations.flatMap(({ name }) => {
    if (ts.isIdentifier(name)) return [name];
    return declaredNames(name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : [element])));
  });
}

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
  for (const member of node.members) {
    if (ts.isIdentifier(member.name)) walk.declare({ name: member.name.text, kind: "enumMember", node: member.name }, scope);
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

function visitExpression(node: ts.Node, place: Place, walk: Walk): void {
  if (ts.isPropertyAccessExpression(node)) return walk.visit(node.expression, place);
  if (ts.isMetaProperty(node)) return;
  if (ts.isPropertyAssignment(node)) {
    if (ts.isComputedPropertyName(node.name)) walk.visit(node.name, place);
    return walk.visit(node.initializer, place);
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    noteReference(node.name, place, walk);
    if (node.objectAssignmentInitializer !== undefined) walk.visit(node.objectAssignmentInitializer, place);
    return;
  }
  if (ts.isJsxOpeningLikeElement(node)) {
    if (!isIntrinsicTag(node.tagName)) walk.visit(node.tagName, place);
    return walk.visit(node.attributes, place);
  }
  if (ts.isJsxClosingElement(node) || ts.isJsxNamespacedName(node)) return;
  if (ts.isJsxAttribute(node)) {
    if (node.initializer !== undefined) walk.visit(node.initializer, place);
    return;
  }
  if (ts.isCallExpression(node)) noteEval(node, place);
  visitChildren(node, place, walk);
}

export function isIntrinsicTag(tag: ts.JsxTagNameExpression): boolean {
  return ts.isJsxNamespacedName(tag) || (ts.isIdentifier(tag) && /^[a-z]|-/.test(tag.text));
}

/** A direct `eval` sees, and may change, every name in scope; a sloppy one may add names as well. */
function noteEval(node: ts.CallExpression, place: Place): void {
  if (!ts.isIdentifier(node.expression) || node.expression.text !== "eval") return;
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent) {
    scope.unit.dynamic = true;
    if (!place.unit.strict && scope.unit === place.unit) scope.dynamic = true;
  }
}

function noteReference(node: ts.Identifier, place: Place, walk: Walk): void {
  note({ node, use: useOf(node) }, place, walk);
}

function note({ node, use }: { node: ts.Identifier; use: ReferenceUse }, place: Place, walk: Walk): void {
  const pending: PendingReference = { node, use, unit: place.unit, scope: place.scope };
  walk.module.pending.push(pending);
}

function useOf(node: ts.Identifier): ReferenceUse {
  const use = assignmentUse(node);
  if (use !== "none") return use;
  const outer = outermostWrapped(node);
  return ts.isCallExpression(outer.parent) && outer.parent.expression === outer && outer.parent.questionDotToken === undefined
    ? "callee"
    : "read";
}
