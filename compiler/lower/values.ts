/** Small building steps shared by every syntax family. */
import type { ts } from "../typescript.js";
import { siteId, type BlockId, type CellId, type FunctionId, type LocalId, type SiteId, type ValueId } from "../../core/ids.js";
import type { StaticType } from "../../core/static-type.js";
import type { FunctionContext } from "./context.js";
import { classifyAccess, type AccessClass } from "./site.js";

const NUMBER: StaticType = { kind: "number", literal: null };
const STRING: StaticType = { kind: "string", literal: null };
const BOOLEAN: StaticType = { kind: "boolean" };
const FUNCTION: StaticType = { kind: "function", result: null };

export const numberType = (fn: FunctionContext): number => fn.b.internType(NUMBER);
export const stringType = (fn: FunctionContext): number => fn.b.internType(STRING);
export const booleanType = (fn: FunctionContext): number => fn.b.internType(BOOLEAN);
export const functionType = (fn: FunctionContext): number => fn.b.internType(FUNCTION);

/** Index of the declared type of an expression or name at its place (narrowed). */
export function typeAt(fn: FunctionContext, node: ts.Node): number {
  return fn.b.internType(fn.program.staticTypeOf(fn.checker.getTypeAtLocation(node)));
}

/** As `typeAt`, of what the node is declared as. */
export function declaredTypeAt(fn: FunctionContext, node: ts.Node): number {
  return fn.b.internType(fn.program.declaredTypeOf(fn.checker.getTypeAtLocation(node)));
}

/** Asking the checker for the type of a literal or operator checks all below it again, level by level; below this we do not ask. */
const MAX_TYPED_NESTING = 12;

/** As `typeAt`, for expressions whose types the checker does not remember; -1 where they are nested deeply. */
export function compoundTypeAt(fn: FunctionContext, node: ts.Expression): number {
  return fn.nesting > MAX_TYPED_NESTING ? -1 : typeAt(fn, node);
}

export const undefinedValue = (fn: FunctionContext): ValueId => fn.b.constant({ kind: "undefined" });
export const numberValue = (fn: FunctionContext, value: number): ValueId => fn.b.constant({ kind: "number", value });
export const stringValue = (fn: FunctionContext, value: string): ValueId => fn.b.constant({ kind: "string", value });

export interface Unmodelled {
  readonly construct: string;
  readonly uses?: readonly ValueId[];
  readonly writes?: readonly LocalId[];
}

/** What we cannot model exactly: it may do anything, and is counted. */
export function unknownValue(fn: FunctionContext, { construct, uses = [], writes = [] }: Unmodelled, type = -1): ValueId {
  fn.unsupported.set(construct, (fn.unsupported.get(construct) ?? 0) + 1);
  return fn.b.emit({ op: "unknown", construct, uses, writes }, type);
}

/** Whether `value` is undefined or null, as a branch. */
export function branchNullish(fn: FunctionContext, value: ValueId, blocks: { nullish: BlockId; otherwise: BlockId }): void {
  const nothing = fn.b.constant({ kind: "null" });
  const cond = fn.b.emit({ op: "binary", operator: "==", left: value, right: nothing }, booleanType(fn));
  fn.b.branch(cond, blocks.nullish, blocks.otherwise);
}

/** Whether `value` is undefined, as a branch. */
export function branchUndefined(fn: FunctionContext, value: ValueId, blocks: { missing: BlockId; otherwise: BlockId }): void {
  const cond = fn.b.emit({ op: "binary", operator: "===", left: value, right: undefinedValue(fn) }, booleanType(fn));
  fn.b.branch(cond, blocks.missing, blocks.otherwise);
}

/** `value` unless it is undefined, else what `fallback` evaluates to. */
export function withDefault(fn: FunctionContext, value: ValueId, fallback: () => ValueId): ValueId {
  const { b } = fn;
  const result = b.newLocal("(default)");
  const missing = b.newBlock();
  const present = b.newBlock();
  const join = b.newBlock();
  branchUndefined(fn, value, { missing, otherwise: present });
  b.enter(missing);
  b.set(result, fallback());
  b.goto(join);
  b.enter(present);
  b.set(result, value);
  b.goto(join);
  b.enter(join);
  return b.get(result);
}

export interface AccessSites {
  readonly read: SiteId | null;
  readonly write: SiteId | null;
}

/** The sites of `receiver[key]`, each noted once however often the access is lowered. */
export function accessSites(fn: FunctionContext, node: ts.ElementAccessExpression): AccessSites {
  const classify = (): AccessClass => classifyAccess(node, { checker: fn.checker, sourceFile: fn.unit.sourceFile });
  return sitesOf(fn, { node, table: fn.sitesOf, classify });
}

interface Classification {
  readonly node: ts.Node;
  readonly table: Map<ts.Node, readonly SiteId[]>;
  readonly classify: () => AccessClass;
}

/** The sites that `classify` finds for `node`; also lists tolerated reads. */
export function sitesOf(fn: FunctionContext, { node, table, classify }: Classification): AccessSites {
  const ids = table.get(node) ?? noteSites(fn, node, classify());
  table.set(node, ids);
  const find = (kind: "bounds.read" | "bounds.write"): SiteId | null => ids.find((id) => fn.sites[id]?.kind === kind) ?? null;
  return { read: find("bounds.read"), write: find("bounds.write") };
}

function noteSites(fn: FunctionContext, node: ts.Node, found: AccessClass): readonly SiteId[] {
  if (found.kind === "tolerated") {
    const { sourceFile } = fn.unit;
    const span = { start: node.getStart(sourceFile), end: node.end };
    const text = node.getText(sourceFile).replace(/\s+/g, " ").slice(0, 200);
    fn.module.tolerated.set(node, { span, text, function: fn.unit.id, reason: found.reason });
  }
  if (found.kind !== "sites") return [];
  return found.sites.map((site) => siteId(fn.sites.push(site) - 1));
}

export function emitCellRead(
  fn: FunctionContext,
  { cell, pattern }: { readonly cell: CellId; readonly pattern: string | null },
  type: number,
): ValueId {
  note(fn.program.readers, cell, fn);
  return fn.b.emit(pattern === null ? { op: "getCell", cell } : { op: "getCell", cell, pattern }, type);
}

export function emitCellWrite(fn: FunctionContext, cell: CellId, store: { value: ValueId; initialises: boolean }): void {
  note(fn.program.writers, cell, fn);
  if (!store.initialises) fn.writesCells.add(cell);
  fn.b.emit({ op: "setCell", cell, ...store });
}

function note(table: Map<CellId, Set<FunctionId>>, cell: CellId, fn: FunctionContext): void {
  const ids = table.get(cell) ?? new Set();
  ids.add(fn.unit.id);
  table.set(cell, ids);
}
