/** The 35 MB WebAssembly module of z3-solver, compiled once in the main thread and handed to every worker (compiling takes 75-100 ms). */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export async function compileZ3(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve("z3-solver/build/z3-built.wasm");
  return WebAssembly.compile(await readFile(file));
}
