/**
 * A stage is a copy of sources with a tsconfig.json and a package.json of its own, below `out/bench`, so that tsc, the unguarded build
 * and surety all read the same options, and modules still resolve from the root `node_modules`.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stageFolder } from "./paths.mjs";

const sharedOptions = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  moduleDetection: "force",
  sourceMap: true,
  inlineSources: true,
  declaration: false,
  rootDir: "src",
  outDir: "unguarded",
};

const EVERYTHING = [
  ...["fs.read", "fs.write", "fs.delete", "fs.watch", "net.connect", "net.listen", "process.spawn", "process.signal"],
  ...["process.exit", "env.read", "env.write", "code.eval", "code.wasm", "code.native", "code.dynamic-import", "code.dynamic"],
  ...["worker.spawn", "global.write", "time.high-resolution", "random", "log.sensitive", "export.persistent", "tool.call"],
];

/**
 * @typedef {object} Stage
 * @property {string} folder absolute
 * @property {string} project path of its tsconfig.json
 * @property {string} sources path of its `src`
 */

/**
 * @param {string} name folder name below `out/bench`; `/` makes sub-folders
 * @param {{ sources: string, include?: (path: string) => boolean, globals?: string, compilerOptions?: Record<string, unknown> }} what
 *   `sources`: the folder copied; `include` filters absolute source paths; `globals`: text of an added declaration file; `compilerOptions` override the shared ones.
 * @returns {Stage}
 */
export function stage(name, what) {
  const folder = join(stageFolder, name);
  const sources = join(folder, "src");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(what.sources, sources, { recursive: true, filter: (from) => what.include?.(from) ?? true });
  if (what.globals !== undefined) writeFileSync(join(sources, "bench-globals.d.ts"), what.globals);
  const project = join(folder, "tsconfig.json");
  const compilerOptions = { ...sharedOptions, ...what.compilerOptions };
  writeFileSync(project, JSON.stringify({ compilerOptions, include: ["src"] }, null, 2));
  // The name must not be the package's own: a self-reference would resolve into the stage, where its built files do not exist.
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: `bench-${name.replaceAll("/", "-")}`, private: true, type: "module" }),
  );
  // What is measured is the package itself: whatever its dependencies can do is granted.
  writeFileSync(join(folder, "surety.config.json"), JSON.stringify({ packages: { "*": EVERYTHING } }));
  return { folder, project, sources };
}
