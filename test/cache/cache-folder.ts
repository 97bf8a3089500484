/** Folders and values for tests of caches. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { diskStore, type DiskStore } from "../../cache/disk/disk-store.js";
import { digestOf, type CacheKey } from "../../cache/key.js";
import { createSeal } from "../../cache/seal.js";
import type { Store } from "../../cache/store.js";

/** A fresh folder, removed after the tests of the calling file. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "surety-cache-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment whose configuration and caches lie in `folder`. */
export const environmentIn = (folder: string): Readonly<Record<string, string>> => ({
  XDG_CONFIG_HOME: path.join(folder, "config"),
  XDG_CACHE_HOME: path.join(folder, "cache"),
});

export const SEAL = createSeal(Buffer.alloc(32, 1));
export const MAX_BYTES = 8 << 20;

export const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

export const openStore = (folder: string, maxBytes = MAX_BYTES): DiskStore => diskStore({ folder, maxBytes }, SEAL);

/** The value that the tests put under the key of `name`: of 1 to some thousand bytes. */
export function valueOf(name: string): Buffer {
  const digest = Buffer.from(digestOf(name), "hex");
  return Buffer.alloc(1 + (digest.readUInt16LE(0) % 3000), digest);
}

export const namesOf = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}/${String(at)}`);

export async function putAll(store: Store, names: readonly string[]): Promise<void> {
  for (const name of names) store.put(digestOf(name), valueOf(name));
  await store.flush();
}

export interface Recalled {
  readonly found: readonly string[];
  /** Of `found`: under which there is another value than was put. */
  readonly wrong: readonly string[];
}

/** As many in one question as runs ask for: an answer has to come in a time that is not made for more. */
const AT_ONCE = 400;

export async function recall(store: Store, names: readonly string[]): Promise<Recalled> {
  const values = new Map<CacheKey, Uint8Array>();
  for (let at = 0; at < names.length; at += AT_ONCE)
    for (const [key, value] of await store.fetch(names.slice(at, at + AT_ONCE).map((name) => digestOf(name))))
      values.set(key, value);
  const found = names.filter((name) => values.has(digestOf(name)));
  return { found, wrong: found.filter((name) => !valueOf(name).equals(values.get(digestOf(name)) ?? bytes(""))) };
}

/** Numbers from 0 (included) to 1 that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
