import { readdirSync } from "node:fs";
import path from "node:path";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { fileDiagnostic } from "./diagnostics.js";
import { failureReason } from "./failure-reason.js";
import { pathStatus } from "./path-status.js";
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
export function findSources(folder: string, cwd: string): FoundSources {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const pending: string[] = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = readEntries(next, cwd);
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

function readEntries(folder: string, cwd: string): Entries {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const named = (kept: typeof entries): readonly string[] => kept.map((entry) => path.join(folder, entry.name));
    return {
      kind: "read",
      files: named(
        entries.filter(
          (entry) =>
            isSourceName(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && !leadsToFolder(folder, entry.name))),
        ),
      ),
      folders: named(entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules")),
    };
  } catch (error) {
    return {
      kind: "failed",
      diagnostic: fileDiagnostic(DIAGNOSTICS.unreadable, `the folder cannot be read: ${failureReason(error)}`, {
        file: folder,
        cwd,
      }),
    };
  }
}

/** A dangling link counts as a file: reading it gives the diagnostic. */
function leadsToFolder(folder: string, name: string): boolean {
  return pathStatus(path.join(folder, name)).kind === "folder";
}
