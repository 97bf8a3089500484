/** Runs the command line, as a user does, on sets of case files. */
import { execFile } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Report } from "../../core/report.js";
import { ROOT } from "../source-files.js";

const COMMAND = path.join(ROOT, "dist/cli/main.js");

/** `args` begin with the command's name; `--json` is added. Exit codes above 1 are errors here. */
export async function surety(args: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [COMMAND, ...args, "--safety", "memory=checked", "--json"],
      { cwd: ROOT, maxBuffer: 1 << 28, encoding: "utf8" },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : child.exitCode, stdout: out, stderr: err });
      },
    );
    child.stdin?.end();
  });
  if (code !== 0 && code !== 1) {
    const shown = args.length > 12 ? [...args.slice(0, 3), "…", ...args.slice(-6)] : args;
    throw new Error(`surety ${shown.join(" ")}: exit code ${code}\n${stderr}`);
  }
  return JSON.parse(stdout) as Report;
}

export interface BuiltCases {
  readonly report: Report;
  /** Absolute path of the emitted JavaScript of the case `name`. */
  readonly emitted: (name: string) => string;
}

/** `outDir` from the root; `options` as on the command line. */
export async function buildCases(paths: readonly string[], outDir: string, options: readonly string[]): Promise<BuiltCases> {
  const absolute = path.join(ROOT, outDir);
  rmSync(absolute, { recursive: true, force: true });
  const report = await surety(["build", ...paths, "--outDir", outDir, ...options]);
  const files = readdirSync(absolute, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return {
    report,
    emitted: (name) => {
      const found = files.find((entry) => entry.name === `${name}.js`);
      if (found === undefined) throw new Error(`the build wrote no ${name}.js into ${outDir}`);
      return path.join(found.parentPath, found.name);
    },
  };
}

/** Runs `work` on every item, `width` at a time; results in order. */
export async function concurrently<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const lane = async (): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) results[entry[0]] = await work(entry[1]);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
