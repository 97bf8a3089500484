/** The 35 MB WebAssembly module of z3-solver, compiled once in the main thread and handed to every worker (compiling takes 75-100 ms). */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { compileWasm, type WasmModule } from "./webassembly.js";

export async function compileZ3(): Promise<WasmModule> {
  const file = createRequire(import.meta.url).resolve("z3-solver/build/z3-built.wasm");
  return compileWasm(await readFile(file));
}
