/** `surety cache`: what is kept of earlier runs, and what to do with it. */
import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { hasDatabase } from "../../cache/disk/database-file.js";
import type { DiskStore } from "../../cache/disk/disk-store.js";
import { failureReason } from "../../compiler/program/failure-reason.js";
import { ConfigError } from "../../core/errors.js";
import { DEFAULT_MAX_BYTES, folderOf, openDisk } from "../cache.js";
import type { CommandContext } from "../context.js";
import { requireOneSource } from "../options.js";

interface CacheCommandFlags {
  readonly cacheDir?: string;
  readonly project?: string;
  readonly json?: true;
}

/** What a command says when it is done: one JSON document, or a sentence for people. */
interface Outcome {
  readonly document: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  readonly exitCode: 0 | 1;
}

interface OpenCache {
  readonly folder: string;
  readonly store: DiskStore;
}

type Act = (cache: OpenCache) => Promise<Outcome>;

export function registerCache(program: Command, context: CommandContext): void {
  const cache = program
    .command("cache")
    .summary("look after what is kept of earlier runs")
    .description(
      "Looks after the results that `surety verify` and `surety build` keep, where they keep them unless `--cache-dir` says otherwise.",
    );
  const subcommand = (name: string, summary: string): Command =>
    cache
      .command(name)
      .summary(summary)
      .option("--cache-dir <folder>", "where results are kept (default: where `surety verify` keeps them)")
      .option("-p, --project <tsconfig>", "the program of this tsconfig.json (or of the folder that holds it)")
      .option("--json", "print one JSON document");
  const PATH = ["[path]", "a file or folder of the program (default: the current folder)"] as const;

  subcommand("stats", "say how much is kept")
    .argument(...PATH)
    .action((named: string | undefined, flags: CacheCommandFlags) => run(stats, { named, flags, context, sealed: false }));
  subcommand("clear", "forget everything")
    .argument(...PATH)
    .action((named: string | undefined, flags: CacheCommandFlags) => run(clear, { named, flags, context, sealed: false }));
  subcommand("verify", "open every entry; forget those that are damaged or another user's (exit code 1 if there were any)")
    .argument(...PATH)
    .action((named: string | undefined, flags: CacheCommandFlags) => run(verify, { named, flags, context, sealed: true }));
  subcommand("export", "write every sound entry as a line of JSON")
    .argument("<file>", "where to; `-` is standard output")
    .argument(...PATH)
    .action((file: string, named: string | undefined, flags: CacheCommandFlags) =>
      run((opened) => exportTo(file, opened, context), {
        named,
        // Standard output holds the entries and nothing else.
        flags,
        context: file === "-" ? { ...context, streams: { ...context.streams, out: context.streams.err } } : context,
        sealed: true,
      }),
    );
}

interface Run {
  readonly named: string | undefined;
  readonly flags: CacheCommandFlags;
  readonly context: CommandContext;
  /** Entries are opened, so the user's secret is needed. */
  readonly sealed: boolean;
}

/** Throws ConfigError for a folder that cannot be used. */
async function run(act: Act, { named, flags, context, sealed }: Run): Promise<void> {
  const paths = named === undefined ? [] : [named];
  requireOneSource(paths, flags.project);
  const folder = folderOf(flags, { paths, project: flags.project ?? null }, context);
  const say = async ({ document, sentence, exitCode }: Outcome): Promise<void> => {
    const text = JSON.stringify({ schemaVersion: 1, folder, ...document }, null, 2);
    await context.streams.out(`${flags.json === true ? text : sentence}\n`);
    context.setExitCode(exitCode);
  };
  if (!holdsCache(folder)) {
    await say({ document: { exists: false }, sentence: `there is no cache in ${folder}`, exitCode: 0 });
    return;
  }
  const { store, notes } = openDisk(folder, context);
  try {
    const [note] = notes;
    if (sealed && note !== undefined) throw new ConfigError(`entries cannot be told from foreign ones: ${note}`);
    await say(await act({ folder, store }));
    for (const incident of store.incidents) await context.streams.err(`surety: ${incident}\n`);
  } finally {
    await store.close();
  }
}

function holdsCache(folder: string): boolean {
  try {
    return hasDatabase(folder);
  } catch (error) {
    throw new ConfigError(`the cache folder \`${folder}\` cannot be used: ${failureReason(error)}`);
  }
}

async function stats({ folder, store }: OpenCache): Promise<Outcome> {
  const found = await store.statistics();
  if (found === null) throw unusable(folder, store);
  const { entries, bytes } = found;
  return {
    document: { exists: true, entries, bytes, limit: DEFAULT_MAX_BYTES },
    sentence: `folder   ${folder}\nentries  ${String(entries)}\nsize     ${sizeOf(bytes)} of ${sizeOf(DEFAULT_MAX_BYTES)}`,
    exitCode: 0,
  };
}

async function clear({ folder, store }: OpenCache): Promise<Outcome> {
  const found = await store.statistics();
  if (found === null || !(await store.clear())) throw unusable(folder, store);
  const { entries } = found;
  return {
    document: { exists: true, removed: entries },
    sentence: `forgot ${counted(entries)} in ${folder}`,
    exitCode: 0,
  };
}

/** Removed at once. */
const BATCH = 500;

async function verify({ folder, store }: OpenCache): Promise<Outcome> {
  const unsound: string[] = [];
  let sound = 0;
  for await (const { key, value } of store.entries()) {
    if (value === null) unsound.push(key);
    else sound++;
  }
  for (let at = 0; at < unsound.length; at += BATCH)
    if (!(await store.remove(unsound.slice(at, at + BATCH)))) throw unusable(folder, store);
  const renewed = await isRenewed(folder, store);
  const removed = unsound.length;
  return {
    document: { exists: true, sound, removed, renewed },
    sentence: renewed
      ? `the database in ${folder} was damaged: a new one takes its place`
      : removed === 0
        ? `${counted(sound)} in ${folder}: all sound`
        : `${counted(sound + removed)} in ${folder}: ${String(sound)} sound; ` +
          `${String(removed)} damaged or of another user, and removed`,
    exitCode: removed > 0 || renewed ? 1 : 0,
  };
}

async function exportTo(file: string, { folder, store }: OpenCache, { cwd, streams }: CommandContext): Promise<Outcome> {
  const target = path.resolve(cwd, file);
  let exported = 0;
  const writeAll = async (write: (text: string) => Promise<void> | void): Promise<void> => {
    for await (const { key, value } of store.entries()) {
      if (value === null) continue;
      await write(`${JSON.stringify({ key, ...exportable(value) })}\n`);
      exported++;
    }
  };
  if (file === "-") await writeAll(streams.out);
  else {
    const descriptor = attempt(target, () => openSync(target, "w"));
    try {
      await writeAll((text) => {
        attempt(target, () => {
          const bytes = Buffer.from(text, "utf8");
          for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from);
        });
      });
    } finally {
      closeSync(descriptor);
    }
  }
  const renewed = await isRenewed(folder, store);
  return {
    document: { exists: true, exported, renewed },
    sentence: `exported ${counted(exported)} of ${folder}`,
    exitCode: renewed ? 1 : 0,
  };
}

/** Whether the database was found damaged, so that what was seen of it is not all. Throws when it cannot be used at all. */
async function isRenewed(folder: string, store: DiskStore): Promise<boolean> {
  if ((await store.statistics()) === null) throw unusable(folder, store);
  return store.incidents.length > 0;
}

/** What is JSON as such, anything else in base 64: nothing is lost. */
function exportable(value: Uint8Array): { readonly form: "json" | "base64"; readonly value: unknown } {
  const bytes = Buffer.from(value);
  const text = bytes.toString("utf8");
  try {
    const parsed: unknown = JSON.parse(text);
    if (Buffer.from(JSON.stringify(parsed), "utf8").equals(bytes)) return { form: "json", value: parsed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { form: "base64", value: bytes.toString("base64") };
}

function attempt<T>(target: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ConfigError(`\`${target}\` cannot be written: ${failureReason(error)}`);
  }
}

const unusable = (folder: string, { incidents }: DiskStore): ConfigError =>
  new ConfigError(incidents.length === 0 ? `the cache in ${folder} cannot be used` : incidents.join("\n"));

const counted = (entries: number): string => `${String(entries)} ${entries === 1 ? "entry" : "entries"}`;

const sizeOf = (bytes: number): string =>
  bytes < 1 << 20 ? `${String(Math.ceil(bytes / 1024))} kB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
