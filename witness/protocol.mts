/**
 * What goes to the process that runs code, and what comes back. Both ends come from one build, so no version is told; but nothing that
 * comes back is trusted to have the right shape.
 */
export interface Job {
  /** Body of a function of `require` that returns the target. */
  readonly script: string;
  /** Argument lists. */
  readonly candidates: readonly string[];
  /** Obligations that are looked for: the trial of a job ends when each is found. */
  readonly open: readonly string[];
  /** Obligations whose violation would be news of another kind: they were proved. */
  readonly proved: readonly string[];
}

export interface Trial {
  /** The runtime's modules as source text of one object literal: names to functions of `exports` and `require`. */
  readonly modules: string;
  readonly jobs: readonly Job[];
}

export interface Violation {
  readonly kind: "violation";
  readonly job: number;
  readonly candidate: number;
  readonly obligation: string;
  readonly observed: string;
}

/** One line each. */
export type Line =
  | Violation
  /** Every candidate of the job was run, or enough of them. */
  | { readonly kind: "done"; readonly job: number };

/** Null for whatever is no line of ours. */
export function decodeLine(text: string): Line | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || !("kind" in value) || !("job" in value)) return null;
  const { job } = value;
  if (!isNatural(job)) return null;
  if (value.kind === "done") return { kind: "done", job };
  if (value.kind !== "violation") return null;
  if (!("candidate" in value && "obligation" in value && "observed" in value)) return null;
  const { candidate, obligation, observed } = value;
  if (!isNatural(candidate) || typeof obligation !== "string" || typeof observed !== "string") return null;
  return { kind: "violation", job, candidate, obligation, observed };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isNatural(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
