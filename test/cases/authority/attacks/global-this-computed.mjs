// EXPECT: code.dynamic
export const go = (name) => globalThis[name];
