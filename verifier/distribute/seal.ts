/**
 * What goes through Redis. Whoever can write to Redis can write anything: nothing is decompressed, deserialised or decoded before its
 * HMAC-SHA256 under the shared secret is checked. The MAC covers what the bytes are for (`purpose`, job), so that a task never passes
 * as a result, nor the result of one job as that of another.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ConfigError, InternalError } from "../../core/errors.js";

export const SEAL_VERSION = 1;

export type Purpose = "task" | "result";

/** JSON. `tool` tells workers of other builds apart; the job's name covers it, and so does the MAC. */
export interface Sealed {
  readonly schemaVersion: typeof SEAL_VERSION;
  readonly tool: string;
  /** Base64 of deflated bytes. */
  readonly body: string;
  /** 64 hexadecimal digits. */
  readonly mac: string;
}

/** SHA-256 in 64 lower-case hexadecimal digits: the digest of tool and task, so equal work has one name wherever it is asked for. */
export type JobId = string & { readonly brand: "JobId" };

export interface Seal {
  readonly secret: string;
  /** Digest of the tool chain. */
  readonly tool: string;
}

const VARIABLE = "SURETY_DISTRIBUTE_SECRET";
const LEAST_SECRET = 16;
/** A hundred times the largest batch seen. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Throws ConfigError when there is none, or one that can be guessed. */
export function sharedSecret(environment: NodeJS.ProcessEnv): string {
  const secret = environment[VARIABLE] ?? "";
  if (secret === "")
    throw new ConfigError(`${VARIABLE} is not set: verifications and workers need one secret in common to believe each other`);
  if (secret.length < LEAST_SECRET)
    throw new ConfigError(`${VARIABLE} is too short: it must hold at least ${String(LEAST_SECRET)} characters`);
  return secret;
}

/** `v8.serialize` keeps what JSON loses: `Infinity`, `NaN`, `-0`, `undefined`, bigints. Same value and shape, same bytes. */
export function bytesOf(value: unknown): Buffer {
  return serialize(value);
}

export function jobIdOf(tool: string, task: Uint8Array): JobId {
  return createHash("sha256").update(`surety-job-1\0${tool}\0`).update(task).digest("hex") as JobId;
}

export function seal({ secret, tool }: Seal, purpose: Purpose, job: JobId, bytes: Uint8Array): Sealed {
  const body = deflateRawSync(bytes, { level: 1 });
  return {
    schemaVersion: SEAL_VERSION,
    tool,
    body: body.toString("base64"),
    mac: macOf({ secret, tool }, purpose, job, body).toString("hex"),
  };
}

/** The value that was sealed, of no known shape. Throws InternalError for what is not sealed for this purpose, job, tool and secret. */
export function unseal(own: Seal, purpose: Purpose, job: string, input: unknown): unknown {
  const { tool, body, mac } = decodeSealed(input, purpose);
  if (tool !== own.tool) throw new InternalError(`the ${purpose} is of another build of Surety than ${own.tool.slice(0, 12)}`);
  const bytes = Buffer.from(body, "base64");
  const given = Buffer.from(mac, "hex");
  const right = macOf(own, purpose, job, bytes);
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new InternalError(`the ${purpose} is not signed with our secret`);
  return deserialize(inflateRawSync(bytes, { maxOutputLength: MOST_BYTES })) as unknown;
}

function decodeSealed(input: unknown, purpose: Purpose): Sealed {
  if (
    typeof input !== "object" ||
    input === null ||
    !("schemaVersion" in input && "tool" in input && "body" in input && "mac" in input) ||
    input.schemaVersion !== SEAL_VERSION ||
    typeof input.tool !== "string" ||
    typeof input.body !== "string" ||
    typeof input.mac !== "string"
  ) {
    throw new InternalError(`the ${purpose} has no form that this build of Surety knows`);
  }
  const { tool, body, mac } = input;
  return { schemaVersion: SEAL_VERSION, tool, body, mac };
}

/** `tool` and `job` are digests or fail to verify: no text in front of the bytes can be split in two ways. */
function macOf({ secret, tool }: Seal, purpose: Purpose, job: string, body: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`surety-distribute-1\0${purpose}\0${tool}\0${job}\0`).update(body).digest();
}
