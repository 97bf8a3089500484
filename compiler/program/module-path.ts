import path from "node:path";
import { modulePath } from "../../core/ids.js";
import type { ModulePath } from "../../core/ids.js";

/** Path of `file` from `folder` with forward slashes; both absolute. `.` when they are the same. */
export function slashedRelative(folder: string, file: string): string {
  const relative = path.relative(folder, file).split(path.sep).join("/");
  return relative === "" ? "." : relative;
}

/** The name of a module: its path from the project root with forward slashes, `../…` for a module outside. Both absolute. */
export function modulePathOf(projectRoot: string, file: string): ModulePath {
  return modulePath(slashedRelative(projectRoot, file));
}
