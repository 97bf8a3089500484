/**
 * TypeScript's own declarations of the language and the DOM: the same for every program, and parsing and binding them takes longer than a
 * small program takes altogether. They are shared as TypeScript's document registry shares files between projects: nothing that the binder
 * leaves in a declaration file depends on options, and what the checker finds out it keeps in tables of its own.
 */
import path from "node:path";
import { ts } from "../typescript.js";

/** By name, text and the options of the parse. Module state on purpose, for processes that make many programs. */
const parsed = new Map<string, ts.SourceFile>();

export function isLibraryFile(file: string): boolean {
  return file.endsWith(".d.ts") && path.dirname(file) === path.dirname(ts.getDefaultLibFilePath({}));
}

/** `file` is absolute and a library file, `text` what it holds now. Parsed only when this process has not parsed the same before. */
export function libraryFile(file: string, text: string, options: ts.CreateSourceFileOptions): ts.SourceFile {
  const { languageVersion, impliedNodeFormat, jsDocParsingMode } = options;
  const key = `${file}|${languageVersion}|${impliedNodeFormat ?? ""}|${jsDocParsingMode ?? ""}`;
  const known = parsed.get(key);
  if (known?.text === text) return known;
  const sourceFile = ts.createSourceFile(file, text, options);
  parsed.set(key, sourceFile);
  return sourceFile;
}

/** For a process that makes no further program: the files are a large part of what one takes. */
export function forgetLibraryFiles(): void {
  parsed.clear();
}
