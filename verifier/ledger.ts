/**
 * Obligations in, verdicts out. Closing it with a mismatch is a defect of ours and fails the run: a missing verdict must never read
 * as "proved".
 */
import { InternalError } from "../core/errors.js";
import type { HirFunction, HirProgram } from "../core/hir.js";
import type { FunctionId } from "../core/ids.js";
import type { FunctionResult } from "../core/work.js";

export interface LedgerCounts {
  readonly obligations: number;
  readonly proved: number;
  readonly refuted: number;
  readonly unknown: number;
}

/** Results that were checked against their functions before, with what they count. */
export type CheckedResults = WeakMap<FunctionResult, { readonly fn: HirFunction; readonly counts: VerdictCounts }>;

type VerdictCounts = Pick<LedgerCounts, "proved" | "refuted" | "unknown">;

/** Throws InternalError unless every function with sites has one result with exactly one verdict per site, in site order, and no other has any. */
export function closeLedger(
  program: HirProgram,
  results: ReadonlyMap<FunctionId, FunctionResult>,
  before: CheckedResults = new WeakMap(),
): LedgerCounts {
  const counts = { obligations: 0, proved: 0, refuted: 0, unknown: 0 };
  const known = new Set<FunctionId>();
  for (const { functions } of program.modules)
    for (const fn of functions) {
      if (known.has(fn.id)) throw new InternalError(`two functions are called \`${fn.id}\``);
      known.add(fn.id);
      const result = results.get(fn.id);
      if (result === undefined) {
        if (fn.sites.length > 0) throw new InternalError(`\`${fn.id}\` has ${String(fn.sites.length)} obligations and no result`);
        continue;
      }
      counts.obligations += fn.sites.length;
      const own = countsOf(fn, result, before);
      counts.proved += own.proved;
      counts.refuted += own.refuted;
      counts.unknown += own.unknown;
    }
  for (const id of results.keys()) {
    if (!known.has(id)) throw new InternalError(`a result names \`${id}\`, which is no function of the program`);
  }
  if (counts.obligations !== counts.proved + counts.refuted + counts.unknown)
    throw new InternalError("the ledger does not add up");
  return counts;
}

function countsOf(fn: HirFunction, result: FunctionResult, before: CheckedResults): VerdictCounts {
  const last = before.get(result);
  if (last?.fn === fn) return last.counts;
  checkResult(fn, result);
  const counts = { proved: 0, refuted: 0, unknown: 0 };
  for (const site of result.sites) counts[site.verdict.kind]++;
  before.set(result, { fn, counts });
  return counts;
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
