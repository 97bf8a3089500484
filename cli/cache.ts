/** The caches of one command, from its flags: results of functions, reports of whole runs. */
import { statSync } from "node:fs";
import path from "node:path";
import { diskStore, type DiskStore } from "../cache/disk/disk-store.js";
import { layeredStore } from "../cache/layered-store.js";
import { cacheFolder } from "../cache/location.js";
import { createSeal } from "../cache/seal.js";
import { findSecret, SECRET_VARIABLE } from "../cache/secret.js";
import type { Store } from "../cache/store.js";
import { toolDigest } from "../cache/tool-digest.js";
import { runCache, type RunCache } from "../compiler/run-cache.js";
import { resultCache, type ResultCache } from "../verifier/result-cache.js";
import type { CommandContext } from "./context.js";

export interface CacheFlags {
  readonly cacheDir?: string;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

export interface Caches {
  readonly results: ResultCache;
  readonly runs: RunCache;
  /** Resolves when what was kept is stored. Tells what went wrong with the caches, on standard error. */
  readonly close: () => Promise<void>;
}

export interface ProgramPlace {
  readonly paths: readonly string[];
  readonly project: string | null;
}

const MEGABYTE = 1 << 20;
export const DEFAULT_MAX_BYTES = 512 * MEGABYTE;

/** Null for `--no-cache`. */
export function openCaches(flags: CacheFlags, place: ProgramPlace, context: CommandContext): Caches | null {
  if (!flags.cache) return null;
  const folder = folderOf(flags, place, context);
  const { store, notes } = openDisk(folder, context);
  const all: Store = layeredStore([store]);
  const origin = toolDigest();
  return {
    results: resultCache(all, `${origin} z3`),
    runs: runCache(all, origin),
    close: async () => {
      await all.close();
      for (const note of [...notes, ...all.incidents]) await context.streams.err(`surety: ${note}\n`);
    },
  };
}

export function openDisk(
  folder: string,
  { environment }: CommandContext,
): { readonly store: DiskStore; readonly notes: readonly string[] } {
  const found = findSecret(environment);
  const notes =
    found.kind === "kept"
      ? []
      : [`results are not kept for the next run: ${found.reason}; ${SECRET_VARIABLE} may hold a secret instead`];
  return { store: diskStore({ folder, maxBytes: DEFAULT_MAX_BYTES }, createSeal(found.secret)), notes };
}

/** `--cache-dir`, or where the program's entries lie by default. */
export function folderOf({ cacheDir }: { readonly cacheDir?: string }, place: ProgramPlace, context: CommandContext): string {
  if (cacheDir !== undefined) return path.resolve(context.cwd, cacheDir);
  const [named = "."] = place.project === null ? place.paths : [place.project];
  const start = path.resolve(context.cwd, named);
  return cacheFolder(isFolder(start) ? start : path.dirname(start), context.environment);
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}
