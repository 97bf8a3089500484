/** The 35 MB WebAssembly module of z3-solver, compiled once in the main thread and handed to every worker (compiling takes 75-100 ms). */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { compileWasm, type WasmModule } from "./webassembly.js";

export async function compileZ3(): Promise<WasmModule> {
  const file = createRequire(import.meta.url).resolve("z3-solver/build/z3-built.wasm");
  return compileWasm(await readFile(file));
}

/**
 * Keeps this process from optimising WebAssembly. Z3's checks here are short: the first five functions took 0.5 s instead of 1.2 s,
 * twenty more 0.9 s instead of 1.3 s. The flag counts for the whole process and must stay on while Z3 runs, so only a process that is
 * ours may set it: the command line, never a library.
 */
export function useBaselineWasm(): void {
  setFlagsFromString("--liftoff-only");
}
