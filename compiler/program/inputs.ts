import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { ConfigError } from "../../core/errors.js";
import type { Diagnostic } from "../../core/report.js";
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
 * Throws ConfigError for what does not exist or is no source, and when there is nothing to go on.
 */
export function selectInputs({ cwd, paths, project }: ProgramInputs): Selection {
  if (project !== null && paths.length > 0) {
    throw new ConfigError(`\`-p ${project}\` cannot be combined with paths; give one or the other`);
  }
  if (project !== null) return { kind: "project", configFile: configFileOf(project, cwd) };
  if (paths.length > 0) return selectPaths(paths, cwd);
  const configFile = path.join(cwd, "tsconfig.json");
  if (!existsSync(configFile)) {
    throw new ConfigError("nothing to verify: give files or folders, `-p tsconfig.json`, or run where a `tsconfig.json` is");
  }
  return { kind: "project", configFile };
}

function configFileOf(project: string, cwd: string): string {
  const given = path.resolve(cwd, project);
  const status = statSync(given, { throwIfNoEntry: false });
  if (status === undefined) throw new ConfigError(`there is no \`${project}\`, which \`-p\` names${suggestion(given, cwd)}`);
  if (!status.isDirectory()) return given;
  const configFile = path.join(given, "tsconfig.json");
  if (!existsSync(configFile)) throw new ConfigError(`there is no \`tsconfig.json\` in \`${project}\`, which \`-p\` names`);
  return configFile;
}

function selectPaths(paths: readonly string[], cwd: string): Selection {
  const files = new Set<string>();
  const folders: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const status = statSync(absolute, { throwIfNoEntry: false });
    if (status === undefined) throw new ConfigError(`there is no file or folder \`${given}\`${suggestion(absolute, cwd)}`);
    if (status.isDirectory()) {
      const found = findSources(absolute, cwd);
      folders.push(absolute);
      for (const file of found.files) files.add(file);
      diagnostics.push(...found.diagnostics);
    } else if (isSourceName(absolute) || isDeclarationName(absolute)) {
      files.add(absolute);
    } else {
      throw new ConfigError(`\`${given}\` is no TypeScript or JavaScript source (${SOURCE_EXTENSIONS.join(" ")})`);
    }
  }
  return { kind: "paths", files: [...files], folders, diagnostics };
}

/** `; did you mean …?` when something of a similar name stands where the path first leads astray, else nothing. */
function suggestion(missing: string, cwd: string): string {
  let child = missing;
  while (!existsSync(path.dirname(child)) && path.dirname(child) !== child) child = path.dirname(child);
  const parent = path.dirname(child);
  const wanted = path.basename(child);
  if (statSync(parent, { throwIfNoEntry: false })?.isDirectory() !== true) return "";
  const names = readdirSync(parent).sort();
  if (names.length === 0) return "";
  const nearest = closest(wanted, names);
  // A third of the letters wrong is still a slip of the finger; more is another name.
  return distance(wanted, nearest) <= Math.max(1, Math.floor(wanted.length / 3))
    ? `; did you mean \`${slashedRelative(cwd, path.join(parent, nearest))}\`?`
    : "";
}
