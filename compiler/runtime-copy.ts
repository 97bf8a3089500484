/**
 * The runtime for output that lies where no `@surety/runtime` is installed (a scratch folder, a container image): a copy of our own under
 * `node_modules` of the output folder, so that what is built runs as it stands.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { InternalError } from "../core/errors.js";
import type { OutputFile } from "./write-outputs.js";

export const RUNTIME = "@surety/runtime";

/** Whether modules in `folder` find the runtime. */
export function findsRuntime(folder: string): boolean {
  const searched = createRequire(path.join(folder, "any.js")).resolve.paths(RUNTIME) ?? [];
  return searched.some((modules) => existsSync(path.join(modules, RUNTIME, "package.json")));
}

const RUNTIME_MODULES = ["primordials", "violation", "monitor", "index"];

/** What guards need of the runtime, as the source text of an object literal: module names to functions of `exports` and `require`. */
export function runtimeModules(): string {
  const dist = path.join(path.dirname(createRequire(import.meta.url).resolve(`${RUNTIME}/package.json`)), "dist");
  const entries = RUNTIME_MODULES.map((name) => {
    const text = readFileSync(path.join(dist, `${name}.js`), "utf8");
    return `${JSON.stringify(`./${name}`)}: function (exports, require) {\n${text}\n}`;
  });
  return `{${entries.join(",\n")}}`;
}

/** The files of a copy below `folder`. Throws InternalError when our own installation lacks the runtime. */
export function runtimeCopy(folder: string): readonly OutputFile[] {
  const root = path.dirname(createRequire(import.meta.url).resolve(`${RUNTIME}/package.json`));
  if (!existsSync(path.join(root, "dist", "index.js"))) throw new InternalError(`\`${root}\` holds no built runtime`);
  const names = ["package.json", ...listed(root, "dist"), ...listed(root, "dist/authority"), ...listed(root, "esm")];
  return names.map((name) => ({
    path: path.join(folder, "node_modules", RUNTIME, name),
    text: readFileSync(path.join(root, name), "utf8"),
  }));
}

function listed(root: string, folder: string): readonly string[] {
  return readdirSync(path.join(root, folder))
    .filter((name) => /\.(?:js|mjs|d\.ts|d\.mts)$/u.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}
