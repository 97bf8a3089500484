/** The result document of `verify` and `build`: the JSON contract of the command line. Field order is the order printed. */
import type { GuardForm, Disposition } from "./plan.js";
import type { Boundary, Mode } from "./options.js";
import type { AssumptionId, Tier, Witness } from "./verdict.js";

export interface ReportSummary {
  readonly files: number;
  readonly functions: number;
  readonly unsupportedFunctions: number;
  readonly obligations: number;
  readonly proved: number;
  readonly refuted: number;
  readonly unknown: number;
  readonly guarded: number;
  /** Of the guarded ones: a selector's test stands before a loop or a run of accesses in the guard's place. */
  readonly hoisted: number;
  readonly rejected: number;
  readonly overridden: number;
  readonly tolerated: number;
  readonly byKind: Readonly<Record<string, { readonly obligations: number; readonly proved: number }>>;
  readonly byTier: Readonly<Record<string, number>>;
  /** Constructs lowered to an explicit unknown, with how often. */
  readonly unsupported: Readonly<Record<string, number>>;
}

export interface ReportedObligation {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  readonly function: string;
  readonly verdict: "proved" | "refuted" | "unknown";
  readonly disposition: Disposition;
  readonly guard: GuardForm;
  /** Null unless proved. */
  readonly tier: Tier | null;
  readonly assumptions: readonly AssumptionId[];
  readonly restsOn: readonly string[];
  /** Null when proved. */
  readonly reason: string | null;
  /** Null unless refuted. */
  readonly witness: Witness | null;
}

export interface ReportedToleration {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  readonly function: string;
  readonly reason: string;
}

/** An override in force. */
export interface ReportedOverride {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly symbol: string;
  readonly scope: string;
  readonly target: string;
  readonly justification: string;
  readonly ticket: string | null;
  /** Hash of the record in the ledger. */
  readonly request: string;
  readonly requester: string;
  /** ISO 8601, as `until`, the last instant. */
  readonly requested: string;
  readonly approvers: readonly string[];
  /** Hashes of records. */
  readonly approvals: readonly string[];
  readonly until: string;
  /** It ends within the days that the configuration calls soon. */
  readonly expiringSoon: boolean;
  readonly emergency: boolean;
  /** Ids of the obligations that it frees. */
  readonly obligations: readonly string[];
}

export type Severity = "error" | "warning" | "note";

/** `file`, `line`, `column`, `obligation` are null where they do not apply. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly obligation: string | null;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "surety"; readonly version: string };
  readonly mode: Mode;
  readonly boundary: Boundary;
  readonly summary: ReportSummary;
  readonly obligations: readonly ReportedObligation[];
  readonly tolerated: readonly ReportedToleration[];
  /** In force, in the order of files and lines. */
  readonly overrides: readonly ReportedOverride[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface RunStatistics {
  readonly milliseconds: number;
  /** Questions that the solver was asked. */
  readonly solverCalls: number;
  /** Questions whose answers were known from earlier runs. */
  readonly solverHits: number;
  readonly cacheHits: number;
}
