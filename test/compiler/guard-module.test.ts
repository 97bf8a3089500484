import { describe, expect, it } from "vitest";
import { guardModule } from "../../compiler/guard-module.js";
import { ConfigError } from "../../core/errors.js";

const TEXT = `import { unknown } from "./elsewhere.js";
export function at(items: number[], index: number): number {
  unknown();
  return items[index];
}
`;

describe("guardModule", () => {
  it("gives guarded text in the same language, a map, and the obligations", () => {
    const { code, map, obligations, diagnostics } = guardModule(TEXT, "src/a.ts", { projectRoot: "/somewhere" });
    expect(code).toContain("items: number[]");
    expect(code).toContain('from "@surety/runtime"');
    expect(code.indexOf("@surety/runtime/harden/all")).toBeLessThan(code.indexOf('"@surety/runtime"'));
    expect(obligations).toMatchObject([{ file: "src/a.ts", line: 4, column: 10, text: "items[index]", disposition: "guard" }]);
    expect(diagnostics.map(({ code: each }) => each)).toEqual(["SAFE-0003", "SAFE-2001"]);
    expect(JSON.parse(map.toString())).toMatchObject({ version: 3, sourcesContent: [TEXT] });
  });

  it("names obligations as the command line does, whether the file name is absolute or not", () => {
    const relative = guardModule(TEXT, "src/a.ts", { projectRoot: "/somewhere" });
    expect(guardModule(TEXT, "/somewhere/src/a.ts", { projectRoot: "/somewhere" }).obligations).toEqual(relative.obligations);
  });

  it("takes other specifiers, and CommonJS", () => {
    const { code } = guardModule("exports.first = (items) => items[0];\n", "a.js", {
      runtime: "./my-runtime.js",
      harden: "./my-harden.js",
      format: "cjs",
    });
    expect(code).toContain('require("./my-runtime.js")');
    expect(code).not.toContain("import ");
  });

  it("leaves text without obligations as it is", () => {
    const { code, map, obligations } = guardModule("export const one = 1;\n", "a.ts");
    expect(code).toBe("export const one = 1;\n");
    expect(map.mappings).not.toBe("");
    expect(obligations).toEqual([]);
  });

  it.each([
    ["a syntax error", "export const a = [1", "SAFE-0001"],
    ["nesting 10,000 deep", `export const a = ${"(".repeat(10_000)}1${")".repeat(10_000)}`, "SAFE-0005"],
    ["calls 10,000 deep", `export const a = ${"f(".repeat(10_000)}1${")".repeat(10_000)}`, "SAFE-0005"],
  ])("turns %s into text that throws", (_, text, code) => {
    const guarded = guardModule(text, "a.ts");
    expect(guarded.diagnostics).toMatchObject([{ code, severity: "error" }]);
    expect(guarded.obligations).toEqual([]);
    expect(guarded.code).toContain(`throw new SyntaxError("${code}: a.ts`);
  });

  it("refuses settings that do not exist", () => {
    // @ts-expect-error a caller in JavaScript
    expect(() => guardModule(TEXT, "a.ts", { mode: "prod" })).toThrow(ConfigError);
  });

  it("hardens nothing for a program that changes intrinsics, whatever is proved of it", () => {
    const text = "Number.isInteger = () => true;\nexport function f(i: number) { const [a] = [i + 1]; return a; }";
    const { code, obligations } = guardModule(text, "a.ts");
    expect(obligations.map(({ verdict }) => verdict)).toEqual(["proved"]);
    expect(code).not.toContain("harden");
  });
});
