/**
 * What a cache is to those who use it. An entry is a value under a key that holds everything the value depends on, so that an entry is
 * never out of date: it is there, or it is missed. Whatever goes wrong with a store (no permission, no space, foreign or torn data) is a
 * miss and at most an incident, never an exception and never another value than the one that was put.
 */
import type { CacheKey } from "./key.js";

export interface Store {
  /** The bytes that were put under `key`, or null. Never throws. */
  get(key: CacheKey): Uint8Array | null;
  /** Takes effect some time before `flush` resolves, or not at all. Never throws. */
  put(key: CacheKey, value: Uint8Array): void;
  /** Resolves when everything that was put is stored or given up. Never rejects. */
  flush(): Promise<void>;
  /** Flushes, then lets go of files and connections. Never rejects. */
  close(): Promise<void>;
  /** What went wrong, in words for people, each once. */
  readonly incidents: readonly string[];
}

/** A store on other machines: slow, and not to be trusted. What does not arrive in time or does not verify is missed. */
export interface RemoteStore {
  /** What the remote holds of `keys`. Never rejects. */
  fetch(keys: readonly CacheKey[]): Promise<ReadonlyMap<CacheKey, Uint8Array>>;
  /** Uploads in the background, unless the remote is only read. Never throws. */
  put(key: CacheKey, value: Uint8Array): void;
  flush(): Promise<void>;
  close(): Promise<void>;
  readonly incidents: readonly string[];
}
