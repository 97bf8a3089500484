/** Accesses that go wrong where the oracle does not look (steps of array patterns), or only under the trusted boundary. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../compiler/api.js";

const provedTexts = (code: string, boundary: "checked" | "trusted"): readonly string[] =>
  guardModule(code, "x.ts", { mode: "production", boundary })
    .obligations.filter((one) => one.verdict === "proved")
    .map((one) => one.text);

const PATTERN = "const a = [1, 2, 3]; const [x, y, z] = a; return [x, y, z];";
const EVIL = "[Symbol.iterator] = function* () { yield 1; };";
const replaced: Readonly<Record<string, string>> = {
  "of what a call returned": `function pick(): any { return Array; } export function run() { pick().prototype${EVIL} ${PATTERN} }`,
  "of a parameter": `function patch(C: any) { C.prototype${EVIL} } export function run() { patch(Array); ${PATTERN} }`,
  "of a field": `const box = { A: Array as any }; export function run() { box.A.prototype${EVIL} ${PATTERN} }`,
  "of an element": `const list = [Array as any]; export function run() { for (const C of list) C.prototype${EVIL} ${PATTERN} }`,
  "under a computed name": `const key = "__proto__" as string; export function run() { const p = ([] as any)[key]; p${EVIL} ${PATTERN} }`,
  "found by a stored function": `const g = Object.getPrototypeOf; export function run() { const p = g([]); p${EVIL} ${PATTERN} }`,
  "found with arguments that run code": `const id = (x: any) => x; export function run() { const p = Object.getPrototypeOf(id([])); p${EVIL} ${PATTERN} }`,
  "of a super class": `class X extends Array<number> { static patch() { const p: any = super.prototype; p${EVIL} } } export function run() { X.patch(); ${PATTERN} }`,
  "under a symbol that a method named as one that asks is given": `const pick = (): any => Object.getPrototypeOf([]); class S { get(k: any) { pick()[k] = function* () { yield 1; }; } } export function run() { new S().get(Symbol.iterator); ${PATTERN} }`,
  "under what the constructor of a symbol has": `const pick = (): any => Object.getPrototypeOf([]); export function run() { pick()[(Symbol("a") as any).constructor.iterator] = function* () { yield 1; }; ${PATTERN} }`,
  "by the constructor of an object": `const pick = (): any => Object.getPrototypeOf([]); export function run() { ({} as any).constructor.assign(pick(), { [Symbol.iterator]: function* () { yield 1; } }); ${PATTERN} }`,
  "as the prototype of a function": `const pick = (): any => Object.getPrototypeOf([]); function F() {} export function run() { F.prototype = pick(); F.prototype${EVIL} ${PATTERN} }`,
  "by a field of what a base's constructor returns": `const pick = (): any => Object.getPrototypeOf([]); class A { constructor() { return pick(); } } class B extends A { [Symbol.iterator] = function* () { yield 1; }; } export function run() { new B(); ${PATTERN} }`,
  "under what reflection reads": `const pick = (): any => ({} as any).x ?? [].concat; export function run() { const p = Reflect.get(Array, "prototype"); p${EVIL} ${PATTERN} }`,
  "of what an accessor gives": `export function run() { const p = ([] as any).__lookupGetter__("__proto__").call([]); p[(Symbol() as any).constructor.iterator] = function* () { yield 1; }; ${PATTERN} }`,
  "by text that `eval` runs, as a value": `export function run(text: string) { (0, eval)(text); ${PATTERN} }`,
  "by text that `eval` of the global object runs": `export function run(text: string) { (globalThis as any).eval(text); ${PATTERN} }`,
  "by text that a callback runs": `export function run(text: string) { [text].map(eval as any); ${PATTERN} }`,
  "by text that `Function` is called with by another": `export function run(text: string) { (Function as any).call(null, text)(); ${PATTERN} }`,
  "by text that a class inherits": `class X extends Function {} export function run(text: string) { new X(text)(); ${PATTERN} }`,
  "by text for the constructor of a function, in a variable": `const F: any = (() => {}).constructor; export function run(text: string) { F(text)(); ${PATTERN} }`,
  "by text for a new one": `export function run(text: string) { new ((() => {}).constructor as any)(text)(); ${PATTERN} }`,
  "by text for a constructor in a pattern": `const { constructor: F } = (() => {}) as any; export function run(text: string) { F(text)(); ${PATTERN} }`,
  "by text for what reflection reads of a function": `export function run(text: string) { (Reflect.get(() => {}, "constructor") as any)(text)(); ${PATTERN} }`,
  "by text for what a computed name reads of a function": `export function run(key: string, text: string) { ((() => {}) as any)[key](text)(); ${PATTERN} }`,
  "by text for what two computed names lead to": `export function run(o: any, k: string, text: string) { o[k][k](text)(); ${PATTERN} }`,
  "by text for what a computed name leads to": `export function run(o: any, k: string, text: string) { o[k](text)(); ${PATTERN} }`,
  "by text for what reflection reads under a name": `export function run(o: any, k: string, text: string) { (Reflect.get(o, k) as any)(text)(); ${PATTERN} }`,
  "by text for the constructor of a base": `class B { static make(text: string) { return (super.constructor as any)(text); } } export function run(text: string) { B.make(text)(); ${PATTERN} }`,
  "by text for a constructor that a method is called on": `class C { make(text: string) { return new (this.constructor as any)(text); } } export function run(text: string) { C.prototype.make.call((() => 0) as any, text)(); ${PATTERN} }`,
  "by text for what a function returns": `const make = (): any => Function; export function run(text: string) { make()(text)(); ${PATTERN} }`,
  "by text for what is thrown": `export function run(text: string) { try { throw Function; } catch (e: any) { e(text)(); } ${PATTERN} }`,
  "of what a base returns": `const k = ["constr", "uctor"].join(""); class A { constructor(x: any) { return x; } } class D extends A { [Symbol.iterator] = function* () { yield 1; }; } export function run() { void new D(([] as any)[k]["proto" + "type"]); ${PATTERN} }`,
  "by a copy of what a class makes": `const k = ["constr", "uctor"].join(""); class Z { [Symbol.iterator] = function* () { yield 1; }; } export function run() { Object.assign(([] as any)[k]["proto" + "type"], new Z()); ${PATTERN} }`,
  "by what the main module requires": `declare const require: any; export function run() { require.main.require("x"); ${PATTERN} }`,
  "by what is required under another name": `declare const require: any; const load = require; export function run() { load("x"); ${PATTERN} }`,
  "by what the module is handed on to": `declare const module: any; export function run() { const m = module; m.require("x"); ${PATTERN} }`,
  "by a module whose name is cast": `export async function run() { await import("./evil.mjs" as string); ${PATTERN} }`,
  "by a module whose name is a constant": `const name: string = "./evil.mjs"; export async function run() { await import(name); ${PATTERN} }`,
  "by what is required under a name that is not known": `declare const require: any; export function run(name: string) { require(name); ${PATTERN} }`,
  "by what a module requires": `declare const module: any; export function run() { module.require("x"); ${PATTERN} }`,
  "under a symbol that was handed on": `const keys = [Symbol.iterator]; function pick(): any { return Array; } export function run() { pick().prototype[keys[0]] = function* () { yield 1; }; ${PATTERN} }`,
};

describe("the iterator of arrays, replaced", () => {
  it.each(Object.entries(replaced))("%s", (_, code) => {
    expect(provedTexts(code, "checked")).not.toContain("z");
    expect(provedTexts(code, "trusted")).not.toContain("z");
  });

  it("left alone, is believed", () => {
    const code = `class L { [Symbol.iterator]() { return [][Symbol.iterator](); } } export function run() { void new L(); ${PATTERN} }`;
    expect(provedTexts(code, "checked")).toContain("z");
  });
});

describe("the iterator of arrays, believed", () => {
  it.each([
    "export class C { n = 1; again() { return new (this.constructor as any)(this.n); } }",
    "export function same(a: object, b: object) { return a.constructor === b.constructor && a.constructor.name !== ''; }",
    "export function zeros(a: Float64Array, n: number) { return new (a.constructor as any)(n * 2); }",
    "declare const require: any; declare const module: any; export const isMain = require.main === module; module.exports.x = 1;",
    "export class D { constructor(public o: { n: number }) {} again() { return new (this.constructor as any)({ n: 1 }); } static on(f: (this: D) => void, d: D) { f.call(d); } }",
    "declare const require: any; export const main = typeof require !== 'undefined' && require.main === 1;",
  ])("beside %s", (other) => {
    expect(provedTexts(`${other} export function run() { ${PATTERN} }`, "checked")).toContain("z");
  });
});

describe("what array patterns take", () => {
  it("are code points of a string, fewer than its length", () => {
    const code = String.raw`export function run() { const [a, b, c] = "\u{1F600}x" as unknown as string[]; return [a, b, c]; }`;
    expect(provedTexts(code, "checked")).toEqual([]);
  });
});

describe("species, replaced", () => {
  it("by way of a constructor that was handed on", () => {
    const code =
      "function pick(): any { return Array; } class E { constructor() { return new Proxy([], { defineProperty: () => true }); } }" +
      "export function run() { pick().prototype.constructor = { [Symbol.species]: E }; const a = [1, 2, 3]; const b = a.slice(); return b[2]; }";
    expect(provedTexts(code, "checked")).toEqual([]);
  });
});

describe("numeric enums under the trusted boundary", () => {
  it("hold any number that their members combine to", () => {
    const code =
      "enum F { A = 1, B = 2 } export function f(x: F, t: Uint8Array) { if (t.length < 3) return 0; return t[x]; }" +
      "export const run = () => f(F.A | F.B, new Uint8Array(3));";
    expect(provedTexts(code, "trusted")).toEqual([]);
  });
});

describe("what expressions were narrowed to, under the trusted boundary", () => {
  const narrowed: Readonly<Record<string, string>> = {
    "before a callback":
      "export function f(rows: ([number] | [number, number])[], cb: () => void) { if (rows[0].length === 2) { cb(); return rows[0][1]; } return 0; }",
    "before a store through an alias":
      "export function f(rows: ([number] | [number, number])[], other: typeof rows) { if (rows[0].length === 2) { other[0] = [3]; return rows[0][1]; } return 0; }",
    "by a predicate":
      "function isPair(x: number[]): x is [number, number] { return x.length > 0; } export function f(rows: number[][]) { return isPair(rows[0]) ? rows[0][1] : 0; }",
    "by an assertion":
      "function pair(x: number[]): asserts x is [number, number] {} export function f(rows: number[][]) { pair(rows[0]); return rows[0][1]; }",
  };
  it.each(Object.entries(narrowed))("%s", (_, code) => {
    expect(provedTexts(code, "trusted")).not.toContain("rows[0][1]");
  });

  it("as a number that is a key", () => {
    const code =
      "export function f(xs: (number | string)[], cb: () => void, t: Uint8Array) {" +
      " if (t.length < 2) return 0; if (xs[0] === 1) { cb(); const k = xs[0]; return t[k]; } return 0; }";
    expect(provedTexts(code, "trusted")).not.toContain("t[k]");
  });
});

describe("members under the trusted boundary", () => {
  const around = (declared: string, made: string): string =>
    `interface Declared { ${declared} } const a = [1, 2, 3]; ${made}` +
    ` export function f(x: Declared, i: number) { if (Number.isInteger(i) && i >= 0 && i < a.length) { void x.next; return a[i]; } return 0; }` +
    ` export const g = () => a;`;
  const running: Readonly<Record<string, string>> = {
    "a method that a getter stands for": around(
      "next(): number",
      "export class C { get next() { a.length = 0; return () => 1; } }",
    ),
    "a member whose type a getter yields": around(
      "next: number[]",
      "export class C { get next() { a.length = 0; return [1]; } }",
    ),
    "a member that might be what a getter yields": around(
      "next: number | string",
      "export class C { get next(): unknown { a.length = 0; return 1; } }",
    ),
    "a member that is defined": around(
      "next: number",
      "Object.defineProperty(Object.prototype, 'next', { get() { a.length = 0; return 1; } });",
    ),
    "a decorated method": around(
      "next(): void",
      "declare function d(...x: any[]): any; export class C { @d next() {} }; export const h = (x: Declared) => x;",
    ).replace("x: Declared, i", "x: C, i"),
  };
  it.each(Object.entries(running))("%s is not read quietly", (_, code) => {
    expect(provedTexts(code, "trusted")).not.toContain("a[i]");
  });

  const quiet: Readonly<Record<string, string>> = {
    "a method": around("next(): number", "export class C { get other() { a.length = 0; return 1; } }"),
    "a member of another type than the getter's": around(
      "next: number[]",
      "export class C { get next(): string { a.length = 0; return ''; } }",
    ),
  };
  it.each(Object.entries(quiet))("%s is", (_, code) => {
    expect(provedTexts(code, "trusted")).toContain("a[i]");
    expect(provedTexts(code, "checked")).not.toContain("a[i]");
  });
});

describe("a store under 2^32 - 1", () => {
  const long = (made: string, use: string, most = 4294967295): string =>
    `export function run(n: number) { if (!Number.isInteger(n) || n < 0 || n > ${String(most)}) return; ${made} const k = a.length; a[k] = 1; ${use} }`;
  const SET = "const a: number[] = []; a.length = n;";
  const NEW = "const a: number[] = new Array(n);";
  const MORE = "const more = a.length - k; const t = new Uint8Array(4); return more < 4 ? t[more - 1] : 0;";
  const REST = "const t = new Uint8Array(a.length - k); return t[0];";
  it.each([
    ["makes the array no longer", long(SET, MORE), "t[more - 1]"],
    ["makes one no longer that was made so long", long(NEW, MORE), "t[more - 1]"],
    ["leaves no rest", long(NEW, REST), "t[0]"],
    ["is no element to read", long(SET, "return a[k];"), "a[k]"],
  ])("%s", (_, code, site) => {
    for (const boundary of ["checked", "trusted"] as const) expect(provedTexts(code, boundary).slice(1)).not.toContain(site);
  });

  it.each([
    ["one that is shorter", long(SET, MORE, 4294967294), "t[more - 1]"],
    ["one without holes", long("const a = [1]; for (let i = 0; i < n; i++) a.push(i);", MORE), "t[more - 1]"],
  ])("makes %s longer", (_, code, site) => {
    expect(provedTexts(code, "checked")).toContain(site);
  });
});

describe("code that is not seen", () => {
  const EVAL = (call: string): string => `export function f() { let i = 0; const xs = [1, 2, 3]; ${call} return xs[i]!; }`;
  it.each([
    "(eval)('i = 9');",
    "(eval as (text: string) => unknown)('i = 9');",
    "eval!('i = 9');",
    "(() => { (eval)('i = 9'); })();",
  ])("is run by %s", (call) => {
    expect(provedTexts(EVAL(call), "checked")).toEqual([]);
    expect(provedTexts(EVAL("if (xs.length > 9) i = 9;"), "checked")).toEqual(["xs[i]"]);
  });

  const FIELDS = (call: string): string => `
    const xs = [1, 2, 3];
    function pick(i: number): number { return xs[i]!; }
    class B {}
    class D extends B {
      r = pick(9);
      constructor() { ${call} }
    }
    export function run() { pick(0); return new D().r; }`;
  it("is what initialises fields where an arrow function calls `super`", () => {
    expect(provedTexts(FIELDS("const s = (): void => { super(); }; s();"), "checked")).toEqual([]);
    expect(provedTexts(FIELDS("super();").replace("pick(9)", "pick(2)"), "checked")).toEqual(["xs[i]"]);
  });
});

describe("types that JSON does not tell apart", () => {
  it.each([
    "export function f(a: 1e999, b: number) { const x = [7, 8]; return x[b > 5 ? 0 : 1000]! + (a > 0 ? 0 : 1); }",
    "export function f(a: 1e999[], b: number[]) { const x = [7, 8]; const e = b[0]; if (e === undefined) return 0; return x[e > 5 ? 0 : 1000]! + a.length; }",
    "export function f(b: -1e999 | 1e999) { const x = [7, 8]; return x[b < 5 ? 0 : 1000]!; }",
    "export function f(p: { a: number; k: number } | { a: 1e999; j: number }) { const x = [7, 8]; const i = p.a > 5 ? 0 : 1000; return x[i]!; }",
  ])("%s", (code) => {
    expect(provedTexts(code, "trusted").filter((text) => text.startsWith("x["))).toEqual([]);
  });
});

describe("a string beside what is believed", () => {
  const K = "type K = { length: 0 | 1 };";
  it.each([
    `${K} function g(p: K, c: boolean): string | K { if (c) return "abcdef"; return p; } export function f(p: K, c: boolean) { const x = [7, 8]; return x[g(p, c).length]!; }`,
    `class K { constructor(readonly length: 0 | 1) {} } let o: string | K = "abcdef"; export function put(k: K) { o = k; } export function f() { const x = [7, 8]; return x[o.length]!; }`,
    `type E = { length: 0 }; function g(p: E[], c: boolean): string | E[] { if (c) return "a"; return p; } export function f(p: E[], c: boolean) { const x = [7]; let s = 0; for (const e of g(p, c)) s += x[e.length]!; return s; }`,
  ])("has a length of its own: %s", (code) => {
    expect(provedTexts(code, "trusted")).toEqual([]);
  });
  it("is not what is undefined", () => {
    const code = `${K} function g(p: K, c: boolean): K | undefined { if (c) return undefined; return p; } export function f(p: K, c: boolean) { const x = [7, 8]; return x[g(p, c)!.length]!; }`;
    expect(provedTexts(code, "trusted")).toEqual(["x[g(p, c)!.length]"]);
  });
});

describe("what listeners to violations may run", () => {
  const CUT =
    "const table = [1, 2, 3]; let t = new Uint8Array(3); let n = 0; export function cut() { table.pop(); t = new Uint8Array(1); n = 50; }";
  const guarded: Readonly<Record<string, string>> = {
    "of a list": "if (table.length >= 3) { try { if (a[i]! > 5) return 0; } catch { return table[2]; } } return 0;",
    "of a list, after it": "if (table.length >= 3) { try { if (a[i]! > 5) return 0; } catch { } return table[2]; } return 0;",
    "of a variable": "if (t.length >= 3) { try { if (a[i]! > 5) return 0; } catch { return t[2]; } } return 0;",
    "of a number": "if (n < 3 && n >= 0 && Number.isInteger(n)) { try { a[i] = 5; } catch { return a[n]; } } return 0;",
    "of a pattern":
      "const m = [[7]]; if (table.length >= 3) { try { const [x] = m[0]!; const [y, z] = [1] as unknown as [number, number]; return x! + y + z; } catch { return table[2]; } } return 0;",
    "of a callee": "const g = (): number => a[i]!; if (table.length >= 3) { try { g(); } catch { return table[2]; } } return 0;",
  };
  it.each(Object.entries(guarded))("%s", (_, body) => {
    const code = `${CUT} export function f(j: number): unknown { const i = j >>> 0; const a = new Uint8Array(3); ${body} }`;
    for (const boundary of ["checked", "trusted"] as const)
      expect(provedTexts(code, boundary).filter((text) => /^(?:table|t)\[2\]$|^a\[n\]$/u.test(text))).toEqual([]);
  });

  it("is nothing where no guard stops", () => {
    const code = `${CUT} export function f(): unknown { if (table.length >= 3) { return table[2]; } return 0; }`;
    expect(provedTexts(code, "checked")).toEqual(["table[2]"]);
  });
});
