/** Where a program's entries lie. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** The folder of the nearest package.json at or above `folder` (absolute), else `folder` itself. */
export function projectFolder(folder: string): string {
  return packageFolder(folder) ?? folder;
}

/** `node_modules/.cache/surety` beside the nearest package.json at or above `folder` (absolute); else a folder of the user. */
export function cacheFolder(folder: string, environment: Readonly<Record<string, string | undefined>>): string {
  const root = packageFolder(folder);
  if (root !== null) return path.join(root, "node_modules", ".cache", "surety");
  const base = environment["XDG_CACHE_HOME"];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".cache"), "surety");
}

function packageFolder(folder: string): string | null {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, "package.json"))) return at;
    if (at === path.dirname(at)) return null;
  }
}
