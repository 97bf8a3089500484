/** A program of one text. Nothing is read but TypeScript's own declarations of the language and the DOM. */
import path from "node:path";
import { ts } from "./typescript.js";
import { DIAGNOSTICS } from "../core/diagnostics.js";
import type { Diagnostic } from "../core/report.js";
import { DEFAULT_COMPILER_OPTIONS } from "./program/config.js";
import { fileDiagnostic, syntaxDiagnostics, unresolvedImports } from "./program/diagnostics.js";
import { isLibraryFile, libraryFile } from "./program/library-files.js";
import { isTooDeep } from "./program/parse-source.js";

export type TextProgram =
  | {
      readonly kind: "parsed";
      readonly program: ts.Program;
      readonly sourceFile: ts.SourceFile;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Nothing of the text can be verified. */
  | { readonly kind: "rejected"; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

/** What TypeScript's declaration files hold; it does not change under a process that runs TypeScript. */
const declarations = new Map<string, string | undefined>();

/** `fileName` is absolute; imports lead nowhere, so that what comes from them is unknown code. Never throws for anything in `text`. */
export function createTextProgram(text: string, fileName: string, projectRoot: string): TextProgram {
  const options: ts.CompilerOptions = { ...DEFAULT_COMPILER_OPTIONS, noEmit: true, noResolve: true, types: [] };
  const place = { file: fileName, cwd: projectRoot };
  try {
    const program = ts.createProgram({ rootNames: [fileName], options, host: textHost(text, fileName, options) });
    const sourceFile = program.getSourceFile(fileName);
    if (sourceFile === undefined || isTooDeep(sourceFile)) return tooDeep(place);
    const [first, ...others] = syntaxDiagnostics(program, sourceFile, projectRoot);
    if (first !== undefined) return { kind: "rejected", diagnostics: [first, ...others] };
    return { kind: "parsed", program, sourceFile, diagnostics: unresolvedImports(program, sourceFile, projectRoot) };
  } catch (error) {
    // The parser and the binder recurse over the tree.
    if (error instanceof RangeError) return tooDeep(place);
    throw error;
  }
}

function tooDeep(place: { readonly file: string; readonly cwd: string }): TextProgram {
  const message = "expressions are nested more deeply than the compiler can process; nothing in this text is verified";
  return { kind: "rejected", diagnostics: [fileDiagnostic(DIAGNOSTICS.tooDeep, message, place)] };
}

function textHost(text: string, fileName: string, options: ts.CompilerOptions): ts.CompilerHost {
  const libraries = path.dirname(ts.getDefaultLibFilePath(options));
  return {
    fileExists: (file) => file === fileName || (isLibraryFile(file) && ts.sys.fileExists(file)),
    readFile: (file) => (file === fileName ? text : isLibraryFile(file) ? ts.sys.readFile(file) : undefined),
    getSourceFile: (file, languageVersionOrOptions) => {
      if (file === fileName) return ts.createSourceFile(file, text, languageVersionOrOptions, false);
      if (!isLibraryFile(file)) return undefined;
      if (!declarations.has(file)) declarations.set(file, ts.sys.readFile(file));
      const content = declarations.get(file);
      const parseOptions =
        typeof languageVersionOrOptions === "object" ? languageVersionOrOptions : { languageVersion: languageVersionOrOptions };
      return content === undefined ? undefined : libraryFile(file, content, parseOptions);
    },
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    getDefaultLibFileName: (chosen) => ts.getDefaultLibFilePath(chosen),
    getDefaultLibLocation: () => libraries,
    getCurrentDirectory: () => path.dirname(fileName),
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    directoryExists: (folder) => folder === libraries,
    getDirectories: () => [],
  };
}
