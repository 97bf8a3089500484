/** The caches of one command, from its flags: results of functions, reports of whole runs. */
import { statSync } from "node:fs";
import path from "node:path";
import { diskStore, type DiskStore } from "../cache/disk/disk-store.js";
import { layeredStore } from "../cache/layered-store.js";
import { cacheFolder, projectFolder } from "../cache/location.js";
import { createSeal } from "../cache/seal.js";
import { findSecret, SECRET_VARIABLE } from "../cache/secret.js";
import type { Store } from "../cache/store.js";
import { toolDigest } from "../cache/tool-digest.js";
import { packageFacts, type PackageFacts } from "../compiler/authority/package-facts.js";
import { runCache, type RunCache } from "../compiler/run-cache.js";
import type { WitnessStore } from "../compiler/witness/seek-witnesses.js";
import { questionCache, type QuestionCache } from "../verifier/question-cache.js";
import { resultCache, type ResultCache } from "../verifier/result-cache.js";
import type { RemoteConfig } from "../policy/config/cache.js";
import { readConfig, remoteOptionsOf } from "./config.js";
import type { CommandContext } from "./context.js";

export interface CacheFlags {
  readonly cacheDir?: string;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

export interface Caches {
  readonly results: ResultCache;
  readonly questions: QuestionCache;
  readonly facts: PackageFacts;
  readonly witnesses: WitnessStore;
  readonly runs: RunCache;
  /** Where they lie on disk. */
  readonly folder: string;
  /** Resolves when what was kept is stored. Tells what went wrong with the caches, on standard error. */
  readonly close: () => Promise<void>;
}

export interface ProgramPlace {
  readonly paths: readonly string[];
  readonly project: string | null;
}

const MEGABYTE = 1 << 20;
export const DEFAULT_MAX_BYTES = 512 * MEGABYTE;

/** Null for `--no-cache`. Throws ConfigError for a wrong surety.config.json. */
export async function openCaches(flags: CacheFlags, place: ProgramPlace, context: CommandContext): Promise<Caches | null> {
  if (!flags.cache) return null;
  const root = projectFolder(startOf(place, context));
  const { cache } = await readConfig(root);
  const folder =
    flags.cacheDir === undefined && cache.directory !== null
      ? path.resolve(root, cache.directory)
      : folderOf(flags, place, context);
  const { store, notes } = openDisk(
    folder,
    context,
    cache.maxSizeMegabytes === null ? DEFAULT_MAX_BYTES : cache.maxSizeMegabytes * MEGABYTE,
  );
  const remote = cache.remote === null ? null : await openShared(cache.remote, root, context);
  const origin = toolDigest();
  const all: Store = layeredStore(remote === null ? [store] : [store, remote]);
  return {
    results: resultCache(all, `${origin} z3`),
    questions: questionCache(all, `${origin} z3`),
    facts: packageFacts(all, origin),
    witnesses: all,
    // Reports name this machine's folders.
    runs: runCache(store, origin, context.wallClock),
    folder,
    close: async () => {
      await all.close();
      for (const note of [...notes, ...all.incidents]) await context.streams.err(`surety: ${note}\n`);
    },
  };
}

async function openShared(config: RemoteConfig, root: string, { environment }: CommandContext): Promise<Store> {
  const { openRemote } = await import("../cache/remote/open-remote.js");
  return openRemote(await remoteOptionsOf(config, root, environment));
}

export function openDisk(
  folder: string,
  { environment }: CommandContext,
  maxBytes = DEFAULT_MAX_BYTES,
): { readonly store: DiskStore; readonly notes: readonly string[] } {
  const found = findSecret(environment);
  const notes =
    found.kind === "kept"
      ? []
      : [`results are not kept for the next run: ${found.reason}; ${SECRET_VARIABLE} may hold a secret instead`];
  return { store: diskStore({ folder, maxBytes }, createSeal(found.secret)), notes };
}

/** `--cache-dir`, or where the program's entries lie by default. */
export function folderOf({ cacheDir }: { readonly cacheDir?: string }, place: ProgramPlace, context: CommandContext): string {
  if (cacheDir !== undefined) return path.resolve(context.cwd, cacheDir);
  return cacheFolder(startOf(place, context), context.environment);
}

/** Where the search for the project's root starts. */
function startOf(place: ProgramPlace, context: CommandContext): string {
  const [named = "."] = place.project === null ? place.paths : [place.project];
  const start = path.resolve(context.cwd, named);
  return isFolder(start) ? start : path.dirname(start);
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}
