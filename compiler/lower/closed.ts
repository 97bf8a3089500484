/** A1: which functions are reached by direct calls in compiled code only. */
import { ts } from "../typescript.js";
import type { Binding, Unit } from "./binding.js";
import type { ModuleBindings } from "./module-bindings.js";
import { CALLBACK_METHODS, type CallbackRole } from "../../core/callback-methods.js";
import { unionMembers } from "./indexed-shape.js";
import { outermostWrapped, skipWrappers } from "./syntax.js";
import { ES2015, targetOf } from "./targets.js";

/**
 * True only if every way to the function value is a direct call that the program contains, or a call by the method that it is handed to. Sloppy functions are never closed: other
 * code reaches them by `caller`, `arguments.callee` and stack traces. Methods, accessors and constructors are open in this version:
 * an instance hands them out (`constructor`, property reads).
 */
export function isClosed(module: ModuleBindings, unit: Unit, options: ts.CompilerOptions): boolean {
  return callsAreSeen(module, unit) && !mayBeJsxFactory(unit, options) && !isApplied(module, unit, options);
}

/** `f(...xs)` is `f.apply(void 0, xs)` in ES5. */
function isApplied(module: ModuleBindings, unit: Unit, options: ts.CompilerOptions): boolean {
  if (targetOf(options) >= ES2015) return false;
  const { parent } = outermostWrapped(unit.node);
  const names = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? [parent.name] : [];
  const own = [...holdersOf(module, unit), ...ownName(module, unit.node), ...names.map((name) => module.bindingOf.get(name))];
  const callees = own.flatMap((holder) => holder?.references.map(({ node }) => outermostWrapped(node).parent) ?? []);
  return [parent, ...callees].some((call) => ts.isCallExpression(call) && call.arguments.some(ts.isSpreadElement));
}

/** The emitter calls the factory at each JSX element, by a name that an option or a comment of the file gives. */
function mayBeJsxFactory({ node, sourceFile }: Unit, options: ts.CompilerOptions): boolean {
  if (sourceFile.languageVariant !== ts.LanguageVariant.JSX || ts.isModuleDeclaration(node)) return false;
  const { parent } = outermostWrapped(node);
  const declared = ts.isVariableDeclaration(parent) ? parent.name : ts.isFunctionDeclaration(node) ? node.name : undefined;
  if (declared === undefined || !ts.isIdentifier(declared)) return false;
  const given = [options.jsxFactory, options.jsxFragmentFactory, options.reactNamespace, "React"];
  const inComments = [...sourceFile.text.matchAll(/@jsx(?:Frag)?\s+([^\s*]+)/gu)].map(([, name]) => name);
  return [...given, ...inComments].some((name) => name?.split(".")[0] === declared.text);
}

function callsAreSeen(module: ModuleBindings, unit: Unit): boolean {
  if (unit.kind === "static") return true;
  // Code from text may pass on what it finds in scope, the function and its arguments included.
  if (!unit.strict || unit.dynamic) return false;
  const { node } = unit;
  if (ts.isModuleDeclaration(node)) return true;
  if (ts.isFunctionDeclaration(node)) return holdersAreCalled(holdersOf(module, unit));
  if (!ts.isFunctionExpression(node) && !ts.isArrowFunction(node)) return false;
  const outer = outermostWrapped(node);
  const { parent } = outer;
  if (ts.isCallExpression(parent))
    return (
      (parent.expression === outer || isCallback(parent, outer)) && holdersAreCalled(ownName(module, node), { mayBeEmpty: true })
    );
  const isInitialiser = ts.isVariableDeclaration(parent) && parent.initializer === outer && ts.isIdentifier(parent.name);
  if (!isInitialiser) return false;
  const variable = module.bindingOf.get(parent.name);
  return variable?.holds === unit && holdersAreCalled([variable, ...ownName(module, node)]);
}

/**
 * It stands where a built-in method would call it back, and hand it to nobody. Whether the method is that built-in, its caller's facts tell; where
 * it is another, everybody may have the function (analyzers/linking/link.ts).
 */
const isCallback = (call: ts.CallExpression, argument: ts.Node): boolean => rolesIn(call, argument).length > 0;

function rolesIn({ expression, arguments: [first] }: ts.CallExpression, argument: ts.Node): readonly CallbackRole[] {
  const method = skipWrappers(expression);
  return (first === argument && ts.isPropertyAccessExpression(method) && CALLBACK_METHODS.get(method.name.text)) || [];
}

/**
 * The parameter is given what stands at a place of an array. Where there is nothing any more that is undefined, whatever the library declares:
 * `xs.find((x) => …)` asks for as many as there were. So do all such methods of typed arrays, which may lose their buffer meanwhile; only those of arrays leave
 * out what is gone.
 */
export function takesPlace(fn: ts.Node, parameter: number, checker: ts.TypeChecker): boolean {
  const outer = outermostWrapped(fn);
  if (!ts.isCallExpression(outer.parent)) return false;
  const role = rolesIn(outer.parent, outer)[parameter];
  return role === "place" || (role === "element" && !isOfArray(outer.parent, checker));
}

/**
 * The parameter is given what groups of a pattern match, undefined for those that took no part, or a place in a text: `s.replace(/(a)?b/, (all, a: string) => …)`, whatever
 * is written there. The library says `any`.
 */
export function takesGroup(fn: ts.Node, parameter: number): boolean {
  const outer = outermostWrapped(fn);
  const call = outer.parent;
  if (parameter === 0 || !ts.isCallExpression(call)) return false;
  const method = skipWrappers(call.expression);
  return ts.isPropertyAccessExpression(method) && REPLACING.has(method.name.text) && call.arguments[1] === outer;
}
const REPLACING: ReadonlySet<string> = new Set(["replace", "replaceAll"]);

/** The method is one of an array, by its type. */
function isOfArray({ expression }: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const method = skipWrappers(expression);
  if (!ts.isPropertyAccessExpression(method)) return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(method.expression));
  return unionMembers(type).every((one) => checker.isArrayType(one) || checker.isTupleType(one));
}

function ownName(module: ModuleBindings, node: ts.Node): readonly Binding[] {
  const name = ts.isFunctionExpression(node) ? node.name : undefined;
  const binding = name === undefined ? undefined : module.bindingOf.get(name);
  return binding === undefined ? [] : [binding];
}

function holdersOf(module: ModuleBindings, unit: Unit): readonly Binding[] {
  const { node } = unit;
  const name = ts.isFunctionDeclaration(node) ? node.name : undefined;
  const binding = name === undefined ? undefined : module.bindingOf.get(name);
  // A sloppy copy in an outer scope would be a second holder; sloppy functions are open anyway.
  return binding?.holds === unit ? [binding] : [];
}

function holdersAreCalled(holders: readonly Binding[], { mayBeEmpty }: { mayBeEmpty: boolean } = { mayBeEmpty: false }): boolean {
  if (holders.length === 0) return mayBeEmpty;
  return holders.every(
    (holder) =>
      !holder.exported &&
      !holder.reassigned &&
      !holder.dynamic &&
      !isAlsoNamespace(holder) &&
      holder.references.every(({ use }) => use === "callee"),
  );
}

/** `namespace f {…}` beside `function f` or `class f` is handed the value itself, under a name of its own. */
export const isAlsoNamespace = (holder: Binding): boolean =>
  holder.kind !== "namespace" && holder.declarations.some((declaration) => ts.isModuleDeclaration(declaration.parent));
