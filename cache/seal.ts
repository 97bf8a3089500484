/**
 * Entries on disk carry a code that only holders of the user's secret can make, over key and value: what was flipped, torn, copied under
 * another key or put there by somebody else does not open.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { CacheKey } from "./key.js";

const DOMAIN = "surety-cache-seal-1\0";
const CODE_BYTES = 32;

export interface Seal {
  close(key: CacheKey, value: Uint8Array): Uint8Array;
  /** Null for what this seal did not close under this key. */
  open(key: CacheKey, sealed: Uint8Array): Uint8Array | null;
}

export function createSeal(secret: Uint8Array): Seal {
  const codeOf = (key: CacheKey, value: Uint8Array): Buffer =>
    createHmac("sha256", secret).update(DOMAIN).update(key).update(value).digest();
  return {
    close: (key, value) => Buffer.concat([codeOf(key, value), value]),
    open: (key, sealed) => {
      if (sealed.length < CODE_BYTES) return null;
      const value = sealed.subarray(CODE_BYTES);
      return timingSafeEqual(codeOf(key, value), sealed.subarray(0, CODE_BYTES)) ? value : null;
    },
  };
}
