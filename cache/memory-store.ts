/** Entries of this process, the least recently used given up first. */
import { LRUCache } from "lru-cache";
import type { CacheKey } from "./key.js";
import type { Store } from "./store.js";

/** Holds values of `maxBytes` in all. */
export function memoryStore(maxBytes: number): Store {
  const entries = new LRUCache<CacheKey, Uint8Array>({
    maxSize: maxBytes,
    sizeCalculation: (value) => value.byteLength + 200,
  });
  return {
    fetch: (keys) => {
      const found = new Map<CacheKey, Uint8Array>();
      for (const key of keys) {
        const value = entries.get(key);
        if (value !== undefined) found.set(key, value);
      }
      return Promise.resolve(found);
    },
    put: (key, value) => {
      entries.set(key, value);
    },
    flush: () => Promise.resolve(),
    close: () => {
      entries.clear();
      return Promise.resolve();
    },
    incidents: [],
  };
}
