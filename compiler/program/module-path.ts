import path from "node:path";
import { modulePath } from "../../core/ids.js";
import type { ModulePath } from "../../core/ids.js";

/** Path of `file` from `folder` with forward slashes; both absolute. `.` when they are the same. */
export function slashedRelative(folder: string, file: string): string {
  if (isPlainlyBelow(folder, file)) return file.slice(folder.length + 1);
  const relative = path.relative(folder, file).split(path.sep).join("/");
  return relative === "" ? "." : relative;
}

/** Without links back, empty segments or a separator at an end, what follows the folder is the path: asked for each file at each edit. */
function isPlainlyBelow(folder: string, file: string): boolean {
  return (
    path.sep === "/" &&
    file.charCodeAt(folder.length) === SLASH &&
    file.startsWith(folder) &&
    folder.charCodeAt(0) === SLASH &&
    !UNTIDY.test(file)
  );
}

const SLASH = 0x2f;
const UNTIDY = /\/(?:\.{0,2}\/|\.{0,2}$)/u;

/** The name of a module: its path from the project root with forward slashes, `../…` for a module outside. Both absolute. */
export function modulePathOf(projectRoot: string, file: string): ModulePath {
  return modulePath(slashedRelative(projectRoot, file));
}
