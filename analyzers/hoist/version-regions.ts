/**
 * The function as the emitters will write it: regions twice, behind tests that are ordinary instructions. So no rule of proof knows of
 * selectors: what is shown about the first copy is shown about code that runs only after the test (A7), and copying blocks changes no
 * meaning. Where a region begins, its variables are read (`probes`).
 */
import type { HirBlock, HirFunction, Instr, Terminal } from "../../core/hir.js";
import type { HirRegion, NamedRoot } from "../../core/hir-region.js";
import { renameInstr, renameTerminal } from "../../core/hir-rename.js";
import { blockId, siteId, valueId, type BlockId, type SiteId, type ValueId } from "../../core/ids.js";
import { isAsked, type SelectorExpr } from "../../core/selector.js";
import type { Site } from "../../core/site.js";
import { splitRegion } from "./split-region.js";
import { isEnteredAgain, upTo } from "./up-to.js";

export interface PlacedRegion {
  readonly region: HirRegion;
  /**
   * `probe`: no copy is made, and control goes on only where the tests hold: a question of what would be known then. `once`: the same, where
   * that says all of the copy (up-to.ts), else `copy`.
   */
  readonly kind: "copy" | "probe" | "once";
  readonly tests: readonly SelectorExpr[];
}

export interface VersionedRegion {
  readonly region: HirRegion;
  /** Values below are those of the function as it was lowered. */
  readonly lowered: number;
  /** The value of each of the region's variables where it begins, parallel to `region.names`. */
  readonly probes: readonly ValueId[];
  /** The first value where the region begins. */
  readonly entered: ValueId;
  /** The first value where all tests hold. */
  readonly passed: ValueId;
  /** Results of the test's instructions. */
  readonly tested: readonly ValueId[];
  /** Blocks of the original, for which nothing is tested; none where control goes on only where the tests hold. */
  readonly members: ReadonlySet<number>;
  /** Blocks of the copy behind the test. */
  readonly copied: ReadonlySet<number>;
  /** For sites of the copy behind the test: the site they are copies of. Where the region itself stands for the copy, each of itself. */
  readonly copyOf: ReadonlyMap<SiteId, SiteId>;
}

export interface VersionedFunction {
  readonly fn: HirFunction;
  /** Parallel to what was asked for; null where the region is no single part of the graph. */
  readonly regions: readonly (VersionedRegion | null)[];
}

/** Outer regions must come before inner ones. */
export function versionRegions(fn: HirFunction, placed: readonly PlacedRegion[]): VersionedFunction {
  let current = fn;
  const regions = placed.map((one) => {
    const versioned = versionRegion(current, one);
    if (versioned === null) return null;
    current = versioned.fn;
    return { ...versioned.region, lowered: fn.values };
  });
  if (placed.some(({ kind }) => kind === "probe")) return { fn: current, regions };
  const last = regions.flatMap((region) => (region === null ? [] : [...region.members, ...region.copied]));
  return { fn: upTo(current, new Set(last)), regions };
}

interface Draft {
  readonly blocks: HirBlock[];
  readonly valueTypes: number[];
  readonly sites: Site[];
}

function versionRegion(
  fn: HirFunction,
  { region, kind, tests }: PlacedRegion,
): { readonly fn: HirFunction; readonly region: Omit<VersionedRegion, "lowered"> } | null {
  const split = splitRegion(fn, region);
  if (split === null) return null;
  const draft: Draft = { blocks: [...split.blocks], valueTypes: [...fn.valueTypes], sites: [...fn.sites] };
  const isItself = kind === "once" && !isEnteredAgain(split);
  const copy = kind === "probe" || isItself ? null : copyMembers(draft, split.members, region);
  const test = makeTest(draft, region, { tests, then: copy?.blocks.get(split.entry) ?? null });
  // Every way in leads to the test, which goes on to the copy or to the original.
  const [first, ...others] = test.blocks;
  if (first === undefined) return null;
  let original = split.entry;
  if (original === 0) {
    // Block 0 is the entry: the test takes its place.
    if (draft.blocks.some(({ terminal }) => targets(terminal).includes(0))) return null;
    original = draft.blocks.length;
    draft.blocks.push(draft.blocks[0] ?? { instrs: [], terminal: { kind: "unreachable" } });
  }
  const members = new Set([...split.members].map((member) => (member === split.entry ? original : member)));
  let nowhere: number | null = null;
  if (copy === null && tests.length > 0) {
    nowhere = draft.blocks.length;
    draft.blocks.push({ instrs: [], terminal: { kind: "unreachable" } });
  }
  const start = split.entry === 0 ? 0 : draft.blocks.length;
  const places = test.blocks.map((_, k) => (k === 0 ? start : draft.blocks.length + k - (split.entry === 0 ? 1 : 0)));
  const settle = (id: BlockId): BlockId => {
    // Test blocks are numbered from `TEST` on; `ORIGINAL` is the original. A probe goes on nowhere else.
    if (id === ORIGINAL) return blockId(original);
    if (id === OTHERWISE) return blockId(nowhere ?? original);
    return id >= TEST ? blockId(places[id - TEST] ?? original) : id;
  };
  const same = (value: ValueId): ValueId => value;
  const settled = (block: HirBlock): HirBlock => ({
    instrs: block.instrs,
    terminal: renameTerminal(block.terminal, { value: same, block: settle }),
  });
  if (split.entry !== 0) {
    for (const [index, block] of draft.blocks.entries()) {
      if (split.members.has(index) || (copy !== null && copy.own.has(index))) continue;
      const terminal = renameTerminal(block.terminal, {
        value: same,
        block: (id) => (id === split.entry ? blockId(start) : id),
      });
      draft.blocks[index] = { instrs: block.instrs, terminal };
    }
    draft.blocks.push(settled(first));
  } else draft.blocks[0] = settled(first);
  for (const block of others) draft.blocks.push(settled(block));
  return {
    fn: {
      ...fn,
      blocks: draft.blocks,
      values: draft.valueTypes.length,
      valueTypes: draft.valueTypes,
      sites: draft.sites,
    },
    region: {
      region,
      probes: test.probes,
      entered: test.entered,
      passed: test.passed,
      tested: test.tested,
      members: isItself ? new Set() : members,
      copied: copy?.own ?? (isItself ? members : new Set()),
      copyOf: copy?.copyOf ?? new Map(isItself ? sitesOf(draft.blocks, members).map((site) => [site, site]) : []),
    },
  };
}

function targets(terminal: Terminal): readonly number[] {
  if (terminal.kind === "goto") return [terminal.target];
  if (terminal.kind === "branch") return [terminal.then, terminal.else];
  return terminal.kind === "mayThrow" ? [terminal.normal, terminal.exceptional] : [];
}

interface MemberCopy {
  readonly blocks: ReadonlyMap<number, BlockId>;
  readonly own: ReadonlySet<number>;
  readonly copyOf: ReadonlyMap<SiteId, SiteId>;
}

/** Appends the copy. Variables are the same ones; values, and the sites of the region, are new. */
function copyMembers(draft: Draft, members: ReadonlySet<number>, region: HirRegion): MemberCopy {
  const blocks = new Map<number, BlockId>();
  let next = draft.blocks.length;
  for (const member of members) blocks.set(member, blockId(next++));
  const values = new Map<number, ValueId>();
  const value = (old: ValueId): ValueId => {
    if (old < region.from || old >= region.to) return old;
    let fresh = values.get(old);
    if (fresh === undefined) {
      fresh = valueId(draft.valueTypes.push(draft.valueTypes[old] ?? -1) - 1);
      values.set(old, fresh);
    }
    return fresh;
  };
  const sites = new Map<SiteId, SiteId>();
  const withSite = (instr: Instr): Instr => {
    if (instr.op === "aborted") return { ...instr, instr: withSite(instr.instr) };
    if (!("site" in instr) || instr.site === null) return instr;
    const site = draft.sites[instr.site];
    let fresh = sites.get(instr.site);
    if (fresh === undefined && site !== undefined) {
      fresh = siteId(draft.sites.push(site) - 1);
      sites.set(instr.site, fresh);
    }
    return fresh === undefined ? instr : { ...instr, site: fresh };
  };
  for (const member of members) {
    const block = draft.blocks[member];
    if (block === undefined) continue;
    draft.blocks.push({
      instrs: block.instrs.map((instr) => withSite(renameInstr(instr, value))),
      terminal: renameTerminal(block.terminal, { value, block: (id) => blocks.get(id) ?? id }),
    });
  }
  return { blocks, own: new Set(blocks.values()), copyOf: new Map([...sites].map(([old, fresh]) => [fresh, old])) };
}

function sitesOf(blocks: readonly HirBlock[], members: ReadonlySet<number>): readonly SiteId[] {
  return [...members].flatMap((member) =>
    (blocks[member]?.instrs ?? []).flatMap((instr) => {
      const own = instr.op === "aborted" ? instr.instr : instr;
      return "site" in own && own.site !== null ? [own.site] : [];
    }),
  );
}

const UNKNOWN_CLAIM = { kind: "unknown" } as const;
const LENGTH_CLAIM = { kind: "length" } as const;
const TEST = 2 ** 40;
const OTHERWISE = blockId(2 ** 39);
const ORIGINAL = blockId(2 ** 39 - 1);

interface TestInput {
  readonly tests: readonly SelectorExpr[];
  /** Where to go when all hold; null: to the original. */
  readonly then: BlockId | null;
}

interface TestBlocks {
  readonly blocks: readonly HirBlock[];
  readonly probes: readonly ValueId[];
  readonly entered: ValueId;
  readonly passed: ValueId;
  readonly tested: readonly ValueId[];
}

function readOf(root: NamedRoot, out: ValueId): Instr {
  switch (root.kind) {
    case "local":
      return { op: "getLocal", local: root.local, out };
    case "cell":
      return { op: "getCell", cell: root.cell, out };
    case "this":
      return { op: "this", out };
  }
}

function makeTest(draft: Draft, region: HirRegion, { tests, then }: TestInput): TestBlocks {
  let instrs: Instr[] = [];
  const fresh = (): ValueId => valueId(draft.valueTypes.push(-1) - 1);
  const probes = region.names.map(({ root }) => {
    const out = fresh();
    instrs.push(readOf(root, out));
    return out;
  });
  const blocks: HirBlock[] = [];
  const tested: ValueId[] = [];
  /** Goes on where `cond` is `holds`, else to the original. */
  const branch = (cond: ValueId, holds: boolean): void => {
    const next = blockId(TEST + blocks.length + 1);
    const [yes, no] = holds ? [next, OTHERWISE] : [OTHERWISE, next];
    blocks.push({ instrs, terminal: { kind: "branch", cond, then: yes, else: no } });
    instrs = [];
  };
  const emit = (make: (out: ValueId) => Instr): ValueId => {
    const out = fresh();
    instrs.push(make(out));
    tested.push(out);
    return out;
  };
  const value = (expr: SelectorExpr): ValueId => {
    switch (expr.kind) {
      case "number":
        return emit((out) => ({ op: "const", value: { kind: "number", value: expr.value }, out }));
      case "text":
        return emit((out) => ({ op: "const", value: { kind: "string", value: expr.value }, out }));
      case "name":
        return emit((out) => readOf(expr.root, out));
      case "member":
      case "length":
      case "element": {
        const object = value(expr.of);
        if (isAsked(expr)) {
          // `of?.name` is undefined of nothing, and then no comparison holds.
          const right = emit((out) => ({ op: "const", value: { kind: "null" }, out }));
          branch(
            emit((out) => ({ op: "binary", operator: "==", left: object, right, out })),
            false,
          );
        }
        if (expr.kind === "element") {
          const key = value(expr.index);
          return emit((out) => ({ op: "getElem", object, key, site: null, out }));
        }
        const [name, claim] = expr.kind === "member" ? [expr.name, UNKNOWN_CLAIM] : ["length", LENGTH_CLAIM];
        return emit((out) => ({ op: "getProp", object, name, claim, out }));
      }
      case "typeof": {
        const operand = value(expr.of);
        return emit((out) => ({ op: "unary", operator: "typeof", value: operand, out }));
      }
      case "typedArray": {
        const operand = value(expr.of);
        return emit((out) => ({ op: "isTypedArray", value: operand, out }));
      }
      case "binary": {
        const left = value(expr.left);
        const right = value(expr.right);
        return emit((out) => ({ op: "binary", operator: expr.operator, left, right, out }));
      }
    }
  };
  // A block without instructions would belong to nothing.
  const entered = emit((out) => ({ op: "const", value: { kind: "undefined" }, out }));
  for (const test of tests) branch(value(test), true);
  // A block of its own: the way to the copy shares no block with the loop that the copy may begin with.
  const passed = emit((out) => ({ op: "const", value: { kind: "undefined" }, out }));
  blocks.push({ instrs, terminal: { kind: "goto", target: then ?? ORIGINAL } });
  return { blocks, probes, entered, passed, tested };
}
