/** Programs that do something else than they seem to, because of how TypeScript's emitter writes modules, namespaces and fields. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NODE_FILE_SYSTEM } from "../../compiler/program/file-system.js";
import { verifySources } from "../../compiler/verify-program.js";

const folder = mkdtempSync(path.join(tmpdir(), "surety-emitted-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly options?: object;
  readonly type?: "module" | "commonjs";
}

async function provedIn({ files, options = {}, type = "module" }: Case): Promise<readonly string[]> {
  const cwd = mkdtempSync(path.join(folder, "case-"));
  const compilerOptions = {
    ...{ target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", strict: true, types: [], lib: ["es2023"] },
    ...options,
  };
  const texts = {
    "package.json": JSON.stringify({ name: "me", type }),
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["*.ts"] }),
    ...files,
  };
  for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(cwd, file), text);
  const inputs = { cwd, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM };
  const { report } = await verifySources(inputs, {
    ...{ jobs: 1, onProgress: null, openPool: null, results: null, safety: null, now: () => 0, witness: "off" },
    enforcement: { mode: "production", boundary: "trusted", onViolation: "throw" },
  });
  return report.obligations.filter(({ verdict }) => verdict === "proved").map(({ text }) => text);
}

const SET = 'import { set } from "./a.js";\nset();\nexport const e = 1;\n';
const HEAD = "let at = 3;\nconst t = [1, 2, 3, 4];\nexport function set(): void { at = 99; }\nat = 2;\n";
const N_SETS = 'function N(): void {}\nObject.defineProperty(N, "g", { set() { at = 99; } });\n';
const T = "const t = [1, 2, 3, 4];\nlet at = 0;\nexport let out: unknown;\n";

const wrong: Readonly<Record<string, Case>> = {
  "a module that is imported where it stands": {
    type: "commonjs",
    files: { "a.ts": `${HEAD}import "./b.js";\nexport const one = t[at];\n`, "b.ts": SET },
  },
  "a module that is passed on where it stands": {
    type: "commonjs",
    files: { "a.ts": `${HEAD}export * from "./b.js";\nexport const one = t[at];\n`, "b.ts": SET },
  },
  "a module of which something is imported where it stands": {
    type: "commonjs",
    files: { "a.ts": `${HEAD}import { e } from "./b.js";\nexport const one = t[at];\nexport const two = e;\n`, "b.ts": SET },
  },
  "a package that is imported where it stands": {
    type: "commonjs",
    files: {
      "a.ts": `${HEAD}import v from "vendor";\nexport const one = t[at];\nexport const two = v;\n`,
      "v.d.ts": 'declare module "vendor" { const v: number; export default v; }\n',
    },
  },
  "`export =`, which comes last": {
    type: "commonjs",
    files: { "a.ts": "let at = 2;\nconst t = [1, 2, 3, 4];\nexport = { v: t[at] };\nat = 99;\n" },
  },
  "a rest beside an exported name": {
    type: "commonjs",
    files: {
      "a.ts":
        "let n = 0;\nexport { n };\nexport function rest(): unknown {\n  const xs: number[] = [1, , 3] as number[];\n  let r: number[];\n  [n, ...r] = xs;\n  return r.length < 2 ? 0 : r[0];\n}\n",
    },
  },
  "a default that comes behind what a pattern steps to": {
    type: "commonjs",
    files: {
      "a.ts":
        "export let a = 0;\nlet j = 0;\nexport function setJ(): void {\n  j = 9;\n}\nexport function k(xs: Iterable<number | undefined>): unknown {\n  const ys = [1, 2, 3];\n  const o = { p: 0 };\n  [(j = 0, o).p = ys[j]!, a = 1] = xs as any;\n  return o.p;\n}\n",
    },
  },
  "a default that comes behind what a pattern steps to, beside an exported name": {
    type: "commonjs",
    files: {
      "a.ts":
        "let a = 0;\nexport { a };\nlet j = 0;\nexport function setJ(): void {\n  j = 9;\n}\nexport function k(xs: Iterable<number | undefined>): unknown {\n  const ys = [1, 2, 3];\n  const o = { p: 0 };\n  [(j = 0, o).p = ys[j]!, a = 1] = xs as any;\n  return o.p;\n}\n",
    },
  },
  "a rest that is exported": {
    type: "commonjs",
    files: {
      "a.ts":
        "const holes = [1, , 3] as number[];\nexport const [, ...q] = holes;\nexport const one = q.length < 2 ? 0 : q[0];\n",
    },
  },
  "a rest that a namespace exports": {
    files: {
      "a.ts":
        "const holes = [1, , 3] as number[];\nexport namespace N { export const [, ...q] = holes; export const one = q.length < 2 ? 0 : q[0]; }\n",
    },
  },
  "members of a namespace under other names": {
    files: {
      "a.ts":
        "export namespace N { export function f(): number { return 3; } export function again(): number { return f(); } }\n(N as any).f = () => 99;\nexport default N.f;\nexport import g = N.f;\n",
      "b.ts":
        'import d, { g } from "./a.js";\nimport * as m from "./a.js";\nconst t = [1, 2, 3, 4];\nexport const all = [t[d()], t[g()], t[m.g()]];\n',
    },
  },
  "enums and namespaces of a module that imports in a circle": {
    files: {
      "a.ts": 'import "./b.js";\nexport enum E { A = 1 }\nexport namespace N { export const x = 1; }\n',
      "b.ts":
        'import { E, N } from "./a.js";\nconst t = [1, 2, 3, 4];\nlet i = 99;\nif (N) i = 3;\nexport const one = t[i];\nexport const two = t[(E as unknown) !== undefined ? 3 : 99];\n',
    },
  },
  "a function of a namespace, which becomes a member where it stands": {
    files: { "a.ts": `${T}${N_SETS}namespace N { at = 3; export function g(): number { return 1; } out = t[at]; }\n` },
  },
  "an enum of a namespace, which may be there already": {
    files: {
      "a.ts": `${T}function N(): void {}\nObject.defineProperty(N, "E", { get() { at = 99; return {}; } });\nnamespace N { at = 3; export enum E { A = t[at]! } out = E.A; }\n`,
    },
  },
  "what a namespace imports and exports, which is a member": {
    files: {
      "a.ts": `${T}namespace A { export let n: number = 3; }\nnamespace P { export import n = A.n; if (n === 3) { (P as any).n = 99; out = t[n]; } }\n`,
    },
  },
  "a namespace of declarations, which is emitted": {
    files: {
      "a.ts": `${T}const N = 3;\nnamespace Q { namespace N { declare const x: number; export type Y = typeof x; } out = t[N as unknown as number]; }\nvoid N;\n`,
    },
  },
  "a namespace of imports, which is not": {
    files: {
      "a.ts": `${T}namespace V { export class K { x = 1; } }\nconst Q: number = 9;\nnamespace R { namespace Q { import K = V.K; export type L = K; } let i = 3; if ((Q as number) === 9) i = 99; out = t[i]; }\n`,
    },
  },
  "private fields, which are made before parameters are": {
    options: { useDefineForClassFields: false },
    files: {
      "a.ts": `${T}class E { #a = (at = 3); y: unknown; constructor(x = ((at = 99), 1)) { this.y = [t[at], x, this.#a]; } }\nexport const e = new E();\n`,
    },
  },
  "accessors, which are made before parameters are": {
    options: { useDefineForClassFields: false },
    files: {
      "a.ts": `${T}class E { accessor a = (at = 3); y: unknown; constructor(x = ((at = 99), 1)) { this.y = [t[at], x]; } }\nexport const e = new E();\n`,
    },
  },
};

const right: Readonly<Record<string, Case & { readonly proved: readonly string[] }>> = {
  "ES modules, which run before": {
    files: { "a.ts": `${HEAD}import "./b.js";\nexport const one = t[at];\n`, "b.ts": SET },
    proved: ["t[at]"],
  },
  "a rest of an ES module": {
    files: {
      "a.ts":
        "export let n = 0;\nexport function rest(xs: number[]): unknown {\n  let r: number[];\n  [n, ...r] = xs;\n  return r.length < 2 ? 0 : r[0];\n}\n",
    },
    proved: ["r[0]"],
  },
  "a rest of a module that is emitted otherwise": {
    type: "commonjs",
    files: {
      "a.ts": "export function rest(xs: number[]): unknown {\n  const [n, ...r] = xs;\n  return r.length < 2 ? n : r[0];\n}\n",
    },
    proved: ["r[0]"],
  },
  "fields that go to the constructor with a public one": {
    options: { useDefineForClassFields: false },
    files: {
      "a.ts": `${T}class E { z = 0; #a = (at = 3); constructor(x = (at = 99)) { out = [t[at], x, this.#a]; } }\nexport const e: unknown = new E();\n`,
    },
    proved: ["t[at]"],
  },
};

describe("what is not proved", () => {
  it.each(Object.entries(wrong))("%s", async (_, given) => {
    expect(await provedIn(given)).toEqual([]);
  });
});

describe("what is", () => {
  it.each(Object.entries(right))("%s", async (_, { proved, ...given }) => {
    expect(await provedIn(given)).toEqual(proved);
  });
});
