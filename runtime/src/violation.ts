import { assign } from "./primordials";

export type ViolationKind = "bounds.read" | "bounds.write" | "contract" | "capability";

export interface ViolationLocation {
  /** Path of the module from the project root. */
  readonly file: string;
  /** One-based, in the original source. */
  readonly line: number;
  readonly column: number;
}

/** What a guard found. */
export interface Finding {
  /** Name of the obligation, as in the report of `surety verify`. */
  readonly obligation: string;
  readonly kind: ViolationKind;
  readonly location: ViolationLocation;
  readonly observed: string;
  readonly expected: string;
  readonly cwe: string;
}

const where = ({ location: { file, line, column } }: Finding): string => `${file}:${line}:${column}`;

/** A guarded operation would have left its bounds. */
export class SafetyViolation extends Error implements Finding {
  declare readonly obligation: string;
  declare readonly kind: ViolationKind;
  declare readonly location: ViolationLocation;
  declare readonly observed: string;
  declare readonly expected: string;
  declare readonly cwe: string;

  constructor(finding: Finding, message?: string) {
    super(
      message ??
        `${finding.kind} at ${where(finding)}: expected ${finding.expected}, observed ${finding.observed} (${finding.cwe}, ${finding.obligation})`,
    );
    this.name = "SafetyViolation";
    assign(this, finding);
  }
}

/** A guard failed that Surety had *proved* to pass: a defect of Surety, or an assumption of the proof does not hold here. */
export class SoundnessError extends SafetyViolation {
  constructor(finding: Finding) {
    super(
      finding,
      `SOUNDNESS: a proved ${finding.kind} failed at ${where(finding)}. Production code has NO CHECK here. Either Surety has a defect or an ` +
        `assumption of the proof is broken (surety explain ${finding.obligation}). Expected ${finding.expected}, observed ${finding.observed}.`,
    );
    this.name = "SoundnessError";
  }
}
