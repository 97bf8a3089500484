/** Which folders and files a program may change with. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { ProgramInputs } from "../../compiler/program/inputs.js";
import type { LoadedProgram } from "../../compiler/program/load.js";
import type { WatchedPlace } from "./changes.js";

/** What is named, or the folder of the tsconfig; and the record of installed packages. */
export function placeOf({ cwd, paths, project }: ProgramInputs, ignored: readonly string[]): WatchedPlace {
  const named = project === null ? paths : [project];
  const given = named.length === 0 ? [cwd] : named.map((one) => path.resolve(cwd, one));
  const roots = outermost(given.map((one) => (project !== null && isFile(one) ? path.dirname(one) : one)));
  const installed = roots.flatMap((root) => installedRecord(isFile(root) ? path.dirname(root) : root) ?? []);
  return { roots: [...roots, ...new Set(installed)], ignored };
}

/** Sources and configuration of the program that lie outside of what is watched from the start. */
export function elsewhere(inputs: ProgramInputs, { files, configFile }: LoadedProgram): readonly string[] {
  const { roots } = placeOf(inputs, []);
  const own = [...(configFile === null ? [] : [configFile]), ...files.map((file) => path.resolve(inputs.cwd, file.fileName))];
  return own.filter((file) => !roots.some((root) => file === root || file.startsWith(`${root}${path.sep}`)));
}

/** Without those that lie in others. */
function outermost(names: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const name of [...new Set(names)].sort())
    if (!kept.some((folder) => name.startsWith(`${folder}${path.sep}`) && !isFile(folder))) kept.push(name);
  return kept;
}

/** npm writes it last: what `node_modules` holds may be other declarations then. */
function installedRecord(folder: string): string | null {
  for (let at = folder; ; at = path.dirname(at)) {
    const record = path.join(at, "node_modules", ".package-lock.json");
    if (existsSync(record)) return record;
    if (at === path.dirname(at)) return null;
  }
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}
