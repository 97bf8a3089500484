/**
 * The security metadata of built modules. Published under schemas/; a test keeps the copies equal. Every field is required and none is unknown:
 * what is not said cannot be relied on.
 */
import { SAFETY_LEVELS } from "../../core/annotation.js";
import { CAPABILITY_ACTIONS } from "../../core/capability.js";

export const MANIFEST_FOLDER = ".surety/manifest";
export const BUILD_MANIFEST = "build.json";

const object = (properties: Readonly<Record<string, object>>): object => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
const list = (items: object): object => ({ type: "array", items });
const oneOf = (...members: readonly (string | null)[]): object => ({ enum: members });
const TEXT = { type: "string" };
const TEXT_OR_NULL = { type: ["string", "null"] };
const COUNT = { type: "integer", minimum: 0 };
const DIGEST = { type: "string", pattern: "^[0-9a-f]{64}$" };
const TIME = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$" };
const CAPABILITY = object({ action: oneOf(...CAPABILITY_ACTIONS), pattern: TEXT_OR_NULL });
const INFERRED = object({
  action: oneOf(...CAPABILITY_ACTIONS),
  pattern: TEXT_OR_NULL,
  guarded: { type: "boolean" },
  overridden: { type: "boolean" },
});
const TOOL = object({ name: { const: "surety" }, version: TEXT, digest: DIGEST });
const ENFORCEMENT = {
  mode: oneOf("production", "development", "testing"),
  boundary: oneOf("checked", "trusted"),
  onViolation: oneOf("throw", "terminate", "report"),
};

const OBLIGATION = object({
  id: TEXT,
  kind: TEXT,
  verdict: oneOf("proved", "refuted", "unknown"),
  tier: { type: ["integer", "null"], minimum: 0, maximum: 3 },
  assumptions: list(TEXT),
  restsOn: list(TEXT),
  disposition: oneOf("elide", "guard", "reject", "override"),
  guard: TEXT,
});

const OVERRIDE = object({
  request: DIGEST,
  approvals: list(DIGEST),
  approvers: list(TEXT),
  requester: TEXT,
  until: TIME,
  emergency: { type: "boolean" },
  freed: list(TEXT),
  scope: object({
    module: TEXT,
    symbol: TEXT,
    scope: oneOf("expression", "statement", "function", "class", "module"),
    scopeHash: TEXT,
    target: TEXT,
    justification: TEXT,
    ticket: TEXT_OR_NULL,
    expires: TEXT,
    depends: list(TEXT),
    obligations: list(object({ id: TEXT, kind: TEXT })),
  }),
});

export const MODULE_MANIFEST_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "surety.module",
  description: "security metadata of one built module",
  ...object({
    schemaVersion: { const: 1 },
    kind: { const: "module" },
    tool: TOOL,
    module: TEXT,
    output: TEXT,
    enforcement: object({ ...ENFORCEMENT, guards: { type: "object", additionalProperties: COUNT }, intrinsics: list(TEXT) }),
    safety: object({
      memory: oneOf(...SAFETY_LEVELS.memory),
      types: oneOf(...SAFETY_LEVELS.types),
      resources: oneOf(...SAFETY_LEVELS.resources),
      isolation: oneOf(...SAFETY_LEVELS.isolation),
      source: oneOf("header", "configuration", "cli", "none"),
    }),
    capabilities: object({ declared: { anyOf: [list(CAPABILITY), { type: "null" }] }, inferred: list(INFERRED) }),
    obligations: list(OBLIGATION),
    assumptions: list(TEXT),
    overrides: list(OVERRIDE),
    hashes: object({ source: DIGEST, hir: DIGEST, code: DIGEST }),
  }),
} as const;

export const BUILD_MANIFEST_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "surety.build",
  description: "security metadata of one build",
  ...object({
    schemaVersion: { const: 1 },
    kind: { const: "build" },
    tool: TOOL,
    enforcement: object(ENFORCEMENT),
    /** Path from the build manifest's output folder to the project, whose ledger says what is approved. */
    project: TEXT,
    modules: list(object({ module: TEXT, output: TEXT, code: DIGEST, manifest: DIGEST })),
    /** Code that belongs to no module: what freezes intrinsics. */
    support: list(object({ output: TEXT, code: DIGEST })),
    summary: object({ obligations: COUNT, proved: COUNT, guarded: COUNT, overridden: COUNT }),
  }),
} as const;
