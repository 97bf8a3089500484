import ts from "typescript";
import { describe, expect, it } from "vitest";
import { demandsOf } from "../../../analyzers/authority/demands.js";
import { dischargeDemands } from "../../../analyzers/authority/discharge.js";
import { moduleAuthority } from "../../../compiler/authority/module-authority.js";
import type { Capability } from "../../../core/capability.js";

const HEAD =
  'import fs from "node:fs";\nimport path from "node:path";\nimport { spawn, exec } from "node:child_process";\nimport https from "node:https";\n';
const GRANT: readonly Capability[] = [
  { action: "fs.read", pattern: "./data/**" },
  { action: "net.connect", pattern: "api.example.com:443" },
  { action: "process.spawn", pattern: "git" },
  { action: "env.read", pattern: "APP_*" },
];

function verdictOf(code: string): string {
  const sourceFile = ts.createSourceFile("m.ts", HEAD + code, { languageVersion: ts.ScriptTarget.Latest }, true);
  const demands = demandsOf(moduleAuthority(sourceFile, "m.ts"));
  expect(demands).not.toEqual([]);
  const verdicts = dischargeDemands(demands, GRANT);
  expect(verdicts).toHaveLength(demands.length);
  const [open] = verdicts.filter(({ kind }) => kind !== "proved");
  return open?.kind === "unknown" && open.reason.kind === "noProof" ? open.reason.missing : "proved";
}

const TEST = 'if (typeof n !== "string" || !/^[\\w-]+$/.test(n)) throw new Error("no");';

describe("proved", () => {
  it.each([
    'fs.readFileSync("./data/x.json");',
    'fs.readFileSync("data/" + "x" + ".json", "utf8");',
    'const dir = "./data"; fs.readFileSync(`${dir}/a/x`);',
    'fs.readFileSync(path.join("data", "a", "..", "x"));',
    'fs.readFileSync(path.resolve("/etc", path.join(process.cwd(), "data/x")));'
      .replace('path.resolve("/etc", ', "(")
      .replace("))))", ")))"),
    `export function f(n: string) { ${TEST} return fs.readFileSync(path.join("data", n + ".json")); }`,
    'export const f = (n: string) => typeof n === "string" && /^[a-z0-9_-]+$/i.test(n) ? fs.readFileSync(`data/${n}`) : null;',
    `export function f(n: string) { ${TEST} return [1].map(() => fs.readFileSync("data/" + n)); }`,
    'export function f(n: string) { if (n === "a" || n === "b/c") return fs.readFileSync("data/" + n); return 0; }',
    'export function f(n: string) { if (!["a", "b"].includes(n)) return 0; return fs.readFileSync("data/" + n); }',
    'const ok = new Set(["a", "b"]); export function f(n: string) { if (!ok.has(n)) return 0; return fs.readFileSync("data/" + n); }',
    'export function f(n: string) { switch (n) { case "a": case "b": return fs.readFileSync("data/" + n); default: return 0; } }',
    'export const f = (c: boolean) => fs.readFileSync(c ? "data/a" : "data/b");',
    'fetch("https://api.example.com/v1");',
    'export const f = (x: string) => fetch("https://api.example.com/" + x);',
    'https.get("https://api.example.com/x", (r) => r);',
    'https.request({ host: "api.example.com", path: "/x", method: "POST" });',
    'spawn("git", ["log"]);',
    'exec("git log --oneline");',
    "process.env.APP_PORT;",
  ])("%s", (code) => {
    expect(verdictOf(code)).toBe("proved");
  });

  it("does not cover paths from where the module lies: the root of the grants may be elsewhere", () => {
    const code = 'fs.readFileSync(path.join(import.meta.dirname, "../data/x"));';
    expect(verdictOf(code)).not.toBe("proved");
    expect(verdictOf('fs.readFileSync(new URL("./data/x", import.meta.url));')).not.toBe("proved");
  });
});

describe("unknown", () => {
  it.each([
    'fs.readFileSync("./data/../secret");',
    'fs.readFileSync("/data/x");',
    "export const f = (n: string) => fs.readFileSync(n);",
    'export const f = (n: string) => fs.readFileSync("data/" + n);',
    'export const f = (n: string) => fs.readFileSync(path.join("data", path.basename(n)));',
    // The pattern alone says nothing of a value that has another text the next time.
    'export function f(n: any) { if (!/^[\\w-]+$/.test(n)) throw 0; return fs.readFileSync("data/" + n); }',
    // Not at both ends, over lines, with separators, with dots, in a list, or possibly empty.
    ...[
      "/[\\w-]+$/",
      "/^[\\w-]+/",
      "/^[\\w-]+$/m",
      "/^[\\w/-]+$/",
      "/^[\\w.]+$/",
      "/^a|b$/",
      "/^[^/]+$/",
      "/^\\w*$/",
      "/^[+-=]+$/",
      "/^[A-z]+$/",
      "/^.+$/",
    ].map(
      (pattern) =>
        `export function f(n: string) { if (typeof n !== "string" || !${pattern}.test(n)) throw 0; return fs.readFileSync("data/" + n); }`,
    ),
    // Assigned to, tested elsewhere, tested too late, or not left when the test fails.
    `export function f(n: string) { ${TEST} n = "../x"; return fs.readFileSync("data/" + n); }`,
    `export function f(n: string) { const r = fs.readFileSync("data/" + n); ${TEST} return r; }`,
    `export function f(n: string) { { ${TEST} } return fs.readFileSync("data/" + n); }`.replace(
      'throw new Error("no");',
      "console.log(1);",
    ),
    `export function f(n: string, m: string) { ${TEST} return fs.readFileSync("data/" + m); }`,
    `export function f(n: string) { ${TEST} return g(); function g() { return 0; } } export function h(n: string) { return fs.readFileSync("data/" + n); }`,
    // A hoisted function may run before the test.
    `export function f(n: string) { g(); ${TEST} function g() { return fs.readFileSync("data/" + n); } }`,
    'export function f(n: string) { if (n == "a") return fs.readFileSync("data/" + n); return 0; }',
    'const ok = ["a"]; export const grow = (x: string) => ok.push(x); export function f(n: string) { if (!ok.includes(n)) return 0; return fs.readFileSync("data/" + n); }',
    'export function f(n: string) { switch (n) { default: case "a": return fs.readFileSync("data/" + n); } }',
    'var late = "data/x"; export const f = () => fs.readFileSync(late);',
    'export const f = (o: object) => fs.readFileSync("data/x", o as { flag: "w" });',
    'fs.readFileSync("data/x", { flag: "w" });',
    "const read = fs.readFileSync; export const f = () => [1].map(read as never);",
    "export const f = fs.readFileSync;",
    "export const f = (...a: [string]) => fs.readFileSync(...a);",
    'fetch("http://api.example.com/");',
    'fetch("https://api.example.com@evil.example/");',
    'export const f = (x: string) => fetch("https://api.example.com" + x);',
    "export const f = (x: string) => fetch(`https://${x}/`);",
    'https.get("https://api.example.com/x", { host: "evil.example" });',
    'export const f = (o: object) => https.get("https://api.example.com/x", o);',
    'https.request({ host: "api.example.com", hostname: "evil.example" });',
    'https.request({ host: "api.example.com", socketPath: "/run/docker.sock" });',
    'spawn("git", [], { shell: true });',
    'export const f = (o: object) => spawn("git", [], o);',
    'exec("git log; id");',
    'export const f = (x: string) => exec("git " + x);',
    "process.env.HOME;",
    "export const f = (k: string) => process.env[k];",
    'fs.writeFileSync("data/x", "y");',
  ])("%s", (code) => {
    expect(verdictOf(code)).not.toBe("proved");
  });

  it("says what is known and what would help", () => {
    expect(verdictOf('export const f = (n: string) => fs.readFileSync("data/" + n);')).toMatch(
      /not known; what would help: a constant folder/,
    );
    expect(verdictOf('fs.readFileSync("/etc/passwd");')).toMatch(
      /`\/etc\/passwd` is not shown to lie in `\.\/data\/\*\*`.*@capability fs\.read\("\/etc\/passwd"\)/,
    );
    expect(verdictOf('fs.rmSync("data/x");')).toMatch(/no grant names `fs\.delete`/);
  });
});
