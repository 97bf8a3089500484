/** Annotations as data: what JSDoc tags of ours say, parsed. Positions are offsets in the file. */
import type { Capability, CapabilityAction } from "./capability.js";
import type { AnnotationProblem, ContractExpression, ContractKind } from "./contract.js";
import type { Span } from "./span.js";

export interface ContractAnnotation {
  readonly kind: ContractKind;
  readonly expression: ContractExpression;
  /** Of the expression. */
  readonly span: Span;
  /** The expression as written, white space collapsed. */
  readonly text: string;
}

/** The values of each key, the strictest first. */
export const SAFETY_LEVELS = {
  memory: ["proved", "checked"],
  types: ["proved", "checked"],
  resources: ["bounded", "metered"],
  isolation: ["process", "module", "none"],
} as const;

export type SafetyKey = keyof typeof SAFETY_LEVELS;

/** What one annotation, configuration entry or `--safety` states. A key that is not stated is inherited. */
export type SafetyStatement = { readonly [K in SafetyKey]: (typeof SAFETY_LEVELS)[K][number] | null };

/** `@safety memory=proved types=checked`. */
export interface SafetyAnnotation {
  readonly kind: "safety";
  readonly levels: SafetyStatement;
  /** Of the value. */
  readonly span: Span;
}

/** `@capability fs.read("./data/**") net.connect("api.example.com:443")`; `@capability none` has no entries. */
export interface CapabilityAnnotation {
  readonly kind: "capability";
  readonly capabilities: readonly { readonly capability: Capability; readonly span: Span }[];
  /** Of the value. */
  readonly span: Span;
}

/** What an override asks to be freed of: obligations of one kind, or uses of one capability. */
export type OverrideTarget =
  | { readonly kind: "obligation"; readonly name: string }
  | { readonly kind: "capability"; readonly action: CapabilityAction; readonly pattern: string | null };

/** `@unsafe-override bounds.read -- "why the code is right" ticket=SEC-142 expires=2027-03-01 depends=table`. A request, no more. */
export interface OverrideAnnotation {
  readonly kind: "override";
  readonly target: OverrideTarget;
  /** The string after `--`; empty when it is missing, which is a problem as well. */
  readonly justification: string;
  readonly ticket: string | null;
  /** `YYYY-MM-DD`, checked to be a day of the calendar. */
  readonly expires: string | null;
  /** Names of declarations whose code the justification leans on. */
  readonly depends: readonly string[];
  /** From the tag to the end of the value. */
  readonly span: Span;
}

export type Annotation = ContractAnnotation | SafetyAnnotation | CapabilityAnnotation | OverrideAnnotation;

export const isContract = (annotation: Annotation): annotation is ContractAnnotation =>
  annotation.kind === "requires" || annotation.kind === "ensures" || annotation.kind === "invariant";

/** Whose business an annotation is: contracts are the prover's, `security` the policy's, overrides are requests. */
export type AnnotationTopic = "contract" | "security" | "override";

export interface ProblemOfAnnotation extends AnnotationProblem {
  readonly topic: AnnotationTopic;
}

/** An annotation with a problem is not in force, though it may be here: it says what its author meant. */
export interface ParsedAnnotations {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly ProblemOfAnnotation[];
  /** Where the first contract stands, for those that find it attached to nothing; null when there is none. */
  readonly first: Span | null;
}
