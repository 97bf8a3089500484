/**
 * Proves regions with their tests in front, adding tests as long as open sites of the copy ask for more. What counts is the last analysis
 * alone: of the very function that is emitted, with the very tests.
 */
import type { LinearPort } from "../../core/formula.js";
import type { HirRegion } from "../../core/hir-region.js";
import type { SiteId } from "../../core/ids.js";
import type { HoistedSite, Selector } from "../../core/selector.js";
import type { FunctionWork } from "../../core/work.js";
import { joinCopies } from "../discharge.js";
import { isNumberOnly, isQuietPrimitive } from "../facts/fact.js";
import { isThere } from "../interpretation/belief.js";
import { genuine } from "../interpretation/semantics-context.js";
import { runTiers, type Focus } from "../tiers.js";
import { withoutNeedless } from "./needless.js";
import { leavesOf } from "./leaves.js";
import { addTests, offerFor, openCopies, plainTest, type OfferedTest, type Proven } from "./offers.js";
import { quietTests } from "./quiet-tests.js";
import { startOfVersioned } from "./region-start.js";
import { versionRegions, type VersionedRegion } from "./version-regions.js";

export const MOST_TESTS = 8;
const ROUNDS = 4;

export interface ChosenRegion {
  readonly region: HirRegion;
  readonly tests: Map<string, OfferedTest>;
}

/** One selector for each region with sites that the copy shows; `tests` of the chosen grow. */
export function proveRegions(work: FunctionWork, chosen: readonly ChosenRegion[], linear: LinearPort): readonly Selector[] {
  // One of several may run as its original before another runs as its copy.
  const kind = chosen.length === 1 ? "once" : "copy";
  for (let round = 1; ; round++) {
    const versioned = versionRegions(
      work.function,
      chosen.map(({ region, tests }) => ({ region, kind, tests: [...tests.values()].map(({ expr }) => expr) })),
    );
    const proven = runTiers(versioned.fn, work, linear, copiesOnly(versioned.regions));
    if (proven.kind === "failed") return [];
    const more = (region: VersionedRegion | null | undefined): readonly OfferedTest[] =>
      region === null || region === undefined ? [] : withoutNeedless(moreTests(proven, region), linear);
    if (round < ROUNDS && chosen.map(({ tests }, k) => extend(tests, more(versioned.regions[k]), linear)).some(Boolean)) continue;
    const results = joinCopies(proven.analysis, proven.copies, proven.verdicts);
    return chosen.flatMap(({ region, tests }, k): Selector[] => {
      const made = versioned.regions[k];
      if (made === null || made === undefined || !isQuiet(proven, versioned.fn.blocks, made)) return [];
      const sites = results.flatMap(({ site, verdict }): HoistedSite[] => {
        const original = made.copyOf.get(site);
        return original === undefined || verdict.kind !== "proved"
          ? []
          : [{ site: original, worth: 1, evidence: verdict.evidence }];
      });
      const exprs = [...tests.values()].map(({ expr }) => expr);
      return [{ span: region.span, tests: exprs, sites: bySite(sites) }];
    });
  }
}

/** The originals stay as they are: nothing is asked of them. */
function copiesOnly(regions: readonly (VersionedRegion | null)[]): Focus {
  const made = regions.filter((region) => region !== null);
  return {
    sites: new Set(made.flatMap(({ copyOf }) => [...copyOf.keys()])),
    outside: new Set(made.flatMap(({ members }) => [...members])),
  };
}

/** Adds what open sites of the copy ask for, unless there would be too many tests; whether there was anything. */
function extend(tests: Map<string, OfferedTest>, more: readonly OfferedTest[], linear: LinearPort): boolean {
  const all = new Set([...tests.keys(), ...more.map(({ key }) => key)]);
  return all.size <= MOST_TESTS && addTests(tests, more, linear);
}

const bySite = (sites: readonly HoistedSite[]): readonly HoistedSite[] => [...sites].sort((a, b) => a.site - b.site);

function moreTests(proven: Proven, region: VersionedRegion): readonly OfferedTest[] {
  const own = new Set<number>(region.copyOf.keys() as Iterable<SiteId>);
  const open = openCopies(proven, ({ site }) => own.has(site));
  if (open.length === 0) return [];
  const place = startOfVersioned(proven.analysis, region);
  const leaves = leavesOf(proven.analysis, place);
  const quiet = quietTests(proven, leaves, place).map(plainTest);
  return [...quiet, ...open.flatMap((one) => offerFor(leaves, one) ?? [])];
}

/** The test runs no code but its own and cannot throw: lengths and elements of genuine objects, arithmetic of numbers. */
function isQuiet(
  { analysis }: Proven,
  blocks: Proven["analysis"]["graph"]["fn"]["blocks"],
  { tested }: VersionedRegion,
): boolean {
  const { interpretation } = analysis;
  const own = new Set<number>(tested);
  return blocks.every(({ instrs }, block) =>
    instrs.every((instr, position) => {
      if (!own.has(instr.out)) return true;
      // A test that never gets this far does no harm either.
      if (interpretation.reachable[block] === 0) return true;
      const context = interpretation.contextAt(block, position);
      switch (instr.op) {
        case "const":
        case "getLocal":
        case "getCell":
        case "this":
        case "isTypedArray":
          return true;
        case "getProp": {
          if (!isThere(interpretation, instr.object, { block, position })) return false;
          if (instr.name === "length") return genuine(context, instr.object) !== null;
          return !interpretation.outcomeAt(instr, block, position).runsUnknown;
        }
        case "getElem":
          return (
            isThere(interpretation, instr.object, { block, position }) &&
            !interpretation.outcomeAt(instr, block, position).runsUnknown
          );
        case "unary":
          return instr.operator === "typeof";
        case "binary":
          // The test compares with `==` only to null, where an object stays an object.
          return instr.operator === "===" || instr.operator === "=="
            ? true
            : [instr.left, instr.right].every((operand) => {
                const fact = context.fact(operand);
                return isNumberOnly(fact) && isQuietPrimitive(fact);
              });
        default:
          return false;
      }
    }),
  );
}
