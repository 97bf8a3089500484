/** Where a program's entries lie. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** `node_modules/.cache/surety` beside the nearest package.json at or above `folder` (absolute); else a folder of the user. */
export function cacheFolder(folder: string, environment: Readonly<Record<string, string | undefined>>): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, "package.json"))) return path.join(at, "node_modules", ".cache", "surety");
    if (at === path.dirname(at)) break;
  }
  const base = environment["XDG_CACHE_HOME"];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".cache"), "surety");
}
