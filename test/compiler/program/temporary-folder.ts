import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { loadProgram } from "../../../compiler/program/load.js";
import type { LoadedProgram, LoadOptions } from "../../../compiler/program/load.js";
import { ConfigError } from "../../../core/errors.js";

/** A fresh folder with the given files, removed after the tests of the calling file. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "surety-program-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Load extends LoadOptions {
  readonly paths?: readonly string[];
  readonly project?: string;
}

export function load(cwd: string, { paths = [], project, ...options }: Load = {}): LoadedProgram {
  return loadProgram({ cwd, paths, project: project ?? null, files: NODE_FILE_SYSTEM }, options);
}

/** Files to verify, relative to the folder. */
export function filesOf(cwd: string, loaded: LoadedProgram): readonly string[] {
  return loaded.files.map((file) => path.relative(cwd, file.fileName));
}

/** `code file:line:column` of every diagnostic. */
export function codesOf(loaded: LoadedProgram): readonly string[] {
  return loaded.diagnostics.map(({ code, file, line, column }) =>
    line === null ? `${code} ${file ?? "-"}` : `${code} ${file ?? "-"}:${String(line)}:${String(column)}`,
  );
}

/** The message of the ConfigError that loading throws. */
export function configErrorOf(cwd: string, what: Load = {}): string {
  try {
    load(cwd, what);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("loads without a ConfigError");
}
