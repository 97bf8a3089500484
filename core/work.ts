/**
 * What crosses the border to the provers and back: the unit of work is a function. Everything is structured-clonable data.
 */
import type { CellId, ClassId, FunctionId, SiteId } from "./ids.js";
import type { HirFunction } from "./hir.js";
import type { Budgets, EnforcementOptions } from "./options.js";
import type { Selector } from "./selector.js";
import type { SiteFacts, Verdict } from "./verdict.js";
import type { Counterexample } from "./witness.js";

export const WORK_SCHEMA_VERSION = 1;

export interface FunctionWork {
  readonly schemaVersion: typeof WORK_SCHEMA_VERSION;
  readonly function: HirFunction;
  /** Everything the proofs may ask about the rest of the program. Opaque to the verifier; made and read by `analyzers/`. */
  readonly environment: unknown;
  readonly enforcement: EnforcementOptions;
  readonly budgets: Budgets;
}

/** `restsOn` in evidence of a `SiteResult` is filled in by the verifier from `restsOnSites` and `restsOnEnsured`. */
export interface SiteResult {
  readonly site: SiteId;
  readonly verdict: Verdict;
  readonly restsOnSites: readonly SiteId[];
  /** Callees whose `@ensures` the proof uses, sorted. */
  readonly restsOnEnsured: readonly FunctionId[];
  readonly facts: SiteFacts;
}

/** Values of parameters under which the solver sees the obligation of a site fail. A hint for the search for witnesses, no verdict. */
export interface SiteCounterexample {
  readonly site: SiteId;
  readonly parameters: Counterexample;
}

export interface FunctionResult {
  readonly schemaVersion: typeof WORK_SCHEMA_VERSION;
  readonly function: FunctionId;
  /** One per site, in site order: the ledger checks that. */
  readonly sites: readonly SiteResult[];
  /** Of sites that are not proved, in site order; at most one each. */
  readonly counterexamples: readonly SiteCounterexample[];
  /** For sites that are not proved, by source order; their regions are disjoint. */
  readonly selectors: readonly Selector[];
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
