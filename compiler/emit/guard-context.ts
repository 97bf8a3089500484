/** What the forms need to know while a module is rewritten: the plan by place, names, temporaries, stability. */
import { ts } from "../typescript.js";
import { InternalError } from "../../core/errors.js";
import type { ModulePlan, PlannedSelector, PlannedSite } from "../../core/plan.js";
import type { ContractRole } from "../../core/contract.js";
import { guardedPlace, type SiteForm } from "../../core/site.js";
import type { Span } from "../../core/span.js";
import { guardedRoots } from "./authority-guards.js";
import { bindingsOf, type Bindings } from "./bindings.js";
import { assign, call, isNumber, name, number, source, type GuardExpr } from "./guard-expr.js";
import { bare, isNumeric, isStable } from "./quiet.js";
import type { Temporaries } from "./temporaries.js";

/** What is imported as it is: `a` isArray, `o` isTypedArray. */
export type RuntimeImport = "a" | "o";
/** Slow paths of the runtime (`Guards`) and direct imports. */
export type RuntimeFunction = "v" | "q" | "k" | "i" | "x" | "y" | "d" | "e" | "t" | "h" | RuntimeImport;

export interface GuardedSite {
  readonly planned: PlannedSite;
  /** Index in the module's table. */
  readonly number: number;
}

export interface GuardContext {
  readonly sourceFile: ts.SourceFile;
  readonly plan: ModulePlan;
  /** Sites that get code, in table order. */
  readonly guarded: readonly PlannedSite[];
  readonly bindings: Bindings;
  /** Prefix of every inserted name; occurs nowhere in the source. */
  readonly prefix: string;
  /** Whether code of the program may shrink or detach a buffer: then converting a stored object may do it between test and store. */
  readonly buffersMayShrink: boolean;
  /** Runtime functions used so far. */
  readonly used: Set<RuntimeFunction>;
  /** Table numbers of sites whose code has been made: every guarded one must be among them in the end. */
  readonly made: Set<number>;
  /** Temporaries of the activation being rewritten. */
  temporaries: Temporaries | null;
  /** The selector whose fast body is being printed. */
  selected: PlannedSelector | null;
  /** Selectors that have been printed: every one must be among them in the end. */
  readonly written: Set<PlannedSelector>;
  /** Guarded sites of one of `kinds` at exactly the place of `node`. */
  sitesAt(node: ts.Node, kind: SiteForm["kind"]): readonly GuardedSite[];
  /** Guarded contracts owed at the place. */
  contractsAt(place: Span, role: ContractRole): readonly GuardedSite[];
  /** Guarded contracts of the returns of the body that begins there. */
  exitsOf(body: number): readonly GuardedSite[];
  /** Whether `node` is a root that is wrapped where it stands: naming it again would name the original. */
  isRoot(node: ts.Node): boolean;
  /** Whether anything to rewrite lies within `node`. */
  contains(node: ts.Node): boolean;
  /** Marks `node` as rewritten although no site lies in it. */
  mark(node: ts.Node): void;
}

/** `sourceFile` must have parent pointers. Throws `InternalError` when two sites of a kind claim one place. */
export function createGuardContext(sourceFile: ts.SourceFile, plan: ModulePlan, buffersMayShrink = false): GuardContext {
  const forms = new Map(plan.selectors.flatMap(({ sites }) => sites.map(({ id, form }) => [id, form] as const)));
  const inPlace = plan.sites
    .map((site): PlannedSite => ({ ...site, guard: forms.get(site.id) ?? site.guard }))
    .filter((site) => site.guard !== "none" && site.guard !== "trap");
  // Outside production a fast body asserts what was shown of it: the same site once more, in a row of its own.
  const asserted =
    plan.enforcement.mode === "production"
      ? []
      : inPlace.filter(({ id }) => forms.has(id)).map((site): PlannedSite => ({ ...site, assertion: true }));
  const guarded = [...inPlace, ...asserted];
  const byPlace = new Map<string, GuardedSite[]>();
  const bodies = new Map<number, GuardedSite[]>();
  inPlace.forEach((planned, index) => {
    const { form } = planned.site;
    const span = guardedPlace(planned.site);
    const place = `${span.start}:${span.end}:${form.kind === "contract" ? form.role : form.kind}`;
    const there = byPlace.get(place) ?? [];
    byPlace.set(place, [...there, { planned, number: index }]);
    if (form.kind === "contract" && form.role === "exit")
      bodies.set(form.body, [...(bodies.get(form.body) ?? []), { planned, number: index }]);
  });
  const assertions = new Map(
    asserted.map((planned, k): [string, GuardedSite] => [planned.id, { planned, number: inPlace.length + k }]),
  );
  const starts = [...guarded.map((planned) => guardedPlace(planned.site).start), ...bodies.keys()].sort((a, b) => a - b);
  const mark = (node: ts.Node): void => {
    const start = node.getStart(sourceFile);
    starts.splice(firstAtLeast(starts, start), 0, start);
  };
  const roots = new Set(guardedRoots(plan).map(({ reference }) => reference.rootSpan.start));
  const context: GuardContext = {
    sourceFile,
    plan,
    guarded,
    bindings: bindingsOf(sourceFile),
    prefix: freshPrefix(sourceFile.text),
    buffersMayShrink: buffersMayShrink || namesShrinking(sourceFile),
    used: new Set(),
    made: new Set(),
    temporaries: null,
    selected: null,
    written: new Set(),
    sitesAt: (node, kind) => {
      const there = byPlace.get(`${node.getStart(sourceFile)}:${node.end}:${kind}`) ?? [];
      const { selected } = context;
      if (selected === null) return there;
      return there.flatMap((site) => {
        const isFree = selected.sites.some(({ id }) => id === site.planned.id);
        return isFree ? (assertions.get(site.planned.id) ?? []) : site;
      });
    },
    // In the order in which they were verified: reading a member may run code that changes another.
    contractsAt: ({ start, end }, role) =>
      (byPlace.get(`${start}:${end}:${role}`) ?? []).toSorted((a, b) => a.planned.index - b.planned.index),
    exitsOf: (body) => bodies.get(body) ?? [],
    isRoot: (node) => roots.has(node.getStart(sourceFile)),
    contains: (node) => {
      const at = firstAtLeast(starts, node.pos);
      const start = starts[at];
      return start !== undefined && start < node.end;
    },
    mark,
  };
  return context;
}

const SHRINKING = /\b(?:resize|transfer\w*|postMessage|grow)\b/u;

/** Whether code of a file, comments apart, names one of the ways to make a buffer shorter or to detach it. */
export function namesShrinking(sourceFile: ts.SourceFile): boolean {
  if (!SHRINKING.test(sourceFile.text)) return false;
  const names = (node: ts.Node): boolean =>
    ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && SHRINKING.test(node.text)) ||
    (ts.forEachChild(node, (child) => names(child) || undefined) ?? false);
  return names(sourceFile);
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function freshPrefix(text: string): string {
  // Names may be written with escapes.
  const named = text.includes("\\u")
    ? text.replace(/\\u(?:\{0*([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/gu, (_, braced?: string, plain?: string) =>
        String.fromCodePoint(Math.min(parseInt(braced ?? plain ?? "", 16), 0x10ffff)),
      )
    : "";
  let prefix = "$s";
  while (text.includes(prefix) || named.includes(prefix)) prefix += "_";
  return prefix;
}

export function runtimeCall(context: GuardContext, callee: RuntimeFunction, ...args: readonly GuardExpr[]): GuardExpr {
  return call(runtimeName(context, callee), ...args);
}

export function runtimeName(context: GuardContext, one: RuntimeFunction): string {
  context.used.add(one);
  return context.prefix + one;
}

export function takeTemporary(context: GuardContext): string {
  if (context.temporaries === null) throw new InternalError("a guard needs a temporary where no activation is open");
  return context.temporaries.take();
}

/** An operand that is evaluated once by `first` (or by `setup` before) and named by `again` ever after. */
export interface Held {
  readonly first: GuardExpr;
  readonly again: GuardExpr;
  /** The assignment to a temporary, or nothing when the operand may be evaluated again. */
  readonly setup: readonly GuardExpr[];
}

/** Keeps the value of `expression` over the evaluation of `between`, in a temporary unless it is stable. */
export function hold(context: GuardContext, expression: ts.Expression, between: readonly ts.Expression[]): Held {
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return { first: source(expression), again: { kind: "this" }, setup: [] };
  if (!context.isRoot(bare(expression)) && isStable(expression, between, context.bindings)) return stably(expression);
  return keep(context, source(expression));
}

export function keep(context: GuardContext, value: GuardExpr): Held {
  const temporary = name(takeTemporary(context));
  const first = assign(temporary, value);
  return { first, again: temporary, setup: [first] };
}

function stably(expression: ts.Expression): Held {
  const node = bare(expression);
  const again: GuardExpr = ts.isIdentifier(node)
    ? name(node.text)
    : node.kind === ts.SyntaxKind.ThisKeyword
      ? { kind: "this" }
      : ts.isNumericLiteral(node)
        ? number(Number(node.text.replaceAll("_", "")))
        : ts.isStringLiteralLike(node)
          ? { kind: "string", value: node.text }
          : source(node);
  return { first: again, again, setup: [] };
}

/** The key as evaluated at the site: in testing mode it counts a hit on the way. */
export function countedKey(context: GuardContext, site: GuardedSite, key: ts.Expression): GuardExpr {
  return context.plan.enforcement.mode === "testing" ? runtimeCall(context, "h", number(site.number), source(key)) : source(key);
}

export function holdKey(context: GuardContext, site: GuardedSite, { key, between }: KeyPlace): Held {
  if (context.plan.enforcement.mode === "testing") return keep(context, countedKey(context, site, key));
  return hold(context, key, between);
}

export interface KeyPlace {
  readonly key: ts.Expression;
  readonly between: readonly ts.Expression[];
}

/** Rule 3: whether the key must be tested to be a number before a value test or probe may speak. */
export function needsTypeTest({ planned }: GuardedSite, key: ts.Expression): boolean {
  return !planned.facts.keyIsNumber && !isNumeric(key);
}

/** `typeof k === "number" || k(n, k)`: the slow path lets the canonical text of an index pass. */
export function typeTest(context: GuardContext, site: GuardedSite, key: Held): GuardExpr {
  return binary2(isNumber(key.again), runtimeCall(context, "k", number(site.number), key.again));
}

function binary2(left: GuardExpr, right: GuardExpr): GuardExpr {
  return { kind: "binary", operator: "||", left, right };
}

export function violation(context: GuardContext, site: GuardedSite): GuardExpr {
  return runtimeCall(context, "v", number(site.number));
}
