/** What an override needs before it is in force. */
import type { ApproverKey } from "../config/approvers.js";
import type { SuretyConfig } from "../config/config.js";

export interface ApprovalNeed {
  /** Persons besides the requester. */
  readonly approvals: number;
  /** Persons who count; null: any. `name` for messages. */
  readonly group: { readonly name: string; readonly members: readonly string[] } | null;
}

export interface OverridePolicy {
  readonly keys: readonly ApproverKey[];
  readonly needOf: (target: string, scope: string) => ApprovalNeed;
  readonly groupsOf: (person: string) => readonly string[];
  readonly maximumDays: number;
  readonly emergencyHours: number;
  readonly minimumJustification: number;
  readonly expiringSoonDays: number;
}

/** A whole module freed is as much as most projects have to give: like uses of a capability, it takes two unless the project says otherwise. */
const MODULE_APPROVALS = 2;

export function overridePolicyOf({ overrides, approvers }: Pick<SuretyConfig, "overrides" | "approvers">): OverridePolicy {
  const { groups, rules, otherwise, maximumDays, minimumJustification } = overrides;
  const named = new Map(rules.map(({ kind, rule }) => [kind, rule]));
  return {
    keys: approvers.keys,
    needOf: (target, scope) => {
      const rule =
        kindsOf(target)
          .map((kind) => named.get(kind))
          .find((one) => one !== undefined) ?? otherwise;
      const own = named.get(scope);
      const approvals = Math.max(rule.approvals, own?.approvals ?? (scope === "module" ? MODULE_APPROVALS : 1));
      const name = rule.group ?? own?.group ?? null;
      const group = name === null ? null : { name, members: groups.find((one) => one.name === name)?.members ?? [] };
      return { approvals, group };
    },
    groupsOf: (person) => groups.filter(({ members }) => members.includes(person)).map(({ name }) => name),
    maximumDays,
    minimumJustification,
    emergencyHours: approvers.emergencyHours,
    expiringSoonDays: approvers.expiringSoonDays,
  };
}

/** `capability(process.spawn("git"))`: `capability.process.spawn`, `capability.process`, `capability`. The narrower decides. */
function kindsOf(target: string): readonly string[] {
  const capability = /^capability\(([a-z.-]+)/u.exec(target)?.[1];
  const parts = (capability === undefined ? target : `capability.${capability}`).split(".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
}
