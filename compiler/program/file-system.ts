/**
 * The questions that the front end asks of the file system, all of them: whoever answers can write down what a program was made from
 * (observe-files.ts). Imports no TypeScript, so that the answers can be compared without loading it.
 */
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { Dirent } from "node:fs";
import { failureReason } from "./failure-reason.js";

export type PathStatus =
  | { readonly kind: "file" }
  | { readonly kind: "folder" }
  /** Nothing of that name, or what should be a folder on the way is a file. */
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly reason: string };

export type Contents =
  { readonly kind: "read"; readonly bytes: Uint8Array } | { readonly kind: "failed"; readonly reason: string };

export interface FolderEntry {
  readonly name: string;
  /** Links are not followed. */
  readonly kind: "file" | "folder" | "link" | "other";
}

export type Listing =
  { readonly kind: "read"; readonly entries: readonly FolderEntry[] } | { readonly kind: "failed"; readonly reason: string };

/** Paths are absolute. Nothing here throws for anything the file system holds. */
export interface FileSystem {
  read(file: string): Contents;
  /** What stands at `path`, links followed. */
  status(path: string): PathStatus;
  /** Sorted by name. */
  list(folder: string): Listing;
  /** The path without links; `path` itself where there is none. */
  realPath(path: string): string;
}

const MISSING: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR"]);

export const NODE_FILE_SYSTEM: FileSystem = {
  read: (file) => attempt(() => ({ kind: "read", bytes: readFileSync(file) })),
  status: (path) => {
    try {
      // Most questions are for what is not there, and an exception costs ten times an answer.
      const found = statSync(path, { throwIfNoEntry: false });
      if (found === undefined) return { kind: "missing" };
      return { kind: found.isDirectory() ? "folder" : "file" };
    } catch (error) {
      if (error instanceof Error && "code" in error && MISSING.has(error.code)) return { kind: "missing" };
      return { kind: "unreadable", reason: failureReason(error) };
    }
  },
  list: (folder) =>
    attempt(() => ({
      kind: "read",
      entries: readdirSync(folder, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    })),
  realPath: (path) => {
    try {
      return realpathSync.native(path);
    } catch (error) {
      failureReason(error);
      return path;
    }
  },
};

function attempt<T>(ask: () => T): T | { readonly kind: "failed"; readonly reason: string } {
  try {
    return ask();
  } catch (error) {
    return { kind: "failed", reason: failureReason(error) };
  }
}

function kindOf(entry: Dirent): FolderEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

/** As TypeScript reads sources: UTF-16 with a byte order mark, else UTF-8. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = buffer;
  if (first === 0xfe && second === 0xff) {
    const swapped = Buffer.from(buffer.subarray(0, buffer.length & ~1)).swap16();
    return swapped.toString("utf16le", 2);
  }
  if (first === 0xff && second === 0xfe) return buffer.toString("utf16le", 2);
  return buffer.toString("utf8", first === 0xef && second === 0xbb && buffer[2] === 0xbf ? 3 : 0);
}
