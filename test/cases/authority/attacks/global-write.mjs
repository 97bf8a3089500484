// EXPECT: global.write
globalThis.fetch = () => {};
