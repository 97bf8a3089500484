// EXPECT: code.wasm
const { instantiate } = WebAssembly;
export const run = (bytes) => instantiate(bytes, { env: { call: (p) => p } });
