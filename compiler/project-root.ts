import path from "node:path";
import type { FileSystem } from "./program/file-system.js";

/** The nearest folder at or above `folder` (absolute) that holds a package.json, else `folder` itself. */
export function projectRootOf(folder: string, files: FileSystem): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (files.status(path.join(at, "package.json")).kind !== "missing") return at;
    if (at === path.dirname(at)) return folder;
  }
}
