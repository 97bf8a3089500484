/** What is built for older targets, run beside code that replaces what the emitter's rewritings call: it stops, or nothing is replaced. */
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { projectOf, surety } from "./surety.js";

const RUNTIME = fileURLToPath(new URL("../../runtime", import.meta.url));

interface Attack {
  readonly code: string;
  readonly target: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Runs with what the module exports as `m`; what it gives is printed. */
  readonly drive: string;
}

const attacks: Readonly<Record<string, Attack>> = {
  "holes that `slice` keeps": {
    code: "export function f(): number { const xs = [1, , 3] as number[]; const [, ...r] = xs; return r.length < 2 ? 0 : r[0]!; }",
    target: "ES5",
    drive: "return m.f();",
  },
  "a `concat` that is replaced": {
    code: `let at = 0; export function set(): void { at = 9; } const T = new Uint8Array(4);
      export function f(n: number): number { at = 3; void \`\${n}px\`; return T[at]!; }`,
    target: "ES5",
    drive: "String.prototype.concat = () => { m.set(); return ''; }; return m.f(1);",
  },
  "a `Math` of the program": {
    code: `const T = new Uint8Array(8);
      export function f(n: number, Math: { pow(a: number, b: number): number }): number { const k = 2 ** (n & 1); void Math; return T[k]!; }`,
    target: "ES2015",
    drive: "return m.f(1, { pow: () => 99 });",
  },
  "a body that runs twice": {
    code: `const T = new Uint8Array(4);
      export async function f(i: number): Promise<number> { if (i !== 3) return 0; await null; const k = i; i = 9; return T[k]!; }`,
    target: "ES2015",
    drive: `Function.prototype.apply = function (self, args) {
        const [one, two] = [Reflect.apply(this, self, args), Reflect.apply(this, self, args)];
        for (const run of [one, two, two]) run.next();
        return one;
      };
      return await m.f(3);`,
  },
  "a function called as a helper is": {
    code: `const T = new Uint8Array(8);
      function __rest(a: number, b: number): number { return (a + b) & 7; }
      export function f(o: { a: number; b: number }): number { const { a, ...r } = o; return T[__rest(a, 3)]! + (r.b > 0 ? 1 : 0); }`,
    target: "ES2017",
    drive: "return m.f({ a: 1, b: 2 });",
  },
  "fields that are defined behind parameters": {
    code: `const T = new Uint8Array(8);
      export class C { private y: number = (this.x as unknown) === undefined ? 1 : 99; constructor(private readonly x: number) {} f(): number { return T[this.y]! + this.x; } }`,
    target: "ES2021",
    options: { useDefineForClassFields: true },
    drive: "return new m.C(5).f();",
  },
  "a `defineProperty` that is replaced": {
    code: `const T = new Uint8Array(8);
      export class C { private n: number = 3; f(): number { return T[this.n]!; } }`,
    target: "ES2021",
    options: { useDefineForClassFields: true },
    drive:
      "const was = Object.defineProperty; Object.defineProperty = (o, k, d) => was(o, k, { ...d, value: 99 }); return new m.C().f();",
  },
  "a `get` of weak maps that is replaced": {
    code: `const T = new Uint8Array(8);
      export class C { #n = 3; f(): number { return T[this.#n]!; } }`,
    target: "ES2021",
    drive: "WeakMap.prototype.get = () => 99; return new m.C().f();",
  },
};

function outcomeOf({ code, target, options = {}, drive }: Attack): string {
  const compilerOptions = {
    target,
    lib: ["ES2022"],
    types: [],
    module: "CommonJS",
    moduleResolution: "node10",
    ignoreDeprecations: "6.0",
    strict: true,
    outDir: "out",
    ...options,
  };
  const root = projectOf({
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["m.ts"] }),
    "m.ts": code,
    "drive.cjs": `const m = require("./out/m.js"); (async () => { ${drive} })().then((value) => console.log(value), (error) => console.log(error.name));`,
  });
  mkdirSync(path.join(root, "node_modules/@surety"), { recursive: true });
  symlinkSync(RUNTIME, path.join(root, "node_modules/@surety/runtime"));
  expect(surety(root, ["build", "-p", "tsconfig.json", "--boundary", "trusted"])).toMatchObject({ code: 0 });
  const ran = spawnSync(process.execPath, [path.join(root, "drive.cjs")], { encoding: "utf8" });
  expect(ran.stderr).toBe("");
  return ran.stdout.trim();
}

describe("code for older targets stops at", () => {
  it.each(Object.entries(attacks))("%s", (_, attack) => {
    expect(outcomeOf(attack)).toBe("SafetyViolation");
  });
});

it("a power calls the `Math.pow` that no one can replace any more", () => {
  const code = "const T = new Uint8Array(8); export function f(n: number): number { return T[2 ** (n & 1)]!; }";
  const drive = '"use strict"; Math.pow = () => 99; return m.f(1);';
  expect(outcomeOf({ code, target: "ES2015", drive })).toBe("TypeError");
});
