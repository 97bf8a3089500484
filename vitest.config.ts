import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import process from "node:process";
import { defineConfig, type Plugin } from "vitest/config";

/**
 * Tests that change the process they run in (intrinsics, `process.env`), or that fill it for so long that the start does not count: each
 * file in a process of its own.
 */
const ALONE = [
  "test/runtime/**/*.test.ts",
  "test/compiler/emit/**/*.test.ts",
  "test/compiler/witness/**/*.test.ts",
  "test/witness/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/cases/selectors.test.ts",
  "test/cases/witness.test.ts",
  "test/cache/**/*.test.ts",
  "test/verifier/distribute/**/*.test.ts",
  "test/verifier/session.test.ts",
];
/**
 * The others share a process with those of their group, one after the other: loading TypeScript, parsing its declarations, and running
 * code that is not compiled yet take four seconds of processor time for each file. Groups bound what collects in a process.
 */
const GROUPS: readonly (readonly [name: string, files: readonly string[]])[] = [
  ["cases", ["test/cases/**/*.test.ts"]],
  ["command-line", ["test/cli/**/*.test.ts"]],
  ["compiler", ["test/compiler/**/*.test.ts"]],
  ["verifier", ["test/verifier/**/*.test.ts", "test/solver/**/*.test.ts"]],
];

const grouped = GROUPS.flatMap(([, files]) => files);

/**
 * In CI the tests run what was built, which is what users run: Node.js loads it by itself, where Vite transforms the sources anew for each
 * project and reaches every import through an object. Elsewhere they run the sources, so that nobody tests what he forgot to build.
 */
const onBuilt = process.env["CI"] === "true";
const BUILT = path.join(import.meta.dirname, "dist");
const IN_BUILT = new RegExp(`^${BUILT.replace(/[^\w/]/gu, String.raw`\$&`)}/`);

/** From the sources' files to those made of them. The runtime's stay: they are tested as modules, and built as CommonJS. */
const toBuilt: Plugin = {
  name: "to-built",
  enforce: "pre",
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith(".")) return null;
    const file = path.join(BUILT, path.relative(import.meta.dirname, path.resolve(path.dirname(importer), id)));
    return existsSync(file) ? file : null;
  },
};

/**
 * Processes instead of threads: the code under test starts worker threads of its own.
 * Time-outs exist only to kill what hangs; no test asserts on time.
 */
export default defineConfig({
  plugins: onBuilt ? [toBuilt] : [],
  test: {
    server: { deps: { external: onBuilt ? [IN_BUILT] : [] } },
    environment: "node",
    globalSetup: [path.join(import.meta.dirname, "test/temporary-folder.ts")],
    pool: "forks",
    // As the command line sets it for itself (cli/engine.ts): V8's compiler would take a third of the tests' processor time.
    execArgv: ["--interrupt-budget=600000"],
    // One more than processors: some tests wait, for a worker that hangs or a process that is killed.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 20_000,
    reporters: ["default"],
    // In this order: the long ones first, so that both processors are busy until the end.
    projects: [
      { extends: true, test: { name: "alone", include: ALONE, isolate: true } },
      ...GROUPS.map(([name, files]) => ({
        extends: true as const,
        test: { name, include: [...files], exclude: ALONE, isolate: false },
      })),
      {
        extends: true,
        test: { name: "others", include: ["test/**/*.test.ts"], exclude: [...ALONE, ...grouped], isolate: false },
      },
    ],
  },
});
