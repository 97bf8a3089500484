// EXPECT: code.eval
import vm from "node:vm";
const kind = ["Source", "Text", "Module"].join("");
export const make = (text) => new vm[kind](text);
