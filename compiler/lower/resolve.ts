/** Second half of binding analysis: gives identifiers their meaning, and bindings the facts that decide local or cell. */
import { ts } from "../typescript.js";
import { cellId } from "../../core/ids.js";
import type { Binding, Scope, Unit } from "./binding.js";
import type { Meaning, ModuleBindings, PendingReference } from "./module-bindings.js";
import { outermostWrapped } from "./syntax.js";

/** Top-level names of the program's scripts (files that are no modules): every script sees them. */
export type ScriptNames = Map<string, Binding>;

export function collectScriptNames(modules: readonly ModuleBindings[]): ScriptNames {
  const names: ScriptNames = new Map();
  for (const module of modules.filter(({ script }) => script)) {
    for (const [name, binding] of module.scopeOf.get(module.sourceFile)?.names ?? []) {
      binding.exported = true;
      // Another script, compiled or not, may assign to it: `var` and functions are properties of the global object.
      if (binding.kind === "var" || binding.kind === "function" || names.has(name)) binding.reassigned = true;
      if (!names.has(name)) names.set(name, binding);
    }
  }
  return names;
}

export function resolveReferences(module: ModuleBindings, scripts: ScriptNames): void {
  for (const reference of module.pending) resolveOne(reference, { module, scripts });
  for (const unit of module.units) {
    if (!unit.dynamic) continue;
    for (const binding of unit.bindings) binding.dynamic = true;
  }
}

/** Names the cells. Comes after every module's references are resolved. */
export function chooseCells(module: ModuleBindings): void {
  for (const unit of module.units) {
    const ordinals = new Map<string, number>();
    for (const binding of unit.bindings) {
      if (!needsCell(binding)) continue;
      const ordinal = (ordinals.get(binding.name) ?? 0) + 1;
      ordinals.set(binding.name, ordinal);
      binding.cell = cellId(`${unit.id}/${binding.name}~${ordinal}`);
      unit.cells.push(binding);
    }
  }
}

/** Imports, enum members and namespace members are no variables of their own. Everything that only its activation sees is a local. */
function needsCell(binding: Binding): boolean {
  if (binding.kind === "import" || binding.kind === "enumMember" || binding.kind === "namespaceMember") return false;
  return (
    binding.captured ||
    binding.early ||
    binding.dynamic ||
    (binding.exported && binding.scope.parent === null) ||
    binding.kind === "exportValue"
  );
}

/** Whether the cell is written by its initialiser only and exists once an activation: the contract of `HirCell.constant`. */
export function isConstantCell(binding: Binding): boolean {
  if (binding.kind === "var" || binding.perIteration) return false;
  if (binding.kind === "namespace" || binding.kind === "enum") return isConstantObject(binding);
  if (binding.kind === "const" || binding.kind === "using") return true;
  return !binding.reassigned && !binding.dynamic;
}

/** Enums and namespaces are `var`s. Where all uses read members, an early one throws as it would in a dead zone. (Other modules may use what is exported as they like.) */
function isConstantObject(binding: Binding): boolean {
  return (
    isAssignedOnce(binding) &&
    !(binding.exported && binding.scope.parent === null) &&
    binding.references.every(({ node }) => readsMember(node))
  );
}

/** An enum or a namespace that is declared in one place. */
export const isAssignedOnce = ({ kind, declarations, reassigned, dynamic }: Binding): boolean =>
  (kind === "enum" || kind === "namespace") && declarations.length === 1 && !reassigned && !dynamic;

function readsMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === node &&
    parent.questionDotToken === undefined
  );
}

function resolveOne(reference: PendingReference, { module, scripts }: { module: ModuleBindings; scripts: ScriptNames }): void {
  const { node, unit, use } = reference;
  const { binding, dynamic, member } = lookUp(node.text, reference.scope, scripts);
  if (binding === null) {
    if (!module.meaningOf.has(node)) module.meaningOf.set(node, dynamic ? "dynamic" : member ? "member" : "global");
    if (node.text === "arguments") noteArguments(reference);
    return;
  }
  const meaning: Meaning = dynamic ? "dynamic" : binding;
  module.meaningOf.set(node, meaning);
  if (dynamic) binding.dynamic = true;
  binding.references.push({ node, unit, use: dynamic ? "read" : use });
  if (use === "export") binding.exported = true;
  if (use === "write" || use === "readWrite") binding.reassigned = true;
  // A namespace member is a property of the namespace object, which is what an inner function captures.
  const object = binding.kind === "namespaceMember" ? module.bindingOf.get(binding.scope.node) : undefined;
  if (object !== undefined && unit !== object.unit) object.captured = true;
  if (unit !== binding.unit) binding.captured = true;
  else if (mayBeEarly(reference, binding)) binding.early = true;
}

interface Found {
  readonly binding: Binding | null;
  readonly dynamic: boolean;
  /** Another declaration of a namespace or an enum around may have the name. */
  readonly member: boolean;
}

function lookUp(name: string, from: Scope, scripts: ScriptNames): Found {
  let dynamic = false;
  const found = (binding: Binding | null, member = false): Found => ({ binding, dynamic, member });
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined) return found(binding);
    if (scope.members?.has(name) === true) return found(null, true);
    if (name === "arguments" && hasOwnArguments(scope)) return found(null);
    dynamic ||= scope.dynamic;
  }
  return found(scripts.get(name) ?? null);
}

function hasOwnArguments(scope: Scope): boolean {
  return scope.node === scope.unit.node && scope.unit.kind !== "arrow" && scope.unit.kind !== "module";
}

function noteArguments({ node, unit }: PendingReference): void {
  let owner: Unit | null = unit;
  while (owner !== null && owner.kind === "arrow") owner = owner.parent;
  if (owner === null || owner.kind === "module") return;
  owner.usesArguments = owner === unit && owner.usesArguments !== "fromArrow" ? "directly" : "fromArrow";
  const { parent } = outermostWrapped(node);
  const element = ts.isElementAccessExpression(parent) && parent.argumentExpression !== node && !isCalledOrWritten(parent);
  const length = ts.isPropertyAccessExpression(parent) && parent.name.text === "length" && !isCalledOrWritten(parent);
  if (!element && !length) owner.leaksArguments = true;
}

function isCalledOrWritten(access: ts.Expression): boolean {
  const outer = outermostWrapped(access);
  const { parent } = outer;
  if (ts.isCallExpression(parent) || ts.isTaggedTemplateExpression(parent) || ts.isNewExpression(parent)) {
    return (ts.isTaggedTemplateExpression(parent) ? parent.tag : parent.expression) === outer;
  }
  return !isPlainRead(outer, parent);
}

function isPlainRead(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isBinaryExpression(parent))
    return (
      parent.left !== node ||
      parent.operatorToken.kind < ts.SyntaxKind.FirstAssignment ||
      parent.operatorToken.kind > ts.SyntaxKind.LastAssignment
    );
  return !(
    ts.isPrefixUnaryExpression(parent) ||
    ts.isPostfixUnaryExpression(parent) ||
    ts.isDeleteExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isForOfStatement(parent) ||
    ts.isForInStatement(parent)
  );
}

/**
 * Whether a read within the same activation can find the binding in its temporal dead zone: it stands before the end of the
 * declaration, or in another clause of the `switch`. Such bindings become cells, whose reads throw.
 */
function mayBeEarly({ node }: PendingReference, binding: Binding): boolean {
  if (!HAVE_DEAD_ZONE.has(binding.kind) && !isEmittedAsLet(binding)) return false;
  const [name] = binding.declarations;
  if (name === undefined) return false;
  if (node.pos < endOfDeclaration(name)) return true;
  return ts.isCaseBlock(binding.scope.node) && clauseOf(name, binding.scope.node) !== clauseOf(node, binding.scope.node);
}

/** Enums and namespaces are `var`s at the top of a file only. */
const isEmittedAsLet = ({ kind, scope }: Binding): boolean => (kind === "enum" || kind === "namespace") && scope.parent !== null;

/** (A parameter has one, too, but what its read throws leaves the function. The names of a catch pattern have one while its defaults are evaluated.) */
const HAVE_DEAD_ZONE: ReadonlySet<Binding["kind"]> = new Set(["let", "const", "using", "class", "catch"]);

function endOfDeclaration(name: ts.Node): number {
  let node = name.parent;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) node = node.parent;
  const list = node.parent;
  const head: ts.Node | undefined = ts.isVariableDeclarationList(list) ? list.parent : undefined;
  if (head !== undefined && (ts.isForOfStatement(head) || ts.isForInStatement(head))) return head.expression.end;
  return ts.isVariableDeclaration(node) || ts.isClassLike(node) || ts.isClassElement(node) ? node.end : name.end;
}

function clauseOf(node: ts.Node, block: ts.CaseBlock): ts.Node {
  let inner = node;
  while (inner.parent !== block) inner = inner.parent;
  return inner;
}
