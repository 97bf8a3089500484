/** `==` converts an object that it compares with a primitive value, and runs code of it; two objects it compares by identity. */
import { describe, expect, it } from "vitest";
import { provedIn } from "./proved-in.js";

const compared = (types: string, more = ""): boolean =>
  provedIn(`export function f(a: number[], ${types}) { if (a.length === 0 || x == y) return 0; return a[0]; } ${more}`).length ===
  1;

const RUN_NOTHING: Readonly<Record<string, string>> = {
  "objects that no primitive value passes for": "x: { own: number }, y: { other: string }",
  "an object and what may be nothing": "x: { own: number } | null, y: { own: number } | undefined",
  "what may be nothing, of either kind": "x: { own: number } | null, y: null",
  "primitive values": "x: string | number, y: boolean | bigint",
  symbols: "x: symbol, y: string | null",
  functions: "x: () => void, y: () => number",
};

const MAY_RUN_CODE: Readonly<Record<string, string>> = {
  "an object and a string": "x: { own: number }, y: string",
  "a number and an object": "x: number, y: { own: number }",
  "an object and a symbol": "x: { own: number }, y: symbol",
  "what a string passes for": "x: { length: number }, y: { own: number }",
  "an object type that `{}` passes for": "x: { own: number }, y: object",
  "what a mapped type makes of a primitive type": "x: { own: number }, y: { readonly [K in keyof Date]: Date[K] }",
  "what any primitive value passes for": "x: { own: number }, y: {}",
  "members that are all optional": "x: { own?: number }, y: { own: number }",
  "an object or a string": "x: { own: number } | string, y: { own: number }",
  "members that the program gives strings": "x: { own: number }, y: { twice: string }",
};

describe("loose equality", () => {
  it.each(Object.entries(RUN_NOTHING))("runs nothing: %s", (_, types) => {
    expect(compared(types)).toBe(true);
  });
  it.each(Object.entries(MAY_RUN_CODE))("may run code: %s", (_, types) => {
    expect(compared(types, "declare global { interface String { twice: string } }")).toBe(false);
  });
});
