import path from "node:path";
import { decode } from "@jridgewell/sourcemap-codec";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { emitGuarded, type EmittedFile } from "../../../compiler/emit/emit.js";
import { hardenModuleText } from "../../../compiler/emit/harden-module.js";
import { collectFrom } from "../lower/collect-sites.js";
import { REPORT, VARIANTS, planFor } from "./guarded.js";

const FILES: Readonly<Record<string, string>> = {
  "/p/src/main.ts": `#!/usr/bin/env node
// A comment that stays.
"use strict"
import { Kind, type Shape, table } from "./lib/table.js";

export function pick(i: number): number {
  const shape: Shape = { kind: Kind.Round };
  return table[i] + shape.kind;
}
`,
  "/p/src/lib/table.ts": `export const enum Kind { Flat = 3, Round = 4 }
export interface Shape { kind: Kind }
export const table: number[] = [1, 2];
export function set(i: number, v: number): void {
  table[i] = v;
  table[i] += v;
}
`,
  "/p/src/plain.ts": "export const one = 1;\n",
};

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  declaration: true,
  sourceMap: true,
  rootDir: "/p/src",
  types: [],
};

const LIBRARY = new Map<string, ts.SourceFile | undefined>();

function emit(options: ts.CompilerOptions): readonly EmittedFile[] {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.fileExists = (name) => name in FILES || ts.sys.fileExists(name);
  host.readFile = (name) => FILES[name] ?? ts.sys.readFile(name);
  host.directoryExists = (name) => name.startsWith("/p") || ts.sys.directoryExists(name);
  host.getCurrentDirectory = () => "/p";
  host.getSourceFile = (name, version) => {
    const text = FILES[name];
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    if (!LIBRARY.has(name)) LIBRARY.set(name, read(name, version));
    return LIBRARY.get(name);
  };
  const program = ts.createProgram(Object.keys(FILES), options, host);
  const files = Object.keys(FILES).flatMap((name) => program.getSourceFile(name) ?? []);
  const [variant = REPORT] = VARIANTS;
  return emitGuarded({
    program,
    files,
    planOf: (file) => planFor(collectFrom(file, program.getTypeChecker()).sites, variant),
    options,
    outDir: "/p/out",
    runtime: "@surety/runtime",
  });
}

const textOf = (files: readonly EmittedFile[], name: string): string =>
  files.find((file) => file.path === name)?.text ?? `no ${name}`;

describe("emit", () => {
  const files = emit(OPTIONS);

  it("lays files out as tsc does, beside the harden module", () => {
    expect(files.map((file) => path.relative("/p/out", file.path))).toEqual([
      "lib/table.d.ts",
      "lib/table.js",
      "lib/table.js.map",
      "main.d.ts",
      "main.js",
      "main.js.map",
      "plain.d.ts",
      "plain.js",
      "plain.js.map",
      "surety-harden.mjs",
    ]);
  });

  it("imports hardening first, keeps hashbang and directives, elides types, inlines const enums", () => {
    const text = textOf(files, "/p/out/main.js");
    expect(text.startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(text).toMatch(
      /"use strict";\s*import "\.\/surety-harden\.mjs";\s*import \{ register as \$sr \} from "@surety\/runtime";\s*import \{ table \} from/u,
    );
    expect(text).toContain("{ kind: 4 /* Kind.Round */ }");
    expect(textOf(files, "/p/out/lib/table.js")).toContain('import "../surety-harden.mjs"');
    expect(textOf(files, "/p/out/plain.js")).not.toContain("surety");
  });

  it("declares the original", () => {
    expect(textOf(files, "/p/out/main.d.ts")).toBe("#!/usr/bin/env node\nexport declare function pick(i: number): number;\n");
  });

  it("maps to the original text", () => {
    const text = textOf(files, "/p/out/main.js");
    const map = JSON.parse(textOf(files, "/p/out/main.js.map")) as { mappings: string; sources: string[] };
    expect(map.sources).toEqual(["../src/main.ts"]);
    const lines = text.split("\n");
    const line = lines.findIndex((one) => one.includes("table[i]"));
    const column = (lines[line] ?? "").indexOf("table[i]");
    const segment = decode(map.mappings)[line]?.find(([at]) => at === column);
    expect(segment?.slice(2, 4)).toEqual([7, 9]);
  });

  it("speaks CommonJS where the project does", () => {
    const text = textOf(emit({ ...OPTIONS, module: ts.ModuleKind.CommonJS }), "/p/out/main.js");
    expect(text).toMatch(/require\("\.\/surety-harden\.cjs"\);\s*const runtime_1 = require\("@surety\/runtime"\);/u);
    expect(text).not.toContain("import ");
  });

  it("puts maps where the project wants them", () => {
    const inline = emit({ ...OPTIONS, sourceMap: false, inlineSourceMap: true, inlineSources: true, declaration: false });
    expect(inline.map((file) => path.basename(file.path))).toEqual(["table.js", "main.js", "plain.js", "surety-harden.mjs"]);
    expect(textOf(inline, "/p/out/main.js")).toContain("//# sourceMappingURL=data:application/json;base64,");
    const none = emit({ ...OPTIONS, sourceMap: false, declaration: false });
    expect(textOf(none, "/p/out/main.js")).not.toContain("sourceMappingURL");
  });
});

it("harden modules name each intrinsic once, sorted", () => {
  expect(hardenModuleText(["b", "a", "b"], "esm")).toBe(
    '// Generated by surety: proofs and guards of this build rely on these intrinsics.\nimport { harden } from "@surety/runtime/harden";\n\nharden([\n  "a",\n  "b",\n]);\n',
  );
  expect(hardenModuleText(["a"], "cjs")).toContain('const { harden } = require("@surety/runtime/harden");');
});
