/**
 * Makes one file of the plugin and all of ours that it imports, after `tsc -b`. Usage: node eslint-plugin/bundle.mjs [file]
 * Reading, resolving and linking 410 small modules and what they import takes Node 0.4 s of processor time at every start of ESLint; the one
 * file takes 0.1 s. Packages stay outside: what is installed is what runs, and TypeScript's syntax trees must be those of the parser.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "..");
const outfile = path.resolve(process.argv[2] ?? path.join(ROOT, "dist/eslint-plugin/bundle.js"));

/** A module goes on meaning its own place by `import.meta.url`: workers, the server of the cache and the digest of the tools are found by it. */
const ownPlaces = {
  name: "own-places",
  setup({ onLoad }) {
    onLoad({ filter: /\.m?js$/ }, async ({ path: file }) => {
      const contents = await readFile(file, "utf8");
      if (!contents.includes("import.meta")) return { contents };
      const { code } = await transform(contents, {
        define: { "import.meta.url": "ownUrl" },
        sourcefile: path.basename(file),
        sourcemap: "inline",
        // What remains of it would mean the bundle.
        supported: { "import-meta": false },
        logOverride: { "empty-import-meta": "error" },
      });
      if (!/\bownUrl\b/u.test(code)) return { contents };
      const from = pathToFileURL(path.dirname(outfile)).href;
      const place = path.posix.relative(new URL(from).pathname, pathToFileURL(file).pathname);
      // On the first line, which the map does not count.
      return { contents: `const ownUrl = new URL(${JSON.stringify(place)}, import.meta.url).href; ${code}` };
    });
  },
};

await build({
  absWorkingDir: ROOT,
  entryPoints: ["dist/eslint-plugin/plugin.js"],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20.19",
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
  plugins: [ownPlaces],
});
