/**
 * Guards of array pattern elements. Where undefined is no legal element, a default takes the place of a missing one: `[x = v(n)]`.
 * Elsewhere the value that the pattern takes apart is wrapped in an iterable that checks each step: `[x] = d(spec, value)`.
 */
import { ts } from "../typescript.js";
import { directAssignment, directDeclaration, isDirectPattern } from "../lower/direct-pattern.js";
import { declaredNames, hasModifier } from "../lower/syntax.js";
import { mentions } from "./bindings.js";
import type { GuardContext, GuardedSite } from "./guard-context.js";
import { number, type GuardExpr } from "./guard-expr.js";
import { bare, isLiteral } from "./quiet.js";

export interface PatternPlan {
  /** Elements that get a default. */
  readonly defaults: ReadonlyMap<ts.Node, GuardedSite>;
  /** Expressions whose value (`one`) or whose every iterated value (`each`) a pattern with checked elements takes apart. */
  readonly wrapped: ReadonlyMap<ts.Expression, Wrapping>;
  /** Parameters whose pattern is taken apart at the start of the body instead, where its value can be wrapped. */
  readonly moved: ReadonlyMap<ts.ParameterDeclaration, Wrapping>;
  /** Patterns whose value is an element of a literal that an outer pattern takes apart directly, where it must be wrapped. */
  readonly nested: ReadonlyMap<ts.Node, Wrapping>;
}

export interface Wrapping {
  readonly kind: "one" | "each";
  readonly spec: GuardExpr;
  readonly sites: readonly GuardedSite[];
}

type ArrayPattern = ts.ArrayBindingPattern | ts.ArrayLiteralExpression;

/** What a pattern owes: per element its site and what a nested pattern owes. */
interface Owed {
  readonly site: GuardedSite | null;
  readonly nested: readonly Owed[] | null;
}

const NOTHING: Owed = { site: null, nested: null };

/** Chooses for every guarded pattern element of the file. */
export function planPatterns(context: GuardContext, readByIndex: "all" | "exported" | null): PatternPlan {
  const defaults = new Map<ts.Node, GuardedSite>();
  const wrapped = new Map<ts.Expression, Wrapping>();
  const moved = new Map<ts.ParameterDeclaration, Wrapping>();
  const nested = new Map<ts.Node, Wrapping>();
  const wrapRoot = (pattern: ArrayPattern): void => {
    const inDirect = isElementOfDirect(pattern);
    const root = inDirect ? null : rootOf(pattern);
    const owed = owedBy(pattern, context);
    // (What wraps it is iterated.)
    const isIterated = readByIndex !== "all" && !mayBeFlattened(pattern, readByIndex === "exported");
    const needsWrapper = isIterated && collect(owed).some((site) => site.planned.guard === "call");
    const parameter = root === null && needsWrapper ? movableParameter(pattern) : null;
    if (inDirect && needsWrapper) {
      nested.set(pattern, { kind: "one", spec: specOf(owed), sites: collect(owed) });
    } else if (parameter !== null) {
      moved.set(parameter, { kind: "one", spec: specOf(owed), sites: collect(owed) });
    } else if (root === null || !needsWrapper) {
      // A pattern below an object pattern, or a parameter that cannot move: there a legal undefined is taken for a missing element.
      for (const [element, site] of elementsOf(pattern, context)) defaults.set(element, site);
      return;
    }
    if (root !== null && needsWrapper)
      wrapped.set(root.expression, { kind: root.kind, spec: specOf(owed), sites: collect(owed) });
    for (const value of nestedDefaults(pattern)) {
      const inner = owedBy(value.pattern, context);
      if (collect(inner).length > 0) wrapped.set(value.expression, { kind: "one", spec: specOf(inner), sites: collect(inner) });
    }
  };
  const visit = (node: ts.Node): void => {
    if (!context.contains(node)) return;
    if (isArrayPattern(node) && (!isArrayPatternElement(node) || isElementOfDirect(node)) && !isDirectPattern(node))
      wrapRoot(node);
    ts.forEachChild(node, visit);
  };
  markDirect(context.sourceFile, context);
  visit(context.sourceFile);
  for (const expression of wrapped.keys()) context.mark(expression);
  for (const { parent } of moved.keys()) if ("body" in parent && parent.body !== undefined) context.mark(parent.body);
  return { defaults, wrapped, moved, nested };
}

/** Declares what is exported, or may assign it; only in a namespace where the module's own exports are none of that. */
function mayBeFlattened(pattern: ArrayPattern, ofModule: boolean): boolean {
  if (ts.isArrayLiteralExpression(pattern)) return ofModule && pattern.getSourceFile().statements.some(ts.isExportDeclaration);
  let declared: ts.Node = pattern.parent;
  while (ts.isBindingElement(declared)) declared = declared.parent.parent;
  const statement = ts.isVariableDeclaration(declared) ? declared.parent.parent : null;
  if (statement === null || !ts.isVariableStatement(statement)) return false;
  return (ofModule || ts.isModuleBlock(statement.parent)) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

/** Patterns that are rewritten though no site in them needs it. */
function markDirect(node: ts.Node, context: GuardContext): void {
  const isDirect =
    (ts.isBinaryExpression(node) && directAssignment(node) !== null) ||
    (ts.isVariableDeclaration(node) && directDeclaration(node) !== null);
  if (isDirect) context.mark(node);
  ts.forEachChild(node, (child) => markDirect(child, context));
}

/** Whether a pattern, with or without default, takes apart an element of a literal that its own pattern does not iterate. */
function isElementOfDirect(node: ArrayPattern): boolean {
  const element = ts.isBinaryExpression(node.parent) && node.parent.left === node ? node.parent : node;
  const { parent } = ts.isBindingElement(node.parent) ? node.parent : element;
  return isArrayPattern(parent) && isDirectPattern(parent);
}

function isArrayPattern(node: ts.Node): node is ArrayPattern {
  return ts.isArrayBindingPattern(node) || ts.isArrayLiteralExpression(node);
}

/** Whether a pattern is itself an element of an array pattern (with or without default), whose root takes care of it. */
function isArrayPatternElement(node: ArrayPattern): boolean {
  return ts.isArrayBindingPattern(node)
    ? ts.isBindingElement(node.parent) && ts.isArrayBindingPattern(node.parent.parent)
    : ts.isArrayLiteralExpression(node.parent) ||
        (ts.isBinaryExpression(node.parent) && node.parent.left === node && ts.isArrayLiteralExpression(node.parent.parent));
}

function rootOf(pattern: ArrayPattern): { readonly kind: "one" | "each"; readonly expression: ts.Expression } | null {
  const { parent } = pattern;
  if (ts.isVariableDeclaration(parent)) {
    if (parent.initializer !== undefined) return { kind: "one", expression: parent.initializer };
    const loop = parent.parent.parent;
    return ts.isForOfStatement(loop) && loop.awaitModifier === undefined ? { kind: "each", expression: loop.expression } : null;
  }
  if (ts.isForOfStatement(parent) && parent.initializer === pattern && parent.awaitModifier === undefined) {
    return { kind: "each", expression: parent.expression };
  }
  if (ts.isBinaryExpression(parent) && parent.left === pattern && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { kind: "one", expression: parent.right };
  }
  return null;
}

/**
 * The parameter whose pattern is `pattern`, when taking it apart in the body cannot be told from taking it apart in the head: nothing that
 * is evaluated in the head comes after it, and the body starts at once (a generator's does not).
 */
function movableParameter(pattern: ArrayPattern): ts.ParameterDeclaration | null {
  const parameter = pattern.parent;
  if (!ts.isParameter(parameter)) return null;
  const fn = parameter.parent;
  if (!("body" in fn) || fn.body === undefined || ("asteriskToken" in fn && fn.asteriskToken !== undefined)) return null;
  // Fields come before what is moved, if they are assigned in the body.
  if (ts.isConstructorDeclaration(fn) && fn.parent.members.some(isInitialised)) return null;
  const at = fn.parameters.indexOf(parameter);
  const isPlain = (one: ts.ParameterDeclaration): boolean =>
    ts.isIdentifier(one.name) && (one.initializer === undefined || isLiteral(bare(one.initializer)));
  // A function in an earlier parameter may name what the pattern declares.
  const names = new Set(declaredNames([parameter]).map(({ text }) => text));
  if (!fn.parameters.slice(at + 1).every(isPlain) || fn.parameters.slice(0, at).some((one) => mentions(one, names))) return null;
  // Nor does what the body declares stand for what the pattern names.
  return mentions(parameter.name, namesDeclaredIn(fn.body)) ? null : parameter;
}

const isInitialised = (member: ts.ClassElement): boolean =>
  ts.isPropertyDeclaration(member) &&
  member.initializer !== undefined &&
  !isLiteral(bare(member.initializer)) &&
  !hasModifier(member, ts.SyntaxKind.StaticKeyword);

/** At whatever depth, but for what stands in a function's own parameters. */
function namesDeclaredIn(body: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) for (const { text } of declaredNames([node])) names.add(text);
    if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) && node.name !== undefined)
      names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return names;
}

/** The target of an element without its default, and whether it has one. */
function targetOf(element: ts.Node): { readonly target: ts.Node; readonly value: ts.Expression | null } {
  if (ts.isBindingElement(element)) return { target: element.name, value: element.initializer ?? null };
  if (ts.isBinaryExpression(element) && element.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { target: element.left, value: element.right };
  }
  return { target: element, value: null };
}

function owedBy(pattern: ArrayPattern, context: GuardContext): readonly Owed[] {
  return pattern.elements.map((element) => {
    const [site] = context.sitesAt(element, "pattern");
    const { target } = targetOf(element);
    const nested = isArrayPattern(target) && context.contains(target) ? owedBy(target, context) : null;
    return site === undefined && nested === null ? NOTHING : { site: site ?? null, nested };
  });
}

function elementsOf(pattern: ArrayPattern, context: GuardContext): readonly (readonly [ts.Node, GuardedSite])[] {
  return pattern.elements.flatMap((element) => {
    const [site] = context.sitesAt(element, "pattern");
    const { target } = targetOf(element);
    const inner = isArrayPattern(target) ? elementsOf(target, context) : [];
    return site === undefined ? inner : [[element, site] as const, ...inner];
  });
}

function nestedDefaults(
  pattern: ArrayPattern,
): readonly { readonly pattern: ArrayPattern; readonly expression: ts.Expression }[] {
  return pattern.elements.flatMap((element) => {
    const { target, value } = targetOf(element);
    if (!isArrayPattern(target)) return [];
    return value === null ? nestedDefaults(target) : [{ pattern: target, expression: value }, ...nestedDefaults(target)];
  });
}

function collect(owed: readonly Owed[]): readonly GuardedSite[] {
  return owed.flatMap(({ site, nested }) => [...(site === null ? [] : [site]), ...(nested === null ? [] : collect(nested))]);
}

function specOf(owed: readonly Owed[]): GuardExpr {
  return {
    kind: "array",
    elements: owed.map(({ site, nested }) => {
      const own: GuardExpr = site === null ? { kind: "null" } : number(site.number);
      return nested === null ? own : { kind: "array", elements: [own, specOf(nested)] };
    }),
  };
}
