// EXPECT: code.dynamic-import
import module from "node:module";
export const go = (name) => module.createRequire(import.meta.url)(name);
