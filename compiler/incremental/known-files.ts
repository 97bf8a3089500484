/**
 * Whether the files that a program was made of are still those that its configuration names. Parsers that keep a program for an editor may
 * watch no folder, so files come and go behind them; and a file that came may change what holds for all others.
 */
import path from "node:path";
import { statSync } from "node:fs";
import { ts } from "../typescript.js";

export interface KnownFiles {
  /** A file that is on the disk and not in the program, or the other way round; null: none is known. Of a program without configuration, null. */
  strangerOf(program: ts.Program): string | null;
}

export function createKnownFiles(): KnownFiles {
  /** Folders as they were when the list was last compared: a file that comes or goes changes the time of its folder. */
  const own: { roots: string; folders: string } = { roots: "", folders: "" };
  return {
    strangerOf: (program) => {
      const config = program.getCompilerOptions()["configFilePath"];
      if (typeof config !== "string" || !ts.sys.fileExists(config)) return null;
      const roots = program.getRootFileNames();
      const text = roots.join("\n");
      const folders = timesOf(config, roots);
      if (own.roots === text && own.folders === folders) return null;
      const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
      const named = ts.getParsedCommandLineOfConfigFile(config, undefined, host)?.fileNames ?? [];
      const stranger = differenceOf(named, roots);
      if (stranger === null) Object.assign(own, { roots: text, folders });
      return stranger;
    },
  };
}

function timesOf(config: string, roots: readonly string[]): string {
  const top = path.dirname(config);
  const places = new Set([config, top]);
  // The folders between hold no file of the program, and may get one that does.
  for (const file of roots)
    for (let at = path.dirname(file); !places.has(at) && at !== path.dirname(at); at = path.dirname(at)) places.add(at);
  return [...places].map((place) => `${place} ${String(statSync(place, { throwIfNoEntry: false })?.mtimeMs)}`).join("\n");
}

function differenceOf(named: readonly string[], roots: readonly string[]): string | null {
  const [left, right] = [new Set(named.map((file) => path.resolve(file))), new Set(roots.map((file) => path.resolve(file)))];
  return [...left].find((file) => !right.has(file)) ?? [...right].find((file) => !left.has(file)) ?? null;
}
