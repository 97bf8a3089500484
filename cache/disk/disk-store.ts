/** The store on this machine's disk: sealed entries in a database that another process holds. */
import { rmSync } from "node:fs";
import { cacheKey, type CacheKey } from "../key.js";
import type { Seal } from "../seal.js";
import type { Store } from "../store.js";
import { connect, type Connection, type DiskQuestion } from "./connection.js";
import { databaseFile } from "./database-file.js";
import type { DiskAnswer, DiskOptions, DiskStatistics } from "./messages.js";

export interface DiskStore extends Store {
  /** Null when the database cannot be read. */
  statistics(): Promise<DiskStatistics | null>;
  clear(): Promise<boolean>;
  /** Every entry in order of keys; `value` is null for one that this seal did not close. */
  entries(): AsyncIterable<{ readonly key: string; readonly value: Uint8Array | null }>;
  remove(keys: readonly string[]): Promise<boolean>;
}

/** Entries sent at once: a put waits for the disk, a hundred wait as long. */
const PUTS = 200;
const LISTED = 200;

export function diskStore(options: DiskOptions, seal: Seal, open: (options: DiskOptions) => Connection = connect): DiskStore {
  const state = { connection: open(options), renewed: false };
  const incidents = new Set<string>();
  const waiting: (readonly [CacheKey, Uint8Array])[] = [];
  const writes = new Set<Promise<unknown>>();

  const told = (message: string): void => {
    incidents.add(`the cache in ${options.folder} is not used: ${message}`);
  };
  /** Entries can be made again; a database that is damaged cannot be used. Once in a run, or it is not the file's fault. */
  const renew = (message: string): void => {
    if (state.renewed) {
      told(message);
      return;
    }
    state.renewed = true;
    try {
      for (const suffix of ["", "-lock"]) rmSync(`${databaseFile(options.folder)}${suffix}`, { force: true });
      incidents.add(`the cache in ${options.folder} was damaged and starts anew (${message})`);
      state.connection = open(options);
    } catch (error) {
      told(error instanceof Error ? error.message : String(error));
    }
  };
  /** Null: no answer, which has been told. */
  const ask = async (question: DiskQuestion): Promise<DiskAnswer | null> => {
    const { connection } = state;
    const answer = await connection.ask(question);
    if (answer !== null && answer.error === undefined) return answer;
    // Another question may have renewed it meanwhile.
    if (connection !== state.connection) return null;
    const { loss } = connection;
    if (answer?.damaged === true) {
      await connection.close();
      renew(answer.error ?? "");
    } else if (answer !== null) told(answer.error ?? "");
    else if (loss?.kind === "damaged") renew(loss.message);
    else if (loss !== null) told(loss.message);
    return null;
  };
  const send = (): void => {
    if (waiting.length === 0) return;
    const write = ask({ kind: "put", entries: waiting.splice(0) });
    writes.add(write);
    void write.finally(() => writes.delete(write));
  };
  const flush = async (): Promise<void> => {
    send();
    await Promise.all([...writes]);
  };
  return {
    fetch: async (keys) => {
      const found = new Map<CacheKey, Uint8Array>();
      if (keys.length === 0) return found;
      const answer = await ask({ kind: "fetch", keys });
      for (const [at, key] of keys.entries()) {
        const sealed = answer?.values?.[at];
        const value = sealed instanceof Uint8Array ? seal.open(key, sealed) : null;
        if (value !== null) found.set(key, value);
      }
      return found;
    },
    put: (key, value) => {
      waiting.push([key, seal.close(key, value)]);
      if (waiting.length >= PUTS) send();
    },
    flush,
    close: async () => {
      await flush();
      await state.connection.close();
    },
    get incidents() {
      return [...incidents];
    },
    statistics: async () => (await ask({ kind: "statistics" }))?.statistics ?? null,
    clear: async () => (await ask({ kind: "clear" })) !== null,
    remove: async (keys) => (await ask({ kind: "remove", keys })) !== null,
    entries: async function* () {
      for (let after = ""; ;) {
        const listed = (await ask({ kind: "list", after, most: LISTED }))?.entries ?? [];
        for (const [key, sealed] of listed) {
          const name = cacheKey(key);
          yield { key, value: name === null || !(sealed instanceof Uint8Array) ? null : seal.open(name, sealed) };
          after = key;
        }
        if (listed.length < LISTED) return;
      }
    },
  };
}
