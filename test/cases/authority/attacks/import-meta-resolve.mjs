// EXPECT: code.dynamic-import
export const load = (name) => import(import.meta.resolve(name));
