/** The store on this machine's disk: sealed entries in a database that another process holds. */
import { cacheKey, type CacheKey } from "../key.js";
import type { Seal } from "../seal.js";
import type { Store } from "../store.js";
import { connect, type Connection, type DiskQuestion } from "./connection.js";
import { databaseFile, successorOf } from "./database-file.js";
import type { DatabaseOptions, DiskAnswer, DiskStatistics } from "./messages.js";

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
const WRITES: ReadonlySet<DiskQuestion["kind"]> = new Set(["put", "clear", "remove"]);

export interface DiskOptions {
  readonly folder: string;
  readonly maxBytes: number;
}

export function diskStore(
  { folder, maxBytes }: DiskOptions,
  seal: Seal,
  open: (options: DatabaseOptions) => Connection = connect,
): DiskStore {
  const first = databaseFile(folder);
  const state = { file: first, connection: open({ file: first, maxBytes }), renewed: false, retried: false, givenUp: false };
  const incidents = new Set<string>();
  const waiting: (readonly [CacheKey, Uint8Array])[] = [];
  const writes = new Set<Promise<unknown>>();
  const recovery: { running: Promise<boolean> | null } = { running: null };

  const toldUnused = (message: string): false => {
    incidents.add(`the cache in ${folder} is not used: ${message}`);
    return false;
  };
  const reopen = (file: string): true => {
    state.file = file;
    state.connection = open({ file, maxBytes });
    return true;
  };
  /** Entries can be made again; a database that is damaged cannot be used. Once in a run, or it is not the file's fault. */
  const renew = (message: string): boolean => {
    if (state.renewed) return toldUnused(message);
    state.renewed = true;
    try {
      const successor = successorOf(state.file);
      incidents.add(`the cache in ${folder} was damaged and starts anew (${message})`);
      return reopen(successor);
    } catch (error) {
      return toldUnused(messageOf(error));
    }
  };
  /** True: the question may be asked once more, of another connection. False: what is wrong has been told. */
  const recover = async (question: DiskQuestion, answer: DiskAnswer | null): Promise<boolean> => {
    const { connection } = state;
    if (state.givenUp) return false;
    if (answer !== null) {
      const message = answer.error ?? "";
      if (answer.damaged !== true) return toldUnused(message);
      await connection.close();
      return renew(message);
    }
    const { loss } = connection;
    switch (loss?.kind) {
      case undefined:
        // It is closed.
        return false;
      case "lost":
        return toldUnused(loss.message);
      case "damaged":
        return renew(loss.message);
      case "stuck":
        if (!state.retried) {
          state.retried = true;
          return reopen(state.file);
        }
        // A writer waits for other writers; who reads waits for nobody.
        if (!WRITES.has(question.kind)) return renew(loss.message);
        state.givenUp = true;
        return toldUnused(loss.message);
    }
  };
  /** Null: no answer, which has been told. */
  const ask = async (question: DiskQuestion): Promise<DiskAnswer | null> => {
    for (;;) {
      const { connection } = state;
      const answer = await connection.ask(question);
      if (answer !== null && answer.error === undefined) return answer;
      // Other questions may have failed with this one.
      if (connection !== state.connection) continue;
      recovery.running ??= recover(question, answer).finally(() => {
        recovery.running = null;
      });
      if (!(await recovery.running)) return null;
    }
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
