/**
 * What crosses the border to the provers and back: the unit of work is a function. Everything is structured-clonable data.
 */
import type { CellId, ClassId, FunctionId, SiteId } from "./ids.js";
import type { HirFunction } from "./hir.js";
import type { Budgets, EnforcementOptions } from "./options.js";
import type { SiteFacts, Verdict } from "./verdict.js";

export const WORK_SCHEMA_VERSION = 1;

export interface FunctionWork {
  readonly schemaVersion: typeof WORK_SCHEMA_VERSION;
  readonly function: HirFunction;
  /** Everything the proofs may ask about the rest of the program. Opaque to the verifier; made and read by `analyzers/`. */
  readonly environment: unknown;
  readonly enforcement: EnforcementOptions;
  readonly budgets: Budgets;
}

/** `restsOn` in evidence of a `SiteResult` is filled in by the verifier from `restsOnSites`. */
export interface SiteResult {
  readonly site: SiteId;
  readonly verdict: Verdict;
  readonly restsOnSites: readonly SiteId[];
  readonly facts: SiteFacts;
}

export interface FunctionResult {
  readonly schemaVersion: typeof WORK_SCHEMA_VERSION;
  readonly function: FunctionId;
  /** One per site, in site order: the ledger checks that. */
  readonly sites: readonly SiteResult[];
  readonly statistics: {
    readonly abstractSteps: number;
    readonly linearSteps: number;
    readonly solverCalls: number;
    /** Goals over integers that tiers 0 to 2 left open and tier 3 has not settled: what a solver could work on. */
    readonly solverGoals: number;
  };
}

/** Named here so that environments can be keyed without importing the analysers. */
export type EnvironmentKey = FunctionId | CellId | ClassId;
