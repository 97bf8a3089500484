/** The key `approvers`: whose signature counts, and what a gate lets pass. How many have to agree, and of which group, is `overrides`. */
import type { ConfigSection } from "./section.js";

export interface ApproverKey {
  readonly id: string;
  /** Who holds it, as groups name people. Four eyes are two persons, not two keys. */
  readonly person: string;
  /** Ed25519: PEM, the base 64 of its DER form (SPKI), or `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
}

export interface OverrideGate {
  /** Null: no limit. */
  readonly maximumInForce: number | null;
  readonly maximumAgeDays: number | null;
  readonly emergencies: boolean;
}

export interface ApproversConfig {
  readonly keys: readonly ApproverKey[];
  readonly emergencyHours: number;
  readonly expiringSoonDays: number;
  readonly gate: OverrideGate;
}

export interface RawApprovers {
  readonly keys?: readonly ApproverKey[];
  readonly emergencyHours?: number;
  readonly expiringSoonDays?: number;
  readonly gate?: { readonly maximumInForce?: number; readonly maximumAgeDays?: number; readonly emergencies?: boolean };
}

const NAME = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$";
const NAME_WORDS = "at most 64 letters, digits, `.`, `_`, `@` and `-`, starting with a letter or digit";

const wholeNumber = (minimum: number, maximum: number, what: string): object => ({
  type: "integer",
  minimum,
  maximum,
  description: `${what}, a whole number from ${minimum} to ${maximum}`,
});

const SCHEMA = {
  type: "object",
  additionalProperties: false,
  description: "who requests and approves overrides (docs/OVERRIDES.md)",
  properties: {
    keys: {
      type: "array",
      description: "the public keys of those who request and approve",
      items: {
        type: "object",
        additionalProperties: false,
        description: 'a key such as { "id": "ada-2026", "person": "ada", "publicKey": "MCowBQYDK2VwAyEA…" }',
        required: ["id", "person", "publicKey"],
        properties: {
          id: { type: "string", pattern: NAME, description: `a name of the key that is never used again: ${NAME_WORDS}` },
          person: { type: "string", pattern: NAME, description: `who holds the key: ${NAME_WORDS}` },
          publicKey: {
            type: "string",
            minLength: 1,
            description: "an Ed25519 public key: PEM, the base64 of its DER form (SPKI), or `ssh-ed25519 AAAA…`",
          },
        },
      },
    },
    emergencyHours: wholeNumber(1, 72, "the hours that an emergency lasts at most"),
    expiringSoonDays: wholeNumber(1, 365, "the days before its end from which an override counts as expiring soon"),
    gate: {
      type: "object",
      additionalProperties: false,
      description: "what `surety status --gate` lets pass",
      properties: {
        maximumInForce: wholeNumber(0, 100_000, "the overrides that may be in force at once"),
        maximumAgeDays: wholeNumber(1, 10_000, "the days since its request that an override may have"),
        emergencies: { type: "boolean", description: "true: emergencies pass", default: false },
      },
    },
  },
} as const;

export const APPROVERS_SECTION: ConfigSection<RawApprovers, ApproversConfig> = {
  schema: SCHEMA,
  decode: (raw = {}) => ({
    keys: raw.keys ?? [],
    emergencyHours: raw.emergencyHours ?? 72,
    expiringSoonDays: raw.expiringSoonDays ?? 14,
    gate: {
      maximumInForce: raw.gate?.maximumInForce ?? null,
      maximumAgeDays: raw.gate?.maximumAgeDays ?? null,
      emergencies: raw.gate?.emergencies ?? false,
    },
  }),
};
