// EXPECT: code.wasm
export const go = (bytes) => WebAssembly.instantiate(bytes);
