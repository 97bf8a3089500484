// EXPECT: code.dynamic-import
export const go = (name) => import(name);
