/** Constants that stand for built-ins, where nobody can put another value in their place. */
import { describe, expect, it } from "vitest";
import ts from "typescript";
import { functionNamed, lowerText } from "./program-of.js";

/** Whether `f` is seen to use the built-ins. */
function uses(text: string, name: string, options: ts.CompilerOptions = {}): readonly boolean[] {
  const globals = functionNamed(lowerText(text, options), name).blocks.flatMap(({ instrs }) =>
    instrs.flatMap((instr) => (instr.op === "global" ? [instr.name] : [])),
  );
  return [globals.includes("Math"), globals.includes("Uint8Array")];
}

const EXPORTED = `export const least = Math.min;
  export const u8 = Uint8Array;
  export function f(n: number) { return new u8(least(n, 4)); }`;

describe("a constant stands for its built-in", () => {
  it("where the module keeps its variables", () => {
    expect(uses(EXPORTED, "f")).toEqual([true, true]);
    expect(uses(EXPORTED.replaceAll("export const", "const"), "f", { module: ts.ModuleKind.CommonJS })).toEqual([true, true]);
  });

  it("not where it is a property of CommonJS exports", () => {
    expect(uses(EXPORTED, "f", { module: ts.ModuleKind.CommonJS })).toEqual([false, false]);
  });

  it("not where it is a property of a namespace", () => {
    expect(uses(`namespace N { ${EXPORTED} } export const g = N.f;`, "N.f")).toEqual([false, false]);
    expect(uses(`namespace N { ${EXPORTED.replaceAll("export const", "const")} } export const g = N.f;`, "N.f")).toEqual([
      true,
      true,
    ]);
  });
});
