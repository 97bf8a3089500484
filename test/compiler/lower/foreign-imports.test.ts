/** Names that come from modules that are not compiled with the program: how each use reads them. */
import { describe, expect, it } from "vitest";
import ts from "typescript";
import { functionNamed, lowerText } from "./program-of.js";

const TEXT = `import { v } from "elsewhere"; import * as all from "elsewhere"; export function f() { return v; } export function g() { return all; }`;

const reads = (name: string, options: ts.CompilerOptions): readonly string[] =>
  functionNamed(lowerText(TEXT, options), name).blocks.flatMap(({ instrs }) =>
    instrs.flatMap((instr) =>
      instr.op === "import" ? [`import ${instr.name}`] : instr.op === "getProp" ? [`property ${instr.name}`] : [],
    ),
  );

describe("a name from a module outside", () => {
  it("is a binding of the ES module", () => {
    expect(reads("f", {})).toEqual(["import v"]);
    expect(reads("g", {})).toEqual(["import *"]);
  });

  it("is a property of the exports of a CommonJS module, which may be an accessor", () => {
    expect(reads("f", { module: ts.ModuleKind.CommonJS })).toEqual(["import *", "property v"]);
    expect(reads("g", { module: ts.ModuleKind.CommonJS })).toEqual(["import *"]);
  });
});
