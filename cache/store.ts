/**
 * What a cache is to those who use it. An entry is a value under a key that holds everything the value depends on, so that an entry is
 * never out of date: it is there, or it is missed. Whatever goes wrong with a store (no permission, no space, foreign or torn data, a dead
 * server) is a miss and at most an incident, never an exception and never another value than the one that was put.
 */
import type { CacheKey } from "./key.js";

export interface Store {
  /** What it holds of `keys`. Never rejects. */
  fetch(keys: readonly CacheKey[]): Promise<ReadonlyMap<CacheKey, Uint8Array>>;
  /** Takes effect some time before `flush` resolves, or not at all. Never throws. */
  put(key: CacheKey, value: Uint8Array): void;
  /** Resolves when everything that was put is stored or given up. Never rejects. */
  flush(): Promise<void>;
  /** Flushes, then lets go of files, processes and connections. Never rejects. */
  close(): Promise<void>;
  /** What went wrong, in words for people, each once. */
  readonly incidents: readonly string[];
}

/** A store on other machines: slow, and not to be trusted. What does not arrive in time or does not verify is missed. */
export type RemoteStore = Store;
