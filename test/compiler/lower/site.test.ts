import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { ReceiverClass, Site } from "../../../core/site.js";
import { collectSites } from "./collect-sites.js";

/** Declared before every snippet; contains no site itself. */
const PRELUDE = `
declare const a: number[], b: number[][], o: { p: number; q?: number; f(): void }[], fs: (() => void)[], d: Record<string, number>, n: { [i: number]: string };
declare const u8: Uint8Array, f64: Float64Array, big: BigInt64Array, s: string, t: [number, string], ro: readonly number[], un: (number | undefined)[], nul: (number | null)[];
declare const x: any, y: unknown, like: ArrayLike<number>, list: NodeListOf<Element>, mixed: number[] | Uint8Array, partly: number[] | Record<string, number>, maybe: number[] | undefined;
declare let i: number, j: number, k: string, m: string | number, v: number, sym: symbol, w: any;
declare function f(...args: unknown[]): number;
enum Plain { A, B } enum Named { A = "a" }
declare const plain: Plain, named: Named;
declare const map: Map<string, number[]>;
`;

interface Row {
  readonly code: string;
  /** \`kind text\` of every site in source order; r for bounds.read, w for bounds.write. */
  readonly sites: readonly string[];
  readonly tolerated?: readonly string[];
}

const brief = (site: Site): string => `${site.kind === "bounds.read" ? "r" : "w"} ${site.text}`;

function checkRow({ code, sites, tolerated = [] }: Row): void {
  const found = collectSites(PRELUDE + code);
  expect({ sites: found.sites.map(brief), tolerated: found.tolerated.map((each) => each.text) }).toEqual({ sites, tolerated });
}

const none = (code: string): Row => ({ code, sites: [] });
const read = (code: string, ...texts: string[]): Row => ({ code, sites: texts.map((text) => `r ${text}`) });
const tolerated = (code: string, ...texts: string[]): Row => ({ code, sites: [], tolerated: texts });

const RECEIVERS: readonly Row[] = [
  read("f(a[i])", "a[i]"),
  read("f(b[i][j])", "b[i][j]", "b[i]"),
  read("f(u8[i], f64[i], big[i])", "u8[i]", "f64[i]", "big[i]"),
  read("f(s[i])", "s[i]"),
  read("f('abc'[i])", "'abc'[i]"),
  read("f(t[0], t[1])", "t[0]", "t[1]"),
  read("f(ro[i])", "ro[i]"),
  read("function g() { return arguments[0]; }", "arguments[0]"),
  read("f(x[i])", "x[i]"),
  read("f((y as any)[i])", "(y as any)[i]"),
  read("function g<T>(p: T) { return (p as T)[0]; }", "(p as T)[0]"),
  read("function g<T extends number[]>(p: T) { return p[i]; }", "p[i]"),
  read("f(like[i], list[i])", "like[i]", "list[i]"),
  read("f(mixed[i])", "mixed[i]"),
  read("f(partly[i])", "partly[i]"),
  read("f(maybe?.[i])", "maybe?.[i]"),
  read("class Stack extends Array<number> { top(): unknown { return this[this.length - 1]; } }", "this[this.length - 1]"),
  read("interface Buf extends Uint8Array {} declare const buf: Buf; f(buf[0])", "buf[0]"),
  read("declare const c: number[] & { tag: 1 }; f(c[i])", "c[i]"),
  read("declare const c: { length: number } & { [i: number]: string }; f(c[i])", "c[i]"),
  read("declare const c: [number, ...string[]]; f(c[5])", "c[5]"),
  read("type Deep<T> = T[keyof T]; function g<T extends Record<string, number[]>>(p: T[keyof T]) { return p[i]; }", "p[i]"),
  read("f('a-b'.match(/b/)![0])", "'a-b'.match(/b/)![0]"),
  read("f([1, 2, 3][i])", "[1, 2, 3][i]"),
  read("import { missing } from 'nowhere'; f(missing[0]);", "missing[0]"),
  none("f(d[i])"),
  none("f(n[i])"),
  none("f((o as object as { [k: string]: number; length: number })[i])"),
  none("f(Plain[i])"),
  none("f(map[i])"),
  none("class A { m() { return this[0]; } }"),
  none("class A extends Array<number> { m() { return super[0]; } }"),
];

const KEYS: readonly Row[] = [
  read("f(a[0])", "a[0]"),
  read("f(a[-1])", "a[-1]"),
  read("f(a[plain])", "a[plain]"),
  read("f(a[Plain.B])", "a[Plain.B]"),
  read("f(a[i | 0], a[i + 1], a[+k], a[i++])", "a[i | 0]", "a[i + 1]", "a[+k]", "a[i++]"),
  read("function g<K extends number>(p: K) { return a[p]; }", "a[p]"),
  read("declare const c: number & { brand: 1 }; f(a[c])", "a[c]"),
  read("declare const c: 0 | 1 | 2; f(a[c])", "a[c]"),
  read("if (typeof m === 'number') f(a[m])", "a[m]"),
  read("f(a[w - 1])", "a[w - 1]"),
  read("f(a[(i)])", "a[(i)]"),
  read("f(a[k as unknown as number])", "a[k as unknown as number]"),
  none("f(a['0'])"),
  none("f(a['length'])"),
  none("f(a[k])"),
  none("f(a[m])"),
  none("declare const c: string | number; f(x[c])"),
  none("f(x[sym])"),
  none("f(x[k])"),
  none("f(x[named])"),
  none("f(a[w])"),
  none("for (const key in a) f(a[key]);"),
  none("function g<K extends keyof number[]>(p: K) { return a[p]; }"),
  none("declare const c: number | undefined; f(x[c])"),
  none("type E = (typeof a)[number]; declare const e: E; f(e)"),
];

const WRITES: readonly Row[] = [
  { code: "a[i] = v", sites: ["w a[i]"] },
  { code: "(a[i]) = v", sites: ["w a[i]"] },
  { code: "(a[i] as number) = v", sites: ["w a[i]"] },
  { code: "a[i]! = v", sites: ["w a[i]"] },
  { code: "a[i] = a[j]", sites: ["w a[i]", "r a[j]"] },
  { code: "a[i] += v", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i] >>>= 1", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i]! **= 2", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i]++", sites: ["r a[i]", "w a[i]"] },
  { code: "--a[i]", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i]!++", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i] ??= v", sites: ["w a[i]"] },
  { code: "a[i] ||= v", sites: ["w a[i]"] },
  { code: "(a[i]) &&= v", sites: ["w a[i]"] },
  { code: "delete a[i]", sites: [] },
  { code: "delete (x[i])", sites: [] },
  { code: "[a[i], a[j]] = [1, 2] as const", sites: ["r a[i]", "r a[j]", "w a[i]", "w a[j]"] },
  { code: "({ p: a[i] } = o[0]!)", sites: ["w a[i]", "r o[0]"] },
  { code: "({ p: a[i] = 1 } = w)", sites: ["w a[i]"] },
  { code: "[a[i] = 1] = w", sites: ["w a[i]"] },
  { code: "[...x[i]] = w", sites: ["w x[i]"] },
  { code: "({ ...x[i] } = w)", sites: ["w x[i]"] },
  { code: "({ p: [{ q: x[i] }] } = w)", sites: ["w x[i]"] },
  { code: "({ v = a[i] } = w)", sites: ["r a[i]"] },
  { code: "for (a[i] of a);", sites: ["w a[i]"] },
  { code: "for (x[i] in a);", sites: ["w x[i]"] },
  { code: "for ([a[i]] of b);", sites: ["r a[i]", "w a[i]"] },
  { code: "a[i].toFixed = w", sites: ["r a[i]"] },
  { code: "b[i][j] = v", sites: ["w b[i][j]", "r b[i]"] },
];

const TOLERATED: readonly Row[] = [
  tolerated("f(a[i] ?? 0)", "a[i]"),
  tolerated("f(a[i] || 0)", "a[i]"),
  tolerated("f(a[i] && 1)", "a[i]"),
  tolerated("f(((a[i])) ?? 0)", "a[i]"),
  tolerated("f(!a[i])", "a[i]"),
  tolerated("f(typeof a[i])", "a[i]"),
  tolerated("f(void a[i])", "a[i]"),
  tolerated("if (a[i]) f()", "a[i]"),
  tolerated("f(a[i] ? 1 : 2)", "a[i]"),
  tolerated("while (a[i]) f()", "a[i]"),
  tolerated("do f(); while ((a[i]))", "a[i]"),
  tolerated("for (; a[i]; ) f()", "a[i]"),
  tolerated("f(a[i] === undefined)", "a[i]"),
  tolerated("f(undefined != a[i])", "a[i]"),
  tolerated("f(a[i] == null)", "a[i]"),
  tolerated("f((a[i]) !== void 0)", "a[i]"),
  tolerated("f(a[i] === (void 0))", "a[i]"),
  tolerated("f(o[i]?.p)", "o[i]"),
  tolerated("f(b[i]?.[k])", "b[i]"),
  tolerated("fs[i]?.()", "fs[i]"),
  tolerated("f((o[i])?.p)", "o[i]"),
  { code: "f(b[i]?.[j])", sites: ["r b[i]?.[j]"], tolerated: ["b[i]"] },
  read("f(v ?? a[i])", "a[i]"),
  read("f(v && a[i])", "a[i]"),
  read("if (v && a[i]) f()", "a[i]"),
  read("f(a[i]!)", "a[i]"),
  read("f(a[i]! ?? 0)", "a[i]"),
  read("f((a[i] as number) ?? 0)", "a[i]"),
  read("f((a[i] satisfies number) ?? 0)", "a[i]"),
  read("f(-a[i], ~a[i], +a[i])", "a[i]", "a[i]", "a[i]"),
  read("f(v ? a[i] : a[j])", "a[i]", "a[j]"),
  read("for (v = a[i]; ; v = a[j]) f()", "a[i]", "a[j]"),
  read("f(a[i] === v)", "a[i]"),
  read("f(a[i] > 0, a[i] === 0, a[i] === void 1)", "a[i]", "a[i]", "a[i]"),
  read("switch (a[i]) { case a[j]: }", "a[i]", "a[j]"),
  read("const e = a[i]; if (e !== undefined) f(e)", "a[i]"),
  read("f((a[i], 1) ?? 0)", "a[i]"),
  read("f(o[i].q?.toFixed())", "o[i]"),
  read("f(maybe?.[i].toFixed())", "maybe?.[i]"),
  read("f(`${a[i]}`)", "a[i]"),
];

const PATTERNS: readonly Row[] = [
  read("const [p, q] = a", "p", "q"),
  read("const [p, , q] = a", "p", "q"),
  read("const [p, ...q] = a", "p"),
  { code: "const [p = 1, q] = a", sites: ["r q"], tolerated: ["p = 1"] },
  read("const [p, q] = t", "p", "q"),
  read("const [[p], { length }] = [a, b]", "[p]", "{ length }", "p"),
  read("const { e: [p] } = w as { e: number[] }", "p"),
  read("function g([p]: number[]) {}", "p"),
  read("function g([p]: number[] = []) {}", "p"),
  read("for (const [p, q] of Object.entries(d)) f(p, q)", "p", "q"),
  read("for (const [key, [p]] of map) f(key, p)", "key", "[p]", "p"),
  read("map.forEach(([p]) => f(p))", "p"),
  read("let p, q; [p, q] = a", "p", "q"),
  read("let p, q; [p, , q] = t as unknown as number[]", "p", "q"),
  { code: "let p = 0, q; [p = 1, ...q] = a", sites: [], tolerated: ["p = 1"] },
  read("let p; [[p]] = b", "[p]", "p"),
  read("let p; ({ e: [p] } = w as { e: number[] })", "p"),
  { code: "let p; [[p] = [1]] = b", sites: ["r p"], tolerated: ["[p] = [1]"] },
  read("let p; for ([p] of b);", "p"),
  read("let p, key; for ([key, p] of map);", "key", "p"),
  read("const [p] = mixed", "p"),
  read("const [p] = 'a-b'.split('-')", "p"),
  read("function g<T extends number[]>(e: T) { const [p] = e; }", "p"),
  none("const [p] = s"),
  none("const [p] = u8"),
  none("const [p] = w"),
  none("const [p] = new Set<number>()"),
  none("function g() { const [p] = arguments; }"),
  none("const { 0: p } = a"),
  none("let p; [p] = w"),
];

describe("what counts as a bounds site", () => {
  const groups = { receivers: RECEIVERS, keys: KEYS, writes: WRITES, "tolerated reads": TOLERATED, patterns: PATTERNS };
  for (const [name, rows] of Object.entries(groups)) {
    describe(name, () => {
      for (const row of rows) it(row.code, () => checkRow(row));
    });
  }
});

function only(code: string, options?: Parameters<typeof collectSites>[1]): Site {
  const { sites } = collectSites(PRELUDE + code, options);
  const [site] = sites;
  if (site === undefined) throw new Error(`no site in ${code}`);
  return site;
}

describe("fields of a site", () => {
  const classes: readonly (readonly [string, ReceiverClass])[] = [
    ["a[i]", "array"],
    ["ro[i]", "array"],
    ["t[0]", "tuple"],
    ["u8[i]", "typedArray"],
    ["big[i]", "bigintTypedArray"],
    ["s[i]", "string"],
    ["like[i]", "arrayLike"],
    ["x[i]", "open"],
    ["mixed[i]", "other"],
    ["partly[i]", "open"],
    ["maybe![i]", "array"],
    ["(w as Uint8Array | Float32Array)[i]", "typedArray"],
    ["(w as number[] | [1, 2])[i]", "other"],
    ["(w as Uint8Array & { tag: 1 })[i]", "typedArray"],
  ];
  for (const [code, receiver] of classes) {
    it(`${code} has a receiver of class ${receiver}`, () => expect(only(`f(${code})`).receiver).toBe(receiver));
  }

  const elements: readonly (readonly [string, boolean, boolean])[] = [
    ["a[i]", false, false],
    ["un[i]", true, false],
    ["nul[i]", false, true],
    ["x[i]", true, true],
    ["(w as unknown[])[i]", true, true],
    ["(w as void[])[i]", true, false],
    ["(w as [number, null?])[0]", true, true],
    ["u8[i]", false, false],
    ["s[i]", false, false],
    ["/a(b)?/.exec(s)![1]", true, false],
    ["(w as (string & { tag: 1 })[])[i]", false, false],
  ];
  for (const [code, mayBeUndefined, mayBeNull] of elements) {
    it(`${code}: element undefined ${String(mayBeUndefined)}, null ${String(mayBeNull)}`, () => {
      expect(only(`f(${code})`).element).toEqual({ undefined: mayBeUndefined, null: mayBeNull });
    });
  }
  it("a type parameter as element may be both", () => {
    expect(only("function g<T extends number>(p: T[]) { return p[i]; }").element).toEqual({ undefined: true, null: true });
  });
  it("every element may be both without strictNullChecks", () => {
    expect(only("f(a[i])", { compilerOptions: { strict: false } }).element).toEqual({ undefined: true, null: true });
  });
  it("noUncheckedIndexedAccess alone changes nothing", () => {
    expect(only("f(a[i])", { compilerOptions: { noUncheckedIndexedAccess: true } }).element).toEqual({
      undefined: false,
      null: false,
    });
  });

  const dereferences: readonly (readonly [string, boolean, boolean])[] = [
    ["f(a[i])", false, false],
    ["f(o[i].p)", true, false],
    ["f((o[i])!.p)", true, false],
    ["f((o[i] as { z: 1 }).z)", true, false],
    ["f(x[i][k])", true, false],
    ["f(x[i][f()])", false, false],
    ["f(a[a[i]])", false, false],
    ["fs[i]()", true, true],
    ["(fs[i])()", true, true],
    ["x[i](1, v, () => f())", true, true],
    ["x[i](f())", false, true],
    ["x[i]`text`", true, true],
    ["x[i]`${f()}`", false, true],
    ["new x[i]()", false, false],
    ["f(...x[i])", true, false],
    ["f([...x[i]])", true, false],
    ["f({ ...x[i] })", false, false],
    ["for (const e of x[i]) f(e)", true, false],
    ["const [p] = x[i]", true, false],
    ["const [] = x[i]", false, false],
    ["const [,] = x[i]", false, false],
    ["const [...p] = x[i]", true, false],
    ["const { ...p } = x[i]", false, false],
    ["const { [k]: p } = x[i]", false, false],
    ["[w.p] = x[i]", false, false],
    ["const { p } = o[i]", true, false],
    ["let p; [p] = x[i]", true, false],
    ["o[i].p = f()", false, false],
    ["o[i].p += f()", true, false],
    ["o[i].p++", true, false],
    ["[o[i].p] = w", false, false],
    ["o[i].f()", true, false],
    ["delete o[i].q", true, false],
    ["maybe?.[i].toFixed()", true, false],
  ];
  for (const [code, dereferenced, called] of dereferences) {
    it(`${code}: dereferenced ${String(dereferenced)}, called ${String(called)}`, () => {
      const site = collectSites(PRELUDE + code).sites.find((each) => each.form.kind === "read" && each.text.endsWith("[i]"));
      expect(site?.form).toMatchObject({ kind: "read", dereferenced, called });
    });
  }

  it("knows optional chains", () => {
    expect(only("f(maybe?.[i])").form).toMatchObject({ optionalChain: true });
    expect(only("f(w?.a[i])").form).toMatchObject({ optionalChain: true });
    expect(only("f((w?.a)[i])").form).toMatchObject({ optionalChain: false });
  });

  const tries: readonly (readonly [string, boolean])[] = [
    ["try { f(a[i]) } catch { f() }", true],
    ["try { f(a[i]) } finally { f() }", true],
    ["try { f() } catch { f(a[i]) }", false],
    ["try { f() } catch { f(a[i]) } finally { f() }", true],
    ["try { f() } finally { f(a[i]) }", false],
    ["try { try { f() } catch { f(a[i]) } } catch { f() }", true],
    ["try { f(() => a[i]) } catch { f() }", false],
    ["try { class A { p = a[i] } } catch { f() }", false],
    ["try { class A { static { f(a[i]) } } } catch { f() }", false],
    ["try { class A { [a[i]]() {} } } catch { f() }", true],
    ["function g() { f(a[i]) }", false],
  ];
  for (const [code, inside] of tries)
    it(`${code}: inside try ${String(inside)}`, () => expect(only(code).insideTry).toBe(inside));

  it("names the tokens, without comments, templates and expressions kept whole", () => {
    expect(only("f( a /* x */ [ i+1 ] )").tokens).toBe("a [ i + 1 ]");
    expect(only("f(x[s.split(/[/]/g).length])").tokens).toBe("x [ s . split ( /[/]/g ) . length ]");
    expect(only("f(x[`${k}-`.length])").tokens).toBe("x [ `${ k }-` . length ]");
  });
  it("collapses the text and cuts it at 200 characters", () => {
    expect(only("f(a[\n   i ])").text).toBe("a[ i ]");
    const long = only(`f(a[${Array.from({ length: 100 }, () => "i").join(" + ")}])`);
    expect(long.text).toHaveLength(200);
    expect(long.span.end - long.span.start).toBeGreaterThan(300);
  });
  it("spans the access in the original text", () => {
    const { sourceFile, span } = { sourceFile: `${PRELUDE}f( a[i] )`, span: only("f( a[i] )").span };
    expect(sourceFile.slice(span.start, span.end)).toBe("a[i]");
  });
  it("numbers pattern elements by their place, holes counted", () => {
    const { sites } = collectSites(`${PRELUDE}const [p, , q] = a`);
    expect(sites.map((site) => site.form)).toEqual([
      { kind: "pattern", index: 0 },
      { kind: "pattern", index: 2 },
    ]);
  });
});

describe("JavaScript", () => {
  it("counts untyped receivers, not untyped keys", () => {
    const { sites } = collectSites(
      "export function g(a, i) { for (let j = 0; j < i; j++) { a[j] = a[i]; } const own = []; own[0] = 1; return arguments[0]; }",
      {
        fileName: "/snippet.js",
        compilerOptions: { target: ts.ScriptTarget.ESNext },
      },
    );
    expect(sites.map(brief)).toEqual(["w a[j]", "w own[0]", "r arguments[0]"]);
  });
});
