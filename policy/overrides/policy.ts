/** What an override needs before it is in force. */
import type { ApproverKey } from "../config/approvers.js";

export interface ApprovalNeed {
  /** Persons besides the requester. */
  readonly approvals: number;
  /** Persons who count; null: any. `name` for messages. */
  readonly group: { readonly name: string; readonly members: readonly string[] } | null;
}

export interface OverridePolicy {
  readonly keys: readonly ApproverKey[];
  readonly needOf: (target: string, scope: string) => ApprovalNeed;
  readonly maximumDays: number;
  readonly emergencyHours: number;
  readonly minimumJustification: number;
  readonly expiringSoonDays: number;
}
