/** Callbacks of typed arrays are given undefined for what is gone with the buffer, whatever the library declares (trusted boundary). */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const READ = "table[x]";
const over = (call: string, from = "t: Uint8Array"): string => `
  const table = new Uint8Array(256);
  export function f(${from}, then: () => void): number { let s = 0; ${call} return s; }`;

describe("what a callback is handed", () => {
  it.each([
    ["forEach", "t.forEach((x) => { s += table[x]!; then(); });"],
    ["map", "t.map((x) => { s += table[x]!; then(); return 0; });"],
    ["some", "t.some((x) => { s += table[x]!; then(); return false; });"],
    ["reduce", "t.reduce((sum, x) => { s += table[x]!; then(); return sum; }, 0);"],
    ["find", "t.find((x) => { s += table[x]!; then(); return false; });"],
  ])("by `%s` of a typed array may be nothing", (_, call) => {
    expect(proved(over(call))).not.toContain(READ);
  });

  it("may be nothing where it may be a typed array", () => {
    const call = "t.forEach((x: number) => { s += table[x & 255]!; s += x < 9 && x >= 0 ? 1 : table[x]!; then(); });";
    expect(proved(over(call, "t: number[] | Uint8Array"))).not.toContain(READ);
  });

  it("is an element of an array that is there", () => {
    expect(proved(over("t.forEach((x) => { s += table[x]!; then(); });", "t: (0 | 1)[]"))).toContain(READ);
    expect(proved(over("t.find((x) => { s += table[x]!; then(); return false; });", "t: (0 | 1)[]"))).not.toContain(READ);
  });

  it("may be tested", () => {
    expect(proved(over("t.forEach((x) => { if (x !== undefined) s += table[x & 255]!; then(); });"))).toContain("table[x & 255]");
  });

  it("by `replace` may be a group that took no part", () => {
    const replaced = (callback: string): string =>
      `const table = new Uint8Array(9); export const f = (s: string): string => s.replace(/(a)?b/, ${callback});`;
    expect(proved(replaced("(all: string, a: string) => String(table[a === undefined ? 9 : 0])"))).toEqual([]);
    expect(proved(replaced("(all: string) => String(table[all === undefined ? 9 : 8])"))).toEqual([
      "table[all === undefined ? 9 : 8]",
    ]);
  });
});
