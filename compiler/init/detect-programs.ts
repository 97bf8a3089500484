/** Which programs a folder holds, for those who do not name one. */
import path from "node:path";
import { ConfigError } from "../../core/errors.js";
import type { FileSystem } from "../program/file-system.js";
import { findSources } from "../program/find-sources.js";
import type { ProgramInputs } from "../program/inputs.js";

/** Deeper than any layout of workspaces. */
const MAX_FOLDER_DEPTH = 4;

/**
 * The program of `tsconfig.json`; else one for each nearest tsconfig below (packages of a workspace); else the sources of `src` or `lib`, else all
 * sources. Throws ConfigError when there are none.
 */
export function detectPrograms({ cwd, files }: Pick<ProgramInputs, "cwd" | "files">): readonly ProgramInputs[] {
  const program = (project: string | null, paths: readonly string[]): ProgramInputs => ({ cwd, files, project, paths });
  const configs = configsBelow(cwd, files, MAX_FOLDER_DEPTH);
  if (configs.length > 0) return configs.map((file) => program(path.relative(cwd, file), []));
  const folder = ["src", "lib"].find((name) => files.status(path.join(cwd, name)).kind === "folder") ?? ".";
  if (findSources(path.join(cwd, folder), cwd, files).files.length === 0)
    throw new ConfigError(
      "nothing to begin with: there is no `tsconfig.json` here or below, and no TypeScript or JavaScript source",
    );
  return [program(null, [folder])];
}

function configsBelow(folder: string, files: FileSystem, left: number): readonly string[] {
  const config = path.join(folder, "tsconfig.json");
  if (files.status(config).kind === "file") return [config];
  const listing = files.list(folder);
  if (left === 0 || listing.kind === "failed") return [];
  return listing.entries
    .filter(({ name, kind }) => kind === "folder" && name !== "node_modules" && !name.startsWith("."))
    .flatMap(({ name }) => configsBelow(path.join(folder, name), files, left - 1));
}
