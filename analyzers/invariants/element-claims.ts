/**
 * Linear claims about the elements of arrays: `element <= bound` and `element <= its own index`, for arrays made in the function, kept by
 * the same Houdini as the invariants of loops (invariants.ts).
 *
 * A group is a set of allocations that some value may each be. A claim is a form over the element, its index and symbols that have the value
 * which they had when the array was made wherever the group is read or stored to (`keepsStep`).
 *
 * The claim is an invariant of every array of the group, from its creation until unknown code may have it: it holds of what the
 * allocation puts in, and every later store is shown to establish it for the element stored, given all claims that are left. By
 * induction on the steps of an execution whatever is read satisfies it. What is read must be a finite integer as it was stored: stores
 * into typed arrays count only where no conversion changes the value.
 */
import { operandsOf } from "../../core/hir-operands.js";
import type { Instr } from "../../core/hir.js";
import type { Environment } from "../facts/environment.js";
import type { Flow } from "../escape/flow.js";
import { comesFirst, defOf, definedBefore, find, type Graph } from "../ssa/graph.js";
import type { Interpretation } from "../interpretation/interpret.js";
import type { FactOrigin, LinearFact, LinearFacts, Point } from "../linear/linear-facts.js";
import { addForms, atomOf, constantForm, formKey, isConstant, symbolForm, type LinearForm } from "../facts/linear-form.js";
import type { MemoryNames } from "../memory/memory-names.js";
import { initialStores, storesOf, type Store } from "../memory/element-stores.js";

/** Symbols of claims that stand for the element and its index. */
const ELEMENT = -2;
const KEY = -1;
const MAX_CLAIMS = 72;
const MAX_BOUNDS = 6;

/** What must hold for a claim to be kept: `form <= 0` at the point; null cannot be shown. */
export interface ClaimGoal {
  readonly form: LinearForm | null;
  readonly at: Point;
  /** What may be taken for granted: nothing is put into an array that has no place. */
  readonly given: readonly LinearFact[];
}

export interface ElementClaim {
  readonly form: LinearForm;
  readonly goals: readonly ClaimGoal[];
  /** What its proof speaks of besides: the values stored. */
  readonly values: readonly number[];
}

export interface ElementClaims {
  readonly claims: readonly ElementClaim[];
  /** What the claims that are alive say of elements read before the point. */
  readonly factsAt: (at: Point, alive: (index: number) => boolean) => LinearFact[];
}

export const NO_ELEMENT_CLAIMS: ElementClaims = { claims: [], factsAt: () => [] };

interface Read {
  readonly out: number;
  readonly at: Point;
  readonly element: LinearForm;
  readonly key: LinearForm | null;
}

interface Group {
  readonly allocations: readonly number[];
  readonly stores: readonly Store[];
  readonly reads: readonly Read[];
  /** Elements stay where they were put, and are read under the index that they were put there by. */
  readonly keyed: boolean;
  /** The values by which it is read or stored to. */
  readonly handles: ReadonlySet<number>;
}

/** Methods that move elements to other places. */
const MOVES: ReadonlySet<string> = new Set(["copyWithin", "reverse", "shift", "sort", "splice", "unshift"]);

export interface ClaimContext {
  readonly graph: Graph;
  readonly environment: Environment;
  readonly interpretation: Interpretation;
  readonly memory: MemoryNames;
  readonly flow: Flow;
  readonly facts: LinearFacts;
  readonly guardFacts: boolean;
}

export function mineElementClaims(context: ClaimContext): ElementClaims {
  const { graph, facts } = context;
  const claims: ElementClaim[] = [];
  const groupOf: Group[] = [];
  const bounds = spokenBounds(context);
  for (const group of findGroups(context)) {
    if (group.reads.length === 0) continue;
    const keys = new Set<string>();
    const propose = (form: LinearForm | null): void => {
      if (form === null || claims.length >= MAX_CLAIMS || keys.has(formKey(form))) return;
      keys.add(formKey(form));
      const goals = group.stores.map((store) => ({ form: instantiate(form, store), at: store.at, given: store.given }));
      if (goals.some((g) => g.form === null || (isConstant(g.form) && g.form.constant > 0))) return;
      claims.push({ form, goals, values: group.stores.flatMap((s) => (s.value === null ? [] : [s.value])) });
      groupOf.push(group);
    };
    const element = symbolForm(ELEMENT);
    const key = symbolForm(KEY);
    const atMost = (left: LinearForm, right: LinearForm, offset: number): LinearForm | null => {
      const form = addForms(left, right, -1);
      return form && { terms: form.terms, constant: form.constant + offset };
    };
    propose(atMost(constantForm(0), element, 0));
    propose(atMost(constantForm(-1), element, 0));
    const placed = (form: LinearForm): boolean =>
      form.terms.every(([symbol]) => {
        const product = facts.product(symbol);
        return (product === null ? [symbol] : [product.left, product.right]).every(
          (s) =>
            s < graph.defs.length &&
            group.allocations.every((a) => definedBefore(graph, s, graph.blockOf[a] ?? 0, (graph.positionOf[a] ?? 0) + 1)) &&
            keepsStep(context, s, group),
        );
      });
    for (const bound of bounds.filter(placed).slice(0, MAX_BOUNDS)) {
      propose(atMost(element, bound, 0));
      propose(atMost(element, bound, 1));
    }
    if (!group.keyed) continue;
    for (const offset of [0, 1]) {
      propose(atMost(element, key, offset));
      propose(atMost(key, element, offset));
    }
  }
  const said = claims.map(({ form }, index): readonly { readonly read: Point; readonly fact: LinearFact }[] => {
    const origin: FactOrigin = { kind: "element", index };
    return (groupOf[index]?.reads ?? []).flatMap((read) => {
      const key = form.terms.some(([s]) => s === KEY) ? read.key : constantForm(0);
      const here = key && replace(form, read.element, key);
      return here === null || isConstant(here) ? [] : [{ read: read.at, fact: { atom: atomOf(here, "<="), origin } }];
    });
  });
  // A read may be the name of what was stored (element-reads.ts): what it says holds from the read on, not from that value's definition.
  return {
    claims,
    factsAt: (at, alive) =>
      said.flatMap((list, index) =>
        alive(index) ? list.filter(({ read }) => comesFirst(graph, read, at)).map(({ fact }) => fact) : [],
      ),
  };
}

/**
 * Whether the symbol, which dominates the allocations, was last computed before the array was made, wherever the group is read or stored to. So it is where
 * control passes its definition once. Otherwise the array must be in hand by values that the definition dominates: those of
 * the allocations, and phis of nothing else. By induction on the steps of an execution the latest instance of each was made since the symbol's latest (graph.ts),
 * and so was the array that it is: the inputs of a phi dominate the edges that they come by, and the symbol dominates them. What is
 * read from an object, or is a phi that control reaches before the symbol, may be the array of an earlier pass.
 */
function keepsStep({ graph, flow, interpretation }: ClaimContext, symbol: number, { allocations, handles }: Group): boolean {
  const home = graph.blockOf[find(graph, symbol)] ?? 0;
  if (!graph.cfg.reaches(home, home)) return true;
  const seen = new Set<number>(allocations);
  const isInStep = (value: number): boolean => {
    const v = find(graph, value);
    if (seen.has(v)) return true;
    seen.add(v);
    const def = defOf(graph, v);
    // Nothing ever comes from there.
    if (interpretation.reachable[graph.blockOf[v] ?? 0] === 0) return true;
    if (!definedBefore(graph, symbol, graph.blockOf[v] ?? 0, graph.positionOf[v] ?? -1)) return false;
    if (def.kind === "phi") return def.inputs.every(isInStep);
    const shares = def.kind === "instr" ? (flow.outcomes.get(def.instr.out)?.shares ?? null) : null;
    return shares !== null && isInStep(shares);
  };
  return [...handles].every(isInStep);
}

/** The claim with the element and its index put in. */
function replace(form: LinearForm, element: LinearForm, key: LinearForm): LinearForm | null {
  let result: LinearForm | null = { terms: form.terms.filter(([s]) => s !== ELEMENT && s !== KEY), constant: form.constant };
  for (const [symbol, coefficient] of form.terms) {
    if (symbol === ELEMENT) result = result && addForms(result, element, coefficient);
    if (symbol === KEY) result = result && addForms(result, key, coefficient);
  }
  return result;
}

/** What the store must show: the claim of its element, at its worst. */
function instantiate(form: LinearForm, { element, key }: Store): LinearForm | null {
  const coefficientOf = (symbol: number): number => form.terms.find(([s]) => s === symbol)?.[1] ?? 0;
  const ofKey = coefficientOf(KEY);
  let index: LinearForm;
  if (ofKey === 0) index = constantForm(0);
  else if (key.kind === "form") index = key.form;
  // The least index is the worst where a greater one only helps; of others there is no greatest.
  else if (key.kind === "any" && ofKey < 0) index = constantForm(0);
  else return null;
  if (element.kind === "form") return replace(form, element.form, index);
  if (element.kind === "unknown") return null;
  return replace(form, constantForm(coefficientOf(ELEMENT) > 0 ? element.hi : element.lo), index);
}

/** Forms that sites and comparisons of the function measure by. */
function spokenBounds({ graph, interpretation, memory, facts }: ClaimContext): readonly LinearForm[] {
  const found = new Map<string, LinearForm>();
  const note = (form: LinearForm | null): void => {
    if (form !== null && !isConstant(form) && form.terms.length <= 2 && !found.has(formKey(form))) found.set(formKey(form), form);
  };
  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (graph.fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const length = memory.siteLength.get(instr.out);
      if (length !== undefined) note(facts.form(length, { block, position }));
    });
    for (const c of interpretation.index.comparisons.get(block) ?? [])
      for (const side of [c.left, c.right]) note(facts.form(side, { block, position: -1 }));
  }
  return [...found.values()];
}

function findGroups(context: ClaimContext): readonly Group[] {
  const { graph, interpretation, flow } = context;
  const parent = new Map<number, number>();
  const root = (origin: number): number => {
    let r = origin;
    for (let next = parent.get(r); next !== undefined && next !== r; next = parent.get(r)) r = next;
    return r;
  };
  const lost = new Set<number>();
  const lose = (origins: Iterable<number>): void => {
    for (const o of origins) lost.add(root(o));
  };
  /** Joins what a value may be into one group; what is not an allocation of this function alone spoils it. */
  const join = (value: number): void => {
    const fact = interpretation.facts[find(graph, value)];
    if (fact !== undefined && !fact.shape.array && fact.shape.typed === 0) return;
    const origins = [...flow.origins(value)];
    const [first] = origins;
    if (first === undefined) return;
    for (const o of origins) {
      const a = root(first);
      const b = root(o);
      if (!parent.has(a)) parent.set(a, a);
      if (a !== b) {
        parent.set(b, a);
        if (lost.has(b)) lost.add(a);
      }
    }
    if (origins.some((o) => o < 0 || flow.stored.has(o))) lose(origins);
  };
  const places: { instr: Instr; at: Point }[] = [];
  for (const block of graph.cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (graph.fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      places.push({ instr, at: { block, position } });
      const outcome = flow.outcomes.get(instr.out);
      if (outcome?.fresh === true) join(instr.out);
      const inner = instr.op === "aborted" ? instr.instr : instr;
      if (inner.op === "getElem" || inner.op === "setElem" || inner.op === "callMethod") join(inner.object);
      const read = arrayRead(graph, instr);
      if (read !== null) join(read);
    });
  }
  for (const phis of graph.phis.values()) for (const phi of phis) if (find(graph, phi) === phi) join(phi);
  const members = new Map<number, number[]>();
  for (const origin of parent.keys()) {
    const r = root(origin);
    if (lost.has(r) || origin < 0) continue;
    members.set(r, [...(members.get(r) ?? []), origin]);
  }
  const result: Group[] = [];
  for (const allocations of members.values()) {
    const group = describeGroup(
      context,
      allocations.sort((a, b) => a - b),
      places,
    );
    if (group !== null) result.push(group);
  }
  return result;
}

function describeGroup(
  context: ClaimContext,
  allocations: readonly number[],
  places: readonly { instr: Instr; at: Point }[],
): Group | null {
  const { graph, interpretation, flow, facts } = context;
  const [first] = allocations;
  if (first === undefined) return null;
  const own = new Set(allocations);
  const writers = new Set(allocations.flatMap((a) => [...interpretation.writersOf(a)]));
  const isOwn = (value: number): boolean => {
    for (const o of flow.origins(value)) if (own.has(o)) return true;
    return false;
  };
  const stores: Store[] = [];
  const reads: Read[] = [];
  const handles = new Set<number>();
  let keyed = true;
  for (const { instr, at } of places) {
    const inner = instr.op === "aborted" ? instr.instr : instr;
    if (keyed && mayMove(context, instr, isOwn)) keyed = false;
    if (writers.has(instr.out)) {
      for (const operand of operandsOf(inner)) if (isOwn(operand)) handles.add(find(graph, operand));
      const list =
        own.has(find(graph, instr.out)) || own.has(instr.out)
          ? initialStores(context, instr, at)
          : storesOf(context, inner, at, isOwn);
      if (list === null) return null;
      stores.push(...list);
    }
    const array = arrayRead(graph, instr);
    // (Of another array that it may be nothing is claimed.)
    if (array === null || !isOwn(array) || [...flow.origins(array)].some((o) => !own.has(o))) continue;
    if (flow.escaped(array, at, false)) continue;
    const after = { block: at.block, position: at.position + 1 };
    const element = facts.form(instr.out, after);
    if (element === null || isConstant(element)) continue;
    const key =
      instr.op === "getElem" ? facts.form(instr.key, after) : instr.op === "patternElem" ? constantForm(instr.index) : null;
    reads.push({ out: instr.out, at, element, key });
    handles.add(find(graph, array));
  }
  return { allocations, stores, reads, keyed, handles };
}

/**
 * Whether elements of an own array may be at other places afterwards, or be seen there: moved by a method, by a compiled function that is given the array
 * (whose summary tells what it stores, not what it moves), by a callback that is handed the receiver; or seen through a `subarray`, which counts from its own beginning.
 */
function mayMove({ flow }: ClaimContext, instr: Instr, isOwn: (value: number) => boolean): boolean {
  const inner = instr.op === "aborted" ? instr.instr : instr;
  const outcome = flow.outcomes.get(instr.out);
  if (outcome !== undefined && outcome.shares !== null && isOwn(outcome.shares)) return true;
  if (inner.op !== "call" && inner.op !== "callMethod" && inner.op !== "new" && inner.op !== "superCall") return false;
  const isPlain = outcome !== undefined && outcome.model !== null && outcome.passesBack === null && !outcome.runsUnknown;
  const isMoving = inner.op === "callMethod" && MOVES.has(inner.name);
  return (isMoving || !isPlain) && operandsOf(inner).some(isOwn);
}

/** The array that the instruction takes an element from, as its result. */
function arrayRead(graph: Graph, instr: Instr): number | null {
  switch (instr.op) {
    case "getElem":
      return instr.object;
    case "callMethod":
      return ["pop", "shift", "at"].includes(instr.name) ? instr.object : null;
    case "iterValue": {
      const next = defOf(graph, instr.step);
      const start = next.kind === "instr" && next.instr.op === "iterNext" ? defOf(graph, next.instr.iterator) : null;
      return start?.kind === "instr" && start.instr.op === "iterStart" ? start.instr.iterable : null;
    }
    case "patternElem": {
      const start = defOf(graph, instr.pattern);
      return start.kind === "instr" && start.instr.op === "patternStart" ? start.instr.iterable : null;
    }
    default:
      return null;
  }
}
