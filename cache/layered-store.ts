/** Nearer stores in front of farther ones: what only a farther one holds is put into the nearer ones. */
import type { CacheKey } from "./key.js";
import type { Store } from "./store.js";

/** Incidents are those of all, nearest first. */
export function layeredStore(stores: readonly Store[]): Store {
  const all = async (act: (store: Store) => Promise<void>): Promise<void> => {
    await Promise.all(stores.map(act));
  };
  return {
    fetch: async (keys) => {
      const found = new Map<CacheKey, Uint8Array>();
      const nearer: Store[] = [];
      for (const store of stores) {
        const missing = keys.filter((key) => !found.has(key));
        if (missing.length === 0) break;
        for (const [key, value] of await store.fetch(missing)) {
          found.set(key, value);
          for (const near of nearer) near.put(key, value);
        }
        nearer.push(store);
      }
      return found;
    },
    put: (key, value) => {
      for (const store of stores) store.put(key, value);
    },
    flush: () => all((store) => store.flush()),
    close: () => all((store) => store.close()),
    get incidents() {
      return stores.flatMap((store) => store.incidents);
    },
  };
}
