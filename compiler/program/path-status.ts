import { statSync } from "node:fs";
import { failureReason } from "./failure-reason.js";

export type PathStatus =
  | { readonly kind: "file" }
  | { readonly kind: "folder" }
  /** Nothing of that name, or what should be a folder on the way is a file. */
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string };

const MISSING: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR"]);

/** What stands at `path`, links followed. Never throws for anything the file system holds. */
export function pathStatus(path: string): PathStatus {
  try {
    return { kind: statSync(path).isDirectory() ? "folder" : "file" };
  } catch (error) {
    if (error instanceof Error && "code" in error && MISSING.has(error.code)) return { kind: "missing" };
    return { kind: "unreadable", reason: failureReason(error) };
  }
}
