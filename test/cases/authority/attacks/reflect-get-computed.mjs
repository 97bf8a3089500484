// EXPECT: code.dynamic
export const go = (name) => Reflect.get(globalThis, name);
