/**
 * Z3 as a WebAssembly instance in this thread, by its synchronous low-level interface. The package's own `init` is not used: its
 * asynchronous evaluation corrupts its input and its high-level finalizers run during checks (docs: solver.md, traps).
 */
import { createRequire } from "node:module";
import { InternalError } from "../core/errors.js";
import { createSmtPort, DEFAULT_SMT_OPTIONS, type EngineSolverPort, type SmtContext, type SmtEngine } from "./smt-session.js";
import { instantiateWasm, type WasmModule } from "./webassembly.js";

/** What is used of the Emscripten module. */
interface Z3Instance {
  readonly ccall: (name: string, result: string | null, types: readonly string[], args: readonly unknown[]) => unknown;
}

/**
 * A port on a fresh instance. `module` is the compiled WebAssembly (20 ms with it, 110 ms without). The instance lives as long as
 * the thread. Throws InternalError when z3-solver cannot be loaded.
 */
export async function createZ3(module?: WasmModule): Promise<EngineSolverPort> {
  return createSmtPort(await loadEngine(module ?? null), DEFAULT_SMT_OPTIONS);
}

/** Z3 itself, as text in and text out. */
export async function loadEngine(module: WasmModule | null): Promise<SmtEngine> {
  const load: unknown = createRequire(import.meta.url)("z3-solver/build/z3-built.js");
  if (typeof load !== "function") throw new InternalError("z3-solver/build/z3-built.js exports no function");
  // What Z3 prints on its own is no answer to anything we asked.
  const silent = { print: () => undefined, printErr: () => undefined };
  const overrides = module === null ? silent : { ...silent, instantiateWasm: instantiateFrom(module) };
  const instance: unknown = await Promise.resolve(Reflect.apply(load, undefined, [overrides]));
  return engineOf(decodeInstance(instance));
}

function instantiateFrom(module: WasmModule) {
  return (imports: unknown, done: (instance: object, module: WasmModule) => void): object => {
    void instantiateWasm(module, imports).then((instance) => {
      done(instance, module);
    });
    return {};
  };
}

function decodeInstance(value: unknown): Z3Instance {
  if (typeof value !== "object" || value === null || !("ccall" in value) || typeof value.ccall !== "function") {
    throw new InternalError("z3-solver gives an instance without `ccall`");
  }
  const ccall = value.ccall;
  return { ccall: (...args): unknown => Reflect.apply(ccall, value, args) };
}

function engineOf(z3: Z3Instance): SmtEngine {
  const address = (name: string, args: readonly unknown[]): number => {
    const result = z3.ccall(
      name,
      "number",
      args.map(() => "number"),
      args,
    );
    if (typeof result !== "number" || result === 0) throw new Error(`${name} gives no address`);
    return result;
  };
  const open = (): SmtContext => {
    const config = address("Z3_mk_config", []);
    const context = address("Z3_mk_context", [config]);
    z3.ccall("Z3_del_config", null, ["number"], [config]);
    // Else Z3's default error callback ends the process.
    z3.ccall("set_noop_error_handler", null, ["number"], [context]);
    return {
      evaluate: (text) => {
        const output = z3.ccall("Z3_eval_smtlib2_string", "string", ["number", "string"], [context, text]);
        return typeof output === "string" ? output : "";
      },
      close: () => {
        z3.ccall("Z3_del_context", null, ["number"], [context]);
      },
    };
  };
  return { open };
}
