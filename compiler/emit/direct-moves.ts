/**
 * `[a, b] = [b, a]` and `const [x, y] = [f(), g()]` (compiler/lower/direct-pattern.ts) as moves: the values go to temporaries in order,
 * then each target is evaluated and gets its value, as ECMA-262 has it but for the array and its iterator. Hardening cannot pin
 * `Array.prototype[Symbol.iterator]`, so proofs may not rest on it (A2); what is not asked need not be original.
 */
import { ts } from "../typescript.js";
import type { DirectAssignment, DirectDeclaration, DirectElement } from "../lower/direct-pattern.js";
import { skipWrappers } from "../lower/syntax.js";
import { commentsOutside } from "./comments-outside.js";
import { hold, holdKey, keep, runtimeCall, type GuardContext, type GuardedSite } from "./guard-context.js";
import { UNDEFINED, assign, binary, conditional, element, sequence, source, type GuardExpr } from "./guard-expr.js";
import type { PatternPlan } from "./pattern-guards.js";
import { convertedValue, holdValue, objectOf, storeTest } from "./write-guards.js";

export interface Declarator {
  readonly target: ts.BindingName;
  readonly value: GuardExpr;
}

export interface MoveContext {
  readonly context: GuardContext;
  readonly patterns: PatternPlan;
  readonly make: (sites: readonly GuardedSite[]) => void;
}

interface Move {
  readonly element: DirectElement;
  readonly target: ts.Node;
  /** The temporary that holds the element of the literal. */
  readonly held: GuardExpr;
  /** The element as written. */
  readonly written: ts.Expression;
}

function movesOf(direct: DirectAssignment | DirectDeclaration, held: readonly Held[]): readonly Move[] {
  return direct.elements.flatMap(({ target, ...element }) => {
    const value = held[element.index];
    const written = direct.values[element.index];
    return value === undefined || written === undefined ? [] : [{ element, target, held: value.again, written }];
  });
}

type Held = ReturnType<typeof holdValue>;

export function directMoves(moving: MoveContext, node: ts.BinaryExpression, direct: DirectAssignment): GuardExpr {
  const { context } = moving;
  const held = direct.values.map((value) => holdValue(context, value));
  const setup = held.map((one) => one.setup);
  const array = direct.resultUsed ? keep(context, { kind: "array", elements: setup }) : null;
  const stores = movesOf(direct, held).flatMap((move) => store(moving, move));
  const moves = array === null ? [...setup, ...stores] : [...array.setup, ...stores, array.again];
  return commented(context, node, direct, sequence(...moves));
}

export function directDeclarators(
  moving: MoveContext,
  node: ts.VariableDeclaration,
  direct: DirectDeclaration,
): readonly Declarator[] {
  const held = direct.values.map((value) => holdValue(moving.context, value));
  // All values stand before the first name: until they are evaluated every name is in its dead zone.
  const setup = held.map((one) => one.setup);
  const moves = movesOf(direct, held);
  return direct.elements.flatMap(({ target }, index) => {
    const move = moves[index];
    if (move === undefined) return [];
    const value = movedValue(moving, move);
    return [{ target, value: index > 0 ? value : commented(moving.context, node, direct, sequence(...setup, value)) }];
  });
}

function commented(
  { sourceFile }: GuardContext,
  node: ts.Node,
  direct: DirectAssignment | DirectDeclaration,
  of: GuardExpr,
): GuardExpr {
  const parts = direct.elements.flatMap(({ target, fallback }) => (fallback === null ? [target] : [target, fallback]));
  const comments = commentsOutside(sourceFile, node, [...parts, ...direct.values]);
  return comments.length === 0 ? of : { kind: "commented", comments, of };
}

/** The value with its default. That the element is there needs no test: it stands in the literal. */
function movedValue({ context, patterns, make }: MoveContext, { element: { node, fallback }, target, held }: Move): GuardExpr {
  make(context.sitesAt(node, "pattern"));
  const value = fallback === null ? held : conditional(binary(held, "===", UNDEFINED), source(fallback), held);
  const wrapping = patterns.nested.get(ts.isExpression(target) ? skipWrappers(target) : target);
  if (wrapping === undefined) return value;
  make(wrapping.sites);
  return runtimeCall(context, "d", wrapping.spec, value);
}

function store(moving: MoveContext, move: Move): readonly GuardExpr[] {
  const target = ts.isExpression(move.target) ? skipWrappers(move.target) : null;
  if (target === null) return [];
  const [site] = ts.isElementAccessExpression(target) ? moving.context.sitesAt(target, "target") : [];
  if (site === undefined || !ts.isElementAccessExpression(target)) return [assign(source(target), movedValue(moving, move))];
  moving.make([site]);
  return guardedStore(moving, move, { target, site });
}

/** Receiver, key, value with its default, test, store: as `guardAssignment` has them. */
function guardedStore(
  moving: MoveContext,
  move: Move,
  { target, site }: { readonly target: ts.ElementAccessExpression; readonly site: GuardedSite },
): readonly GuardExpr[] {
  const { context } = moving;
  const {
    element: { fallback },
    held,
    written,
  } = move;
  const between = fallback === null ? [] : [fallback];
  const receiver = hold(context, target.expression, [target.argumentExpression, ...between]);
  const key = holdKey(context, site, { key: target.argumentExpression, between });
  const place = { receiver: receiver.again, key: key.again, keySource: target.argumentExpression };
  const value = movedValue(moving, move);
  const filled = fallback === null ? [] : [assign(held, value)];
  const converted = convertedValue(context, site, { place, value: held, written: [written, ...between] });
  return [
    ...receiver.setup,
    ...key.setup,
    ...filled,
    storeTest(context, site, place),
    assign(element(objectOf(target, receiver.again), key.again), converted ?? held),
  ];
}
