/** What the provers say of an obligation. Exactly one verdict per obligation; the ledger counts. */
import type { ObligationId } from "./ids.js";

/** 0 dominating test, 1 abstract facts, 2 linear closure in JavaScript, 3 Z3. */
export type Tier = 0 | 1 | 2 | 3;

export type AssumptionId = "A1" | "A1t" | "A2" | "A3" | "A4" | "A5" | "A6" | "A7" | "A8";

export interface Evidence {
  readonly tier: Tier;
  /** Sorted, without repetition. */
  readonly assumptions: readonly AssumptionId[];
  /** Intrinsics that must be the original ones (A2), e.g. `Number.isInteger`, `Array.prototype.push`; `numeric-prototypes` for the clause on prototypes. Sorted. */
  readonly intrinsics: readonly string[];
  /** Guards whose passing the proof uses. */
  readonly restsOn: readonly ObligationId[];
  /** The facts used, as sentences about the source, for `explain`. */
  readonly facts: readonly string[];
}

/** Concrete arguments that were run and reached the violation. */
export interface Witness {
  readonly call: string;
  readonly observed: string;
}

/** What would give the missing fact. */
export interface UnprovedNeed {
  /** A condition in terms of the source from which the goal follows; null when none was found. */
  readonly condition: string | null;
  /** Where a test of it would stand. */
  readonly place: "loop" | "access";
  /** The condition speaks of parameters, their fields and lengths only: `@requires` can say it. */
  readonly contract: boolean;
  /** What is known of the operands, as sentences. */
  readonly known: readonly string[];
}

export const NO_NEED: UnprovedNeed = { condition: null, place: "access", contract: false, known: [] };

export type UnknownReason =
  /** No tier found a proof; `missing` names the fact that would be needed, in terms of the source. */
  | { readonly kind: "noProof"; readonly missing: string; readonly need: UnprovedNeed }
  | { readonly kind: "unsupported"; readonly construct: string }
  | { readonly kind: "budget"; readonly what: string }
  | { readonly kind: "solver"; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string }
  | { readonly kind: "assumption"; readonly assumption: AssumptionId; readonly message: string };

export type Verdict =
  | { readonly kind: "proved"; readonly evidence: Evidence }
  | { readonly kind: "refuted"; readonly witness: Witness }
  | { readonly kind: "unknown"; readonly reason: UnknownReason };

/** What the analysis knows about a site even where it cannot prove it: it widens the choice of guard forms. */
export interface SiteFacts {
  /** The key is a primitive number whatever reaches the site. */
  readonly keyIsNumber: boolean;
  /** The key is an integer `>= 0` and below 2^53 whatever reaches the site. */
  readonly keyIsIndex: boolean;
  /** The receiver is a typed array (of whatever `length` and prototype), a primitive string or an ordinary array whatever reaches the site. */
  readonly receiver: "typedArray" | "string" | "array" | "unknown";
}

export const NO_SITE_FACTS: SiteFacts = { keyIsNumber: false, keyIsIndex: false, receiver: "unknown" };
