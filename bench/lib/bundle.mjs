import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * Bundles the entries of a compiled package into one ES module that exports what they export.
 * @param {{ outDir: string, entries: readonly string[], file: string, define?: Record<string, string>, guarded?: boolean }} what
 *   `outDir`: compiled JavaScript; `entries`: paths in it without extension; `file`: the bundle to write; a `guarded` bundle exports
 *   `suretySubscribe` as well, which is `subscribe` of the monitoring channel its guards record to
 * @returns {Promise<string>} the bundle's path
 */
export async function bundle(what) {
  const result = await build({ ...common(what), packages: "bundle", minify: false, sourcemap: "inline", outfile: what.file });
  writeFileSync(what.file, result.outputFiles[0]?.contents ?? "");
  return what.file;
}

/**
 * Size of the package's own code, minified. Its dependencies stay outside, surety's runtime is counted.
 * @param {{ outDir: string, entries: readonly string[], define?: Record<string, string> }} what
 * @returns {Promise<{ minified: number, gzipped: number }>} bytes
 */
export async function minifiedSize(what) {
  const keepRuntime = {
    name: "keep-runtime",
    /** @param {import("esbuild").PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, (args) =>
        args.kind === "entry-point" || args.path.startsWith("@surety/runtime") ? undefined : { path: args.path, external: true },
      );
    },
  };
  const result = await build({ ...common(what), plugins: [keepRuntime], minify: true, sourcemap: false });
  const contents = result.outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}

/** @param {{ outDir: string, entries: readonly string[], define?: Record<string, string>, guarded?: boolean }} what */
function common({ outDir, entries, define, guarded }) {
  const lines = entries.map((entry) => `export * from ${JSON.stringify(`./${entry}.js`)};`);
  if (guarded) lines.push('export { subscribe as suretySubscribe } from "@surety/runtime/monitor";');
  return /** @type {const} */ ({
    stdin: { contents: lines.join("\n"), resolveDir: outDir },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    define: define ?? {},
    logLevel: "silent",
  });
}
