/**
 * JSON that the program imports, where `tsc` would put it: the built program loads it from there. What lies outside of the root, or in a package,
 * is loaded from where it is, or not at all, as with `tsc`.
 */
import path from "node:path";
import type { ts } from "../typescript.js";

export function jsonCopies(
  program: ts.Program,
  { rootDir, outDir }: { readonly rootDir: string; readonly outDir: string },
): readonly { readonly path: string; readonly text: string }[] {
  const cwd = program.getCurrentDirectory();
  return program.getSourceFiles().flatMap((file) => {
    if (!file.fileName.endsWith(".json") || program.isSourceFileFromExternalLibrary(file)) return [];
    const source = path.resolve(cwd, file.fileName);
    const place = path.relative(rootDir, source);
    const output = path.join(outDir, place);
    if (place.startsWith("..") || path.isAbsolute(place) || output === source) return [];
    return [{ path: output, text: file.text }];
  });
}
