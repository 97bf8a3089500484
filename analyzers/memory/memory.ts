/**
 * SSA names for memory: lengths of array-like objects, believed data fields, cells. A read walks back through the control-flow graph
 * to what last wrote the location or may have (A4), and yields a phi where paths with different writers meet. What cannot be ruled out
 * to have changed the location gives a fresh version.
 *
 * Locations are keyed by the canonical value of their object: one is only ever read below the definition of its root, of that instance.
 */
import { dataKey } from "../../core/data-key.js";
import { effectsByBlock, type Effect } from "./effects.js";
import { createElementReads } from "./element-reads.js";
import type { Environment } from "../facts/environment.js";
import { fieldRead } from "../fields/field-read.js";
import type { Flow, Point } from "../escape/flow.js";
import { addValue, defOf, find, placeInitials, simplifyPhis, substitute, type Graph, type Location } from "../ssa/graph.js";
import { BLOCK_END } from "../ssa/cfg.js";
import type { Interpretation } from "../interpretation/interpret.js";
import { readsLengthQuietly } from "../interpretation/model.js";
import { createPathReader } from "./memory-paths.js";
import { literalMember } from "../interpretation/records.js";
import type { MemoryNames, RecordMembers, SlotRead } from "./memory-names.js";
import { dereferenced, type Fact } from "../facts/fact.js";
import { isTypedOnly } from "../facts/shape.js";
import { slotOf } from "../fields/slots.js";

type Clobber = { readonly kind: "none" } | { readonly kind: "value"; readonly value: number } | { readonly kind: "changed" };
const NO_CLOBBER: Clobber = { kind: "none" };
const CHANGED: Clobber = { kind: "changed" };

export function nameMemory(graph: Graph, environment: Environment, interpretation: Interpretation, flow: Flow): MemoryNames {
  const { cfg, fn } = graph;
  const effects = effectsByBlock(graph, interpretation, flow);

  const otherWriters = (cell: string): boolean => {
    const writes = environment.cellWrites[cell];
    if (writes === undefined) return true;
    if (writes.constant) return false;
    const own = writes.owner === fn.id;
    return writes.writers.some((w) => !(w === writes.owner && (own || writes.ownerIsModule)));
  };

  /**
   * A phi that was made while naming has no inputs until its block is done: the flow would take it for no object at all, and remember that.
   * What a fixed cell holds never escapes and never changes its length; any other may have escaped, or be the very one that is changed here.
   */
  const unfinished = (value: number): "fixed" | "any" | null => {
    const v = find(graph, value);
    const def = v < interpretation.facts.length ? undefined : graph.defs[v];
    if (def?.kind !== "phi") return null;
    return def.location?.kind === "cell" && environment.cellFacts[def.location.cell]?.object === "fixed" ? "fixed" : "any";
  };
  /** Unknown code may change its length: it has the object, or may come to a function that has it in a cell. */
  const escapedBy = (value: number, point: Point): boolean =>
    unfinished(value) === null ? flow.escaped(value, point, true) || flow.isKept(value) : unfinished(value) === "any";
  /** For members and elements: those of what a fixed cell holds do change, only its length does not. */
  const mayAlias = (a: number, b: number): boolean => unfinished(a) !== null || unfinished(b) !== null || flow.mayAlias(a, b);
  const mayResize = (a: number, b: number): boolean => {
    const kinds = [unfinished(a), unfinished(b)];
    if (kinds.includes("any")) return true;
    return kinds.includes("fixed") ? canonical(a) === canonical(b) : flow.mayAlias(a, b);
  };

  const clobber = (location: Location, effect: Effect, block: number): Clobber => {
    const { outcome, position, instr } = effect;
    const point = { block, position };
    switch (location.kind) {
      case "length": {
        const fact = rootFact(location.root);
        if (fact === undefined) return CHANGED;
        if (outcome.runsUnknown && escapedBy(location.root, point)) return CHANGED;
        // A view of a buffer made elsewhere: whoever has the buffer may resize or detach it.
        if (outcome.runsUnknown && fact.shape.typed !== 0 && !fact.shape.ownBuffer) return CHANGED;
        if (isTypedOnly(fact.shape)) return NO_CLOBBER;
        for (const resize of outcome.resizes) if (mayResize(resize.object, location.root)) return CHANGED;
        return NO_CLOBBER;
      }
      case "field": {
        if (location.slot !== null && environment.cellFacts[location.slot]?.final === true) return NO_CLOBBER;
        for (const store of outcome.stores) {
          if (store.name !== location.name) continue;
          if (canonical(store.object) === canonical(location.root))
            return instr.op === "aborted" ? CHANGED : { kind: "value", value: store.value };
          if (mayAlias(store.object, location.root)) return CHANGED;
        }
        // (An array passes for an object with that member.)
        if (location.name === "length" && outcome.resizes.some((r) => mayAlias(r.object, location.root))) return CHANGED;
        // A callee that assigns a member of an argument lets it escape.
        return (outcome.runsUnknown || outcome.assigns.includes(location.name)) && escapedBy(location.root, point)
          ? CHANGED
          : NO_CLOBBER;
      }
      case "cell": {
        for (const assigned of outcome.cells) {
          if (assigned.cell !== location.cell) continue;
          return assigned.value === null ? CHANGED : { kind: "value", value: assigned.value };
        }
        const constant = environment.cellWrites[location.cell]?.constant === true;
        if (
          (instr.op === "suspend" || (instr.op === "aborted" && instr.instr.op === "suspend")) &&
          !constant &&
          environment.cellWrites[location.cell]?.owner !== fn.id
        )
          return CHANGED;
        return outcome.runsUnknown && otherWriters(location.cell) ? CHANGED : NO_CLOBBER;
      }
    }
  };

  /** Substitutions found here, applied at the end: the interpretation speaks of the values as they were. */
  const aliases = new Map<number, number>();
  const canonical = (value: number): number => {
    let v = find(graph, value);
    for (let next = aliases.get(v); next !== undefined; next = aliases.get(v)) v = find(graph, next);
    return v;
  };
  const madeHere = new Map<number, Fact>();
  const rename = (value: number, to: number): void => {
    const a = canonical(value);
    const b = canonical(to);
    if (a === b) return;
    const fact = interpretation.facts[find(graph, value)];
    if (fact !== undefined && b >= interpretation.facts.length && !madeHere.has(b)) madeHere.set(b, fact);
    aliases.set(a, b);
  };
  const rootFact = (root: number): Fact | undefined => interpretation.facts[canonical(root)] ?? madeHere.get(canonical(root));

  const keyOf = (location: Location): string => {
    switch (location.kind) {
      case "length":
        return `L${String(location.root)}`;
      case "field":
        return `F${String(location.root)}.${location.name}${location.told ? dataKey(location.declared) : ""}`;
      case "cell":
        return `C${location.cell}`;
    }
  };
  const rootOf = (location: Location): number | null => (location.kind === "cell" ? null : canonical(location.root));

  const atStart = new Map<string, number>();
  const initials = new Map<string, number>();
  const changes = new Map<string, number>();
  const pending: { phi: number; block: number; location: Location }[] = [];
  const touches = new Map<string, boolean>();

  const initial = (location: Location): number => {
    const key = keyOf(location);
    let value = initials.get(key);
    if (value === undefined) {
      const root = rootOf(location);
      const block = root === null ? 0 : (graph.blockOf[root] ?? 0);
      const position = root === null ? -1 : (graph.positionOf[root] ?? -1);
      value = addValue(graph, { kind: "initial", location }, block, position);
      initials.set(key, value);
    }
    return value;
  };
  const changed = (location: Location, effect: Effect, block: number): number => {
    const key = `${keyOf(location)}@${String(effect.instr.out)}`;
    let value = changes.get(key);
    if (value === undefined) {
      value = addValue(graph, { kind: "changed", location, after: effect.instr.out, previous: -1 }, block, effect.position);
      changes.set(key, value);
      const previous = read(location, block, effect.position);
      graph.defs[value] = { kind: "changed", location, after: effect.instr.out, previous };
    }
    return value;
  };

  /** The version a block itself determines, looking back from `position`; null when the block's start must be asked. */
  const within = (location: Location, block: number, position: number): number | null => {
    const root = rootOf(location);
    const home = root === null ? -1 : (graph.blockOf[root] ?? -1);
    const homePosition = root === null ? -1 : (graph.positionOf[root] ?? -1);
    const list = effects.get(block);
    if (list !== undefined)
      for (let k = list.length - 1; k >= 0; k--) {
        const effect = list[k];
        if (effect === undefined || effect.position >= position) continue;
        if (home === block && effect.position <= homePosition) break;
        const what = clobber(location, effect, block);
        if (what.kind === "value") return canonical(what.value);
        if (what.kind === "changed") return changed(location, effect, block);
      }
    if (home !== block) return null;
    const def = root === null ? null : defOf(graph, root);
    if (location.kind === "field" && def?.kind === "instr") {
      const member = literalMember(def.instr, location.name);
      if (member !== null) return canonical(member);
    }
    if (root !== null && def?.kind === "phi" && location.kind === "length") {
      // length(phi(x, y)) is phi(length(x), length(y)): each input's length at the end of its edge.
      const key = `${keyOf(location)}@${String(block)}`;
      const known = atStart.get(key);
      if (known !== undefined) return known;
      const phi = addValue(graph, { kind: "phi", inputs: [], location }, block, -1);
      atStart.set(key, phi);
      pending.push({ phi, block, location });
      return phi;
    }
    return initial(location);
  };

  const touchedBefore = (location: Location, block: number): boolean => {
    const key = `${keyOf(location)}@${String(block)}`;
    let touched = touches.get(key);
    if (touched === undefined) {
      const root = rootOf(location);
      touched = cfg
        .between(block)
        .some(
          (at) =>
            (root !== null && graph.blockOf[root] === at) ||
            (effects.get(at) ?? []).some((effect) => clobber(location, effect, at).kind !== "none"),
        );
      touches.set(key, touched);
    }
    return touched;
  };

  function readAtStart(location: Location, block: number): number {
    const path: number[] = [];
    let at = block;
    let value: number;
    const base = keyOf(location);
    for (;;) {
      const known = atStart.get(`${base}@${String(at)}`);
      if (known !== undefined) {
        value = known;
        break;
      }
      path.push(at);
      const incoming = cfg.incoming[at] ?? [];
      if (incoming.length === 0) {
        value = initial(location);
        break;
      }
      // Where nothing touches it on any way from there, the version is that of the dominator. (A phi would be the same in the end, but
      // while its inputs are not known nothing is known of the object that it names.)
      const dominator = cfg.idom[at] ?? -1;
      if (dominator >= 0 && !touchedBefore(location, at)) {
        const inside = within(location, dominator, Number.MAX_SAFE_INTEGER);
        if (inside !== null) {
          value = inside;
          break;
        }
        at = dominator;
        continue;
      }
      value = addValue(graph, { kind: "phi", inputs: [], location }, at, -1);
      pending.push({ phi: value, block: at, location });
      break;
    }
    for (const b of path) atStart.set(`${base}@${String(b)}`, value);
    return value;
  }
  function read(location: Location, block: number, position: number): number {
    const at: Location = location.kind === "cell" ? location : { ...location, root: canonical(location.root) };
    return within(at, block, position) ?? readAtStart(at, block);
  }
  const waiting = new Map<number, { readonly block: number; readonly location: Location }>();
  const fillPhi = (phi: number): void => {
    const item = waiting.get(phi);
    const def = graph.defs[phi];
    if (item === undefined || def?.kind !== "phi") return;
    waiting.delete(phi);
    const { block, location } = item;
    const root = rootOf(location);
    const rootDef = root === null ? null : defOf(graph, root);
    const ofPhi =
      location.kind === "length" && root !== null && graph.blockOf[root] === block && rootDef?.kind === "phi" ? rootDef : null;
    // The lengths of what a phi joins: it must know what that is first.
    if (ofPhi !== null && root !== null) fillPhi(root);
    (cfg.incoming[block] ?? []).forEach((edge, k) => {
      const at: Location = ofPhi === null ? location : { kind: "length", root: ofPhi.inputs[k] ?? -1 };
      def.inputs.push(read(at, edge.from, Number.MAX_SAFE_INTEGER));
    });
    settle();
  };
  /** Phis are made faster than they are filled: what is pending is known by its value. */
  const settle = (): void => {
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) waiting.set(item.phi, item);
  };
  const fill = (): void => {
    settle();
    while (waiting.size > 0) for (const phi of [...waiting.keys()]) fillPhi(phi);
  };

  const siteLength = new Map<number, number>();
  const lengthBefore = new Map<number, number>();
  const argumentLength = new Map<string, number>();
  const initialLength = new Map<number, number>();
  const returnLength = new Map<number, number>();
  const returnMembers = new Map<number, RecordMembers>();
  const argumentMembers = new Map<string, RecordMembers>();
  const recordMembers = (object: number, block: number, position: number): RecordMembers | null => {
    const names = interpretation.records.names(object);
    if (names === null) return null;
    const members = new Map<string, { value: number; length: number | null }>();
    for (const name of names) {
      const value = read({ kind: "field", root: object, name, declared: null, told: false, slot: null }, block, position);
      const fact = rootFact(value);
      const hasLength = fact !== undefined && readsLengthQuietly(fact);
      members.set(name, { value, length: hasLength ? length(value, block, position) : null });
    }
    return members;
  };
  const length = (object: number, block: number, position: number): number =>
    read({ kind: "length", root: object }, block, position);

  const exitPaths = new Map<number, ReadonlyMap<string, number>>();
  const callPaths = new Map<number, ReadonlyMap<string, number>>();
  const { pathsAtCall, pathsAtExit } = createPathReader({
    graph,
    interpretation,
    canonical,
    rootFact,
    read,
    length,
  });
  const slotReads: SlotRead[] = [];
  const elements = createElementReads({ graph, interpretation, flow, canonical, rootFact, mayAlias, unfinished, rename });

  for (const block of cfg.rpo) {
    if (interpretation.reachable[block] === 0) continue;
    (fn.blocks[block]?.instrs ?? []).forEach((instr, position) => {
      const outcome = flow.outcomes.get(instr.out);
      if (outcome === undefined) return;
      const hasLength = (value: number): boolean =>
        [interpretation.factAt(value, block, position), rootFact(value)].some((f) => f !== undefined && readsLengthQuietly(f));
      /** Where it is dereferenced: what is neither array nor string throws. */
      const hasLengthHere = (value: number): boolean =>
        hasLength(value) || readsLengthQuietly(dereferenced(interpretation.factAt(value, block, position)));
      if (outcome.alias !== null) rename(instr.out, outcome.alias);
      switch (instr.op) {
        case "getProp":
          if (instr.name === "length" && !outcome.runsUnknown && hasLengthHere(instr.object))
            rename(instr.out, length(instr.object, block, position));
          else if (!outcome.runsUnknown) {
            const field = fieldRead(instr, interpretation, block);
            const slot = slotOf(instr);
            const { object, out } = instr;
            if (field !== null) rename(out, read(field, block, position));
            if (slot === null || environment.cellFacts[slot] === undefined) break;
            const fact = rootFact(out);
            const held = fact !== undefined && readsLengthQuietly(fact) ? length(out, block, position + 1) : null;
            slotReads.push({ slot, object, out, length: held, block, position });
          }
          break;
        case "getCell":
          rename(instr.out, read({ kind: "cell", cell: instr.cell }, block, position));
          break;
        case "getElem":
        case "setElem":
          if (instr.op === "setElem") elements.noteStore(instr, { block, position });
          else elements.name(instr, { block, position });
          if (instr.site !== null && hasLengthHere(instr.object))
            siteLength.set(instr.out, length(instr.object, block, position));
          break;
        case "patternElem": {
          const start = defOf(graph, instr.pattern);
          const source = start.kind === "instr" && start.instr.op === "patternStart" ? start.instr.iterable : null;
          if (source !== null && start.kind === "instr" && instr.site !== null && hasLengthHere(source)) {
            const now = length(source, block, position);
            const then = length(source, graph.blockOf[start.instr.out] ?? 0, graph.positionOf[start.instr.out] ?? 0);
            // An iterator that was done stays done though the array grows: only an unchanged length tells what the step yields.
            if (canonical(now) === canonical(then)) siteLength.set(instr.out, now);
          }
          break;
        }
        default:
          break;
      }
      if (instr.op === "call" && outcome.callee !== null) {
        const paths = pathsAtCall(instr, block, position);
        if (paths.size > 0) callPaths.set(instr.out, paths);
      }
      const { model } = outcome;
      if (
        (instr.op === "call" && instr.target !== null) ||
        (instr.op === "new" && instr.class !== null) ||
        instr.op === "setCell" ||
        (instr.op === "setProp" && slotOf(instr) !== null)
      ) {
        const passed = instr.op === "setCell" || instr.op === "setProp" ? [instr.value] : instr.args.map((a) => a.value);
        passed.forEach((arg, k) => {
          if (hasLength(arg)) argumentLength.set(`${String(instr.out)}/${String(k)}`, length(arg, block, position));
          const members = instr.op === "call" ? recordMembers(arg, block, position) : null;
          if (members !== null) argumentMembers.set(`${String(instr.out)}/${String(k)}`, members);
        });
      }
      if (model !== null && (model.relations.length > 0 || outcome.passesBack !== null)) {
        if (outcome.receiver !== null && hasLengthHere(outcome.receiver))
          lengthBefore.set(instr.out, length(outcome.receiver, block, position));
        outcome.args.forEach((arg, k) => {
          if (model.relations.some((r) => r.terms.some((t) => t.kind === "argumentLength" && t.index === k)) && hasLength(arg))
            argumentLength.set(`${String(instr.out)}/${String(k)}`, length(arg, block, position));
        });
        if (outcome.fresh) initialLength.set(instr.out, length(instr.out, block, position + 1));
      } else if (instr.op === "array") initialLength.set(instr.out, length(instr.out, block, position + 1));
    });
    const { terminal } = fn.blocks[block] ?? { terminal: { kind: "unreachable" } as const };
    if (terminal.kind === "return" && readsLengthQuietly(interpretation.factAt(terminal.value, block, BLOCK_END)))
      returnLength.set(block, length(terminal.value, block, BLOCK_END));
    if (terminal.kind === "return") exitPaths.set(block, pathsAtExit(block, terminal.value));
    const members = terminal.kind === "return" ? recordMembers(terminal.value, block, BLOCK_END) : null;
    if (members !== null) returnMembers.set(block, members);
    fill();
  }
  fill();
  // What was read by a name that was found out later to be another's: it was not new where that name was given.
  for (const value of initials.values()) {
    const def = graph.defs[value];
    if (def?.kind !== "initial" || def.location.kind === "cell" || canonical(def.location.root) === def.location.root) continue;
    rename(value, read(def.location, graph.blockOf[value] ?? 0, (graph.positionOf[value] ?? -1) + 1));
    fill();
  }
  for (const [value, to] of aliases) substitute(graph, value, to);
  simplifyPhis(graph);
  placeInitials(graph);
  return {
    siteLength,
    lengthBefore,
    argumentLength,
    renamed: aliases.size > 0,
    shown: elements.shown,
    landed: elements.landed,
    returnLength,
    returnMembers,
    argumentMembers,
    exitPaths,
    callPaths,
    slotReads,
    initialLength,
  };
}
