/** Which tools made a result: another build of ours, another TypeScript, another solver or engine is another origin. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf, type CacheKey } from "./key.js";

/** Those whose code has a part in verdicts. */
const PACKAGES = ["typescript", "z3-solver"];

export function toolDigest(): CacheKey {
  const root = packageRoot();
  const parts = [`v8 ${process.versions.v8}`, ...PACKAGES.map((name) => `${name} ${versionOf(root, name)}`)];
  for (const file of compiledFiles(path.join(root, "dist")))
    parts.push(`${path.relative(root, file)} ${digestOf(readFileSync(file))}`);
  return digestOf(parts.join("\n"));
}

function packageRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // As TypeScript in `cache/`, as JavaScript in `dist/cache/`.
  return import.meta.url.endsWith(".ts") ? path.dirname(here) : path.dirname(path.dirname(here));
}

function compiledFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js") || name.endsWith(".mjs"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Installed beside us or above us, as Node looks for it. */
function versionOf(root: string, name: string): string {
  for (let at = root; ; at = path.dirname(at)) {
    const manifest = path.join(at, "node_modules", name, "package.json");
    const text = readIfThere(manifest);
    if (text !== null) return digestOf(text);
    if (at === path.dirname(at)) throw new Error(`the package ${name} is not installed`);
  }
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
