/**
 * What `/ac/<key>` holds: an `ActionResult` of the Remote Execution API (build.bazel.remote.execution.v2), since bazel-remote parses what
 * it is given and answers "not found" while a blob that it names is missing. The value is the standard output of the action that never
 * ran, by digest; our signature record is its standard error, inline.
 */
import { cacheKey, type CacheKey } from "../key.js";
import { decodeFields, encodeFields } from "./wire.js";

export interface ActionResult {
  /** Of the value in `/cas`. */
  readonly digest: CacheKey;
  readonly sizeBytes: number;
  readonly record: Uint8Array;
}

const STDOUT_DIGEST = 6;
const STDERR_RAW = 7;
/** bazel-remote notes here who uploaded (`ExecutedActionMetadata.worker`). Of no meaning to us, so not looked into. */
const EXECUTION_METADATA = 9;

const DIGEST_HASH = 1;
const DIGEST_SIZE_BYTES = 2;

export function encodeActionResult(result: ActionResult): Uint8Array {
  const digest = encodeFields([
    { kind: "bytes", number: DIGEST_HASH, value: Buffer.from(result.digest, "ascii") },
    // Zero is what a missing field means, and canonical encoders leave it out.
    ...(result.sizeBytes === 0 ? [] : [{ kind: "integer", number: DIGEST_SIZE_BYTES, value: BigInt(result.sizeBytes) } as const]),
  ]);
  return encodeFields([
    { kind: "bytes", number: STDOUT_DIGEST, value: digest },
    { kind: "bytes", number: STDERR_RAW, value: result.record },
  ]);
}

/** Null for everything but what `encodeActionResult` writes and bazel-remote adds: in any order, each field at most once, nothing else. */
export function decodeActionResult(bytes: Uint8Array): ActionResult | null {
  const fields = decodeFields(bytes);
  if (fields === null) return null;
  let digest: Digest | null = null;
  let record: Uint8Array | null = null;
  const seen = new Set<number>();
  for (const field of fields) {
    if (field.kind !== "bytes" || seen.has(field.number)) return null;
    seen.add(field.number);
    if (field.number === STDOUT_DIGEST) digest = decodeDigest(field.value);
    else if (field.number === STDERR_RAW) record = field.value;
    else if (field.number !== EXECUTION_METADATA) return null;
  }
  return digest === null || record === null ? null : { digest: digest.hash, sizeBytes: digest.sizeBytes, record };
}

interface Digest {
  readonly hash: CacheKey;
  readonly sizeBytes: number;
}

function decodeDigest(bytes: Uint8Array): Digest | null {
  let hash: CacheKey | null = null;
  let sizeBytes: number | null = null;
  for (const field of decodeFields(bytes) ?? []) {
    if (field.kind === "bytes" && field.number === DIGEST_HASH && hash === null) {
      hash = cacheKey(Buffer.from(field.value).toString("latin1"));
      if (hash === null) return null;
    } else if (field.kind === "integer" && field.number === DIGEST_SIZE_BYTES && sizeBytes === null) {
      if (field.value > BigInt(Number.MAX_SAFE_INTEGER)) return null;
      sizeBytes = Number(field.value);
    } else {
      return null;
    }
  }
  return hash === null ? null : { hash, sizeBytes: sizeBytes ?? 0 };
}
