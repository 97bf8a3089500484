/** The key `cache` of surety.config.json. */
import type { ConfigSection } from "./section.js";

export interface TrustedKeyConfig {
  readonly id: string;
  /** PEM, or base64 of SPKI. Whether it is an Ed25519 key is checked where the remote is opened. */
  readonly publicKey: string;
}

export interface RemoteConfig {
  readonly url: string;
  /** Names of environment variables: the file itself holds no secret. */
  readonly tokenEnv: string | null;
  readonly signingKeyEnv: string | null;
  /** Paths from the folder of the file. */
  readonly certificate: string | null;
  readonly key: string | null;
  readonly ca: string | null;
  readonly readOnly: boolean;
  readonly trustedKeys: readonly TrustedKeyConfig[];
  /** Of one request. */
  readonly timeoutSeconds: number;
}

export interface CacheConfig {
  /** Path from the folder of the file; null: the usual place. */
  readonly directory: string | null;
  /** Null: the usual size. */
  readonly maxSizeMegabytes: number | null;
  readonly remote: RemoteConfig | null;
}

/** As the file has it, once the schema has been applied. */
export interface RawCache {
  readonly directory?: string;
  readonly maxSizeMegabytes?: number;
  readonly remote?: RawRemote;
}

interface RawRemote {
  readonly url: string;
  readonly tokenEnv?: string;
  readonly signingKeyEnv?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly readOnly?: boolean;
  readonly trustedKeys: readonly TrustedKeyConfig[];
  readonly timeoutSeconds?: number;
}

const DEFAULT_TIMEOUT_SECONDS = 5;

function variable(description: string): object {
  return { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$", description };
}

function path(description: string): object {
  return { type: "string", minLength: 1, description };
}

const REMOTE_SCHEMA = {
  type: "object",
  additionalProperties: false,
  description: "a cache that machines share (docs/SHARED-CACHE.md)",
  required: ["url", "trustedKeys"],
  // A client certificate is of no use without its key.
  dependentRequired: { certificate: ["key"], key: ["certificate"] },
  properties: {
    url: {
      type: "string",
      pattern: "^https?://[^\\s@?#]+$",
      description: "an http:// or https:// address without user, query and fragment, under which /ac and /cas lie",
    },
    tokenEnv: variable("the name of the environment variable that holds the bearer token, not the token itself"),
    signingKeyEnv: variable("the name of the environment variable that holds the private key in PEM, not the key itself"),
    certificate: path("the path of the client certificate (PEM)"),
    key: path("the path of the key of the client certificate (PEM)"),
    ca: path("the path of the certificate of the authority that the server's certificate comes from (PEM)"),
    readOnly: { type: "boolean", description: "true: nothing is uploaded, even where a signing key is", default: false },
    trustedKeys: {
      type: "array",
      minItems: 1,
      description: "the keys whose entries are taken, at least one",
      items: {
        type: "object",
        additionalProperties: false,
        description: 'a key such as { "id": "ci-2026", "publicKey": "MCowBQYDK2VwAyEA…" }',
        required: ["id", "publicKey"],
        properties: {
          id: {
            type: "string",
            pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
            description: "a name of at most 64 letters, digits, `.`, `_` and `-`, starting with a letter or digit",
          },
          publicKey: {
            type: "string",
            minLength: 1,
            description: "an Ed25519 public key: PEM, or the base64 of its DER form (SPKI)",
          },
        },
      },
    },
    timeoutSeconds: {
      type: "number",
      minimum: 0.1,
      maximum: 600,
      description: "the seconds that one request may take, 0.1 to 600",
      default: DEFAULT_TIMEOUT_SECONDS,
    },
  },
} as const;

export const CACHE_SECTION: ConfigSection<RawCache, CacheConfig> = {
  schema: {
    type: "object",
    additionalProperties: false,
    description: "where results of earlier runs are kept",
    properties: {
      directory: path("the path of the folder of the cache on this machine"),
      maxSizeMegabytes: {
        type: "integer",
        minimum: 1,
        maximum: 1_048_576,
        description: "the megabytes that the cache on this machine may take, a whole number from 1 to 1048576",
      },
      remote: REMOTE_SCHEMA,
    },
  },
  decode: (raw) => ({
    directory: raw?.directory ?? null,
    maxSizeMegabytes: raw?.maxSizeMegabytes ?? null,
    remote: raw?.remote === undefined ? null : remoteOf(raw.remote),
  }),
};

function remoteOf(raw: RawRemote): RemoteConfig {
  return {
    url: raw.url,
    tokenEnv: raw.tokenEnv ?? null,
    signingKeyEnv: raw.signingKeyEnv ?? null,
    certificate: raw.certificate ?? null,
    key: raw.key ?? null,
    ca: raw.ca ?? null,
    readOnly: raw.readOnly ?? false,
    trustedKeys: raw.trustedKeys,
    timeoutSeconds: raw.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
  };
}
