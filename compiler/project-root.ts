import { existsSync } from "node:fs";
import path from "node:path";

/** The nearest folder at or above `folder` (absolute) that holds a package.json, else `folder` itself. */
export function projectRootOf(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, "package.json"))) return at;
    if (at === path.dirname(at)) return folder;
  }
}
