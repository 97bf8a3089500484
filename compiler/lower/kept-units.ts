/**
 * What stays of a module when somebody types inside of one function. Where the whole difference between two programs is the text between the
 * braces of one body, and nothing outside of these braces can see what is between them, every other function of the module is lowered
 * to what it was, at the place where it is now.
 *
 * Nobody outside sees it if
 * - the function states its result type, so that none is inferred from the body; parameters stand before the brace;
 * - neither the old nor the new body assigns a name from outside, or a member of a function or class from outside: narrowing looks at assignments
 *   wherever they are, and TypeScript makes declarations of such members;
 * - names, functions and classes of the module are what they were by all that lowering asks of them (surface.ts), and so are the functions
 *   outside of the body; whether a function is reached by calls only (closed.ts) is asked again.
 * Text outside of the braces is the same, and it is parsed the same: up to the opening brace nothing differs, and the closing brace is the
 * same one, counted from the end. No node of the old tree is looked at, since the new tree may be made of them.
 *
 * Nothing is kept of a file that mentions contracts (they are parsed as functions are lowered), nor are functions that check those of other files.
 */
import { ts } from "../typescript.js";
import type { HirFunction, HirModule, ToleratedSite } from "../../core/hir.js";
import type { FunctionId } from "../../core/ids.js";
import { shiftFunction, shiftSpan } from "../../core/shift.js";
import type { Binding, Unit } from "./binding.js";
import { isClosed } from "./closed.js";
import { MENTIONS_CONTRACTS } from "./contracts/comments.js";
import type { ModuleBindings } from "./module-bindings.js";
import { surfaceOf } from "./surface.js";

/** A module as text and numbers: to be compared with the next version of it. */
export interface ModuleLayout {
  readonly text: string;
  readonly surface: string;
  readonly units: readonly FunctionId[];
  readonly bodies: readonly OwnBody[];
}

/** Of a function or method that stands in no other function, states its result, and assigns nothing from outside. */
interface OwnBody {
  readonly id: FunctionId;
  /** Of the braces. */
  readonly start: number;
  readonly end: number;
  /** The function and those inside of it. */
  readonly units: readonly FunctionId[];
}

/** Whoever asks only reads. */
const layouts = new WeakMap<ModuleBindings, ModuleLayout>();

export function layoutOf(bindings: ModuleBindings): ModuleLayout {
  const known = layouts.get(bindings) ?? findLayout(bindings);
  layouts.set(bindings, known);
  return known;
}

function findLayout(bindings: ModuleBindings): ModuleLayout {
  const { sourceFile, units } = bindings;
  const assigned = assignmentsFromInside(bindings);
  return {
    text: sourceFile.text,
    surface: surfaceOf(bindings),
    units: units.map(({ id }) => id),
    bodies: units.flatMap((unit): readonly OwnBody[] => {
      const { node } = unit;
      if (!statesItsResult(node) || node.body === undefined || !ts.isBlock(node.body) || unit.parent !== bindings.body) return [];
      const { end } = node.body;
      const start = node.body.getStart(sourceFile);
      if (assigned.some((at) => at > start && at < end)) return [];
      return [{ id: unit.id, start, end, units: units.filter((one) => isInside(one, unit)).map(({ id }) => id) }];
    }),
  };
}

type Stating = ts.FunctionDeclaration | ts.MethodDeclaration | ts.GetAccessorDeclaration | ts.ArrowFunction;

/**
 * Constructors state none, and TypeScript infers fields from them. Whether it infers from an argument late depends on `this` in the body of a
 * function expression or a method of an object, so those are not among them.
 */
const statesItsResult = (node: ts.Node): node is Stating =>
  (ts.isFunctionDeclaration(node) ||
    ((ts.isMethodDeclaration(node) || ts.isGetAccessorDeclaration(node)) && ts.isClassLike(node.parent)) ||
    ts.isArrowFunction(node)) &&
  node.type !== undefined;

function isInside(unit: Unit, outer: Unit): boolean {
  for (let at: Unit | null = unit; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Where functions assign names of the module, or members of its functions and classes. */
function assignmentsFromInside({ body }: ModuleBindings): readonly number[] {
  return body.bindings.flatMap((binding) =>
    binding.references.flatMap(({ node, unit, use }) =>
      unit !== body && (use === "write" || use === "readWrite" || use === "export" || isGivenMembers(node, binding))
        ? [node.end]
        : [],
    ),
  );
}

function isGivenMembers(node: ts.Node, { kind, holds, holdsClass }: Binding): boolean {
  if (kind !== "function" && kind !== "class" && holds === null && holdsClass === null) return false;
  let target = node;
  while (
    (ts.isPropertyAccessExpression(target.parent) || ts.isElementAccessExpression(target.parent)) &&
    target.parent.expression === target
  )
    target = target.parent;
  return (
    target !== node &&
    ts.isBinaryExpression(target.parent) &&
    target.parent.left === target &&
    target.parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    target.parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

/** A module that was lowered, as far as its functions go. */
export interface LoweredUnits {
  readonly layout: ModuleLayout | null;
  readonly module: HirModule;
}

export interface KeptUnits {
  readonly functions: ReadonlyMap<FunctionId, HirFunction>;
  readonly tolerated: readonly ToleratedSite[];
}

export const NOTHING_KEPT: KeptUnits = { functions: new Map(), tolerated: [] };

/**
 * Whether declarations of the module, as TypeScript would emit them, are what they were: they hold no body, and nothing that is inferred
 * from the one that was edited.
 */
export const declaresTheSame = (was: ModuleLayout, is: ModuleLayout): boolean => hiddenEdit(was, is) !== null;

/** The one body that all of the difference lies in, before and after, where nobody outside of it sees what is in it. */
function hiddenEdit(was: ModuleLayout, is: ModuleLayout): readonly [OwnBody, OwnBody] | null {
  const edited = was.surface === is.surface ? editedBody(was, is) : null;
  if (edited === null) return null;
  const outside = (layout: ModuleLayout, body: OwnBody): string =>
    layout.units.filter((id) => !body.units.includes(id)).join("\n");
  return outside(was, edited[0]) === outside(is, edited[1]) ? edited : null;
}

/** Of the program of last time, whose only difference from this one is the text of this module. */
export function keptUnits(
  { layout: was, module }: LoweredUnits,
  bindings: ModuleBindings,
  is: ModuleLayout,
  options: ts.CompilerOptions,
): KeptUnits {
  if (was === null || MENTIONS_CONTRACTS.test(was.text) || MENTIONS_CONTRACTS.test(is.text)) return NOTHING_KEPT;
  const edited = hiddenEdit(was, is);
  if (edited === null) return NOTHING_KEPT;
  const [before, after] = edited;
  const by = after.end - before.end;
  const gone = new Set(before.units);
  const units = new Map(bindings.units.map((unit) => [unit.id, unit]));
  const kept = new Map<FunctionId, HirFunction>();
  for (const fn of module.functions) {
    const unit = units.get(fn.id);
    const isAround = fn.span.start < before.start && before.end < fn.span.end;
    if (unit === undefined || gone.has(fn.id) || isAround || hasContracts(fn)) continue;
    const closed = isClosed(bindings, unit, options);
    const moved = fn.span.start < before.start ? fn : shiftFunction(fn, by);
    kept.set(fn.id, moved.closed === closed ? moved : { ...moved, closed });
  }
  return {
    functions: kept,
    tolerated: module.tolerated.flatMap((one) => {
      if (!kept.has(one.function)) return [];
      return [one.span.start < before.start ? one : { ...one, span: shiftSpan(one.span, by) }];
    }),
  };
}

const hasContracts = ({ sites, contracts }: HirFunction): boolean =>
  contracts.entry.length > 0 || sites.some(({ form }) => form.kind === "contract");

/** The body, before and after, that all of the difference lies in. */
function editedBody(was: ModuleLayout, is: ModuleLayout): readonly [OwnBody, OwnBody] | null {
  const [before, after] = [was.text, is.text];
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shortest - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  const by = after.length - before.length;
  for (const body of is.bodies) {
    if (head <= body.start || after.length - tail >= body.end) continue;
    const old = was.bodies.find(({ id, start, end }) => id === body.id && start === body.start && end + by === body.end);
    return old === undefined ? null : [old, body];
  }
  return null;
}
