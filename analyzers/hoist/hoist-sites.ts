/**
 * Hoisting: for sites that no tier proves, regions and tests behind which a copy needs no guard (guards.md, rule 7). Greedy: the region
 * that gains most comes first. Nothing here is believed: a selector is what `proveRegions` shows.
 */
import type { LinearPort } from "../../core/formula.js";
import type { HirRegion } from "../../core/hir-region.js";
import { isWorthwhile, type Selector, type SelectorExpr } from "../../core/selector.js";
import type { FunctionWork, SiteResult } from "../../core/work.js";
import type { SiteCopy } from "../discharge.js";
import { genuine } from "../interpretation/semantics-context.js";
import { runTiers } from "../tiers.js";
import { withoutNeedless } from "./needless.js";
import { leavesOf } from "./leaves.js";
import { addTests, offerFor, openCopies, plainTest, type OfferedTest, type Proven } from "./offers.js";
import { MOST_TESTS, proveRegions } from "./prove-regions.js";
import { namedConversions, quietTests } from "./quiet-tests.js";
import { isInside, startOf, startOfVersioned, type RegionStart } from "./region-start.js";
import { typedTests } from "./typed-tests.js";
import { versionRegions, type PlacedRegion } from "./version-regions.js";

/** Functions with more values are left alone: each attempt analyses the function again. */
const LARGEST = 4000;
const CYCLES = 2;
/** Text written twice in one function, in characters. */
const GROWTH = 5000;
/** How often a loop runs, as a guess: one in a loop, and one that is in none, which are those that go through data. */
const INNER_LOOP = 10;
const OUTER_LOOP = 30;
const LEAST_WEIGHT = 2;
const UNSURE = 0.3;

interface Offer {
  readonly region: HirRegion;
  /** Loops around it: how often the test runs. */
  readonly depth: number;
  readonly tests: ReadonlyMap<string, OfferedTest>;
  /** What each site is worth without a guard. */
  readonly weights: ReadonlyMap<number, number>;
  /** The same, less where the test might not help. */
  readonly hopes: ReadonlyMap<number, number>;
}

/** `known`: what the tiers found of the function as it is. A test cannot make a receiver more than it is known to be. */
export function hoistSites(
  work: FunctionWork,
  known: Proven,
  sites: readonly SiteResult[],
  linear: LinearPort,
): readonly Selector[] {
  const fn = work.function;
  if (fn.regions.length === 0 || fn.values > LARGEST) return [];
  const unknown = new Set<number>(sites.filter(({ verdict }) => verdict.kind === "unknown").map(({ site }) => site));
  const open = new Set<number>(openCopies(known, ({ site }) => unknown.has(site)).map(({ copy }) => copy.site));
  const shapeless = shapelessSites(known, unknown);
  const concerned = new Set([...open, ...shapeless]);
  const regions = fn.regions.filter(({ kind, span }) => {
    const inside = [...concerned].filter((site) => {
      const own = fn.sites[site]?.span;
      return own !== undefined && span.start <= own.start && own.end <= span.end;
    });
    return inside.length >= (kind === "loop" ? 1 : LEAST_WEIGHT);
  });
  if (regions.length === 0) return [];
  const plain: Probed = { base: known, starts: regions.map((region) => startOf(known.analysis, region)) };
  const offers = [...offersOf(plain, { open, certain: new Map() }, linear)];
  const typed = shapeless.size === 0 ? new Map<HirRegion, readonly SelectorExpr[]>() : typedTestsOf(plain, shapeless);
  if (typed.size > 0) {
    const placed = regions.map((region): PlacedRegion => ({ region, kind: "probe", tests: typed.get(region) ?? [] }));
    const probed = versionRegions(fn, placed);
    const base = runTiers(probed.fn, work, linear, { sites: concerned, outside: new Set() });
    if (base.kind !== "failed") {
      const starts = probed.regions.map((region) => (region === null ? null : startOfVersioned(base.analysis, region)));
      offers.push(...offersOf({ base, starts }, { open: concerned, certain: typed }, linear));
    }
  }
  const accepted: Selector[] = [];
  const refused = new Set<Offer>();
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const chosen = choose(offers, accepted, refused);
    if (chosen.length === 0) break;
    const made = proveRegions(
      work,
      chosen.map(({ region, tests }) => ({ region, tests: new Map(tests) })),
      linear,
    );
    for (const offer of chosen) {
      const { region, weights } = offer;
      const selector = made.find(({ span }) => span === region.span);
      const hoisted = (selector?.sites ?? [])
        .filter(({ site }) => concerned.has(site))
        .map((one) => ({ ...one, worth: weights.get(one.site) ?? 1 }));
      const worths = hoisted.map(({ worth }) => worth);
      if (selector !== undefined && isWorthwhile(selector.tests, worths)) accepted.push({ ...selector, sites: hoisted });
      else refused.add(offer);
    }
  }
  return accepted.sort((a, b) => a.span.start - b.span.start);
}

interface Probed {
  readonly base: Proven;
  /** Null where the region is no single part of the graph. */
  readonly starts: readonly (RegionStart | null)[];
}

/** Sites whose receiver nothing is known of. */
function shapelessSites({ analysis, copies }: Proven, unknown: ReadonlySet<number>): ReadonlySet<number> {
  const { interpretation } = analysis;
  return new Set<number>(
    copies.flatMap(({ site, instr, block, position }) => {
      if (!unknown.has(site) || (instr.op !== "getElem" && instr.op !== "setElem")) return [];
      return genuine(interpretation.contextAt(block, position), instr.object) === null ? [site] : [];
    }),
  );
}

function typedTestsOf({ base, starts }: Probed, sites: ReadonlySet<number>): ReadonlyMap<HirRegion, readonly SelectorExpr[]> {
  const found = new Map<HirRegion, readonly SelectorExpr[]>();
  for (const place of starts) {
    if (place === null) continue;
    const leaves = leavesOf(base.analysis, place);
    const tests = typedTests(base, leaves, sites);
    // What the accesses run as long as nothing is known of their receivers is no reason not to ask for quiet conversions.
    if (tests.length > 0) found.set(place.region, [...tests, ...namedConversions(base, leaves, place)]);
  }
  return found;
}

interface Wanted {
  readonly open: ReadonlySet<number>;
  /** Tests that hold where the probed regions begin; without any there is no offer but where nothing was assumed. */
  readonly certain: ReadonlyMap<HirRegion, readonly SelectorExpr[]>;
}

function offersOf({ base, starts }: Probed, { open: sites, certain }: Wanted, linear: LinearPort): readonly Offer[] {
  const { loops } = base.analysis.graph.cfg;
  const { blocks } = base.analysis.graph.fn;
  const isOwn = ({ site }: SiteCopy): boolean => sites.has(site);
  const copies = openCopies(base, isOwn);
  const shown = certain.size === 0 ? [] : base.copies.filter((copy, k) => isOwn(copy) && base.verdicts[k]?.kind === "proved");
  return starts.flatMap((place): Offer[] => {
    if (place === null) return [];
    const { region, start } = place;
    const given = certain.get(region) ?? [];
    if (certain.size > 0 && given.length === 0) return [];
    const leaves = leavesOf(base.analysis, place);
    const depth = loops.filter(({ header, body }) => body.has(start.block) && !(region.headed && header === start.block)).length;
    const weightOf = ({ block }: SiteCopy): number =>
      region.kind === "loop" ||
      loops.some(({ header, body }) => body.has(block) && isInside(region, blocks[header]?.instrs[0]?.out ?? -1))
        ? depth === 0
          ? OUTER_LOOP
          : INNER_LOOP
        : 1;
    const quiet = quietTests(base, leaves, place).map(plainTest);
    const all: OfferedTest[] = [...given.map(plainTest), ...quiet];
    const weights = new Map<number, number>();
    const hopes = new Map<number, number>();
    for (const copy of shown)
      if (isInside(region, copy.instr.out)) for (const into of [weights, hopes]) into.set(copy.site, weightOf(copy));
    for (const open of copies) {
      if (!isInside(region, open.copy.instr.out)) continue;
      const offered = offerFor(leaves, open);
      if (offered === null) continue;
      all.push(...offered);
      const weight = weightOf(open.copy);
      weights.set(open.copy.site, weight);
      const isSure = quiet.length > 0 || (offered.length > 0 && offered.every(({ unsure }) => !unsure));
      hopes.set(open.copy.site, isSure ? weight : weight * UNSURE);
    }
    const tests = new Map<string, OfferedTest>();
    addTests(tests, withoutNeedless(all, linear), linear);
    if (weights.size === 0 || tests.size === 0 || tests.size > MOST_TESTS) return [];
    const exprs = [...tests.values()].map(({ expr }) => expr);
    return isWorthwhile(exprs, [...weights.values()]) ? [{ region, depth, tests, weights, hopes }] : [];
  });
}

/** Disjoint regions, the most worthwhile first; of equals the one that is entered least often, then the smaller. */
function choose(offers: readonly Offer[], accepted: readonly Selector[], refused: ReadonlySet<Offer>): readonly Offer[] {
  const taken = accepted.map(({ span }) => span);
  let growth = offers.reduce((sum, { region }) => sum + (taken.includes(region.span) ? region.size : 0), 0);
  const done = new Set<number>(accepted.flatMap(({ sites }) => sites.map(({ site }) => site)));
  const worth = ({ hopes }: Offer): number => [...hopes].reduce((sum, [site, w]) => sum + (done.has(site) ? 0 : w), 0);
  const chosen: Offer[] = [];
  for (;;) {
    const possible = offers.filter(
      (offer) =>
        !refused.has(offer) &&
        worth(offer) >= LEAST_WEIGHT &&
        growth + offer.region.size <= GROWTH &&
        taken.every((span) => span.end <= offer.region.span.start || offer.region.span.end <= span.start),
    );
    possible.sort((a, b) => worth(b) - worth(a) || a.depth - b.depth || a.region.size - b.region.size);
    const [best] = possible;
    if (best === undefined) return chosen;
    chosen.push(best);
    taken.push(best.region.span);
    growth += best.region.size;
    for (const site of best.weights.keys()) done.add(site);
  }
}
