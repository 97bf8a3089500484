/** What the program does to intrinsics, found again after an edit: modules that are the same objects may mean something else by then. */
import ts from "typescript";
import { expect, it } from "vitest";
import { createIntrinsicsMemo, intrinsicsStatus } from "../../analyzers/tamper.js";
import { lowerProgram } from "../../compiler/lower/lower-program.js";
import type { HirProgram } from "../../core/hir.js";

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

function lowered(texts: Readonly<Record<string, string>>): HirProgram {
  const files = new Map(Object.entries(texts).map(([name, text]) => [`/p/${name}`, text]));
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(OPTIONS),
    directoryExists: () => true,
    realpath: (name) => name,
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    getSourceFile: (name, options) => ts.createSourceFile(name, files.get(name) ?? "", options),
  };
  const program = ts.createProgram({ rootNames: [...files.keys()], options: OPTIONS, host });
  return lowerProgram(
    program,
    [...files.keys()].flatMap((name) => program.getSourceFile(name) ?? []),
    "/p",
  );
}

const READER = 'import { held } from "./held.js";\nexport function f() { held.x = 1; }';
const HELD: readonly string[] = [
  "export let held = {};",
  "export let held = Array.prototype;",
  "export let held = Array;",
  "export let held = Symbol;",
  "export let held = {}; export const keys = Reflect.ownKeys;",
  "export let held = { [Symbol.iterator]: 1 }; Object.assign(f, held); function f() {}",
  "export class Held extends Error { constructor() { super(); Object.setPrototypeOf(this, Held.prototype); } } export let held = {};",
  "export class Held extends Array { constructor() { super(); Object.setPrototypeOf(this, Held.prototype); } } export let held = {};",
  "export let held = {};",
];

it("is found as if it were found for the first time", () => {
  const memo = createIntrinsicsMemo();
  const programs = HELD.map((text) => lowered({ "held.ts": text, "reader.ts": READER }));
  const reader = programs[0]?.modules.find(({ path }) => path === "reader.ts");
  if (reader === undefined) throw new Error("no module");
  const found = programs.map((program) => {
    const again = { ...program, modules: program.modules.map((module) => (module.path === "reader.ts" ? reader : module)) };
    const status = intrinsicsStatus(again, memo);
    expect(status).toEqual(intrinsicsStatus(again));
    return `${status.kind} ${String(status.closedProgram)}`;
  });
  expect(programs[0]?.uncompiledModules).toEqual([]);
  expect(new Set(found).size).toBeGreaterThan(2);
});
