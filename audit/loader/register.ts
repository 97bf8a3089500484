/**
 * `node --import surety/loader app.js`: modules of a build run only if their manifests say that they may. ES modules come through Node's own
 * hooks, which run in a thread of their own; `require` is asked here, before it compiles.
 */
import { readFileSync } from "node:fs";
import Module, { register } from "node:module";
import { mayRun, refusalText } from "./gate.js";

register("./hooks.js", import.meta.url);

type Compile = (this: unknown, module: { readonly filename: string }, file: string) => void;

const extensions = Reflect.get(Module, "_extensions") as Record<string, Compile>;
for (const extension of [".js", ".cjs"]) {
  const load = extensions[extension] ?? extensions[".js"];
  if (load === undefined) continue;
  extensions[extension] = function (module, file) {
    const problems = mayRun(file, readFileSync(file, "utf8"));
    if (problems.length > 0) throw new Error(refusalText(file, problems));
    load.call(this, module, file);
  };
}
