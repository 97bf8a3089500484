import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { AuthorityReference } from "../../../core/authority.js";
import { modulePath, obligationId } from "../../../core/ids.js";
import type { PlannedCapability } from "../../../core/plan.js";
import { applyPlan } from "../../../compiler/emit/guard-edits.js";
import { fullHardenModuleText } from "../../../compiler/emit/harden-module.js";
import { planModule } from "../../../verifier/plan.js";
import { withCapabilities } from "../../../verifier/plan-capabilities.js";
import { toJavaScript } from "./guarded.js";
import { originalPosition } from "./map-position.js";

interface Root {
  readonly kind: "global" | "module";
  readonly name: string;
  readonly bound?: readonly string[];
  readonly use?: AuthorityReference["use"]["kind"];
}

/** The roots stand between `«` and `»`, which are no part of the source. */
function guard(marked: string, root: Root, fileName = "/snippet.ts", format: "esm" | "cjs" | null = null) {
  const capabilities: PlannedCapability[] = [];
  let code = "";
  const starts: number[] = [];
  for (const character of marked) {
    if (character === "«") starts.push(code.length);
    else if (character === "»") {
      const start = starts.pop() ?? 0;
      const rootSpan = { start, end: code.length };
      const reference: AuthorityReference = {
        root: { kind: root.kind, name: root.name },
        path: root.bound ?? [],
        bound: root.bound?.length ?? 0,
        use: { kind: root.use ?? "value" },
        needs: [],
        line: 1,
        span: rootSpan,
        rootSpan,
        text: code.slice(start),
        tokens: code.slice(start),
        function: "",
      };
      capabilities.push({
        id: obligationId(`id${String(capabilities.length)}`),
        reference,
        capability: { action: "fs.read", pattern: null },
        verdict: { kind: "unknown", reason: { kind: "unsupported", construct: "test" } },
        disposition: "guard",
      });
    } else code += character;
  }
  const sourceFile = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
  const empty = planModule({
    module: modulePath("snippet.ts"),
    sites: [],
    selectors: [],
    enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
    a2: { kind: "enforceable" },
  });
  const plan = withCapabilities(empty, capabilities, [{ action: "fs.read", pattern: "./data/**" }]);
  const options = {
    runtime: "@surety/runtime",
    harden: "./surety-harden.mjs",
    format,
    origin: { expression: "__filename", root: "../.." } as const,
  };
  return { ...applyPlan(code, sourceFile, { plan, options }), original: code };
}

const FS: Root = { kind: "module", name: "node:fs" };
const FETCH: Root = { kind: "global", name: "fetch" };

/** Runs emitted code; what is wrapped is told. */
function run(
  marked: string,
  root: Root,
  globals: Record<string, unknown> = {},
): { exports: Record<string, unknown>; wrapped: unknown[]; registration: unknown[] } {
  const javascript = toJavaScript(guard(marked, root).code);
  const wrapped: unknown[] = [];
  const registration: unknown[] = [];
  const exports: Record<string, unknown> = {};
  const authority = (given: unknown, from: unknown): unknown => {
    registration.push(given, from);
    return {
      root: (n: number, raw: unknown) => {
        wrapped.push([n, raw]);
        return typeof raw === "object" && raw !== null ? { ...raw, isView: true } : raw;
      },
      load: async (n: number, load: (s: string) => Promise<unknown>, specifier: unknown) => {
        wrapped.push([n, specifier]);
        return { loaded: String(specifier), by: typeof load };
      },
    };
  };
  const fs = { readFile: (name: string) => `raw ${name}`, promises: { readFile: "p" }, Stream: class {}, default: "d" };
  const require = (specifier: string): unknown =>
    specifier === "@surety/runtime/authority" ? { authority } : specifier === "node:fs" ? fs : {};
  new Function("require", "exports", "__filename", ...Object.keys(globals), `"use strict";${javascript}`)(
    require,
    exports,
    "/p/x.js",
    ...Object.values(globals),
  );
  return { exports, wrapped, registration };
}

describe("roots", () => {
  it("are wrapped where they stand", () => {
    const { exports, wrapped, registration } = run(
      `import * as fs from "node:fs";\nexport function f() { return «fs».readFile("a"); }\nexport const r = f(), s = { «fs» }, t = new «fs».Stream();`,
      FS,
    );
    expect(exports["r"]).toBe("raw a");
    expect(exports["s"]).toEqual({ fs: expect.objectContaining({ isView: true }) });
    expect(wrapped).toHaveLength(3);
    expect(registration).toEqual([
      {
        module: "snippet.ts",
        onViolation: "throw",
        root: "../..",
        grant: [["fs.read", "./data/**"]],
        roots: [["module", "node:fs", [], "id0", 2, 30, [], []]],
      },
      "/p/x.js",
    ]);
  });

  it("work before the module has run: a hoisted function in an import cycle", () => {
    const { exports } = run(`export const early = f();\nfunction f() { return «fetch»; }`, FETCH, { fetch: 7 });
    expect(exports["early"]).toBe(7);
  });

  it.each([
    ["a call", "export const r = «fetch»(1);", FETCH, "$sR(0, fetch)(1)"],
    [
      "a named import",
      'import { readFile as rf } from "node:fs";\nexport const r = «rf»("x");',
      { ...FS, bound: ["readFile"] },
      '$sR(0, rf)("x")',
    ],
    ["an optional call", "export const r = «fetch»?.(1);", FETCH, "$sR(0, fetch)?.(1)"],
    ["construction", "export const r = () => new «fetch».a.B(1);", FETCH, "new ($sR(0, fetch)).a.B(1)"],
    ["construction of itself", "export const r = () => new «fetch»;", FETCH, "new ($sR(0, fetch))"],
    ["a default", "export function f(a = «fetch») { return a; }", FETCH, "a = $sR(0, fetch)"],
    ["a heritage", "export class A extends «fetch».B {}", FETCH, "extends $sR(0, fetch).B"],
    ["an assignment", "«fetch» = f;", FETCH, "$sR(0, globalThis).fetch = f"],
    ["a compound assignment", "(«fetch») ??= f;", FETCH, "($sR(0, globalThis).fetch) ??= f"],
    ["a pattern", "[«fetch», a.b] = xs;", FETCH, "[$sR(0, globalThis).fetch, a.b] = xs"],
    ["a shorthand pattern", "({ «fetch» = 1 } = xs);", FETCH, "{ fetch: $sR(0, globalThis).fetch = 1 } = xs"],
    ["an array that is no pattern", "export const r = [«fetch»];", FETCH, "[$sR(0, fetch)]"],
    ["a loop's head", "for («fetch» of xs) ;", FETCH, "for ($sR(0, globalThis).fetch of xs)"],
    ["an update", "«fetch»++;", FETCH, "$sR(0, globalThis).fetch++"],
    ["a default export", "export default «fetch»;", FETCH, "export default $sR(0, fetch)"],
    ["an import at run time", "export const r = «import(x)»;", FS, "$sI(0, (s) => import(s), x)"],
    [
      "an import with options, by its keyword",
      "export const r = «import»(x, { with: {} });",
      FS,
      "$sI(0, (s, o) => import(s, o), x, { with: {} })",
    ],
    ["an inline require", 'const r = «require("node:fs")».readFile;', FS, '$sR(0, require("node:fs")).readFile'],
    ["a decorator", "@«fetch».a class A {}", FETCH, "@($sR(0, fetch).a) class A"],
    ["a decorator's call", "@«fetch»(1) class A {}", FETCH, "@($sR(0, fetch)(1)) class A"],
    [
      "an alias",
      'import fs = require("node:fs");\nimport p = «fs».promises;\nexport const r = p;',
      FS,
      "const p = $sR(0, fs).promises",
    ],
    ["an export assignment", 'import fs = require("node:fs");\nexport = «fs»;', FS, "export = $sR(0, fs)"],
    [
      "a re-export",
      'export { «readFile» as r, x } from "node:fs";',
      { ...FS, bound: ["readFile"] },
      'export { x } from "node:fs"; import { readFile as $sX0 } from "node:fs"; var $sE0 = $sR(0, $sX0); export { $sE0 as r };',
    ],
    [
      "an export of an import",
      'import fs from "node:fs";\nexport { «fs» };',
      FS,
      "var $sE0 = $sR(0, fs); export { $sE0 as fs };",
    ],
    [
      "a namespace that is handed on",
      '«export * as fs from "node:fs";»',
      FS,
      'import * as $sX0 from "node:fs"; var $sE0 = $sR(0, $sX0); export { $sE0 as fs };',
    ],
  ])("%s", (_, marked, root, expected) => {
    const { code } = guard(marked, root);
    expect(code).toContain(expected);
    expect(() => toJavaScript(code)).not.toThrow();
  });

  it("hands on every name of a built-in module but those of the module itself", () => {
    const { code } = guard(
      '«export * from "node:fs";»\nexport function readFile() {}\nexport const { stat, ...others } = {};',
      FS,
    );
    expect(code).toMatch(/\$sE\d+ = \$sN0\.writeFile\b/);
    expect(code).toMatch(/\$sE\d+ as writeFile\b/);
    expect(code).not.toMatch(/\bas (?:readFile|stat|default)\b/);
  });

  it.each([
    ["typeof says nothing", "export const r = typeof «fetch»;", FETCH],
    ["types are erased", 'import * as fs from "node:fs";\nexport let r: typeof «fs»;', FS],
    ["so is what is implemented", "class A implements «fetch» {}", FETCH],
  ])("stay: %s", (_, marked, root) => {
    expect(guard(marked, root).code).toContain(marked.replace(/[«»]/g, "").split("\n").at(-1) ?? "");
  });

  it.each([
    ["<«Worker» a={1} />", "<$sJ0 a={1} />"],
    ["<«fs».X>{1}</fs.X>", "<$sJ0>{1}</$sJ0>"],
  ])("give way where they name a JSX element: %s", (marked, expected) => {
    const { code } = guard(`export const r = ${marked};`, { kind: "global", name: "Worker", use: "element" }, "/x.tsx");
    expect(code).toContain(`export const r = ${expected};`);
    expect(code).toContain("function $sJ0() { return $sR(0, null); }");
    expect(code).toContain('[["fs.read",null]]]]');
  });

  it("import once what they are loaded with", async () => {
    const { exports } = run("export const r = «import(x)»;", FS, { x: { toString: () => "node:fs" } });
    expect(await exports["r"]).toEqual({ loaded: "node:fs", by: "function" });
  });

  it("keep positions", () => {
    const { code, map, original } = guard('import * as fs from "node:fs";\nexport const r = 1 +\n  «fs».readFile("x");', FS);
    const lines = code.split("\n");
    const line = lines.findIndex((text) => text.includes(".readFile"));
    const found = originalPosition(map?.mappings ?? "", { line, column: lines[line]!.indexOf("readFile") });
    expect(original.split("\n")[found!.line]!.slice(found!.column)).toMatch(/^readFile/);
  });

  it("load hardening and the runtime first, in both formats", () => {
    expect(guard('"use strict";\nexport const r = «fetch»;', FETCH).code).toMatch(
      /^"use strict"; import "\.\/surety-harden\.mjs"; import \{ authority as \$sG \} from "@surety\/runtime\/authority"; /,
    );
    expect(guard("exports.r = «fetch»;", FETCH, "/x.cts", "cjs").code).toMatch(
      /^require\("\.\/surety-harden\.mjs"\); var \{ authority: \$sG \} = require\("@surety\/runtime\/authority"\); /,
    );
    expect(fullHardenModuleText(["b", "a"], "esm", "@surety/runtime/harden")).toContain(
      'import { hardenFully } from "@surety/runtime/harden/full";',
    );
    expect(fullHardenModuleText([], "cjs", "@surety/runtime/harden")).toMatch(/\n\nhardenFully\(\);\n\nharden\(/);
  });
});

it("proved references stay as they are", () => {
  const { code, original } = guard("export const r = fetch;", FETCH);
  expect(code).toBe(original);
});
