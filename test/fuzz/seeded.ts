/** Runs the fuzzer on provers made unsound on purpose: each of seeded.table.ts must be found. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import type { Options } from "./options.js";
import { SEEDED, type SeededUnsoundness } from "./seeded.table.js";

export interface SeededRow {
  readonly name: string;
  /** Null: not found within the programs. */
  readonly after: number | null;
  readonly setting: string | null;
  readonly access: string | null;
}

/** Rows in table order; or what is wrong with the choice. A patch that does not fit the source throws. */
export async function runSeeded(
  root: string,
  { only, programs, seed }: Pick<Options, "only" | "programs" | "seed">,
): Promise<readonly SeededRow[] | string> {
  const unknown = only.filter((name) => !SEEDED.some((one) => one.name === name));
  if (unknown.length > 0)
    return `no seeded unsoundness is called ${unknown.join(", ")}; there are ${SEEDED.map((one) => one.name).join(", ")}`;
  const chosen = SEEDED.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const one of chosen) patchedSource(root, one);
  const rows: SeededRow[] = [];
  for (const one of chosen) {
    const row = await runOne(root, one, { programs, seed });
    process.stdout.write(`${row.name}: ${row.after === null ? "not found" : `found after ${row.after} programs`}\n`);
    rows.push(row);
  }
  return rows;
}

/** The changed text of the file. Throws unless every place is there exactly once: the table must follow the source. */
export function patchedSource(root: string, { name, file, replace }: SeededUnsoundness): string {
  let text = readFileSync(path.join(root, file), "utf8");
  for (const [from, to] of replace) {
    const count = text.split(from).length - 1;
    if (count !== 1)
      throw new Error(`the seeded unsoundness \`${name}\` does not fit ${file} any more: \`${from}\` is there ${count} times`);
    text = text.replace(from, () => to);
  }
  return text;
}

async function runOne(
  root: string,
  one: SeededUnsoundness,
  { programs, seed }: { programs: number; seed: number },
): Promise<SeededRow> {
  const outfile = path.join(root, `out/fuzz-seeded-${one.name}.mjs`);
  const patch: Plugin = {
    name: "seeded unsoundness",
    setup: ({ onLoad }) => {
      onLoad({ filter: /[.]ts$/ }, ({ path: loaded }) =>
        path.relative(root, loaded) === one.file ? { contents: patchedSource(root, one), loader: "ts" } : undefined,
      );
    },
  };
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
    logLevel: "error",
    plugins: [patch],
  });
  const args = ["--programs", String(programs), "--seed", String(seed), "--first", "--no-store"];
  if (one.boundary !== undefined) args.push("--boundary", one.boundary);
  const output = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, outfile, ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let all = "";
    child.stdout.on("data", (data: Buffer) => (all += data.toString()));
    child.once("exit", () => resolve(all));
  });
  const found = /UNSOUND .*?seed (\d+): (\w+ \S+) in (\S+),/u.exec(output);
  if (found === null) return { name: one.name, after: null, setting: null, access: null };
  return { name: one.name, after: Number(found[1]) - seed + 1, setting: found[3] ?? null, access: found[2] ?? null };
}
