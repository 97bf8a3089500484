// Bundles the fuzzer with the sources as they are and starts it: no build is needed, and a patched prover (seeded.ts) can stand in.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
// One folder below the root, as the sources of the tests are: what they find by their own place stays where it is.
const outfile = path.join(root, `out/fuzz-${process.pid}.mjs`);
await build({
  entryPoints: [path.join(root, "test/fuzz/main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  // For `import … = require(…)` (compiler/typescript.ts).
  banner: { js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);' },
  logLevel: "warning",
});
// A larger young generation: what one program leaves behind is garbage at once. And V8 optimises as late as in the command (cli/engine.ts).
const NODE_FLAGS = ["--max-semi-space-size=64", "--interrupt-budget=600000"];
const child = spawn(process.execPath, [...NODE_FLAGS, outfile, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
child.once("exit", (code) => {
  rmSync(outfile, { force: true });
  process.exitCode = code ?? 1;
});
