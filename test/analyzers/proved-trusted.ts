/** What is proved in a module under the trusted boundary, and a module whose proofs rest on what is believed of members. */
import { guardModule } from "../../compiler/api.js";

/** Texts of the sites proved. */
export const proved = (code: string): readonly string[] =>
  guardModule(code, "x.ts", { mode: "production", boundary: "trusted" })
    .obligations.filter((one) => one.verdict === "proved")
    .map((one) => one.text);

export const READS = `
  interface Box { readonly size: number; readonly items: number[]; x: 0 | 1 }
  export function get(o: Box) { return [1, 2][o.x]!; }
  export function all(o: Box) { let s = 0; for (let i = 0; i < o.items.length; i++) s += o.items[i]!; return s; }`;
/** What of it is proved while members are believed. */
export const BELIEVED = ["[1, 2][o.x]", "o.items[i]"];
