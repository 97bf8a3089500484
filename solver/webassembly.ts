/** The part of the WebAssembly interface that is used here. Node's types leave it to the `dom` library, which the tool chain does not load. */
import { InternalError } from "../core/errors.js";

/** A compiled module: may be posted to a worker thread. Opaque. */
export interface WasmModule {
  readonly wasmModule?: never;
}

/** Compiles off this thread. */
export async function compileWasm(bytes: Uint8Array): Promise<WasmModule> {
  return decodeObject(await call("compile", [bytes]));
}

export async function instantiateWasm(module: WasmModule, imports: unknown): Promise<object> {
  return decodeObject(await call("instantiate", [module, imports]));
}

function call(name: "compile" | "instantiate", args: readonly unknown[]): Promise<unknown> {
  const api: unknown = Reflect.get(globalThis, "WebAssembly");
  const operation: unknown = typeof api === "object" && api !== null ? Reflect.get(api, name) : undefined;
  if (typeof operation !== "function") throw new InternalError(`this engine has no WebAssembly.${name}`);
  const result: unknown = Reflect.apply(operation, api, args);
  return Promise.resolve(result);
}

function decodeObject(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new InternalError("WebAssembly gives no object");
  return value;
}
