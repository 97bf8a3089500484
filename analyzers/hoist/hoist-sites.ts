/**
 * Hoisting: for sites that no tier proves, regions and tests behind which a copy needs no guard (guards.md, rule 7). Greedy: the region
 * that gains most comes first. Nothing here is believed: a selector is what `proveRegions` shows.
 */
import type { LinearPort } from "../../core/formula.js";
import type { HirRegion } from "../../core/hir-region.js";
import { isWorthwhile, type Selector } from "../../core/selector.js";
import type { FunctionWork, SiteResult } from "../../core/work.js";
import type { SiteCopy } from "../discharge.js";
import { runTiers } from "../tiers.js";
import { withoutNeedless } from "./needless.js";
import { addTests, leavesIn, offerFor, openCopies, plainTest, type OfferedTest, type Proven } from "./offers.js";
import { MOST_TESTS, proveRegions } from "./prove-regions.js";
import { quietTests } from "./quiet-tests.js";
import { versionRegions, type VersionedFunction } from "./version-regions.js";
import { isInside } from "./wanted-indices.js";

/** Functions with more values are left alone: each attempt analyses the function again. */
const LARGEST = 4000;
const CYCLES = 2;
/** Text written twice in one function, in characters. */
const GROWTH = 5000;
const LOOP_WEIGHT = 10;
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
  if (open.size === 0) return [];
  const regions = fn.regions.filter(({ kind, span }) => {
    const inside = [...open].filter((site) => {
      const own = fn.sites[site]?.span;
      return own !== undefined && span.start <= own.start && own.end <= span.end;
    });
    return inside.length >= (kind === "loop" ? 1 : LEAST_WEIGHT);
  });
  if (regions.length === 0) return [];
  const probed = versionRegions(
    fn,
    regions.map((region) => ({ region, tests: null })),
  );
  const base = runTiers(probed.fn, work, linear, { sites: open, outside: new Set() });
  if (base.kind === "failed") return [];
  const offers = offersOf(base, probed, open, linear);
  const accepted: Selector[] = [];
  const refused = new Set<HirRegion>();
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const chosen = choose(offers, accepted, refused);
    if (chosen.length === 0) break;
    const made = proveRegions(
      work,
      chosen.map(({ region, tests }) => ({ region, tests: new Map(tests) })),
      linear,
    );
    for (const { region, weights } of chosen) {
      const selector = made.find(({ span }) => span === region.span);
      const hoisted = (selector?.sites ?? [])
        .filter(({ site }) => open.has(site))
        .map((one) => ({ ...one, worth: weights.get(one.site) ?? 1 }));
      const worths = hoisted.map(({ worth }) => worth);
      if (selector !== undefined && isWorthwhile(selector.tests.length, worths)) accepted.push({ ...selector, sites: hoisted });
      else refused.add(region);
    }
  }
  return accepted.sort((a, b) => a.span.start - b.span.start);
}

function offersOf(
  base: Proven,
  { regions }: VersionedFunction,
  sites: ReadonlySet<number>,
  linear: LinearPort,
): readonly Offer[] {
  const { loops } = base.analysis.graph.cfg;
  const { blocks } = base.analysis.graph.fn;
  const copies = openCopies(base, ({ site }) => sites.has(site));
  return regions.flatMap((versioned): Offer[] => {
    if (versioned === null) return [];
    const { region } = versioned;
    const isLooped = ({ block }: SiteCopy): boolean =>
      region.kind === "loop" ||
      loops.some(({ header, body }) => body.has(block) && isInside(region, blocks[header]?.instrs[0]?.out ?? -1));
    const leaves = leavesIn(base, versioned);
    const home = base.analysis.graph.blockOf[versioned.entered] ?? 0;
    const depth = loops.filter(({ body }) => body.has(home)).length;
    const quiet = quietTests(base, leaves, versioned.members).map(plainTest);
    const all: OfferedTest[] = [...quiet];
    const weights = new Map<number, number>();
    const hopes = new Map<number, number>();
    for (const open of copies) {
      if (!isInside(region, open.copy.instr.out)) continue;
      const offered = offerFor(leaves, open);
      if (offered === null) continue;
      all.push(...offered);
      const weight = isLooped(open.copy) ? LOOP_WEIGHT : 1;
      weights.set(open.copy.site, weight);
      const isSure = quiet.length > 0 || (offered.length > 0 && offered.every(({ unsure }) => !unsure));
      hopes.set(open.copy.site, isSure ? weight : weight * UNSURE);
    }
    const tests = new Map<string, OfferedTest>();
    addTests(tests, withoutNeedless(all, linear));
    return weights.size === 0 || tests.size === 0 || tests.size > MOST_TESTS ? [] : [{ region, depth, tests, weights, hopes }];
  });
}

/** Disjoint regions, the most worthwhile first; of equals the one that is entered least often, then the smaller. */
function choose(offers: readonly Offer[], accepted: readonly Selector[], refused: ReadonlySet<HirRegion>): readonly Offer[] {
  const taken = accepted.map(({ span }) => span);
  let growth = offers.reduce((sum, { region }) => sum + (taken.includes(region.span) ? region.size : 0), 0);
  const done = new Set<number>(accepted.flatMap(({ sites }) => sites.map(({ site }) => site)));
  const worth = ({ hopes }: Offer): number => [...hopes].reduce((sum, [site, w]) => sum + (done.has(site) ? 0 : w), 0);
  const chosen: Offer[] = [];
  for (;;) {
    const possible = offers.filter(
      (offer) =>
        !refused.has(offer.region) &&
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
