/** Ways to run code, or to reach a value, that the syntax around hardly shows: nothing is proved where one leads. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { lowerFiles } from "../compiler/lower/program-of.js";
import { provedTexts } from "./proved-texts.js";

interface Example {
  readonly code: string;
  /** Out of range. */
  readonly wrong: readonly string[];
  readonly options?: ts.CompilerOptions;
  readonly file?: string;
}

const examples: Readonly<Record<string, Example>> = {
  "initialisers that decorators of fields hand in": {
    code: `let m = 2;
      function evil(_v: undefined, _c: ClassFieldDecoratorContext) { return function (this: unknown, x: number): number { m = 7; return x + 100; }; }
      class C { @evil x = 1; }
      export function f() { m = 2; new C(); return [1, 2, 3][m]!; }
      export function g() { const arr = [1, 2, 3]; m = arr.length - 1; new C(); return arr[m]!; }`,
    wrong: ["[1, 2, 3][m]", "arr[m]"],
  },
  "initialisers that decorators of methods add": {
    code: `let m = 2;
      function evil(v: any, c: ClassMethodDecoratorContext): any { c.addInitializer(function () { m = 7; }); return v; }
      class D { @evil go(): number { return 1; } }
      export function f() { m = 2; new D(); return [1, 2, 3][m]!; }`,
    wrong: ["[1, 2, 3][m]"],
  },
  "initialisers between fields": {
    code: `let m = 2;
      function evil(_v: undefined, _c: ClassFieldDecoratorContext) { return (x: number): number => { m = 7; return x; }; }
      class C { a = (m = 2); @evil x = 1; b = [1, 2, 3][m]!; static s = (m = 2); @evil static t = 1; static u = [4, 5, 6][m]!; }
      export function f() { new C(); }`,
    wrong: ["[1, 2, 3][m]", "[4, 5, 6][m]"],
  },
  "a member that is named like a private one": {
    code: `export class C {
        #n = 0;
        "#n" = 0;
        constructor(n: number) { this.#n = n; }
        set(arr: number[]): number { if (arr.length < 4) return -1; this["#n"] = 2; return arr[this.#n]!; }
        test(arr: number[]): number {
          if (this["#n"] < 0 || this["#n"] >= arr.length || !Number.isInteger(this["#n"])) return -1;
          return arr[this.#n]!;
        }
      }`,
    wrong: ["arr[this.#n]"],
  },
  "direct `eval` of what writes a variable": {
    code: `export function f(): number { let k = 2; eval("k = 7"); return [1, 2, 3][k]!; }
      export function g(s: string): number { let k = 2; const run = (): void => { eval(s); }; run(); return [4, 5, 6][k]!; }
      export function h(s: string): number { const t = new Uint8Array(4); eval(s); return [7, 8, 9][t[0]!]!; }
      export function p(s: string): number { return (function (t: Uint8Array): number { eval(s); return [1, 1, 1][t[0]!]!; })(new Uint8Array(1)); }`,
    wrong: ["[1, 2, 3][k]", "[4, 5, 6][k]", "[7, 8, 9][t[0]!]", "[1, 1, 1][t[0]!]"],
  },
  "members of a `const enum` that is an object": {
    code: "export const enum E { A = 1, B = 2 } export function f(): number { return [1, 2, 3][E.A]!; }",
    wrong: ["[1, 2, 3][E.A]"],
    options: { isolatedModules: true },
  },
  "the disposal method of what `using` holds": {
    code: `declare global { interface Function { [Symbol.dispose](): void } }
      function use(): number { using f = (i: number): number => [1, 2, 3][i]!; return f(1); }
      export function run(): number { return use(); }`,
    wrong: ["[1, 2, 3][i]"],
    options: { target: ts.ScriptTarget.ESNext },
  },
  "members of an array that are named by numbers": {
    code: `const u = new Uint8Array(8);
      export function f(i: number): number { const a = [1, 2, 3]; a["-1"] = 5; if (!(i < 8) || !Number.isInteger(i)) return -1; const v = a[i]!; return u[i]! + v; }
      export function g(i: number): number { const a = [1, 2, 3]; a["1.5"] = 5; if (!(i < 8)) return -1; const v = a[i]!; return u[i]! + v; }
      export function h(i: number, k: string): number { const a = [1, 2, 3]; (a as any)[k] = 5; if (!(i < 8) || !Number.isInteger(i)) return -1; const v = a[i]!; return u[i]! + v; }
      export function j(i: number): number { const a = [1, 2, 3]; const k: any = -1; (a as any)[k] = 5; if (!(i < 8) || !Number.isInteger(i)) return -1; const v = a[i]!; return u[i]! + v; }
      export function l(i: number): number { const a = [1, 2, 3]; Object.defineProperty(a, "-1", { value: 5 }); if (!(i < 8) || !Number.isInteger(i)) return -1; const v = a[i]!; return u[i]! + v; }
      export function n(): number { let m = 2; const a = [1, 2, 3]; Object.defineProperty(a, "0", { get() { m = 7; return 1; } }); m = 2; void a[0]!; return [1, 2, 3][m]!; }`,
    wrong: ["u[i]", "[1, 2, 3][m]"],
  },
  "stores of sloppy code into what is frozen": {
    code: `function f1() { /** @type {number[]} */ const a = []; Object.freeze(a); a[0] = 1; return a[0]; }
      function f2() { const b = [1]; Object.freeze(b); b.length = 10; b[9] = 4; return b[9]; }
      function f3() { const arr = [1, 2, 3]; const o = { x: 7 }; Object.freeze(o); o.x = 2; return arr[o.x]; }
      /** @param {{ x: number }} o */
      function f4(o) { const row = [1, 2, 3]; o.x = 2; return row[o.x]; }
      /** @param {number[]} c */
      function f5(c) { const k = c.length; c[k] = 1; return c[k + 0]; }
      module.exports = { f1, f2, f3, f4, f5 };`,
    wrong: ["b[9]", "arr[o.x]", "row[o.x]", "c[k + 0]"],
    file: "m.js",
    options: { module: ts.ModuleKind.CommonJS, checkJs: true },
  },
  "parameters that sloppy \`arguments\` are": {
    code: `/** @param {number} i @param {(a: IArguments) => void} cb */
      function f(i, cb) {
        const args = arguments;
        const g = () => { if (Number.isInteger(i) && i >= 0 && i < 3) { cb(args); return [1, 2, 3][i]; } return -1; };
        return g();
      }
      /** @param {0 | 1} i */
      function g(i) { const read = () => [1, 2][i]; arguments[0] = 7; return read(); }
      /** @param {0 | 1} j */
      function h(j) { const read = () => [3, 4][j]; const write = () => { arguments[0] = 7; }; write(); return read(); }
      module.exports = { f, g, h };`,
    wrong: ["[1, 2, 3][i]", "[1, 2][i]", "[3, 4][j]"],
    file: "m.js",
    options: { module: ts.ModuleKind.CommonJS, checkJs: true },
  },
  "arguments that a sloppy function has as its own member": {
    code: `/** @param {number[]} p @param {() => void} then */
      function f(p, then) { then(); return 1; }
      /** @param {() => void} then */
      function g(then) { const a = [1, 2, 3]; f(a, then); return a[2]; }
      g(() => { f.arguments[0].length = 0; });
      module.exports = { f, g };`,
    wrong: ["a[2]"],
    file: "m.js",
    options: { module: ts.ModuleKind.CommonJS, checkJs: true },
  },
  "arguments that code from text has in scope": {
    code: `export function f(p: number[], text: string): number { eval(text); return 1; }
      export function g(): number { const a = [1, 2, 3]; f(a, "p.length = 0"); return a[2]!; }`,
    wrong: ["a[2]"],
  },
  "accessors that optional members hide": {
    code: `let m = 2; class B { q = 1; get w(): string { m = 7; return "s"; } }
      export function f(o: { q: number; w?: number }): number { m = 2; const v = o.w; return [1, 2, 3][m]! + (v === undefined ? 0 : 1); }
      export function run(): number { const b: { q: number } = new B(); return f(b); }`,
    wrong: ["[1, 2, 3][m]"],
  },
  "accessors of another prototype": {
    code: `let m = 2; class B { get w(): string { m = 7; return "s"; } }
      export function f(o: { w: number | undefined }): number { m = 2; const v = o.w; return [1, 2, 3][m]! + (v === undefined ? 0 : 1); }
      export function run(): number { const o: any = { k: 1 }; Object.setPrototypeOf(o, new B()); return f(o); }`,
    wrong: ["[1, 2, 3][m]"],
  },
  "callbacks that store into what is copied": {
    code: `export function f(): number {
        const a = [0, 1, 2];
        const r = a.filter((_x, i, self) => { self[i + 1] = 7; return true; });
        const t = [1, 2, 3];
        return r.length > 1 ? t[r[1]!]! : 0;
      }`,
    wrong: ["t[r[1]!]"],
  },
  "keys of members that cannot be deleted": {
    code: `function at(i: number): number { return [1, 2, 3][i]!; }
      export function f(): number { return at(1); }
      class A { x = 1; }
      export class B extends A { go(): void { delete (super[at(7) as any] as any); } other(): void { delete super[at(7) as any]; } }`,
    wrong: ["[1, 2, 3][i]"],
  },
  "the factory of JSX": {
    code: `declare global { namespace JSX { interface Element {} interface IntrinsicElements { a: any } interface ElementChildrenAttribute { children: {} } } }
      function h(_tag: string, _props: unknown, k: number): any { return [1, 2, 3][k]!; }
      export function x(): number { return h("a", null, 1); }
      export function y(): unknown { return <a>{7}</a>; }`,
    wrong: ["[1, 2, 3][k]"],
    file: "m.tsx",
    options: { jsx: ts.JsxEmit.React, jsxFactory: "h" },
  },
  "lengths of rest parameters": {
    code: `export function need(...rest: unknown[]): void { if (rest.length < 4) throw new RangeError("no"); }
      export function f(n: number): number { const u = new Uint8Array(n); need(u, 0, 0, 0); return u[3]!; }
      export function g(s: string): number { if (typeof s !== "string") return 0; need(s, 0, 0, 0); return s[3]!.length; }
      export function need2(n: number, ...rest: unknown[]): void { if (rest.length < 4 || n < 0) throw new RangeError("no"); }
      export function h(arr: number[], n: number): number { need2(n, arr, 0, 0, 0); return arr[3]!; }`,
    wrong: ["u[3]", "s[3]", "arr[3]"],
  },
  "private names that are entries of weak maps": {
    code: `export class C {
        #n = 1;
        f(n: number): number {
          const o = { x: new Uint8Array(8) };
          this.#n = n | 0;
          const k = this.#n;
          if (k >= 0 && k < o.x.length && this.#n === k) return o.x[this.#n]!;
          return -1;
        }
      }`,
    wrong: ["o.x[this.#n]"],
    options: { target: ts.ScriptTarget.ES2020 },
  },
  "a `var` of the name of a catch variable": {
    code: `export function f(x: number): number { x = 7; try { throw 9; } catch (x) { var x = 1; } return [1, 2, 3][x]!; }
      export function g(): number { var e: any = 7; try { throw 1; } catch (e) { var e: any = 2; } const k: number = e; return [4, 5, 6][k]!; }`,
    wrong: ["[1, 2, 3][x]", "[4, 5, 6][k]"],
  },
  "an array that passes for an object with a length": {
    code: `export function f(o: { length: number }, a: number[]): number {
        const n = o.length;
        if (!(Number.isInteger(n) && n >= 1 && n < 5)) return 0;
        a.length = 50;
        return [1, 2, 3, 4, 5][o.length]!;
      }`,
    wrong: ["[1, 2, 3, 4, 5][o.length]"],
  },
  "holes by another name": {
    code: `export function f(a: number[], rows: number[][]): number { if (rows.length < 1) return 0; delete a[1]; const t = rows[0]!; return t.length > 1 ? t[1]! : 0; }
      export function g(): number { const b = [1, 2]; const c = [b]; c[0]!.length = 10; return b.length > 9 ? b[9]! : 0; }`,
    wrong: ["t[1]", "b[9]"],
  },
  "holes by keys and lengths that are no numbers": {
    code: `export function f(): number { const a = [1, 2]; a["50"] = 1; return a.length > 9 ? a[9]! : 0; }
      export function g(b: number[], k: any): number { b[k] = 1; return b.length > 9 ? b[9]! : 0; }
      export function h(n: any): number { const c = [1, 2, 3]; c.length = n; return c.length > 9 ? c[9]! : 0; }`,
    wrong: ["a[9]", "b[9]", "c[9]"],
  },
  "accessors that somebody hung on a built-in prototype": {
    code: `declare global { interface Array<T> { last: T } interface Uint8Array { last: number } }
      export function f(): number { const a = [1, 2, 3]; const v = a.last; return a[2]! + v; }
      export function g(): number { const u = new Uint8Array(3); const { last } = u; return u[2]! + last; }`,
    wrong: ["a[2]", "u[2]"],
  },
};

describe.each(Object.entries(examples))("%s", (_, { code, wrong, options = {}, file = "m.ts" }) => {
  it.each(["checked", "trusted"] as const)("with the boundary %s", (boundary) => {
    const proved = provedTexts(lowerFiles({ [file]: code }, options), boundary);
    expect(wrong.filter((text) => proved.includes(text))).toEqual([]);
  });
});

describe("next to them", () => {
  it("a class without decorators, a constant enum that is inlined", () => {
    const code = `let m = 2; class C { x = 1; } const enum E { A = 1 }
      export function f() { m = 2; new C(); return [1, 2, 3][m]!; }
      export function g() { return [4, 5, 6][E.A]!; }`;
    expect(provedTexts(lowerFiles({ "m.ts": code }), "checked")).toEqual(["[1, 2, 3][m]", "[4, 5, 6][E.A]"]);
  });
});
