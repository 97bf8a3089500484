/**
 * The database of one cache folder, in LMDB. Two generations bound its size: what is put or used goes into the younger one; when that has
 * grown to half of the limit, the older one is emptied and becomes the younger. So what was not used for a while goes, without a record
 * of uses. Several processes may have it open at once.
 */
import { mkdirSync } from "node:fs";
import { open, type Database, type RootDatabase } from "lmdb";
import { databaseFile } from "./database-file.js";
import type { DiskOptions, DiskStatistics } from "./messages.js";

const PAGE = 4096;

export interface EntryDatabase {
  get(key: string): Uint8Array | null;
  putAll(entries: readonly (readonly [string, Uint8Array])[]): Promise<void>;
  removeAll(keys: readonly string[]): Promise<void>;
  list(after: string, most: number): readonly (readonly [string, Uint8Array])[];
  clear(): Promise<void>;
  statistics(): DiskStatistics;
  close(): Promise<void>;
}

/** Throws when the folder cannot be made or the file is no database. */
export function openDatabase({ folder, maxBytes }: DiskOptions): EntryDatabase {
  mkdirSync(folder, { recursive: true });
  const root: RootDatabase<number, string> = open({
    path: databaseFile(folder),
    // The file's own folder holds the lock file too.
    noSubdir: true,
    maxDbs: 4,
    // A half of the limit may be free pages while a generation is emptied.
    mapSize: Math.max(64 << 20, maxBytes * 4),
    noMemInit: false,
  });
  const generations = [0, 1].map((n): Database<Uint8Array, string> =>
    root.openDB({ name: `generation-${String(n)}`, encoding: "binary", keyEncoding: "ordered-binary" }),
  );
  const numberOfYoung = (): 0 | 1 => (root.get("young") === 1 ? 1 : 0);
  const generation = (n: 0 | 1): Database<Uint8Array, string> => {
    const found = generations[n];
    if (found === undefined) throw new Error("the database has no such generation");
    return found;
  };
  const turn = async (): Promise<void> => {
    if (bytesOf(generation(numberOfYoung())) <= maxBytes / 2) return;
    await root.transaction(() => {
      const young = numberOfYoung();
      // Another process may have done it meanwhile.
      if (bytesOf(generation(young)) <= maxBytes / 2) return;
      const old = young === 0 ? 1 : 0;
      generation(old).clearSync();
      root.putSync("young", old);
    });
  };
  const put = async (entries: readonly (readonly [string, Uint8Array])[]): Promise<void> => {
    const young = generation(numberOfYoung());
    await Promise.all(entries.map(([key, value]) => young.put(key, value)));
  };
  return {
    get: (key) => {
      const young = numberOfYoung();
      const value = generation(young).get(key);
      if (value !== undefined) return value;
      const older = generation(young === 0 ? 1 : 0).get(key);
      if (older === undefined) return null;
      void generation(young).put(key, older);
      return older;
    },
    putAll: async (entries) => {
      await put(entries);
      await root.flushed;
      await turn();
    },
    removeAll: async (keys) => {
      await Promise.all(keys.flatMap((key) => [generation(0).remove(key), generation(1).remove(key)]));
    },
    list: (after, most) => {
      const found = new Map<string, Uint8Array>();
      for (const n of [0, 1] as const)
        for (const { key, value } of generation(n).getRange({ start: after, limit: most + 1 }))
          if (key > after) found.set(key, value);
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, most);
    },
    clear: async () => {
      await Promise.all([generation(0).clearAsync(), generation(1).clearAsync()]);
    },
    statistics: () => ({
      entries: new Set([0, 1].flatMap((n) => [...generation(n === 0 ? 0 : 1).getKeys()])).size,
      bytes: bytesOf(generation(0)) + bytesOf(generation(1)),
    }),
    close: () => root.close(),
  };
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
