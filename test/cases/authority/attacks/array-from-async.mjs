// EXPECT: code.dynamic-import
export const all = (names) => Array.fromAsync(names, (name) => import(name));
