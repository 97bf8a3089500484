import { describe, expect, it } from "vitest";
import { codesOf, filesOf, folderOf, load } from "./temporary-folder.js";

const nested = (open: string, inner: string, close: string, times: number): string =>
  `export const x = ${open.repeat(times)}${inner}${close.repeat(times)};`;

const DEEP: Readonly<Record<string, string>> = {
  parentheses: nested("(", "1", ")", 10_000),
  arrays: nested("[", "1", "]", 10_000),
  objects: nested("{ a: ", "1", "}", 10_000),
  calls: `declare function f<T>(x: T): T; ${nested("f(", "1", ")", 10_000)}`,
  "calls below the limit that the checker cannot take": `declare function f<T>(x: T, g: (y: T) => T): T; ${nested("f(1, (y) => ", "1", ")", 240)}`,
  functions: nested("() => ", "1", "", 10_000),
  unary: nested("- ", "1", "", 10_000),
  sum: nested("1 + ", "1", "", 10_000),
  powers: nested("1 ** ", "1", "", 10_000),
  conditions: nested("n ? 1 : ", "1", "", 10_000),
  members: `declare const n: any; export const x = n${".a()".repeat(10_000)};`,
  blocks: `${"{".repeat(10_000)}${"}".repeat(10_000)}`,
  "else if": `declare const n: number; ${"if (n) { } else ".repeat(10_000)} { }`,
  templates: nested("`${", "1", "}`", 10_000),
  types: `export type T = ${"[".repeat(10_000)}1${"]".repeat(10_000)};`,
};

describe("nesting", () => {
  for (const [name, code] of Object.entries(DEEP)) {
    it(`${name}: a diagnostic for that file, other files verified`, () => {
      const cwd = folderOf({
        "a.ts": "export const n = 1;",
        "deep.ts": code,
        "z.ts": "import { x } from './deep.js'; export const y = x;",
      });
      const loaded = load(cwd, { paths: ["."] });
      const tooDeep = codesOf(loaded).includes("SAFE-0005 deep.ts");
      // A checker that manages the file after all is no failure.
      if (!name.includes("cannot take")) expect(tooDeep).toBe(true);
      expect(filesOf(cwd, loaded)).toEqual(tooDeep ? ["a.ts", "z.ts"] : ["a.ts", "deep.ts", "z.ts"]);
    });
  }

  it("leaves ordinary long chains alone", () => {
    const cwd = folderOf({ "a.ts": `export const text = ${"'line' +\n".repeat(900)} 'end';` });
    expect(load(cwd, { paths: ["a.ts"] }).diagnostics).toEqual([]);
  });

  it("loads a file of two megabytes", () => {
    const line = "export function f@(a: number[], i: number): number { return a[i]; }\n";
    const text = Array.from({ length: 31_000 }, (_, index) => line.replace("@", String(index))).join("");
    expect(text.length).toBeGreaterThan(2_000_000);
    const cwd = folderOf({ "big.ts": text });
    expect(filesOf(cwd, load(cwd, { paths: ["big.ts"] }))).toEqual(["big.ts"]);
  }, 30_000);
});
