/** Why an override is not in force. */
export const REFUSAL_REASONS = [
  "malformed",
  "unrequested",
  "unapproved",
  "tooFew",
  "notInGroup",
  "selfApproved",
  "denied",
  "revoked",
  "expired",
  "tooLong",
  "codeChanged",
  "requestChanged",
  "moved",
  "replayed",
  "forged",
  "key",
  "emergencyOver",
  "ledger",
  "clock",
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface Refusal {
  readonly reason: RefusalReason;
  /** What is known, and what to do. */
  readonly message: string;
}

export const refusal = (reason: RefusalReason, message: string): Refusal => ({ reason, message });
