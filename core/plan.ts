/** The guard plan: per site, what emitted code does. Emitters carry it out and decide nothing about safety. */
import type { AuthorityReference } from "./authority.js";
import type { Capability } from "./capability.js";
import type { FunctionId, ModulePath, ObligationId, SiteId } from "./ids.js";
import type { EnforcementOptions } from "./options.js";
import type { SelectorExpr } from "./selector.js";
import type { Site } from "./site.js";
import type { Span } from "./span.js";
import type { SiteFacts, Verdict } from "./verdict.js";

export type Disposition = "elide" | "guard" | "reject" | "override";

/**
 * Guard forms (guards.md). `value`: read first, test the value. `probe`: read the slot before a write. `index`: test the index before
 * the access. `trap`: the engine throws by itself. `hoisted`: a test before the loop selects the body. `call`: the runtime's shared
 * helper decides. `condition`: the condition of a contract is tested.
 * `attenuate`: a privileged root is wrapped, and its uses are checked.
 */
export type GuardForm = "none" | "value" | "probe" | "index" | "trap" | "hoisted" | "call" | "condition" | "attenuate";

export interface PlannedSite {
  readonly id: ObligationId;
  readonly function: FunctionId;
  readonly functionName: string;
  readonly index: SiteId;
  readonly site: Site;
  readonly verdict: Verdict;
  readonly facts: SiteFacts;
  readonly disposition: Disposition;
  /** What production code runs at the site: `none` only when the disposition is `elide` or `override`. */
  readonly guard: GuardForm;
  /** Development and testing modes: the guard stays although proved; its failure is a `SoundnessError`. */
  readonly assertion: boolean;
}

/** A region written twice: behind `tests` its sites have no guard, otherwise `form` guards them. */
export interface PlannedSelector {
  readonly span: Span;
  readonly tests: readonly SelectorExpr[];
  readonly sites: readonly { readonly id: ObligationId; readonly form: GuardForm }[];
}

/** A reference to something privileged: what it asks for, and whether the grant of its module was shown to cover that. */
export interface PlannedCapability {
  readonly id: ObligationId;
  readonly reference: AuthorityReference;
  readonly capability: Capability;
  readonly verdict: Verdict;
  /** `guard`: the root is wrapped, and every use is checked against `ModulePlan.grant`. `reject`: policy demands a proof, or no guard can stand for it; guarded as well where one can. */
  readonly disposition: Disposition;
}

export interface ModulePlan {
  readonly module: ModulePath;
  /** One for each action of each reference, sorted by the start of the reference, then by action. */
  readonly capabilities: readonly PlannedCapability[];
  /** What the module may do. Paths from the project root, or absolute. */
  readonly grant: readonly Capability[];
  /** Sorted by span start, then read before write. */
  readonly sites: readonly PlannedSite[];
  /** In source order, disjoint: each of their sites stands in `sites` with the guard `hoisted`. */
  readonly selectors: readonly PlannedSelector[];
  readonly enforcement: EnforcementOptions;
  /**
   * Intrinsics that evidence or guard forms of this module rely on (A2), sorted: the generated harden module freezes them.
   * Contains `numeric-prototypes` when a value test or a proof needs prototypes without numeric-like properties.
   */
  readonly intrinsics: readonly string[];
}
