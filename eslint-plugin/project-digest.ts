/**
 * What the results of a run may depend on, as one digest: every file of the project that a program, a policy or a ledger can be made of, what
 * is installed, what the cache of `surety verify` knows, the tools, and the day, since overrides expire. It is more than any rule asks for,
 * and that is the point: nothing that could change a verdict is left to a list of dependencies.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../cache/location.js";
import { toolDigest } from "../cache/tool-digest.js";

/** What sources, settings, policies and ledgers are called. ESLint's own cache, above all, must not be among them. */
const INPUT = /\.(?:[cm]?[jt]sx?|jsonc?|jsonl|ya?ml|toml)$/iu;

/** Folders that hold no input: what is installed has a record of its own (below). */
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

const known: { at: string; digest: string; made: number } = { at: "", digest: "", made: -Infinity };

/** Milliseconds for which a digest is good: one run asks once for each configuration. */
const GOOD_FOR = 1_000;

export function projectDigest(cwd: string, environment: Readonly<Record<string, string | undefined>>): string {
  const now = Date.now();
  if (known.at === cwd && now - known.made < GOOD_FOR) return known.digest;
  const root = workspaceRoot(cwd);
  const hash = createHash("sha256");
  hash.update(`${toolDigest()}\0${process.version}\0${new Date(now).toISOString().slice(0, 10)}\0`);
  for (const file of filesUnder(root))
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(contentsOf(file))
      .update("\0");
  for (const record of installRecords(cwd, root)) hash.update(contentsOf(record)).update("\0");
  hash.update(statusOf(cacheFolder(cwd, environment)));
  const digest = hash.digest("hex").slice(0, 20);
  Object.assign(known, { at: cwd, digest, made: now });
  return digest;
}

/** The outermost folder with a package.json, below the one that version control begins at: packages of a workspace import each other. */
function workspaceRoot(cwd: string): string {
  let root = cwd;
  for (let at = cwd; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, "package.json"))) root = at;
    if (existsSync(path.join(at, ".git")) || at === path.dirname(at)) return root;
  }
}

function filesUnder(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesUnder(name);
    return (entry.isFile() || entry.isSymbolicLink()) && INPUT.test(entry.name) ? [name] : [];
  });
}

/** What npm, pnpm and yarn write down of what they installed, in every folder from here up. */
function installRecords(cwd: string, root: string): readonly string[] {
  const records: string[] = [];
  for (let at = cwd; ; at = path.dirname(at)) {
    for (const name of [".package-lock.json", ".modules.yaml", ".yarn-state.yml"])
      records.push(path.join(at, "node_modules", name));
    if (at === root || at === path.dirname(at)) return records;
  }
}

/** Of a file that cannot be read, that. */
function contentsOf(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

/** Size and time of the files of a folder: the database grows with each answer that it did not have. (Its lock is touched by whoever reads it.) */
function statusOf(folder: string): string {
  if (!existsSync(folder)) return "none";
  return readdirSync(folder)
    .filter((name) => !name.endsWith("-lock"))
    .sort()
    .map((name) => {
      const status = statSync(path.join(folder, name), { throwIfNoEntry: false });
      return `${name} ${String(status?.size)} ${String(status?.mtimeMs)}`;
    })
    .join("\n");
}
