/** Lowers the sources of real packages: nothing throws, the HIR is well formed, hardly anything is left to `unknown`. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { validateFunction } from "../../../core/hir-validate.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";
import { functionsOf, LIB_OPTIONS, sharingHost } from "./program-of.js";

const MODULES = path.resolve(import.meta.dirname, "../../../node_modules");
const PACKAGES = [
  "@noble/hashes",
  "fast-png",
  "@msgpack/msgpack",
  "bson",
  "planck",
  "@jridgewell/sourcemap-codec",
  "ml-spectra-processing",
  "prosemirror-model",
];

function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") && !entry.parentPath.includes("__tests__"),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

describe("real packages", () => {
  for (const name of PACKAGES) {
    it.skipIf(!existsSync(path.join(MODULES, name, "src")))(name, () => {
      const root = path.join(MODULES, name);
      const files = new Set(sourcesUnder(path.join(root, "src")));
      const program = ts.createProgram([...files], LIB_OPTIONS, sharingHost(LIB_OPTIONS));
      const sources = program.getSourceFiles().filter((file) => files.has(path.resolve(file.fileName)));
      const hir = lowerProgram(program, sources, root);
      const functions = functionsOf(hir);
      const problems = functions.flatMap((fn) => validateFunction(fn).map((problem) => `${fn.id}: ${problem}`));
      expect(problems).toEqual([]);
      expect(new Set(functions.map((fn) => fn.id)).size).toBe(functions.length);
      const unsupported = functions.filter((fn) => fn.unsupported.length > 0);
      expect(unsupported.map((fn) => [fn.id, ...fn.unsupported.map(({ construct }) => construct)])).toEqual([]);
      expect(functions.length).toBeGreaterThan(25);
      // The data crosses threads: it must survive being copied.
      expect(isDeepStrictEqual(structuredClone(hir), hir)).toBe(true);
    });
  }
});
