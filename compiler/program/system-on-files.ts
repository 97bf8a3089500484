/** TypeScript's view of the file system, all of it answered by `FileSystem`. */
import path from "node:path";
import { ts } from "../typescript.js";
import { textOf, type FileSystem } from "./file-system.js";

type System = Pick<ts.System, "fileExists" | "readFile" | "directoryExists" | "getDirectories" | "readDirectory"> & {
  readonly realpath: (path: string) => string;
};

interface Entries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** How TypeScript itself expands `include` and `exclude`; it exports the function without declaring it. */
interface GlobMatcher {
  readonly matchFiles: (
    ...pattern: readonly [
      folder: string,
      extensions: readonly string[] | undefined,
      excludes: readonly string[] | undefined,
      includes: readonly string[] | undefined,
      useCaseSensitiveFileNames: boolean,
      currentDirectory: string,
      depth: number | undefined,
      getFileSystemEntries: (folder: string) => Entries,
      realpath: (path: string) => string,
    ]
  ) => string[];
}

export function systemOn(files: FileSystem, cwd: string): System {
  const absolute = (name: string): string => path.resolve(cwd, name);
  const isKind = (name: string, kind: "file" | "folder"): boolean => files.status(absolute(name)).kind === kind;
  const realpath = (name: string): string => files.realPath(absolute(name));
  const entriesOf = (folder: string): Entries => {
    const listing = files.list(absolute(folder === "" ? "." : folder));
    const found: { files: string[]; directories: string[] } = { files: [], directories: [] };
    if (listing.kind === "failed") return found;
    for (const { name, kind } of listing.entries) {
      const real = kind === "link" ? files.status(absolute(path.join(folder, name))).kind : kind;
      if (real === "file") found.files.push(name);
      else if (real === "folder") found.directories.push(name);
    }
    return found;
  };
  const { matchFiles } = ts as unknown as GlobMatcher;
  return {
    fileExists: (file) => isKind(file, "file"),
    directoryExists: (folder) => isKind(folder, "folder"),
    readFile: (file) => {
      const contents = files.read(absolute(file));
      return contents.kind === "read" ? textOf(contents.bytes) : undefined;
    },
    getDirectories: (folder) => [...entriesOf(folder).directories],
    readDirectory: (folder, extensions, excludes, includes, depth) =>
      matchFiles(folder, extensions, excludes, includes, ts.sys.useCaseSensitiveFileNames, cwd, depth, entriesOf, realpath),
    realpath,
  };
}
