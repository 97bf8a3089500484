/** The stores that need no disk, and what a store of several is. */
import { expect, it } from "vitest";
import { cacheKey, digestOf, type CacheKey } from "../../cache/key.js";
import { layeredStore } from "../../cache/layered-store.js";
import { memoryStore } from "../../cache/memory-store.js";
import type { Store } from "../../cache/store.js";
import { bytes } from "./cache-folder.js";

const [A, B, C] = [digestOf("a"), digestOf("b"), digestOf("c")];
const ALL = [A, B, C];

const entriesOf = async (store: Store, keys: readonly CacheKey[] = ALL): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries([...(await store.fetch(keys))].map(([key, value]) => [key, Buffer.from(value).toString()]));

/** A store that writes down what it is asked. */
function recording(held: Readonly<Record<string, string>>, incidents: readonly string[] = []) {
  const inner = memoryStore(1 << 20);
  for (const [key, value] of Object.entries(held)) inner.put(cacheKey(key)!, bytes(value));
  const log: string[] = [];
  const letter = (key: string): string => ["a", "b", "c"][ALL.indexOf(key as CacheKey)] ?? "?";
  const store: Store = {
    fetch: (keys) => {
      log.push(`fetch ${keys.map(letter).join("")}`);
      return inner.fetch(keys);
    },
    put: (key, value) => {
      log.push(`put ${letter(key)}`);
      inner.put(key, value);
    },
    flush: async () => void log.push("flush"),
    close: async () => void log.push("close"),
    incidents,
  };
  return { store, log };
}

it("keys are 64 lower-case hexadecimal digits and nothing else", () => {
  expect([A, A.toUpperCase(), A.slice(1), `${A}0`, `${A}\n`, ""].map(cacheKey)).toEqual([A, null, null, null, null, null]);
});

it("memory: finds what was put, the last value of a key", async () => {
  const store = memoryStore(1 << 20);
  store.put(A, bytes("1"));
  store.put(B, bytes(""));
  store.put(A, bytes("2"));
  expect(await entriesOf(store)).toEqual({ [A]: "2", [B]: "" });
  await store.flush();
  await store.close();
  expect([await entriesOf(store), store.incidents]).toEqual([{}, []]);
});

it("memory: gives up what was not used for longest, and never takes what is too large", async () => {
  const store = memoryStore(1400);
  const value = "x".repeat(300);
  for (const key of [A, B]) store.put(key, bytes(value));
  await store.fetch([A]);
  store.put(C, bytes(value));
  expect(await entriesOf(store)).toEqual({ [A]: value, [C]: value });
  store.put(B, Buffer.alloc(2000));
  expect(await entriesOf(store)).toEqual({ [A]: value, [C]: value });
});

it("layers: asks the farther one for what the nearer one misses, and puts that into the nearer one", async () => {
  const near = recording({ [A]: "near a" });
  const far = recording({ [A]: "far a", [B]: "far b" });
  const store = layeredStore([near.store, far.store]);
  expect(await entriesOf(store)).toEqual({ [A]: "near a", [B]: "far b" });
  expect([near.log, far.log]).toEqual([["fetch abc", "put b"], ["fetch bc"]]);
  expect(await entriesOf(store, [A, B])).toEqual({ [A]: "near a", [B]: "far b" });
  expect([near.log.slice(2), far.log.slice(1)]).toEqual([["fetch ab"], []]);
});

it("layers: puts, flushes and closes all", async () => {
  const stores = [recording({}, ["one"]), recording({}), recording({}, ["two", "three"])];
  const store = layeredStore(stores.map((one) => one.store));
  store.put(C, bytes("c"));
  await store.flush();
  await store.close();
  expect(stores.map(({ log }) => log)).toEqual(stores.map(() => ["put c", "flush", "close"]));
  expect(store.incidents).toEqual(["one", "two", "three"]);
  expect(await entriesOf(layeredStore([]))).toEqual({});
});
