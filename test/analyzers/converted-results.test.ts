/** What a callback returns is converted by some built-ins, which runs code where it is an object. */
import { describe, expect, it } from "vitest";
import { lowerText } from "../compiler/lower/program-of.js";
import { provedTexts } from "./proved-texts.js";

const over = (call: string): string => `
  const table = new Uint8Array(3);
  let k = 0;
  const w: any = { valueOf() { k = 9; return 0; } };
  export function f(): unknown { const a = [3, 1, 2], t = new Uint8Array(3); k = 0; ${call} return table[k]; }`;

describe("the result of a callback", () => {
  it.each([
    "a.sort(() => w);",
    "a.toSorted(() => w);",
    "t.sort(() => w);",
    "t.toSorted(() => w);",
    "t.map(() => w);",
    "a.sort((x, y) => (x < y ? w : 1));",
  ])("runs code as it is made a number: %s", (call) => {
    for (const boundary of ["checked", "trusted"] as const)
      expect(provedTexts(lowerText(over(call)), boundary)).not.toContain("table[k]");
  });

  it.each([
    "a.sort((x, y) => x - y);",
    "t.sort((x, y) => y - x);",
    "a.toSorted((x, y) => (x < y ? -1 : 1));",
    "t.map((x) => x + 1);",
    "a.map(() => w);",
    "a.filter(() => w);",
    "a.some(() => w);",
    "a.reduce(() => w, 0);",
  ])("runs none: %s", (call) => {
    expect(provedTexts(lowerText(over(call)), "checked")).toContain("table[k]");
  });
});
