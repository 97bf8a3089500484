/** What the program does to intrinsics, found again after an edit: modules that are the same objects may mean something else by then. */
import ts from "typescript";
import { expect, it } from "vitest";
import { createIntrinsicsMemo, intrinsicsStatus, keepsIntrinsicsStatus } from "../../../analyzers/linking/tamper.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";
import type { HirProgram } from "../../../core/hir.js";

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

const OTHERS: readonly string[] = [
  'import { held } from "./held.js";\nexport function f() { return held; }',
  'import { held } from "./held.js";\nexport function f() { return [1].map((x) => x + 1); }',
  'import { held } from "./held.js";\nexport function f() { Array.prototype.x = 1; }',
  'import { held } from "./held.js";\nexport function f(a, k, l, v) { a[k][l] = v; }',
  'import { held } from "./held.js";\nexport function f(a) { a.constructor = 1; }',
  'import { held } from "./held.js";\nexport function f() { held.x = 1; }',
  'import { held } from "./held.js";\nexport function f() { return { [Symbol.iterator]: 1 }; }',
];

it("is known to stay only where it does", () => {
  let kept = 0;
  for (const text of HELD) {
    const programs = OTHERS.map((other) =>
      lowered({ "held.ts": text, "reader.ts": other, "last.ts": READER.replace("f()", "g()") }),
    );
    for (const before of programs)
      for (const after of programs) {
        const modules = after.modules.map((module, at) => (module.path === "reader.ts" ? module : before.modules[at]));
        const edited = { ...before, modules: modules.flatMap((module) => module ?? []) };
        const changed = edited.modules.flatMap((is, at) => {
          const was = before.modules[at];
          return was === undefined || was === is ? [] : [{ was, is }];
        });
        const memo = createIntrinsicsMemo();
        const status = intrinsicsStatus(before, memo);
        if (!keepsIntrinsicsStatus(before, edited, { changed, memo })) continue;
        kept++;
        expect(intrinsicsStatus(edited)).toEqual(status);
        // And the program after it is compared with that one.
        expect(keepsIntrinsicsStatus(before, edited, { changed, memo })).toBe(before === edited);
        expect(
          keepsIntrinsicsStatus(edited, before, { changed: changed.map(({ was, is }) => ({ was: is, is: was })), memo }),
        ).toBe(true);
      }
  }
  // Every program against itself, and then some.
  expect(kept).toBeGreaterThan(HELD.length * OTHERS.length);
});
