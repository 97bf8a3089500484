import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createTransformer, type TransformerOptions } from "../../compiler/create-transformer.js";
import { InternalError } from "../../core/errors.js";

const RUNTIME = fileURLToPath(new URL("../../runtime", import.meta.url));

/** Constructs for which TypeScript's emitter asks the checker about nodes, each beside a guard. */
const MAIN = `#!/usr/bin/env node
"use strict";
import { table, Mode, Level, type Shape } from "./table.js";
import { unused } from "./table.js";
import type { Shape as Again } from "./table.js";
import * as all from "./table.js";
import fallback from "./table.js";
export { table as again } from "./table.js";
export class Box<X extends unknown> {
  static readonly made: number[] = [];
  readonly #items: X[];
  constructor(items: X[], public n = table[0]) {
    this.#items = items;
    Box.made[0] = n;
  }
  at(i: number): X {
    return this.#items[i] as X;
  }
}
enum Own {
  A = 1,
  B = A << 2,
}
namespace Inner {
  export const values = [1, 2, 3];
  export function get(i: number): number {
    return values[i];
  }
}
/** Comments stay. */
export function all1(a: number[], i: number): unknown {
  a[i] = 10; // here too
  table[i] = 5;
  table[i] += 2;
  const [p, q] = a;
  const { length } = a;
  const text = \`<\${table[i]}>\`;
  const later = (k: number) => table[k];
  const closures: (() => number)[] = [];
  for (let j = 0; j < 2; j++) closures.push(() => a[j]);
  [a[0], a[1]] = [a[1], a[0]];
  const shape: Shape = { table };
  const odd = { table, [\`k\${a[0]}\`]: all.table[1] };
  return [a, p, q, length, text, later(1), closures.map((f) => f()), shape.table[0], odd, Mode.On, Level.High, Own.B, Inner.get(2), fallback[0], 1_000, 0x10, "quo'te\\n", /a[/]b/g.source];
}
export type Kept = Again;
export let first = 1, second = [2, 3];
[first, second[place0()]] = [second[1], first];
const [third, [fourth]] = [all.table[2], second];
export { third, fourth as fifth };
function place0(): number { return table.length - 3; }
export const exported = [1, 2, 3];
let place = Number("1");
exported[place] = 9;
exported[place]++;
place = exported[place];
console.log(JSON.stringify([first, second, third, fourth, all1([1, 2, 3], 1), new Box(["x"]).at(0), Box.made, exported, place]));
try {
  all1([1, 2], 7);
  console.log("went on");
} catch (error) {
  console.log((error as Error).name);
}
`;

const TABLE = `export interface Shape { table: number[] }
export const table: number[] = [7, 8, 9];
export enum Mode { Off, On }
export const enum Level { Low, High }
export const unused = 1;
export default [table[0]];
`;

function project(): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "surety-transformer-")));
  mkdirSync(path.join(root, "src"));
  mkdirSync(path.join(root, "node_modules/@surety"), { recursive: true });
  symlinkSync(RUNTIME, path.join(root, "node_modules/@surety/runtime"));
  writeFileSync(path.join(root, "src/main.ts"), MAIN);
  writeFileSync(path.join(root, "src/table.ts"), TABLE);
  return root;
}

/** Parsed once for each target: nearly all that compiling this little program costs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function programOf(root: string, options: ts.CompilerOptions): ts.Program {
  const host = ts.createCompilerHost(options);
  const real = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language) => {
    if (!path.basename(name).startsWith("lib.")) return real(name, language);
    const key = `${String(options.target)} ${String(options.module)} ${name}`;
    if (!libraries.has(key)) libraries.set(key, real(name, language));
    return libraries.get(key);
  };
  return ts.createProgram([path.join(root, "src/main.ts")], options, host);
}

interface Emit {
  readonly options: ts.CompilerOptions;
  readonly transformer: TransformerOptions | null;
}

/** Compiles src/main.ts and runs it. */
function run(root: string, name: string, { options, transformer }: Emit): { readonly out: string; readonly code: string } {
  const outDir = path.join(root, name);
  const program = programOf(root, {
    target: ts.ScriptTarget.ES2022,
    strict: true,
    types: [],
    // Emitting checks all files first, and TypeScript's own declarations take ten times as long as these two.
    skipDefaultLibCheck: true,
    sourceMap: true,
    ...options,
    outDir,
  });
  const before = transformer === null ? [] : [createTransformer(program, { projectRoot: root, ...transformer })];
  program.emit(undefined, undefined, undefined, undefined, { before });
  const type = options.module === ts.ModuleKind.CommonJS ? "commonjs" : "module";
  writeFileSync(path.join(outDir, "package.json"), JSON.stringify({ type }));
  const ran = spawnSync(process.execPath, ["--enable-source-maps", path.join(outDir, "main.js")], { encoding: "utf8" });
  expect(ran.stderr).toBe("");
  return { out: ran.stdout, code: readFileSync(path.join(outDir, "main.js"), "utf8") };
}

const BUNDLER = ts.ModuleResolutionKind.Bundler;

describe("createTransformer", () => {
  it.each<[string, ts.CompilerOptions]>([
    ["ESM", { module: ts.ModuleKind.ESNext, moduleResolution: BUNDLER }],
    ["CommonJS", { module: ts.ModuleKind.CommonJS, moduleResolution: BUNDLER, esModuleInterop: true }],
    ["ES2015", { module: ts.ModuleKind.ESNext, moduleResolution: BUNDLER, target: ts.ScriptTarget.ES2015 }],
    [
      "isolatedModules",
      { module: ts.ModuleKind.ESNext, moduleResolution: BUNDLER, isolatedModules: true, preserveConstEnums: true },
    ],
    ["removeComments", { module: ts.ModuleKind.ESNext, moduleResolution: BUNDLER, removeComments: true }],
  ])("emits a program that does the same, then stops at the violation: %s", (name, options) => {
    const root = project();
    const plain = run(root, `${name}-plain`, { options, transformer: null }).out.split("\n");
    const guarded = run(root, `${name}-guarded`, { options, transformer: {} });
    const lines = guarded.out.split("\n");
    expect(lines[0]).toBe(plain[0]);
    expect(plain[1]).toBe("went on");
    expect(lines[1]).toBe("SafetyViolation");
    expect(guarded.code).not.toContain("unused");
    if (name !== "removeComments") expect(guarded.code).toContain("/** Comments stay. */");
  });

  it("asserts what is proved in development", () => {
    const options = { module: ts.ModuleKind.ESNext, moduleResolution: BUNDLER };
    const root = project();
    const lines = run(root, "development", { options, transformer: { mode: "development" } }).out.split("\n");
    expect(lines[1]).toBe("SafetyViolation");
  });

  it("turns a file with syntax errors into one that throws", () => {
    const root = project();
    writeFileSync(path.join(root, "src/main.ts"), "export const a = [1][0;\n");
    const program = ts.createProgram({
      rootNames: [path.join(root, "src/main.ts")],
      options: { outDir: path.join(root, "out"), skipDefaultLibCheck: true },
    });
    const texts: string[] = [];
    program.emit(undefined, (file, text) => file.endsWith(".js") && texts.push(text), undefined, undefined, {
      before: [createTransformer(program)],
    });
    expect(texts.join("")).toContain('throw new SyntaxError("SAFE-0001:');
  });

  it("wants to be the first transformer", () => {
    const root = project();
    const options = {
      outDir: path.join(root, "out"),
      module: ts.ModuleKind.ESNext,
      moduleResolution: BUNDLER,
      skipDefaultLibCheck: true,
    };
    const program = ts.createProgram({ rootNames: [path.join(root, "src/table.ts")], options });
    const other: ts.TransformerFactory<ts.SourceFile> = (context) => (file) =>
      context.factory.updateSourceFile(file, [...file.statements]);
    expect(() =>
      program.emit(undefined, () => undefined, undefined, undefined, { before: [other, createTransformer(program)] }),
    ).toThrow(InternalError);
  });
});
