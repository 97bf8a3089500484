/** Which modules a module imports: what is not among them may change intrinsics unseen. */
import { describe, expect, it } from "vitest";
import { lowerFiles } from "./program-of.js";

const OTHERS = { "b.ts": "export class B {}\n" };

const IMPORTING: readonly string[] = [
  'import { B } from "./b";\nexport const b = new B();',
  'export { B } from "./b";',
  'export const b = import("./b");',
  'export class A extends (await import("./b")).B {}',
  'export const f = async () => class extends (await import("./b")).B {};',
];

describe("modules of the program", () => {
  it.each(IMPORTING)("%s", (text) => {
    const found = lowerFiles({ "a.ts": text, ...OTHERS });
    expect(found.modules.find(({ path }) => path === "a.ts")?.imports).toEqual(["b.ts"]);
    expect(found.uncompiledModules).toEqual([]);
  });
});

describe("other modules", () => {
  it.each(IMPORTING.map((text) => text.replace("./b", "elsewhere")))("%s", (text) => {
    expect(lowerFiles({ "a.ts": text }).uncompiledModules).toEqual(["elsewhere"]);
  });

  it.each(['export class A extends require("elsewhere").B {}', 'import b = require("elsewhere");\nexport = b;'])("%s", (text) => {
    expect(lowerFiles({ "a.cts": text }).uncompiledModules).toEqual(["elsewhere"]);
  });
});

describe("modules that are imported by what is no literal", () => {
  it.each([
    ['export const b = import("elsewhere" as string);', "elsewhere"],
    ['export const b = import(("elsewhere"));', "elsewhere"],
    ['const name: string = "elsewhere";\nexport const b = import(name);', "name"],
    ["declare const require: any;\nexport const b = require(process.argv[2]);", "process.argv[2]"],
    ['declare const require: any;\nexport const b = (require)("elsewhere", 0);', "elsewhere"],
    ['declare const module: any;\nexport const b = module.require("elsewhere");', "elsewhere"],
  ])("%s", (text, expected) => {
    expect(lowerFiles({ "a.ts": text }).uncompiledModules).toEqual([expected]);
  });
});

describe("the default export of an imported variable", () => {
  const cellsOf = (declared: string): string => {
    const found = lowerFiles({
      "b.ts": `export ${declared} k = Math.random();\nexport function set(): void { ${declared === "let" ? "k = 1;" : ""} }`,
      "a.ts": 'import { k } from "./b";\nexport default k;',
      "main.ts": 'import d from "./a";\nexport const f = (): number => d;',
    });
    return JSON.stringify(found.modules.find(({ path }) => path === "main.ts"));
  };
  it("is a copy where the variable changes", () => {
    expect(cellsOf("let")).not.toContain('"b.ts#/k');
    expect(cellsOf("const")).toContain('"b.ts#/k');
  });
});

it("are none in types", () => {
  const text = 'import type { B } from "./b";\nexport interface A extends B {}\nexport type C = import("./b").B;';
  const found = lowerFiles({ "a.ts": text, ...OTHERS });
  expect(found.modules.flatMap(({ imports }) => imports)).toEqual([]);
  expect(found.uncompiledModules).toEqual([]);
});
