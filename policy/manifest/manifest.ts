import type { Capability } from "../../core/capability.js";
import type { Boundary, Mode, OnViolation } from "../../core/options.js";

export interface ManifestTool {
  readonly name: "surety";
  readonly version: string;
  readonly digest: string;
}

export interface ManifestOverride {
  readonly request: string;
  readonly approvals: readonly string[];
  readonly approvers: readonly string[];
  readonly requester: string;
  readonly until: string;
  readonly emergency: boolean;
  readonly freed: readonly string[];
  readonly scope: {
    readonly module: string;
    readonly symbol: string;
    readonly scope: string;
    readonly scopeHash: string;
    readonly target: string;
    readonly justification: string;
    readonly ticket: string | null;
    readonly expires: string;
    readonly depends: readonly string[];
    readonly obligations: readonly { readonly id: string; readonly kind: string }[];
  };
}

export interface InferredCapability extends Capability {
  /** A test at run time decides about each use. */
  readonly guarded: boolean;
  /** An override in force frees it, whatever is declared. */
  readonly overridden: boolean;
}

export interface ModuleManifest {
  readonly schemaVersion: 1;
  readonly kind: "module";
  readonly tool: ManifestTool;
  readonly module: string;
  /** From the output folder. */
  readonly output: string;
  readonly enforcement: {
    readonly mode: Mode;
    readonly boundary: Boundary;
    readonly onViolation: OnViolation;
    readonly guards: Readonly<Record<string, number>>;
    readonly intrinsics: readonly string[];
  };
  readonly safety: {
    readonly memory: string;
    readonly types: string;
    readonly resources: string;
    readonly isolation: string;
    readonly source: "header" | "configuration" | "cli" | "none";
  };
  /** `declared` null: nothing is declared, so what is inferred needs no declaration. */
  readonly capabilities: { readonly declared: readonly Capability[] | null; readonly inferred: readonly InferredCapability[] };
  readonly obligations: readonly {
    readonly id: string;
    readonly kind: string;
    readonly verdict: string;
    readonly tier: number | null;
    readonly assumptions: readonly string[];
    readonly restsOn: readonly string[];
    readonly disposition: string;
    readonly guard: string;
  }[];
  readonly assumptions: readonly string[];
  readonly overrides: readonly ManifestOverride[];
  readonly hashes: { readonly source: string; readonly hir: string; readonly code: string };
}

export interface BuildManifest {
  readonly schemaVersion: 1;
  readonly kind: "build";
  readonly tool: ManifestTool;
  readonly enforcement: { readonly mode: Mode; readonly boundary: Boundary; readonly onViolation: OnViolation };
  readonly project: string;
  readonly modules: readonly {
    readonly module: string;
    readonly output: string;
    readonly code: string;
    readonly manifest: string;
  }[];
  readonly support: readonly { readonly output: string; readonly code: string }[];
  readonly summary: {
    readonly obligations: number;
    readonly proved: number;
    readonly guarded: number;
    readonly overridden: number;
  };
}
