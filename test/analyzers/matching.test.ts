/** Regular expressions match as the original ones do, unless something in the program may make them match otherwise. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../compiler/api.js";

const proved = (code: string, boundary: "checked" | "trusted" = "trusted"): readonly string[] =>
  guardModule(code, "x.ts", { mode: "production", boundary })
    .obligations.filter((one) => one.verdict === "proved")
    .map((one) => one.text);

const READS = `
  export function f(s: string) { const m = /(a)/.exec(s); return m === null ? 0 : m[1]; }
  export function g(s: string) { return s.split(/,/)[0]; }
  export function h(s: string) { const n = s.match(/(b)/); return n === null ? 0 : n[1]; }`;
const MATCHED = ["m[1]", "s.split(/,/)[0]", "n[1]"];

describe("matching is the original one beside", () => {
  it.each([
    ["nothing", ""],
    ["a class with such a method", "export class Shell { exec(line: string) { return line; } test() { return 1; } }"],
    ["a field of that name", "export class Shell { flags: number; constructor(flags: number) { this.flags = flags; } }"],
    [
      "uses of the constructor",
      "export const p = (s: string) => new RegExp(s, 'g').exec(s); export const q = (x: unknown) => x instanceof RegExp;",
    ],
    ["copies of what is no function", "export const o = (a: { b: number }) => Object.assign(a, { b: 2 });"],
    ["tables", "export const t: Record<string, number> = {}; export function put(k: string, v: number) { t[k] = v; }"],
  ])("%s", (_, code) => {
    const found = proved(READS + code);
    expect(MATCHED.filter((text) => !found.includes(text))).toEqual([]);
  });
});

describe("matching may be another with", () => {
  it.each([
    ["a module that is not compiled", `import "fs";`],
    ["another `exec`", `RegExp.prototype.exec = () => null;`],
    ["another `exec` by another name", `const p = RegExp.prototype; export function w(k: "exec") { p[k] = () => null; }`],
    [
      "another `exec` of what a literal inherits",
      `export function w() { const p = (/x/ as any).__proto__; p.exec = () => null; }`,
    ],
    ["another `exec` of what a constructor has", `export function w(c: any) { c.prototype.exec = () => null; }`],
    ["a function under a name that is not known", `export function w(c: any, k: string) { c.prototype[k] = () => null; }`],
    ["another `exec` by definition", `export function w(c: any) { Object.defineProperty(c.p, "exec", { value: () => null }); }`],
    ["other flags by definition", `export function w(c: any) { Object.defineProperty(c.p, "flags", { value: "g" }); }`],
    ["another `exec` by reflection", `export function w(c: any) { Reflect.set(c.p, "exec", () => null); }`],
    ["another `exec` that is copied", `export function w(c: any) { Object.assign(c.p, { exec() { return null; } }); }`],
    ["a symbol of matching that is handed on", `export const w = (use: (s: symbol) => void) => use(Symbol.match);`],
    ["a symbol of matching that is written", `export function w(c: any) { c.p[Symbol.split] = () => []; }`],
    ["a symbol of matching that is copied", `export function w(c: any) { Object.assign(c.p, { [Symbol.split]: () => [] }); }`],
    ["another kind of what `split` makes", `export function w(c: any) { c.p[Symbol.species] = c; }`],
    ["another constructor of what `split` makes", `export function w(c: any) { c.p.constructor = c; }`],
    ["code from text", `export const w = (s: string) => new Function(s);`],
  ])("%s", (_, code) => {
    for (const boundary of ["checked", "trusted"] as const) {
      const found = proved(READS + code, boundary);
      expect(MATCHED.filter((text) => found.includes(text))).toEqual([]);
    }
  });
});

describe("the literal is not that of", () => {
  it.each([
    [
      "one that is handed on",
      "export function k(s: string, use: (r: RegExp) => void) { const r = /(a)/; use(r); return r.exec(s)![1]; }",
    ],
    [
      "one that is stored",
      "const all: RegExp[] = []; export function k(s: string) { const r = /(a)/; all.push(r); return r.exec(s)![1]; }",
    ],
    [
      "one that is returned",
      "export function k(s: string, now: boolean) { const r = /(a)/; if (now) return r; return r.exec(s)![1]; }",
    ],
    [
      "one that another has changed",
      "export function k(s: string) { const r = /(a)/; r.lastIndex = { valueOf: () => 0 } as never; return r.exec(s)![1]; }",
    ],
    ["one of two", "export function k(s: string, b: boolean) { let r = /(a)/; if (b) r = /a/; return r.exec(s)![1]; }"],
    [
      "one that a function inside has",
      "export function k(s: string) { const r = /(a)/; const h = () => r; h(); return r.exec(s)![1]; }",
    ],
    [
      "a variable that is handed on",
      "const r = /(a)/; export const use = (f: (r: RegExp) => void) => f(r); export const k = (s: string) => r.exec(s)![1];",
    ],
    ["a variable that is stored", "const r = /(a)/; export const all = { r }; export const k = (s: string) => r.exec(s)![1];"],
    ["a variable that is exported", "export const r = /(a)/; export const k = (s: string) => r.exec(s)![1];"],
    [
      "a variable that is exported elsewhere",
      "const r = /(a)/; export const k = (s: string) => r.exec(s)![1]; export { r as q };",
    ],
    ["a variable that is assigned", "let r = /(a)/; export const k = (s: string) => { r = /a/; return r.exec(s)![1]; };"],
    ["a variable of other flags", "const r = /(a)/; export const k = (s: string) => { r.lastIndex++; return r.exec(s)![1]; };"],
    [
      "a variable that starts anywhere",
      "const r = /(a)/; export const k = (s: string, at: number) => { (r.lastIndex) = at; return r.exec(s)![1]; };",
    ],
    [
      "a variable that a pattern fills",
      "const r = /(a)/; export const k = (s: string, at: [number]) => { [r.lastIndex] = at; return r.exec(s)![1]; };",
    ],
    [
      "a variable that a loop fills",
      "const r = /(a)/; export const k = (s: string, at: number[]) => { for (r.lastIndex of at) void 0; return r.exec(s)![1]; };",
    ],
    [
      "a variable that is compiled anew",
      "const r = /(a)/; export const k = (s: string) => { r.compile('a'); return r.exec(s)![1]; };",
    ],
    [
      "a variable that another method has",
      "const r = /(a)/; export const k = (s: string) => { const { exec } = r; return r.exec(s)![1] + exec.name; };",
    ],
    [
      "a variable that has a member by a name",
      "const r = /(a)/; export const k = (s: string, n: 'exec') => { r[n] = () => null; return r.exec(s)![1]; };",
    ],
    [
      "a variable that may be another",
      "const r = Math.random() > 2 ? /(a)/ : /a/; export const k = (s: string) => r.exec(s)![1];",
    ],
    ["one that is made of a text", "export function k(s: string) { const r = new RegExp('(a)'); return r.exec(s)![1]; }"],
    ["one that something else is given", "export function k(s: { match(r: RegExp): string[] }) { return s.match(/(a)/)[1]; }"],
  ])("%s", (_, code) => {
    expect(proved(code).filter((text) => text.endsWith("[1]"))).toEqual([]);
  });
});
