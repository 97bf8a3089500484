/** The key `overrides`: who may free code of an obligation, how many have to agree, and for how long. */
import type { ConfigSection, Wrong } from "./section.js";

export interface ApproverGroup {
  readonly name: string;
  /** Names of approvers, as their keys bear them. */
  readonly members: readonly string[];
}

/** What an override needs before it is in force. */
export interface ApprovalRule {
  readonly approvals: number;
  /** Approvers must belong to it; null: any approver. */
  readonly group: string | null;
}

export interface OverridesConfig {
  readonly groups: readonly ApproverGroup[];
  /** For kinds of obligations (`bounds.read`, `bounds`), capabilities (`capability`, `capability.process.spawn`) and `project`. */
  readonly rules: readonly { readonly kind: string; readonly rule: ApprovalRule }[];
  /** For what no row of `rules` names. */
  readonly otherwise: ApprovalRule;
  /** Days that an override may last. */
  readonly maximumDays: number;
  readonly minimumJustification: number;
}

export interface RawOverrides {
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly approvals?: Readonly<Record<string, RawRule>>;
  readonly maximumDays?: number;
  readonly minimumJustification?: number;
}

interface RawRule {
  readonly approvals: number;
  readonly group?: string;
}

const RULE_SCHEMA = {
  type: "object",
  additionalProperties: false,
  description: 'a rule such as { "approvals": 2, "group": "security" }',
  required: ["approvals"],
  properties: {
    approvals: { type: "integer", minimum: 1, maximum: 16, description: "how many must approve, a whole number from 1 to 16" },
    group: { type: "string", minLength: 1, description: "the name of one of `groups`" },
  },
} as const;

/** Widest scope and what reaches out of the process: two people, also where the file says nothing. */
const BUILT_IN: Readonly<Record<string, RawRule>> = { project: { approvals: 2 }, capability: { approvals: 2 } };

export const OVERRIDES_SECTION: ConfigSection<RawOverrides, OverridesConfig> = {
  schema: {
    type: "object",
    additionalProperties: false,
    description: "who approves overrides",
    properties: {
      groups: {
        type: "object",
        description: 'groups of approvers, such as { "security": ["ada", "grace"] }',
        additionalProperties: {
          type: "array",
          minItems: 1,
          uniqueItems: true,
          description: "names of approvers, at least one",
          items: { type: "string", minLength: 1, description: "the name of an approver" },
        },
      },
      approvals: {
        type: "object",
        description: 'rules by kind, such as { "capability": { "approvals": 2 } }; `*` is for all others',
        additionalProperties: RULE_SCHEMA,
      },
      maximumDays: {
        type: "integer",
        minimum: 1,
        maximum: 366,
        description: "the days that an override may last, a whole number from 1 to 366",
        default: 180,
      },
      minimumJustification: {
        type: "integer",
        minimum: 20,
        maximum: 1000,
        description: "the characters that a justification has at least, a whole number from 20 to 1000",
        default: 40,
      },
    },
  },
  decode: (raw, wrong) => {
    const groups = Object.entries(raw?.groups ?? {}).map(([name, members]) => ({ name, members }));
    const named = Object.entries({ ...BUILT_IN, ...raw?.approvals });
    const rules = named.map(([kind, rule]) => ({ kind, rule: ruleOf(kind, rule, { groups, wrong }) }));
    return {
      groups,
      rules: rules.filter(({ kind }) => kind !== "*"),
      otherwise: rules.find(({ kind }) => kind === "*")?.rule ?? { approvals: 1, group: null },
      maximumDays: raw?.maximumDays ?? 180,
      minimumJustification: raw?.minimumJustification ?? 40,
    };
  },
};

function ruleOf(
  kind: string,
  raw: RawRule,
  { groups, wrong }: { readonly groups: readonly ApproverGroup[]; readonly wrong: Wrong },
): ApprovalRule {
  const { approvals, group = null } = raw;
  if (group === null) return { approvals, group };
  const members = groups.find(({ name }) => name === group)?.members;
  const keys = ["approvals", kind, "group"];
  if (members === undefined) {
    const names = groups.map(({ name }) => `\`${name}\``).join(", ");
    return wrong(
      keys,
      `\`${group}\` is none of \`overrides.groups\`${names === "" ? ", which has no group" : `: there are ${names}`}`,
    );
  }
  // Nobody approves their own request, but somebody outside the group may have made it.
  if (members.length < approvals)
    return wrong(keys, `\`${group}\` has ${String(members.length)} of the ${String(approvals)} members whose approval is needed`);
  return { approvals, group };
}
