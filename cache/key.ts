/** Names of entries: what a value depends on, digested. */
import { createHash } from "node:crypto";

/** SHA-256 in 64 lower-case hexadecimal digits. */
export type CacheKey = string & { readonly brand: "CacheKey" };

const DIGITS = /^[0-9a-f]{64}$/;

/** Null for what is no key. */
export function cacheKey(text: string): CacheKey | null {
  return DIGITS.test(text) ? (text as CacheKey) : null;
}

/** The digest of `bytes`; strings count as UTF-8. */
export function digestOf(bytes: string | Uint8Array): CacheKey {
  return createHash("sha256").update(bytes).digest("hex") as CacheKey;
}
