/**
 * Parts of a body that may be written twice (`HirRegion`): loops, and runs of statements. What would mean something else in a second place,
 * or in a block of its own, makes a part ineligible; so does all that is rare and needs thought.
 */
import { ts } from "../typescript.js";
import type { HirRegion, NamedRoot } from "../../core/hir-region.js";
import type { Site } from "../../core/site.js";
import type { Span } from "../../core/span.js";
import type { Binding } from "./binding.js";
import type { FunctionContext } from "./context.js";
import { importTarget } from "./imports.js";
import { undefinedValue } from "./values.js";
import { meaningOf } from "./variables.js";

export interface RegionDraft {
  readonly kind: HirRegion["kind"];
  readonly from: number;
  /** Where it may end: the first that makes a region counts. Drafts of one block whose ends differ nest, as a later start asks for less. */
  readonly ends: readonly RegionEnd[];
  readonly headed: boolean;
}

interface RegionEnd {
  readonly statements: readonly ts.Statement[];
  readonly to: number;
}

/** Longest text that is written twice, in characters. */
const LONGEST = 4000;
const MOST = 48;
/** Of one block, so that the parts of a long one do not add up to its square. */
const RUNS = 12;

export function isLoop(node: ts.Statement): boolean {
  let statement = node;
  while (ts.isLabeledStatement(statement)) statement = statement.statement;
  return (
    ts.isForStatement(statement) ||
    ts.isForOfStatement(statement) ||
    ts.isForInStatement(statement) ||
    ts.isWhileStatement(statement) ||
    ts.isDoStatement(statement)
  );
}

export function asLoop(fn: FunctionContext, node: ts.Statement, lower: () => void): void {
  const headed = isHeaded(node);
  // A loop around that has nothing else in it would share this head: the value keeps their edges apart.
  if (headed) undefinedValue(fn);
  const from = fn.b.mark();
  lower();
  fn.regions.push({ kind: "loop", from, ends: [{ statements: [node], to: fn.b.mark() }], headed });
}

/** Nothing comes before the part that is repeated. */
function isHeaded(node: ts.Statement): boolean {
  let statement = node;
  while (ts.isLabeledStatement(statement)) statement = statement.statement;
  if (ts.isForStatement(statement)) return statement.initializer === undefined;
  return ts.isWhileStatement(statement) || ts.isDoStatement(statement);
}

/**
 * Statements of a block in a row, each of which may be written twice. They begin with one that has a site: another may as well stand before the
 * test, which then can name what it declares. `marks[k]` is where statement `k` began. Lists that are no block of their own (clauses,
 * modules) have no runs.
 */
export function noteRuns(fn: FunctionContext, statements: readonly ts.Statement[], marks: readonly number[]): void {
  const [first] = statements;
  if (first === undefined || !ts.isBlock(first.parent)) return;
  const sites = statements.map((statement) => sitesIn(fn, spanOf(fn, [statement])));
  const sited = sites.map(({ length }) => length > 0);
  if (!sited.includes(true)) return;
  const plain = statements.map((statement, k) => !sites[k]?.some(isOfPattern) && !hasRefused(statement));
  let left = RUNS;
  for (const [k, from] of marks.entries()) {
    if (sited[k] !== true || plain[k] !== true) continue;
    if (left-- === 0) return;
    let end = k + 1;
    while (plain[end] === true) end++;
    let last = end;
    while (sited[last - 1] !== true) last--;
    // What is declared up to the last site may be named after it.
    const ends = [...new Set([last, end])].flatMap((stop) => {
      const run = statements.slice(k, stop);
      return run.length === 1 && run.every(isLoop) ? [] : [{ statements: run, to: marks[stop] ?? fn.b.mark() }];
    });
    fn.regions.push({ kind: "run", from, ends, headed: false });
  }
}

/** Of statements in a row, without the comments before the first. */
function spanOf({ unit }: FunctionContext, statements: readonly ts.Statement[]): Span {
  return { start: statements[0]?.getStart(unit.sourceFile) ?? 0, end: statements.at(-1)?.end ?? 0 };
}

function sitesIn({ sites }: FunctionContext, { start, end }: Span): readonly Site[] {
  return sites.filter(({ span }) => start <= span.start && span.end <= end);
}

/** A pattern's guard wraps what is destructured, which has one place. */
const isOfPattern = ({ form }: Site): boolean => form.kind === "pattern";

export function regionsOf(fn: FunctionContext): readonly HirRegion[] {
  if (fn.unit.dynamic || fn.sites.length === 0) return [];
  // What is lowered twice (a `finally` block) has two ranges: neither is the whole.
  const seen = new Map<string, number>();
  const key = ({ kind, from, to }: HirRegion): string => `${kind}:${String(from)}:${String(to)}`;
  const place = ({ span, kind }: HirRegion): string => `${kind}:${String(span.start)}:${String(span.end)}`;
  const found = fn.regions.flatMap((draft) => firstRegion(fn, draft) ?? []);
  for (const region of found) seen.set(place(region), (seen.get(place(region)) ?? 0) + 1);
  const ranges = new Set<string>();
  return found
    .filter((region) => seen.get(place(region)) === 1 && !ranges.has(key(region)) && ranges.add(key(region)))
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .slice(0, MOST);
}

function firstRegion(fn: FunctionContext, draft: RegionDraft): HirRegion | null {
  for (const end of draft.ends) {
    const region = regionOf(fn, draft, end);
    if (region !== null) return region;
  }
  return null;
}

function regionOf(
  fn: FunctionContext,
  { kind, from, headed }: Omit<RegionDraft, "ends">,
  { statements, to }: RegionEnd,
): HirRegion | null {
  const { sourceFile } = fn.unit;
  if (to <= from) return null;
  const span = spanOf(fn, statements);
  const size = sizeOf(sourceFile.text.slice(span.start, span.end));
  if (size > LONGEST) return null;
  const sites = sitesIn(fn, span);
  if (sites.length === 0 || sites.some(isOfPattern)) return null;
  // Those of a run have been asked.
  if (kind === "loop" && statements.some(hasRefused)) return null;
  const names = new Map<string, Binding | "global">();
  if (!statements.every((statement) => meansOneThing(fn, statement, names))) return null;
  const inside = (node: ts.Node): boolean => span.start <= node.getStart(sourceFile) && node.end <= span.end;
  const roots: { name: string; root: NamedRoot }[] = [];
  for (const [name, meaning] of names) {
    if (meaning === "global") continue;
    const declared = meaning.declarations.filter(inside).length;
    if (declared === 0) {
      const root = rootOf(fn, meaning);
      if (root !== null) roots.push({ name, root });
    } else if (meaning.kind !== "var") {
      // Its scope shrinks to one of the two places.
      if (meaning.references.some(({ node }) => !inside(node)) || declared !== meaning.declarations.length) return null;
    }
  }
  if (hasOwnThis(fn) && statements.some(mentionsThis)) roots.push({ name: "this", root: { kind: "this" } });
  return { kind, span, size, from, to, headed, names: roots };
}

function rootOf(fn: FunctionContext, meaning: Binding): NamedRoot | null {
  const local = fn.localOf.get(meaning);
  if (local !== undefined) return isVariable(meaning) ? { kind: "local", local } : null;
  const target = meaning.kind === "import" ? importTarget(fn.program, meaning) : null;
  const held = target?.kind === "binding" ? target.binding : meaning;
  return held.cell !== null && isVariable(held) ? { kind: "cell", cell: held.cell } : null;
}

/** Where reading `this` cannot throw: constructors of derived classes have none at first. */
const hasOwnThis = ({ unit }: FunctionContext): boolean =>
  unit.kind === "method" || unit.kind === "getter" || unit.kind === "setter";

/** Without functions and classes inside (they are refused), every `this` is the function's own. */
function mentionsThis(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.ThisKeyword || ts.forEachChild(node, (child) => mentionsThis(child) || undefined) === true;
}

/** A `//` in a string counts as a comment: what matters is that comments and layout, which no proof depends on, do not count. */
function sizeOf(text: string): number {
  return text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|\s+/gu, " ").replace(/ +/gu, " ").length;
}

function isVariable({ kind, unit, dynamic }: Binding): boolean {
  if (dynamic) return false;
  // A sloppy function's parameters may change through `arguments`.
  if (kind === "param") return unit.usesArguments === "no";
  return kind === "var" || kind === "let" || kind === "const" || kind === "catch";
}

/** Collects what names mean; every name must mean one thing throughout. */
function meansOneThing(fn: FunctionContext, root: ts.Node, names: Map<string, Binding | "global">): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node)) return true;
    if (ts.isIdentifier(node)) return isOneName(fn, node, names);
    return ts.forEachChild(node, (child) => !visit(child) || undefined) !== true;
  };
  return visit(root);
}

function isOneName(fn: FunctionContext, node: ts.Identifier, names: Map<string, Binding | "global">): boolean {
  const { bindings } = fn.module;
  const declared = bindings.bindingOf.get(node);
  const known = bindings.meaningOf.has(node);
  // Property names, labels: no variables.
  if (declared === undefined && !known) return true;
  const meaning = declared ?? meaningOf(fn, node);
  if (meaning === "dynamic" || meaning === "member") return false;
  const before = names.get(node.text);
  names.set(node.text, meaning);
  return before === undefined || before === meaning;
}

function hasRefused(root: ts.Node): boolean {
  if (ts.isTypeNode(root)) return false;
  return isRefused(root) || ts.forEachChild(root, (child) => hasRefused(child) || undefined) === true;
}

/** Of `const` the flag is another bit. */
function isUsing({ flags }: ts.VariableDeclarationList): boolean {
  return (flags & ts.NodeFlags.Using) !== 0;
}

function isRefused(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return true;
  if (ts.isVariableDeclarationList(node) && isUsing(node)) return true;
  switch (node.kind) {
    // One object each time round, told apart by place.
    case ts.SyntaxKind.TaggedTemplateExpression:
    case ts.SyntaxKind.YieldExpression:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.AwaitKeyword:
    case ts.SyntaxKind.TryStatement:
    case ts.SyntaxKind.WithStatement:
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.JsxElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.JsxFragment:
    case ts.SyntaxKind.Decorator:
      return true;
    default:
      return false;
  }
}
