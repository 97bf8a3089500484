// EXPECT: code.dynamic-import
export const load = (name) => import(name, { with: { type: "json" } });
