/** Evaluation order, completions and scoping: each snippet returns a log, which HIR and JavaScript must agree on. */
import { describe, expect, it } from "vitest";
import { interpret } from "./interpret.js";
import { lowerText } from "./program-of.js";
import { runReal } from "./run-real.js";

/** `t(x)` notes `x` and yields it; `o(name, value)` is an object whose accessors and conversions are noted. */
const PRELUDE = `
const log: unknown[] = [];
const t = <T>(value: T): T => { log.push(value); return value; };
const o = (name: string, value: any = 1): any => new Proxy({ valueOf: () => { log.push(name + ".valueOf"); return value; }, toString: () => { log.push(name + ".toString"); return String(value); } } as any, {
  get: (target, key) => { if (typeof key === "string" && key !== "valueOf" && key !== "toString") log.push("get " + name + "." + key); return key in target ? target[key as string] : typeof key === "symbol" ? undefined : value; },
  set: (target, key, stored) => { log.push("set " + name + "." + String(key) + "=" + String(stored)); target[key as string] = stored; return true; },
  has: (target, key) => { log.push("has " + name + "." + String(key)); return key in target; },
  deleteProperty: (target, key) => { log.push("delete " + name + "." + String(key)); return delete target[key as string]; },
});
const iter = (values: unknown[], name = "it"): any => ({ [Symbol.iterator]() { log.push(name + ".start"); let i = 0; return {
  next() { log.push(name + ".next"); return i < values.length ? { done: false, value: values[i++] } : { done: true, value: undefined }; },
  return() { log.push(name + ".return"); return {}; } }; } });
`;

const SNIPPETS: Readonly<Record<string, string>> = {
  "assignment evaluates receiver, key, value, then stores": `o("a")[t("k")] = t("v"); const a = o("b"); a.x = t(1);`,
  "compound assignment reads before the right side": `const a = o("a", 5); a[t("k")] += t(2); a.p *= t(3); a.p ??= t(4); a.q ||= t(5); a.z &&= t(6);`,
  "compound assignment of a local reads it first": `let x = 1; x += (x = 10, t(2)); t(x); let s = "a"; s += s += "b"; t(s);`,
  "postfix and prefix": `let x: any = "5"; t(x++); t(x); t(--x); const a = o("a", 3); t(a.n++); t(++a.n); let b = 3n; t(b++); t(b--); t(-b);`,
  "callee and receiver before arguments": `const f = (...x: unknown[]) => t(x.length); const obj = { m: f, get g() { t("getter"); return f; } }; obj.m(t(1), t(2)); obj.g(t(1)); (t(1), obj).g(t(2)); obj[t("m") as "m"](t(3));`,
  "new before arguments": `class A { constructor(x: unknown) { t(x); } } const k = () => (t("class"), A); new (k())(t(1));`,
  "short circuit": `t(t(0) && t(1)); t(t(2) || t(3)); t(t(null) ?? t(4)); t(t(undefined) ?? t(0) ?? t(5)); if (t(0) || (t(1) && !t(0))) t("yes"); t(!(t(1) && t(0)));`,
  "conditional and comma": `t(t(1) ? t(2) : t(3)); t((t(1), t(2))); t(t(0) ? 1 : t("") ? 2 : 3);`,
  "optional chains": `const n: any = null; t(n?.a[t("k")].b); const a: any = { b: { f(this: any, x: unknown) { return t([this === a.b, x]); } } }; t(a?.b.f(t(1))); t(a.b?.["f"]?.(t(2))); t(a.c?.(t(3))); t(a.c?.d.e(t(4))); t(a?.b!.f!(5)); t(delete a?.b.x); t(delete n?.x); if (n?.x) t("no"); else t("else");`,
  "template conversions interleave": 't(`${o("a")}-${t("x")}-${o("b")}`); const b = "q"; t(`${o("c")}${b}`);',
  "array spread interleaves": `t([...iter([1, 2]), t(3), ...iter([4], "j"), t(5)]); const f = (...x: unknown[]) => t(x); f(...iter([1]), t(2), ...iter([3], "j")); t([1, , 2].length);`,
  "object literal order": `t({ [t("a")]: t(1), ...o("s") && { b: t(2) }, c: t(3), get d() { return 4; } }); let first = true; const k = { toString() { if (first) t("key"); first = false; return "kk"; } } as any; t({ [k]: t("value"), z: t("last") }); const src = { get y() { t("read y"); return 1; } }; t({ ...src, z: t("after") });`,
  "array patterns step by step": `const a: any[] = [0, 0]; const i = (n: number) => t(n); [a[i(0)], a[i(1)] = t("default")] = iter([1, undefined, 3]); t(a); const [x, , y = t("dy"), ...r] = iter([1, 2, undefined, 4, 5]); t([x, y, r]); [] = iter([1]); const [q = 1] = []; t(q); [a[0], a[1]] = [a[1], a[0]]; t(a);`,
  "literals into patterns": `const a: any[] = [0, 0, 0]; const s: any = o("s"); let x: any, y: any; [s.p, a[t(0)], y = t("dy"), s[t("k")] = t("no")] = [t(1), t(2), t(undefined), t(4), t(5)]; t([a, y]); [x, y] = [y, x]; t([x, y]); t([x, y] = [y, x, t("more")]); const [p, , q = t(p)] = [t("p"), t("hole"), undefined]; t([p, q]); const [[m, n = t("dn")], { z }] = [[t(6)], { z: t(7) }]; t([m, n, z]); try { [x, a[t(1)], null!.y] = [t("x"), t("a"), t("y")]; } catch { t([x, a]); } try { const [e, f] = [1, (() => e)()]; t(f); } catch (e) { t((e as Error).name); } for (let [i, j] = [0, 3]; i < j; [i, j] = [i + 1, j - 1]) t([i, j]); let u = 1, v = 2, w = 3; [u, v, w] = [v, w, u]; [u, u] = [v, w]; t([u, v, w]);`,
  "object patterns": `const s = o("s", undefined); const { [t("b")]: b = t("db") } = {} as any; const { a, c: { d } = { d: t("dd") }, ...rest } = { get a() { return t("a"); }, get e() { return t("e"); } } as any; t([a, b, d, rest]); const target: any = {}; ({ x: target[t("x")], y: target.y = t("dy") } = { x: 1 } as any); t(target); void s;`,
  "nested patterns and errors close iterators": `try { const [{ z }] = iter([null]); t(z); } catch (e) { t("caught"); } try { const [a = (() => { throw t("d"); })()] = iter([]); t(a); } catch (e) { t(e); }`,
  "parameters in order": `function f(a = t(1), { b = t(2) } = { b: undefined } as any, [c] = iter([3]), ...r: unknown[]) { return t([a, b, c, r]); } f(); f(undefined, { b: 5 }, [6], 7, 8); function g(a: number, get = () => a) { var a = 5; a = t(6); return [a, get()]; } t(g(1));`,
  "try and finally": `function f(n: number): unknown { try { t("try"); if (n === 1) return t("ret"); if (n === 2) throw t("err"); t("end"); } catch (e) { t("catch " + e); if (n === 2) return t("ret2"); } finally { t("finally"); if (n === 3) return t("override"); } return t("after"); } for (let n = 0; n < 4; n++) t(f(n));`,
  "finally inside loops": `outer: for (let i = 0; i < 4; i++) { for (const x of iter([1, 2, 3])) { try { if (i === 0) continue; if (i === 1) break; if (i === 2) continue outer; if (i === 3) break outer; } finally { t("f" + i + x); } } t("tail" + i); }`,
  "nested finally five deep": `function f(n: number) { let d = 0; for (let k = 0; k < 2; k++) { try { try { try { try { try { t("body"); if (n === 0) return t("r"); if (n === 1) throw "e"; if (n === 2) continue; if (n === 3) break; } finally { t("1"); } } finally { t("2"); } } finally { t("3"); } } finally { t("4"); if (n === 4) return "four"; } } finally { t("5"); d++; } } return t(d); } for (let n = 0; n < 6; n++) { try { t(f(n)); } catch (e) { t("out " + e); } }`,
  "many exits": `function f(n: number) { try { switch (n) { case 0: return "a"; case 1: return "b"; case 2: return "c"; case 3: return "d"; case 4: return "e"; case 5: return "f"; case 6: return "g"; case 7: return "h"; case 8: throw "i"; case 9: return t("j"); } t("none"); } finally { t("fin" + n); } return "z"; } for (let n = 0; n < 11; n++) try { t(f(n)); } catch (e) { t(e); }`,
  "rethrow and nested catch": `try { try { throw t("a"); } finally { t("f"); } } catch (e) { t(e); } try { try { null!.x; } catch (e) { t("c"); throw t("b"); } finally { t("f2"); } } catch (e) { t(e); } function g() { try { throw 1; } catch { return t("r"); } finally { t("f3"); } } t(g());`,
  "exceptions keep assignments before them": `let x = 0; const boom = () => { throw "boom"; }; try { x = 1; x = boom() as never; x = 3; } catch (e) { t(x); } let y = 0; try { y++; [y][0] = (y++, boom()); y++; } catch { t(y); }`,
  "labelled blocks and if": `a: { t(1); if (t(true)) break a; t(2); } b: if (t(true)) { t(3); if (t(true)) break b; t(4); } c: for (;;) { for (;;) { break c; } } t(5); d: switch (1) { case 1: for (;;) { break d; } }`,
  switch: `const f = (x: unknown) => { switch (t(x)) { case t(1): t("one"); default: t("default"); case t(2): t("two"); break; case t(3): { t("three"); } } t("after"); }; f(1); f(2); f(3); f(4); switch (1 as number) { default: t("d"); } switch (t(0)) {}`,
  loops: `let i = 0; do { t(i); if (i === 1) continue; } while (++i < 3); while (true) { if (i-- < 0) break; } t(i); for (let a = 0, b = 5; a < b; a++, b--) t([a, b]); for (const k in { a: 1, b: 2 }) t(k); for (var v = 0; v < 1; v++); t(v); for (const c of "ab") t(c); let z; for (z of [1, 2]) t(z); const q: any = {}; for (q.x of [7]) t(q.x); for ([z] of [[8]]) t(z); for (const { length } of ["abc"]) t(length);`,
  "for-of closes its iterator": `const f = (n: number) => { for (const x of iter([1, 2])) { if (n === 0) break; if (n === 1) return x; if (n === 2) throw "x"; t(x); } return 0; }; t(f(0)); t(f(1)); t(f(3)); for (const [p] of iter([[1], [2]])) { t(p); continue; } try { for (const x of iter([1])) { try { throw t("in"); } finally { t("fin"); } } } catch (e) { t(e); }`,
  "closures capture per iteration": `const fs: (() => number)[] = []; for (const x of [1, 2, 3]) fs.push(() => x); for (let i = 0; i < 2; i++) { const j = i * 10; fs.push(() => j); } t(fs.map((f) => f()));`,
  hoisting: `t(typeof f); function f() { return g(); } function g() { return v; } t(f()); var v = 3; t(f()); { t(h()); function h() { return 9; } } const rec = function self(n: number): number { return n <= 0 ? 0 : n + self(n - 1); }; t(rec(4));`,
  "dead zones": `try { t(x); let x = 1; } catch (e) { t((e as Error).name); } try { (() => y)(); const y = 1; } catch (e) { t((e as Error).name); } switch (1 as number) { case 0: let q = 1; break; case 1: try { t(q); } catch (e) { t((e as Error).name); } }`,
  classes: `class A { x = t("field"); #p = t(1); static s = t("static"); static { t(this.s); t(A.s); } constructor(readonly y = t("param")) { t(this.x); t(this.y); } get p() { return this.#p; } set p(v) { this.#p = v; } m() { return t("A.m"); } #h() { return t("hash"); } callH() { return this.#h(); } has(o: object) { return #p in o; } static make() { return new this(); } } class B extends A { z = t("bz"); constructor() { t("before"); super(t("arg")); t("after"); } override m() { return super.m() + t("B.m"); } override get p() { return super.p + 1; } } class C extends B { w = t("cw"); } const c = new C(); t(c.m()); t(c.p); t([c.callH(), c.has(c), c.has({})]); t(A.make().y); const E = class Named { static n = 1; self() { return Named.n; } }; t(new E().self());`,
  "methods, this and super in objects": `const obj = { v: 1, m() { return this.v; }, n: function () { return this.v; }, a() { return (() => this.v)(); } }; t([obj.m(), obj.n(), obj.a(), (obj.m)(), obj["m"]()]);`,
  "arguments and new.target": `function f(...r: unknown[]) { return [arguments.length, arguments[1], r.length]; } t(f(1, 2, 3)); function G(this: any) { return t(new.target === undefined); } new (G as any)(); (G as any)();`,
  "tagged templates":
    "const tag = (s: TemplateStringsArray, ...v: unknown[]) => t([[...s], v]); tag`a${t(1)}b${t(2)}c`; tag`plain`;",
  "typeof, void, delete, in, instanceof": `t(typeof undeclaredName); t(typeof null); t(void t(1)); const d: any = { a: 1 }; t(delete d.a); t("a" in d); t([] instanceof Array); const p = o("p"); t("q" in p); t(delete p.q); t(delete p[t("k")]);`,
  numbers: `t([-0, 0.1 + 0.2, 5 % -3, -5 % 3, 2 ** 10, 7 >>> 1, -7 >> 1, ~5, +"3", -"2", 1_000, 0xff, 0b11, 1e3, NaN, -Infinity, 10n ** 20n]);`,
  "logical assignment on names": `let a: any = null, b: any = 1, c: any = 0; t(a ??= t(5)); t(b ||= t(6)); t(c &&= t(7)); t([a, b, c]);`,
  "coercion order": `const a = o("a", 2), b = o("b", 3); t(a + b); t(a < b); t(a * b - a); t(a == 2); let x: any = o("x", 4); x++; t(x);`,
  enum: `enum E { A, B = 5, C, D = "d" as any, F = A | B } t([E.A, E.B, E.C, E[0], E[5], E.F]); enum E2 { X = 1 } t(E2[1]);`,
  namespace: `namespace N { export let v = 1; export function up() { v++; return v; } export const w = v + 1; export namespace M { export const deep = w; } } t([N.v, N.up(), N.v, N.w, N.M.deep]);`,
  "mutual recursion and default closures": `const even = (n: number): boolean => n === 0 || odd(n - 1); const odd = (n: number): boolean => n !== 0 && even(n - 1); t(even(10)); function k(f = () => t("lazy"), g = f()) { return g; } t(k());`,
  "swap through computed keys with effects": `const a = [1, 2, 3]; let i = 0; [a[i++], a[i++]] = [a[i], a[i + 1]]; t(a); t(i); a[i] = i = 0; t(a); t((a[i++] += a[i++])); t(a);`,
};

describe("HIR runs as JavaScript does", () => {
  for (const [name, body] of Object.entries(SNIPPETS)) {
    it(name, () => {
      const text = `${PRELUDE}\nexport function run() { "use strict"; log.length = 0; body(); return log; }\nfunction body(): any { ${body} }\n`;
      const real = (runReal(text, "run") as () => unknown[])();
      const lowered = (interpret(lowerText(text)).exported("run") as () => unknown[])();
      expect(lowered).toEqual(real);
      expect(real.length).toBeGreaterThan(0);
    });
  }
});
