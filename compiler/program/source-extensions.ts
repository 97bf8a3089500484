/** Which files are sources that can be verified, by name. */

/** Extensions of verifiable sources, as the contract of the command line lists them. */
export const SOURCE_EXTENSIONS: readonly string[] = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"];

const JAVASCRIPT = /\.[cm]?jsx?$/iu;
/** `.d.ts`, `.d.mts`, `.d.cts` and declarations for other files: `.d.css.ts`. */
const DECLARATION = /\.d(?:\.[^./\\]+)?\.ts$|\.d\.[cm]ts$/iu;

export function isDeclarationName(path: string): boolean {
  return DECLARATION.test(path);
}

export function isJavaScriptName(path: string): boolean {
  return JAVASCRIPT.test(path);
}

/** A source by extension and no declaration file. */
export function isSourceName(path: string): boolean {
  const lower = path.toLowerCase();
  return SOURCE_EXTENSIONS.some((extension) => lower.endsWith(extension)) && !isDeclarationName(path);
}

export function isInNodeModules(path: string): boolean {
  return path.split(/[/\\]/u).includes("node_modules");
}
