import path from "node:path";
import { ts } from "../typescript.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { fileDiagnostic } from "./diagnostics.js";
import { textOf, type FileSystem } from "./file-system.js";
import { parseSource } from "./parse-source.js";
import type { ParsedSource } from "./parse-source.js";
import { systemOn } from "./system-on-files.js";

export interface ProgramHost {
  readonly compilerHost: ts.CompilerHost;
  /** Why `file` (absolute), a root of a program made with this host, is not part of that program; null when it is. */
  problemOf(file: string): Diagnostic | null;
  /** From now on `file` counts as nested too deeply. */
  exclude(file: string): void;
  /** Forgets those of `files` (absolute; null: of all) whose text is another now. Tells which of what was parsed that are. */
  refresh(files: Iterable<string> | null): readonly string[];
}

const TOO_DEEP =
  "expressions or statements are nested more deeply than the compiler can process; nothing in this file is verified";

/** A compiler host that parses each file once, whatever programs it serves, and hides files that would exhaust the stack. */
export function createProgramHost(options: ts.CompilerOptions, cwd: string, files: FileSystem): ProgramHost {
  const compilerHost: ts.CompilerHost = { ...ts.createCompilerHost(options), ...systemOn(files, cwd) };
  const parsed = new Map<string, ParsedSource>();
  /** By names as they are given: asked for every file at every edit. */
  const resolved = new Map<string, string>();
  compilerHost.getCurrentDirectory = () => cwd;
  // As tsc does: nobody here asks for the trees of documentation, and the libraries are full of it.
  compilerHost.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  // The program's parse options depend on its module resolution, so that only the program can ask for the first parse.
  compilerHost.getSourceFile = (file, languageVersionOrOptions) => {
    const parseOptions =
      typeof languageVersionOrOptions === "object" ? languageVersionOrOptions : { languageVersion: languageVersionOrOptions };
    const known = parsed.get(file);
    // What kind of module it is may have changed with a package.json.
    const isSame = known?.kind !== "parsed" || known.sourceFile.impliedNodeFormat === parseOptions.impliedNodeFormat;
    const source = known !== undefined && isSame ? known : versioned(parseSource(path.resolve(cwd, file), parseOptions, files));
    parsed.set(file, source);
    // The program's own message for a file that is missing here would repeat `problemOf`.
    return source.kind === "parsed" ? source.sourceFile : undefined;
  };
  return {
    compilerHost,
    problemOf: (file) => {
      const name = resolved.get(file) ?? ts.sys.resolvePath(file);
      resolved.set(file, name);
      const source = parsed.get(name);
      if (source?.kind === "unreadable")
        return fileDiagnostic(DIAGNOSTICS.unreadable, `the file cannot be read: ${source.reason}`, { file, cwd });
      return source?.kind === "tooDeep" ? fileDiagnostic(DIAGNOSTICS.tooDeep, TOO_DEEP, { file, cwd }) : null;
    },
    exclude: (file) => {
      parsed.set(ts.sys.resolvePath(file), { kind: "tooDeep" });
    },
    refresh: (names) => {
      const changed: string[] = [];
      for (const name of names ?? parsed.keys()) {
        const source = parsed.get(name);
        if (source === undefined) continue;
        const contents = files.read(path.resolve(cwd, name));
        const same = contents.kind === "read" && source.kind === "parsed" && source.sourceFile.text === textOf(contents.bytes);
        if (same) continue;
        parsed.delete(name);
        changed.push(name);
      }
      return changed;
    },
  };
}

/** TypeScript's builders, which know what depends on what, ask for a version of each file, by a property they do not declare. */
function versioned(source: ParsedSource): ParsedSource {
  if (source.kind === "parsed") Object.assign(source.sourceFile, { version: "1" });
  return source;
}
