import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import { ConfigError } from "../../core/errors.js";
import type { Diagnostic } from "../../core/report.js";
import { fileDiagnostic } from "./diagnostics.js";
import type { FileSystem } from "./file-system.js";
import { findSources } from "./find-sources.js";
import { slashedRelative } from "./module-path.js";
import { isDeclarationName, isSourceName, SOURCE_EXTENSIONS } from "./source-extensions.js";

export interface ProgramInputs {
  /** Absolute. Paths in diagnostics are relative to it. */
  readonly cwd: string;
  /** Files and folders, absolute or relative to `cwd`. */
  readonly paths: readonly string[];
  /** A tsconfig file, or a folder with a `tsconfig.json`; null when `-p` is not given. */
  readonly project: string | null;
  readonly files: FileSystem;
}

export type Selection =
  | { readonly kind: "project"; readonly configFile: string }
  /** `files` are absolute and without repetition, in the order given; what a folder holds is sorted. */
  | {
      readonly kind: "paths";
      readonly files: readonly string[];
      readonly folders: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * Turns what the command line names into a tsconfig or a list of files. Without paths and project it is the `tsconfig.json` of `cwd`.
 * Throws ConfigError when nothing of what is named exists, for what is no source, and when there is nothing to go on.
 */
export function selectInputs({ cwd, paths, project, files }: ProgramInputs): Selection {
  if (project !== null && paths.length > 0) {
    throw new ConfigError(`\`-p ${project}\` cannot be combined with paths; give one or the other`);
  }
  if (project !== null) return { kind: "project", configFile: configFileOf(project, cwd, files) };
  if (paths.length > 0) return selectPaths(paths, cwd, files);
  const configFile = path.join(cwd, "tsconfig.json");
  if (!exists(files, configFile)) {
    throw new ConfigError("nothing to verify: give files or folders, `-p tsconfig.json`, or run where a `tsconfig.json` is");
  }
  return { kind: "project", configFile };
}

function configFileOf(project: string, cwd: string, files: FileSystem): string {
  const given = path.resolve(cwd, project);
  const status = files.status(given);
  if (status.kind === "unreadable") throw new ConfigError(`\`${project}\`, which \`-p\` names, cannot be read: ${status.reason}`);
  if (status.kind === "missing")
    throw new ConfigError(`there is no \`${project}\`, which \`-p\` names${suggestion(given, cwd, files)}`);
  if (status.kind === "file") return given;
  const configFile = path.join(given, "tsconfig.json");
  if (!exists(files, configFile)) throw new ConfigError(`there is no \`tsconfig.json\` in \`${project}\`, which \`-p\` names`);
  return configFile;
}

/** What does not exist beside what does is a diagnostic: the rest is verified all the same. */
function selectPaths(paths: readonly string[], cwd: string, fileSystem: FileSystem): Selection {
  const files = new Set<string>();
  const folders: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const missing: string[] = [];
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const status = fileSystem.status(absolute);
    if (status.kind === "missing") {
      const message = `there is no file or folder \`${given}\`${suggestion(absolute, cwd, fileSystem)}`;
      missing.push(message);
      diagnostics.push(fileDiagnostic(DIAGNOSTICS.unreadable, message, { file: absolute, cwd }));
    } else if (status.kind === "unreadable") {
      diagnostics.push(
        fileDiagnostic(DIAGNOSTICS.unreadable, `the path cannot be read: ${status.reason}`, { file: absolute, cwd }),
      );
    } else if (status.kind === "folder") {
      const found = findSources(absolute, cwd, fileSystem);
      folders.push(absolute);
      for (const file of found.files) files.add(file);
      diagnostics.push(...found.diagnostics);
    } else if (isSourceName(absolute) || isDeclarationName(absolute)) {
      files.add(absolute);
    } else {
      throw new ConfigError(`\`${given}\` is no TypeScript or JavaScript source (${SOURCE_EXTENSIONS.join(" ")})`);
    }
  }
  const [first] = missing;
  if (first !== undefined && missing.length === paths.length) throw new ConfigError(first);
  return { kind: "paths", files: [...files], folders, diagnostics };
}

/** `; did you mean …?` when something of a similar name stands where the path first leads astray, else nothing. */
function suggestion(missing: string, cwd: string, files: FileSystem): string {
  let child = missing;
  while (!exists(files, path.dirname(child)) && path.dirname(child) !== child) child = path.dirname(child);
  const parent = path.dirname(child);
  const wanted = path.basename(child);
  const names = namesIn(parent, files);
  if (names.length === 0) return "";
  const nearest = closest(wanted, names);
  if (distance(wanted, nearest) > tolerableDistance(wanted)) return "";
  const mended = path.join(parent, nearest, path.relative(child, missing));
  return `; did you mean \`${slashedRelative(cwd, exists(files, mended) ? mended : path.join(parent, nearest))}\`?`;
}

/** Two letters swapped are two edits; a third of the letters wrong is still a slip of the finger, more is another name. */
function tolerableDistance(name: string): number {
  return name.length <= 2 ? 1 : Math.max(2, Math.floor(name.length / 3));
}

const exists = (files: FileSystem, path: string): boolean => files.status(path).kind !== "missing";

/** Sorted; none when `folder` is a file or cannot be read, for then there is nothing to suggest. */
function namesIn(folder: string, files: FileSystem): readonly string[] {
  const listing = files.list(folder);
  return listing.kind === "read" ? listing.entries.map(({ name }) => name) : [];
}
