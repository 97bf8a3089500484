/**
 * Obligations in, verdicts out. Closing it with a mismatch is a defect of ours and fails the run: a missing verdict must never read
 * as "proved".
 */
import { InternalError } from "../core/errors.js";
import type { HirFunction, HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult } from "../core/work.js";
import type { ModuleResults } from "./module-results.js";

export interface LedgerCounts {
  readonly obligations: number;
  readonly proved: number;
  readonly refuted: number;
  readonly unknown: number;
}

export interface ModuleCounts extends LedgerCounts {
  readonly abstractSteps: number;
  readonly linearSteps: number;
}

/** One module whose obligations and verdicts match. */
export interface CheckedModule {
  readonly results: ModuleResults;
  readonly counts: ModuleCounts;
}

/** Modules as they were checked last: the same results (one object, which nobody changes) of the same module match again. */
export type CheckedModules = WeakMap<HirModule, CheckedModule>;

const COUNTED = ["obligations", "proved", "refuted", "unknown", "abstractSteps", "linearSteps"] as const;
const NOTHING: ModuleCounts = { obligations: 0, proved: 0, refuted: 0, unknown: 0, abstractSteps: 0, linearSteps: 0 };

export interface ClosedLedger {
  readonly counts: ModuleCounts;
  /** Functions with results. */
  readonly owing: number;
  /** One a module, in their order. */
  readonly modules: readonly CheckedModule[];
}

/**
 * Throws InternalError unless every function with sites has one result with exactly one verdict per site, in site order, and no other has any.
 * `results`: one a module, in their order.
 */
export function closeLedger(
  { modules }: Pick<HirProgram, "modules">,
  results: readonly ModuleResults[],
  before: CheckedModules = new WeakMap(),
): ClosedLedger {
  const counts = { ...NOTHING };
  let owing = 0;
  const checked = modules.map((module, at) => {
    const own = results[at];
    if (own === undefined) throw new InternalError(`the ledger has nothing of \`${module.path}\``);
    const last = before.get(module);
    const found = last?.results === own ? last : checkModule(module, own);
    before.set(module, found);
    owing += own.size;
    for (const what of COUNTED) counts[what] += found.counts[what];
    return found;
  });
  if (results.length !== modules.length) throw new InternalError("the ledger has more modules than the program");
  if (counts.obligations !== counts.proved + counts.refuted + counts.unknown)
    throw new InternalError("the ledger does not add up");
  return { counts, owing, modules: checked };
}

function checkModule({ path, functions }: HirModule, results: ModuleResults): CheckedModule {
  const counts = { ...NOTHING };
  const known = new Set<FunctionId>();
  let taken = 0;
  for (const fn of functions) {
    if (known.has(fn.id)) throw new InternalError(`two functions are called \`${fn.id}\``);
    known.add(fn.id);
    const result = results.get(fn.id);
    if (result === undefined) {
      if (fn.sites.length > 0) throw new InternalError(`\`${fn.id}\` has ${String(fn.sites.length)} obligations and no result`);
      continue;
    }
    taken++;
    checkResult(fn, result);
    counts.obligations += fn.sites.length;
    counts.abstractSteps += result.statistics.abstractSteps;
    counts.linearSteps += result.statistics.linearSteps;
    for (const site of result.sites) counts[site.verdict.kind]++;
  }
  if (taken !== results.size)
    throw new InternalError(`${String(results.size)} results of \`${path}\` are those of ${String(taken)} of its functions`);
  return { results, counts };
}

function checkResult(fn: HirFunction, result: FunctionResult): void {
  if (result.function !== fn.id) throw new InternalError(`the result of \`${fn.id}\` names \`${result.function}\``);
  if (result.sites.length !== fn.sites.length) {
    throw new InternalError(
      `\`${fn.id}\` has ${String(fn.sites.length)} obligations and ${String(result.sites.length)} verdicts`,
    );
  }
  for (const [index, site] of result.sites.entries()) {
    if (site.site !== index) throw new InternalError(`verdict ${String(index)} of \`${fn.id}\` is for site ${String(site.site)}`);
    for (const other of site.restsOnSites) {
      if (other >= fn.sites.length)
        throw new InternalError(`a verdict of \`${fn.id}\` rests on site ${String(other)}, which does not exist`);
    }
  }
}
