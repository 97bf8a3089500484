/** Syntax of every kind, odd and broken code included: lowering never throws, and what it makes is well formed. */
import { describe, expect, it } from "vitest";
import { validateFunction } from "../../../core/hir-validate.js";
import { functionsOf, lowerFiles, lowerText } from "./program-of.js";

const constructs = (files: Record<string, string>): readonly string[] => {
  const functions = functionsOf(lowerFiles(files));
  expect(functions.flatMap((fn) => validateFunction(fn).map((problem) => `${fn.id}: ${problem}`))).toEqual([]);
  return functions.flatMap((fn) => fn.unsupported.map(({ construct }) => construct)).sort();
};

describe("modelled exactly", () => {
  it.each([
    [
      "generators",
      "export function* g(a: number[]) { try { for (const x of a) { const y: number = yield x; if (y) return y; } } finally { yield* a; } }",
    ],
    [
      "async",
      "export async function f(p: any) { try { for await (const x of p) { await x; } } catch { return await p; } finally { await 1; } }",
    ],
    ["async generators", "export async function* g(p: any) { try { yield p; return 2; } finally { await p; } yield* p; }"],
    [
      "using",
      "export async function f(r: Disposable, s: AsyncDisposable) { using a = r; await using b = s; if (a) return b; for (using c of [r]) { if (c) break; } try { using d = r; d; throw 1; } catch {} }",
    ],
    [
      "classes",
      "const k = 'k'; abstract class A<T> { declare d: number; abstract a(): void; static #n = 0; static { A.#n++; } [k] = 1; ['x'] = 2; accessor z = 3; 'quoted' = 4; 5 = 6; get #p() { return 1; } m?(): void; [Symbol.iterator]() { return this.#p; } constructor(private readonly q = 1, protected r?: T) {} } export class B extends A<number> { override a() { super[k]; super.toString(); super.z = 1; } static { super.name; } } export class C extends (class { y = 1 }) { w = this.y; }",
    ],
    [
      "modules",
      "import a from 'a'; import * as b from 'b'; import { c, type D } from 'c'; import type { E } from 'e'; import 'f'; export * from 'g'; export * as h from 'h'; export { c as i, a as default }; export type { E, D }; export const j = [a, b, c, b.x.y, import.meta, import('k')];",
    ],
    [
      "enums and namespaces",
      "export enum A { X, Y = 1 << 2, Z = X | Y, S = 's' } const enum B { P = 1 } enum A2 { L = 'abc'.length } export namespace N { export const x = 1; export namespace M { export function f() { return x + B.P; } } export class K {} export enum Q { W } } namespace T { export interface I {} } import Alias = N.M; export const z = [A.X, Alias.f(), A2.L]; declare namespace D { const v: number; }",
    ],
    [
      "destructuring",
      "export function f({ a, b: { c = 1, ...d } = {} as any, ['e']: e, 0: z }: any, [g, , [h] = [1], ...[i, j]]: any) { let k: any, l: any = {}; [k, l.m, l[k], ...l.n] = g; ({ a: k, b: l.o = 2, ...l.p } = h); for ([k, l.q] of g); for ({ k } of g); return [a, c, d, e, i, j, z]; }",
    ],
    [
      "types vanish",
      "export type T = string; interface I { x: number } export function f(this: I, x: unknown, y?: number): asserts x is string; export function f(this: I, x: unknown) { return <any>x as T satisfies unknown; } declare global { interface Window { q: 1 } } declare const amb: number; export const g = f<string>;".replace(
        "g = f<string>",
        "g = (f as any)",
      ),
    ],
    [
      "labels and jumps",
      "export function f(n: number) { a: b: for (;;) { c: { if (n) break c; if (n > 1) continue a; break b; } switch (n) { case 1: continue a; default: break a; } } d: if (n) break d; }",
    ],
    [
      "literals",
      "export const x = [1n, /a/g, `t`, `a${1}b`, 0x1F, .5, 'a\\u0000', null, undefined, NaN, [, 1, , ], { __proto: 1, async: 2, get: 3, async *a() {}, get b() { return 1; }, set b(v) {} }, (1, 2), void 0, typeof q, !1, ~1, new.target]; declare const q: any;".replace(
        ", new.target",
        "",
      ),
    ],
  ])("%s", (_name, text) => expect(constructs({ "m.ts": text })).toEqual([]));

  it("JSX", () => {
    const text = `declare const React: any; const A = (p: any) => p; export const x = <A.b c="d" {...A} e={1} f><>text {A} {...[1]}</><div data-x="1" /><A /></A.b>;`;
    expect(constructs({ "m.tsx": text })).toEqual([]);
  });

  it("JavaScript", () => {
    const text = `"use strict"; const a = require("./b"); function F() { this.x = arguments.length; } F.prototype.m = function () { return this.x; }; module.exports = { F, a }; var q = 1; var q = 2;`;
    expect(constructs({ "m.js": text })).toEqual([]);
  });
});

describe("counted as unknown", () => {
  it.each([
    ["with", "function f(o) { with (o) { x = y; return z(); } }", "name that `with` or `eval` may rebind"],
    ["eval", "function f(o) { var y = 1; eval(o); return y + w; }", "direct eval"],
    ["sloppy arguments", "function f(o) { arguments[0] = 1; return o; }", "parameter aliased by `arguments`"],
    ["__proto__", "var x = { __proto__: null };", "`__proto__` in an object literal"],
  ])("%s", (_name, text, construct) => expect(constructs({ "m.js": text })).toContain(construct));

  it("decorators, where the class is made and where its instances are", () => {
    const text = "declare const d: any; @d export class A { @d m() {} @d() x = 1; }";
    expect(constructs({ "m.ts": text })).toEqual(["decorators", "decorators"]);
  });
});

describe("broken code", () => {
  it.each([
    "let x = ; x..y; f(; }",
    "break; continue a; return 1; yield 1; await 1;",
    "const a; a = 1; 1 = 2; f() = 3; a?.b = 4; ({ x() {} } = a);",
    "super.x; super(); new.target; class A { constructor() { super(); } } import.meta.x;",
    "class A extends { x = 1 } function () {} => 1; export export { nothing }; import { x } from; @ class",
    "let a; let a; const a = 1; function a() {} class a {} enum a {} namespace a { x; }",
    "`${`; /unterminated\n 'x",
    "for (const x of) {} for (let i in ) ; for (;;",
    "switch (1) { case: default: default: }",
    "try {} ; try { } catch ({ a }) finally",
    "#x in y; this.#z; class C { #a; #a; m(o) { return #b in o; } }",
    "export default 1; export default 2; export = 3;",
    "type T = ; interface { } namespace { } enum { }",
    "",
    "\u0000\uFFFF🎉",
  ])("`%s` does no harm", (text) => {
    for (const file of ["m.ts", "m.tsx", "m.js"]) constructs({ [file]: text });
  });

  it("cuts off what is nested too deeply", () => {
    const [body, ...rest] = functionsOf(lowerText(`export const x = ${"[".repeat(600)}${"]".repeat(600)};`));
    expect(rest).toEqual([]);
    expect(body?.unsupported).toEqual([{ construct: "nesting too deep", count: 1 }]);
  });

  it("lowers long chains", () => {
    for (const operator of ["+", "-", ","]) {
      const [body] = functionsOf(lowerText(`declare const a: number; export const x = (a${` ${operator} a`.repeat(3000)});`));
      expect(body?.unsupported).toEqual([]);
    }
  });
});
