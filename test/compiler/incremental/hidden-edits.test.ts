/** Edits that the declarations of a file do not show, and others depend on: a session says what a run from scratch says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { createProgramSession } from "../../../compiler/incremental/program-session.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { verifySources, type Verification } from "../../../compiler/verify-program.js";

const folder = mkdtempSync(path.join(tmpdir(), "surety-hidden-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Texts = Readonly<Record<string, string>>;
interface Edit {
  readonly before: Texts;
  readonly after: Texts;
  readonly options?: object;
  readonly boundary?: "checked" | "trusted";
}

const PACKAGE = (type: string): Texts => ({ "package.json": JSON.stringify({ name: "me", type }) });
const HEAD = "/** @ensures result >= 0 && result < 3 */\n";
const bodies = (first: string, second: string): string =>
  `${first}export function f(i: number): number;\nexport function f(i: number): number {\n  return i | 0;\n}\n${second}export function g(i: number): number {\n  return i | 0;\n}\n`;
const CALLS = 'import { f } from "./a.js";\nexport function h(i: number) { const t = [1, 2, 3]; return t[f(i)]!; }\n';
const LISTS = 'import { f } from "./a.js";\nexport function h() { const t = [1, 2, 3]; return t[f(t)]!; }\n';
const ofList = (body: string): string =>
  `/** @ensures result >= 0 && result < list.length */\nexport function f(list: number[]): number { ${body} }\n`;
const ONE = "return 1 + ((Math.random() * 0) | 0);";
const limit = (n: number): string =>
  `const N = ${String(n)};\n/** @ensures result >= 0 && result < N */\nexport function f(i: number): number { return i | 0; }\n`;

const YIELDED =
  "export function f(o: { list(): number[] }): number { const l = o.list(); let s = 0; for (let i = 0; i < l.length; i++) s += l[i]!; return s; }\n";

const edits: Readonly<Record<string, Edit>> = {
  "a contract moves to another function": {
    before: { "a.ts": bodies(HEAD, ""), "b.ts": CALLS },
    after: { "a.ts": bodies("", HEAD) },
  },
  "a body runs more on its way out": {
    before: { "a.ts": ofList(ONE), "b.ts": LISTS },
    after: { "a.ts": ofList(`try { ${ONE} } finally { list.length = 0; }`) },
  },
  "what a contract names": { before: { "a.ts": limit(3), "b.ts": CALLS }, after: { "a.ts": limit(300) } },
  "the type of a private member": {
    before: {
      "a.ts": "export class C { private t: Record<string, number> = {}; }\n",
      "b.ts": 'import { C } from "./a.js";\nexport function f(c: C, i: number) { return c["t"][i]; }\n',
    },
    after: { "a.ts": "export class C { private t: number[] = []; }\n" },
  },
  "a member that is decorated": {
    before: {
      "a.ts": "export class C { constructor(t: number[]) {} get m() { return 1; } }\n",
      "b.ts":
        'import { C } from "./a.js";\nexport function f() { const t = [1, 2, 3]; const c = new C(t); void c; return t[2]; }\n',
    },
    after: {
      "a.ts":
        "const dec = (..._: unknown[]): undefined => undefined;\nexport class C { constructor(t: number[]) {} @dec get m() { return 1; } }\n",
    },
  },
  "what is declared for all": {
    before: {
      "c.ts": "export const enum X { A = 1 }\n",
      "a.ts": 'import { X } from "./c.js";\ndeclare global { const enum GE { A = X.A } }\nexport {};\n',
      "b.ts": "export function f() { const t = [1, 2, 3]; return t[GE.A]; }\n",
    },
    after: { "c.ts": "export const enum X { A = 7 }\n" },
  },
  "what is internal": {
    options: { stripInternal: true, declaration: true },
    before: {
      "c.ts": "/** @internal */\nexport const enum X { A = 1 }\nexport const q = 1;\n",
      "b.ts": 'import { X } from "./c.js";\nexport function f() { const t = [1, 2, 3]; return t[X.A]; }\n',
    },
    after: { "c.ts": "/** @internal */\nexport const enum X { A = 7 }\nexport const q = 1;\n" },
  },
  "what a function calls `Math`": {
    options: { target: "ES2015", ignoreDeprecations: "6.0" },
    before: {
      "a.ts":
        "export function g(): number { return 1; }\nexport function f(): number { const t = [1, 2, 3, 4]; return t[2 ** 1]!; }\n",
    },
    after: {
      "a.ts":
        "export function g(): number { const Math = 1; return Math; }\nexport function f(): number { const t = [1, 2, 3, 4]; return t[2 ** 1]!; }\n",
    },
  },
  "what a function of another file returns": {
    boundary: "trusted",
    before: {
      "a.ts": "export function raw(): number[] { return [1]; }\n",
      "b.ts": 'import { raw } from "./a.js";\nexport class C { list(): number[] { return raw(); } }\n',
      "c.ts": YIELDED,
    },
    after: { "a.ts": 'export function raw(): number[] { return JSON.parse("5"); }\n' },
  },
  "what a constant of another file is": {
    boundary: "trusted",
    before: {
      "a.ts": "export const raw: number[] = [1];\n",
      "b.ts": 'import { raw } from "./a.js";\nexport class C { list(): number[] { return raw; } }\n',
      "c.ts": YIELDED,
    },
    after: { "a.ts": 'export const raw: number[] = JSON.parse("5");\n' },
  },
  "what kind of modules files are": {
    before: {
      "a.ts": "export const k: number = 1;\n",
      "b.ts": 'import { k } from "./a.js";\nexport function f() { const t = [1, 2, 3]; return t[k]; }\n',
    },
    after: PACKAGE("commonjs"),
  },
};

const sitesOf = ({ report }: Verification): readonly string[] =>
  report.obligations.map(({ file, text, verdict, guard }) => `${file} ${text}: ${verdict}, ${guard}`);

it.each(Object.entries(edits))("%s", async (name, { before, after, options = {}, boundary = "checked" }) => {
  const cwd = path.join(folder, name.replaceAll(" ", "-"));
  mkdirSync(cwd, { recursive: true });
  const write = (texts: Texts): ReadonlySet<string> => {
    for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(cwd, file), text);
    return new Set(Object.keys(texts).map((file) => path.join(cwd, file)));
  };
  const compilerOptions = {
    ...{ target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", strict: true, types: [], lib: ["es2022"] },
    ...options,
  };
  write({ ...PACKAGE("module"), "tsconfig.json": JSON.stringify({ compilerOptions, include: ["*.ts"] }), ...before });
  const inputs = { cwd, paths: [], project: "tsconfig.json", files: NODE_FILE_SYSTEM };
  const choice = {
    enforcement: { mode: "production", boundary, onViolation: "throw" },
    ...{ jobs: 1, onProgress: null, openPool: null, results: null, safety: null, now: () => 0 },
  } as const;
  const session = createProgramSession(inputs, choice);
  const { signal } = new AbortController();
  try {
    const first = await session.update({ kind: "anything" }, signal);
    const files = write(after);
    const isSource = Object.keys(after).every((file) => file.endsWith(".ts"));
    const warm = await session.update(isSource ? { kind: "texts", files } : { kind: "anything" }, signal);
    const cold = await verifySources(inputs, { ...choice, witness: "off" });
    if (first === null || warm === null) throw new Error("nothing stopped it");
    expect(sitesOf(warm)).toEqual(sitesOf(cold));
    expect(sitesOf(first)).not.toEqual(sitesOf(cold));
  } finally {
    await session.close();
  }
});
