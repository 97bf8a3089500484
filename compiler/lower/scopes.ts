/**
 * Binding analysis: units (future functions), scopes, declarations, and where each identifier stands. Names are resolved by our own
 * scope chain and not by the checker, since `with`, `eval`, sloppy functions in blocks and type errors must not make it wrong.
 * One walk declares and notes references; `resolve.ts` gives them meanings when every hoisted name is known.
 */
import { ts } from "../typescript.js";
import { classId, functionId, type ModulePath } from "../../core/ids.js";
import type { FunctionFlavour, FunctionKind } from "../../core/hir.js";
import type { Binding, BindingKind, ClassInfo, Scope, Unit } from "./binding.js";
import type { ModuleBindings } from "./module-bindings.js";
import { kindSet } from "../tree-nodes.js";
import { visitClass } from "./class-scopes.js";
import { visitFunction } from "./function-scopes.js";
import { HELPER_NAMES } from "./helper-names.table.js";
import { noteReference } from "./references.js";
import { isInNamespace, visitStatement } from "./statement-scopes.js";
import { catchVariableOf, declaredNames, hasBody, hasModifier, hasUseStrict, skipWrappers } from "./syntax.js";
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

/** Analyses one module. Precondition: the file is not nested too deeply (lower-program.ts). */
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
    members: null,
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
      members: null,
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
      // The emitter calls such a name, and assigns it.
      reassigned: HELPER_NAMES.has(name),
      captured: false,
      early: false,
      dynamic: HELPER_NAMES.has(name),
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

/**
 * Most nodes of a file, of which the tests below find out nothing: a look at their kind tells them apart (tree-nodes.ts says what each test
 * costs).
 */
const CHILDREN_ONLY = kindSet(
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.PostfixUnaryExpression,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.TemplateSpan,
  ts.SyntaxKind.ThrowStatement,
);

const EXPRESSIONS = kindSet(
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.PropertyAssignment,
);

function visitNode(node: ts.Node, place: Place, walk: Walk): void {
  const { kind } = node;
  if (kind <= ts.SyntaxKind.LastToken) {
    if (ts.isIdentifier(node)) noteReference(node, place, walk);
    return;
  }
  if (CHILDREN_ONLY[kind] === 1) return visitChildren(node, place, walk);
  if (EXPRESSIONS[kind] === 1) return visitExpression(node, place, walk);
  if (ts.isExpressionWithTypeArguments(node)) return walk.visit(node.expression, place);
  if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
  if (ts.isClassLike(node)) return visitClass(node, place, walk);
  if (ts.isFunctionLike(node)) {
    if (hasBody(node)) walk.visitFunction(node, place, null);
    return;
  }
  if (ts.isBlock(node) || ts.isCaseBlock(node) || ts.isCatchClause(node) || ts.isIterationStatement(node, false)) {
    const inner = { ...place, scope: walk.newScope(node, place, "block") };
    if (!ts.isCatchClause(node)) return visitChildren(node, inner, walk);
    if (node.variableDeclaration !== undefined) visitName(node.variableDeclaration.name, "catch", inner, walk);
    return walk.visit(node.block, inner);
  }
  if (ts.isStatement(node) && visitStatement(node, place, walk)) return;
  if (ts.isVariableDeclarationList(node)) return visitVariables(node, place, walk);
  visitExpression(node, place, walk);
}

function visitChildren(node: ts.Node, place: Place, walk: Walk): void {
  ts.forEachChild(node, (child) => {
    visitNode(child, place, walk);
  });
}

function variableKind(list: ts.VariableDeclarationList): BindingKind {
  if ((list.flags & ts.NodeFlags.BlockScoped) === 0) return "var";
  if ((list.flags & ts.NodeFlags.Using) !== 0) return "using";
  return (list.flags & ts.NodeFlags.Let) !== 0 ? "let" : "const";
}

function visitVariables(list: ts.VariableDeclarationList, place: Place, walk: Walk): void {
  const kind = variableKind(list);
  for (const declaration of list.declarations) {
    visitName(declaration.name, kind, place, walk);
    if (kind === "var") for (const name of declaredNames([declaration])) noteCatchVariable(name, walk);
    if (declaration.initializer !== undefined) {
      walk.visit(declaration.initializer, place);
      if (!ts.isIdentifier(declaration.name)) {
        for (const name of declaredNames([declaration])) noteVarInitialiser(name, walk);
      } else {
        noteVarInitialiser(declaration.name, walk);
        // What a `using` holds is handed to its own disposal method when the scope ends: nobody else may be taken for its only caller.
        if (kind !== "using") noteHeld(declaration.name, declaration.initializer, walk);
      }
    } else if (kind === "var" && list.parent.kind !== ts.SyntaxKind.VariableStatement) {
      // Each pass of `for (var … of …)` assigns them.
      for (const name of declaredNames([declaration])) {
        const binding = walk.module.bindingOf.get(name);
        if (binding !== undefined) binding.reassigned = true;
      }
    }
  }
}

function noteCatchVariable(name: ts.Identifier, { module }: Walk): void {
  const variable = catchVariableOf(name);
  if (variable === null) return;
  for (const node of [name, variable]) {
    const binding = module.bindingOf.get(node);
    if (binding !== undefined) binding.reassigned = true;
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
    const isExported = isInNamespace(place) && isExportedVariable(name);
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

/** The left operands of `a + b + c + …` come without recursion. */
function visitBinary(node: ts.BinaryExpression, place: Place, walk: Walk): void {
  const rights: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left)) {
    rights.push(left.right);
    left = left.left;
  }
  walk.visit(left, place);
  walk.visitAll(rights.reverse(), place);
}

function visitExpression(node: ts.Node, place: Place, walk: Walk): void {
  if (ts.isBinaryExpression(node)) return visitBinary(node, place, walk);
  if (ts.isPropertyAccessExpression(node)) return walk.visit(node.expression, place);
  if (ts.isCallExpression(node)) {
    if (isDirectEval(node) || isRemoteSuper(node, place)) openNames(place);
    return visitChildren(node, place, walk);
  }
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
  visitChildren(node, place, walk);
}

export function isIntrinsicTag(tag: ts.JsxTagNameExpression): boolean {
  return ts.isJsxNamespacedName(tag) || (ts.isIdentifier(tag) && /^[a-z]|-/.test(tag.text));
}

/** Wrapped in parentheses, it is one as well. */
const isDirectEval = ({ expression }: ts.CallExpression): boolean => {
  const callee = skipWrappers(expression);
  return ts.isIdentifier(callee) && callee.text === "eval";
};

/** `super()` in an arrow function runs the initialisers of the fields, which are lowered nowhere then. */
const isRemoteSuper = ({ expression }: ts.CallExpression, { unit }: Place): boolean =>
  expression.kind === ts.SyntaxKind.SuperKeyword && unit.kind === "arrow";

/** Code that is not seen runs here: it may use, and change, every name in scope. In a sloppy function it may add names as well. */
function openNames(place: Place): void {
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent) {
    scope.unit.dynamic = true;
    if (!place.unit.strict && scope.unit === place.unit) scope.dynamic = true;
  }
}
