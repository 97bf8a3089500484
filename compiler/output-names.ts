/** Where the JavaScript of a source goes; asked before anything is emitted, since TypeScript silently skips what would replace a source. */
import path from "node:path";
import { ts } from "./typescript.js";
import { ConfigError } from "../core/errors.js";
import { rootFolder } from "./emit/output-place.js";
import type { LoadedProgram } from "./program/load.js";
import { slashedRelative } from "./program/module-path.js";

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  [".ts", ".js"],
  [".tsx", ".js"],
  [".js", ".js"],
  [".jsx", ".js"],
  [".mts", ".mjs"],
  [".mjs", ".mjs"],
  [".cts", ".cjs"],
  [".cjs", ".cjs"],
]);

/**
 * Absolute path of the JavaScript of each verified file. Throws ConfigError when one would replace a source of the program, or two
 * sources share one.
 */
export function outputNames(loaded: LoadedProgram, outDir: string, cwd: string): readonly string[] {
  const { program, files, options } = loaded;
  const root = rootFolder(files, options, program.getCurrentDirectory());
  const sources = new Set(program.getSourceFiles().map((file) => path.resolve(cwd, file.fileName)));
  const taken = new Map<string, string>();
  for (const { fileName } of files) {
    const extension = path.extname(fileName).toLowerCase();
    const keepsJsx = options.jsx === ts.JsxEmit.Preserve && extension.endsWith("x");
    const stem = path.relative(root, path.resolve(cwd, fileName)).slice(0, -extension.length);
    const output = path.join(outDir, stem + (keepsJsx ? ".jsx" : (EXTENSIONS.get(extension) ?? extension)));
    const other = taken.get(output);
    const shown = slashedRelative(cwd, output);
    if (sources.has(output))
      throw new ConfigError(`the output would replace the source \`${shown}\`; choose another \`--outDir\``);
    if (other !== undefined) {
      const both = [other, fileName].map((file) => `\`${slashedRelative(cwd, file)}\``).join(" and ");
      throw new ConfigError(`${both} would both be written to \`${shown}\``);
    }
    taken.set(output, fileName);
  }
  return [...taken.keys()];
}
