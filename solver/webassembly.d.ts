/** The part of the WebAssembly interface that is used here; Node's types leave it to the `dom` library, which the tool chain does not load. */
declare namespace WebAssembly {
  interface Module {
    readonly __wasmModule?: never;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  type Imports = Record<string, Record<string, unknown>>;
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Imports): Promise<Instance>;
}
