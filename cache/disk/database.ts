/**
 * The database of one cache folder, in LMDB. Two generations bound its size: what is put or used goes into the younger one; when that has
 * grown to half of the limit, or both to the limit, the older one is emptied and becomes the younger. So what was not used for a while
 * goes, without a record of uses. Several processes may have it open at once.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { open, type Database, type RootDatabase } from "lmdb";
import type { DatabaseOptions, DiskStatistics } from "./messages.js";

const PAGE = 4096;

type Entry = readonly [key: string, value: Uint8Array];

export interface Found {
  /** In the order of the keys, null for what is missing. */
  readonly values: readonly (Uint8Array | null)[];
  /** Those that the older generation gave: to be put, so that they stay. */
  readonly aging: readonly Entry[];
}

export interface EntryDatabase {
  getAll(keys: readonly string[]): Found;
  /** They are on the disk when it returns. */
  putAll(entries: readonly Entry[]): void;
  removeAll(keys: readonly string[]): void;
  list(after: string, most: number): readonly Entry[];
  clear(): void;
  statistics(): DiskStatistics;
  close(): Promise<void>;
}

/** Throws when the folder cannot be made or the file is no database. */
export function openDatabase({ file, maxBytes }: DatabaseOptions): EntryDatabase {
  mkdirSync(path.dirname(file), { recursive: true });
  const root: RootDatabase<number, string> = open({
    path: file,
    // The file's own folder holds the lock file too.
    noSubdir: true,
    maxDbs: 4,
    // A half of the limit may be free pages while a generation is emptied.
    mapSize: Math.max(64 << 20, maxBytes * 4),
    noMemInit: false,
    // A commit is on the disk before it can be seen.
    overlappingSync: false,
  });
  const generations = [0, 1].map((n): Database<Uint8Array, string> =>
    root.openDB({ name: `generation-${String(n)}`, encoding: "binary", keyEncoding: "ordered-binary" }),
  );
  const numberOfYoung = (): 0 | 1 => (root.get("young") === 1 ? 1 : 0);
  const generation = (n: number): Database<Uint8Array, string> => {
    const found = generations[n];
    if (found === undefined) throw new Error("the database has no such generation");
    return found;
  };
  const isFull = (): boolean => {
    const young = numberOfYoung();
    const bytes = bytesOf(generation(young));
    return bytes > maxBytes / 2 || bytes + bytesOf(generation(1 - young)) > maxBytes;
  };
  /** Within a transaction: another process may have done it meanwhile. What was put at once may alone be more than the limit. */
  const turn = (): void => {
    for (let turns = 0; turns < generations.length && isFull(); turns++) {
      const old = 1 - numberOfYoung();
      generation(old).clearSync();
      root.putSync("young", old);
    }
  };
  return {
    getAll: (keys) => {
      const young = numberOfYoung();
      const aging: Entry[] = [];
      const values = keys.map((key) => {
        const value = generation(young).get(key);
        if (value !== undefined) return value;
        const older = generation(1 - young).get(key);
        if (older === undefined) return null;
        aging.push([key, older]);
        return older;
      });
      return { values, aging };
    },
    // Synchronous: this process has nothing else to do, and what it acknowledges is committed.
    putAll: (entries) => {
      if (entries.length === 0) return;
      root.transactionSync(() => {
        const young = generation(numberOfYoung());
        for (const [key, value] of entries) young.putSync(key, value);
        turn();
      });
    },
    removeAll: (keys) => {
      root.transactionSync(() => {
        for (const key of keys) for (const one of generations) one.removeSync(key);
      });
    },
    list: (after, most) => {
      const young = numberOfYoung();
      const found = new Map<string, Uint8Array>();
      // The younger one's value is the one that is found.
      for (const n of [1 - young, young])
        for (const [key, value] of entriesFrom(generation(n), after, most)) found.set(key, value);
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, most);
    },
    clear: () => {
      root.transactionSync(() => {
        for (const one of generations) one.clearSync();
      });
    },
    statistics: () => ({
      entries: new Set(generations.flatMap((one) => [...one.getKeys()])).size,
      bytes: generations.reduce((sum, one) => sum + bytesOf(one), 0),
    }),
    close: () => root.close(),
  };
}

/** Throws where the keys are not in order: then others are not found. */
function entriesFrom(database: Database<Uint8Array, string>, after: string, most: number): readonly Entry[] {
  const found = [...database.getRange({ start: after, limit: most + 1 })].map(({ key, value }): Entry => [key, value]);
  const later = found[0]?.[0] === after ? found.slice(1) : found;
  for (const [at, [key]] of later.entries())
    if (typeof key !== "string" || key <= (later[at - 1]?.[0] ?? after)) throw new Error("its keys are out of order");
  return later.slice(0, most);
}

function bytesOf(database: Database<Uint8Array, string>): number {
  const stats: unknown = database.getStats();
  if (typeof stats !== "object" || stats === null) return 0;
  const pages = ["treeBranchPageCount", "treeLeafPageCount", "overflowPages"].reduce((sum, name) => {
    const count: unknown = Reflect.get(stats, name);
    return sum + (typeof count === "number" ? count : 0);
  }, 0);
  return pages * PAGE;
}
