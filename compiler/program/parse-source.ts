/** Parsing with a limit on nesting: TypeScript's parser, binder and checker recurse, and the stack is small. */
import { treeNodes } from "../tree-nodes.js";
import { ts } from "../typescript.js";
import { textOf, type FileSystem } from "./file-system.js";
import { isLibraryFile, libraryFile } from "./library-files.js";

/**
 * Levels of syntax nodes below the file. Measured with Node 20's default stack of 984 KB: the checker gives up at 500 nested calls,
 * the binder at 2,000 nested blocks, the parser at 1,000 nested parentheses. What the checker cannot take below this limit is caught
 * where it happens (load.ts).
 */
export const MAX_NESTING = 500;
/**
 * The same with the left spines of binary chains counted: `"…" + "…" + …` over hundreds of lines is ordinary generated code, and
 * TypeScript checks such chains without recursion, but some of its emit transformers recurse: 1,500 awaited terms overflow them.
 */
export const MAX_DEPTH = 1000;

export type ParsedSource =
  | { readonly kind: "parsed"; readonly sourceFile: ts.SourceFile }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "tooDeep" };

/** Reads and parses one file. Never throws for anything the file system or the file holds. */
export function parseSource(file: string, options: ts.CreateSourceFileOptions, files: FileSystem): ParsedSource {
  const contents = files.read(file);
  if (contents.kind === "failed") return { kind: "unreadable", reason: contents.reason };
  const sourceFile = parseText(file, textOf(contents.bytes), options);
  if (sourceFile === null) return { kind: "tooDeep" };
  // Declarations are many, hold no expressions to speak of, and are never lowered.
  return !sourceFile.isDeclarationFile && isTooDeep(sourceFile) ? { kind: "tooDeep" } : { kind: "parsed", sourceFile };
}

/** Null when the parser exhausts the stack; it starts afresh with the next file. */
function parseText(file: string, text: string, options: ts.CreateSourceFileOptions): ts.SourceFile | null {
  try {
    return isLibraryFile(file) ? libraryFile(file, text, options) : ts.createSourceFile(file, text, options);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether the tree exceeds one of the two limits. */
export function isTooDeep(sourceFile: ts.SourceFile): boolean {
  const { depth, nesting } = treeNodes(sourceFile);
  return depth >= MAX_DEPTH || nesting > MAX_NESTING;
}
