/** Where the tests that read the product's own sources find them. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "..");

/** Folders that hold product source, from the root. */
export const SOURCE_FOLDERS: readonly string[] = [
  "core",
  "policy",
  "compiler",
  "analyzers",
  "solver",
  "verifier",
  "witness",
  "cache",
  "corpus",
  "eslint-plugin",
  "audit",
  "cli",
  "runtime/src",
];

/** TypeScript files under `folder` (from the root, forward slashes, sorted); empty when it does not exist. */
export function sourceFilesUnder(folder: string): readonly string[] {
  const absolute = path.join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/u.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !/(^|\/)(node_modules|dist)\//u.test(file))
    .sort();
}
