import path from "node:path";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { fileDiagnostic } from "./diagnostics.js";
import type { FileSystem } from "./file-system.js";
import { isSourceName } from "./source-extensions.js";

export interface FoundSources {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sources below `folder` (absolute): `node_modules` and declaration files are skipped, links to folders not followed (they may lead in
 * circles). A folder that cannot be read becomes a diagnostic and the search goes on.
 */
export function findSources(folder: string, cwd: string, fileSystem: FileSystem): FoundSources {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const pending: string[] = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = readEntries(next, cwd, fileSystem);
    if (entries.kind === "failed") {
      diagnostics.push(entries.diagnostic);
      continue;
    }
    files.push(...entries.files);
    pending.push(...entries.folders);
  }
  if (files.length === 0 && diagnostics.length === 0) {
    diagnostics.push(
      fileDiagnostic(DIAGNOSTICS.emptyInput, "the folder contains no TypeScript or JavaScript source file", {
        file: folder,
        cwd,
      }),
    );
  }
  return { files: files.sort(), diagnostics };
}

type Entries =
  | { readonly kind: "read"; readonly files: readonly string[]; readonly folders: readonly string[] }
  | { readonly kind: "failed"; readonly diagnostic: Diagnostic };

function readEntries(folder: string, cwd: string, fileSystem: FileSystem): Entries {
  const listing = fileSystem.list(folder);
  if (listing.kind === "failed") {
    const message = `the folder cannot be read: ${listing.reason}`;
    return { kind: "failed", diagnostic: fileDiagnostic(DIAGNOSTICS.unreadable, message, { file: folder, cwd }) };
  }
  const { entries } = listing;
  const named = (kept: typeof entries): readonly string[] => kept.map(({ name }) => path.join(folder, name));
  // A dangling link counts as a file: reading it gives the diagnostic.
  const leadsToFolder = (name: string): boolean => fileSystem.status(path.join(folder, name)).kind === "folder";
  return {
    kind: "read",
    files: named(
      entries.filter(({ name, kind }) => isSourceName(name) && (kind === "file" || (kind === "link" && !leadsToFolder(name)))),
    ),
    folders: named(entries.filter(({ name, kind }) => kind === "folder" && name !== "node_modules")),
  };
}
