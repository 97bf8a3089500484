/** Tests of a member against a constant, under the trusted boundary: which of several declared types a value has. */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const TYPES = `
  interface List { kind: "list"; items: number[]; from?: number[] }
  interface Pair { kind: "pair"; items: [0 | 1, 0 | 1] }
  interface Text { kind: "text"; items: string; deep: { readonly rows: number[][] } }
  interface Leaf { kind: "leaf" | "bud"; n: number }
  type Node = List | Pair | Text | Leaf;`;
const SUM = "let s = 0; for (let i = 0; i < t.items.length; i++) s += Number(t.items[i]); return s;";

describe("a value is known by its discriminant", () => {
  it.each([
    ["after an equality", `export function f(t: Node) { if (t.kind === "list") { ${SUM} } return 0; }`],
    ["after the other way round", `export function f(t: Node) { if ("list" === t.kind) { ${SUM} } return 0; }`],
    ["after an early return", `export function f(t: Node) { if (t.kind !== "list") return 0; ${SUM} }`],
    ["after a negation", `export function f(t: Node) { if (!(t.kind === "list")) return 0; ${SUM} }`],
    ["in a conjunction", `export function f(t: Node, on: boolean) { if (on && t.kind === "list") { ${SUM} } return 0; }`],
    ["by what it is not", `export function f(t: List | Leaf) { if (t.kind === "leaf" || t.kind === "bud") return 0; ${SUM} }`],
    ["by one of several", `export function f(t: Node) { if (t.kind === "list" || t.kind === "pair") { ${SUM} } return 0; }`],
    [
      "in a `case`",
      `export function f(t: Node) { switch (t.kind) { case "leaf": return 0; case "list": { ${SUM} } } return 1; }`,
    ],
    [
      "in one of two `case`s",
      `export function f(t: Node) { switch (t.kind) { case "pair": case "list": { ${SUM} } } return 1; }`,
    ],
    ["where there may be none", `export function f(t: Node | null | undefined) { if (t?.kind === "list") { ${SUM} } return 0; }`],
    ["taken out before", `export function f(t: Node) { const { kind } = t; if (kind === "list") { ${SUM} } return 0; }`],
    [
      "of an element",
      `export function f(all: Node[]) { let s = 0; for (let k = 0; k < all.length; k++) { const t = all[k]!; if (t.kind !== "list") continue; for (let i = 0; i < t.items.length; i++) s += t.items[i]!; } return s; }`,
    ],
    ["by a number", `export function f(t: { k: 0; items: number[] } | { k: 1 }) { if (t.k === 0) { ${SUM} } return 0; }`],
    [
      "beyond a call",
      `declare function use(o: unknown): void; export function f(t: Node) { if (t.kind !== "list") return 0; use(t); ${SUM} }`,
    ],
    [
      "beyond a loop",
      `export function f(t: Node) { if (t.kind !== "list") return 0; for (let k = 0; k < 3; k++) if (t.items.length > k) break; ${SUM} }`,
    ],
  ])("%s", (_, code) => {
    expect(proved(TYPES + code)).toContain("t.items[i]");
  });

  it("has two types in two places", () => {
    const found = proved(`${TYPES} export function f(t: Node): number {
      let s = 0;
      if (t.kind === "list") for (let i = 0; i < t.items.length; i++) s += t.items[i]!;
      if (t.kind === "text") for (let k = 0; k < t.items.length; k++) s += t.items[k]!.length;
      if (t.kind === "pair") return [5, 6][t.items[1]]! + s;
      return s;
    }`);
    expect([...found].sort()).toEqual(["[5, 6][t.items[1]]", "t.items[1]", "t.items[i]", "t.items[k]"]);
  });

  it.each([
    ["not tested", `export function f(t: Node) { ${SUM.replaceAll("t.items", "(t as List).items")} }`],
    [
      "of another value",
      `export function f(t: Node, u: Node) { if (u.kind === "list") { const t2 = t as List; let s = 0; for (let i = 0; i < t2.items.length; i++) s += t2.items[i]!; return s; } return 0; }`,
    ],
    [
      "before the test",
      `export function f(t: Node) { let s = 0; const x = (t as List).items; for (let i = 0; i < x.length; i++) s += x[i]!; return t.kind === "list" ? s : 0; }`,
    ],
    [
      "after the branches have met",
      `export function f(t: Node) { let n = 0; if (t.kind === "list") n = 1; let s = 0; const x = (t as List).items; for (let i = n; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "on one of two ways",
      `export function f(t: Node, on: boolean) { if (on || t.kind === "list") { let s = 0; const x = (t as List).items; for (let i = 0; i < x.length; i++) s += x[i]!; return s; } return 0; }`,
    ],
    [
      "when it was another object",
      `export function f(t: Node, u: Node) { if (t.kind !== "list") return 0; t = u; let s = 0; const x = (t as List).items; for (let i = 0; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "in an earlier pass",
      `export function f(all: Node[]) { let was = false; let s = 0; for (let k = 0; k < all.length; k++) { const t = all[k]!; if (was) { const x = (t as List).items; for (let i = 0; i < x.length; i++) s += x[i]!; } was = t.kind === "list"; } return s; }`,
    ],
    [
      "by a numeric enum",
      `enum K { A, B } export function f(t: { k: K.A; items: number[] } | { k: K.B }) { if (t.k !== K.A) return 0; let s = 0; const x = t.items; for (let i = 0; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "by a loose equality",
      `export function f(t: { k: 1; items: number[] } | { k: { valueOf(): number } }) { if ((t.k as unknown) == "1") { const x = (t as { items: number[] }).items; let s = 0; for (let i = 0; i < x.length; i++) s += x[i]!; return s; } return 0; }`,
    ],
    [
      "by an accessor of the program",
      `export class Odd { get kind(): "list" { return "list"; } } export function f(t: Node) { if (t.kind !== "list") return 0; const x = (t as List).items; let s = 0; for (let i = 0; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "that the program changes",
      `export const spoil = (t: Node) => { t.kind = "list"; }; export function f(t: Node) { if (t.kind !== "list") return 0; const x = t.items; let s = 0; for (let i = 0; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "that the program changes by name",
      `export const spoil = (t: List | Leaf) => { t["kind"] = "list"; }; export function f(t: List | Leaf) { if (t.kind !== "list") return 0; const x = t.items; let s = 0; for (let i = 0; i < x.length; i++) s += x[i]!; return s; }`,
    ],
    [
      "that the program copies",
      `export const spoil = (t: Leaf) => { Object.assign(t, { kind: "list" }); }; export function f(t: List | Leaf) { if (t.kind !== "leaf") { const x = t.kind === "bud" ? [] : t.items; let s = 0; for (let i = 0; i < x.length; i++) s += x[i]!; return s; } return 0; }`,
    ],
  ])("is not known: %s", (_, code) => {
    expect(proved(TYPES + code).filter((text) => text !== "all[k]")).toEqual([]);
  });
});

describe("a member that several types have", () => {
  const BOTH = `interface A { k: "a"; i: 0 | 1 } interface B { k: "b"; i: 0 | 4 } type T = A | B; const few = [1, 2];`;
  it.each([
    ["after the test", `export function f(t: T) { return t.k === "a" ? few[t.i] : t.i < 2 ? 1 : t.i; }`],
    ["by the other", `export function f(t: T) { if (t.k === "b") return t.i; return few[t.i]; }`],
    [
      "on both ways",
      `export function f(t: T, n: number) { if (n > 1 ? t.k === "a" : "a" === t.k) return few[t.i]; return t.i; }`,
    ],
  ])("is as its object is: %s", (_, code) => {
    expect(proved(BOTH + code)).toEqual(["few[t.i]"]);
  });
  it.each([
    ["in the other branch", `export function f(t: T) { return t.k === "a" ? t.i : few[t.i]; }`],
    ["in a later `case`", `export function f(t: T) { switch (t.k) { case "a": t.i; default: return few[t.i]; } }`],
    ["on one of two ways", `export function f(t: T, u: T) { if (t.k === "a" || u.k === "a") return few[t.i]; return t.i; }`],
    [
      "on one of two ways, tested twice",
      `export function f(t: T, n: number) { if (t.k === "a" || n > 1) { if (n > 0) return few[t.i]; } return t.i; }`,
    ],
    [
      "after a loop that may not run",
      `export function f(t: T, n: number) { for (let k = 0; k < n; k++) if (t.k !== "a") return t.i; return few[t.i]; }`,
    ],
    ["of another", `export function f(t: T, u: T) { if (u.k === "a") return few[t.i]; return t.i + u.i; }`],
    ["held before the test", `export function f(t: T) { const i = t.i; return t.k === "b" ? few[i] : t.i; }`],
  ])("is not: %s", (_, code) => {
    expect(proved(BOTH + code)).toEqual([]);
  });
});

describe("`Array.isArray`", () => {
  const sum = (x: string): string => `let s = 0; for (let i = 0; i < ${x}.length; i++) s += Number(${x}[i]); return s;`;
  it.each([
    [
      "of an array or a number",
      `export function f(x: number | number[]) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`,
      "x[i]",
    ],
    [
      "of an array or an object",
      `export function f(x: number[] | { a: 1 }) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`,
      "x[i]",
    ],
    ["of an object", `export function f(x: { a: 1 }) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`, "x[i]"],
    ["of a tuple", `export function f(x: [number, number] | number) { return Array.isArray(x) ? x[1] : x; }`, "x[1]"],
    [
      "said no: a text is left",
      `export function f(x: string | string[]) { if (Array.isArray(x)) return 0; ${sum("x")} }`,
      "x[i]",
    ],
    ["said no before", `export function f(x: number | number[]) { if (!Array.isArray(x)) return 0; ${sum("x")} }`, "x[i]"],
    [
      "of a member",
      `export function f(o: { x: number | number[] }) { const { x } = o; if (Array.isArray(x)) { ${sum("x")} } return 0; }`,
      "x[i]",
    ],
    [
      "of rows",
      `export function f(x: number | (0 | 1)[][]) { const few = [1, 2]; if (Array.isArray(x) && x.length > 0) { const r = x[0]!; if (r.length > 0) return few[r[0]!]; } return 0; }`,
      "r[0]",
    ],
  ])("tells what is left: %s", (_, code, text) => {
    expect(proved(code)).toContain(text);
  });
  it("tells elements of what is left", () => {
    const code = `export function f(x: number | (0 | 1)[]) { const few = [1, 2]; if (Array.isArray(x) && x.length > 0) return few[x[0]!]; return 0; }`;
    expect(proved(code)).toContain("few[x[0]!]");
  });

  it.each([
    ["of what nothing is declared of", `export function f(x: unknown) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`],
    ["of anything", `export function f(x: any) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`],
    [
      "that said no",
      `export function f(x: number[] | { length: number; [i: number]: number }) { if (!Array.isArray(x)) { ${sum("x")} } return 0; }`,
    ],
    [
      "of another",
      `export function f(x: number | number[], y: unknown) { if (Array.isArray(y)) { const z = x as number[]; ${sum("z")} } return 0; }`,
    ],
    [
      "of another `Array`",
      `declare const Own: typeof Array; export function f(x: { a: 1 }) { const Array = Own; if (Array.isArray(x)) { const z = x as unknown as number[]; ${sum("z")} } return 0; }`,
    ],
    [
      "on one of two ways",
      `export function f(x: number | number[], on: boolean) { if (on || Array.isArray(x)) { const z = x as number[]; ${sum("z")} } return 0; }`,
    ],
    [
      "replaced in plain sight",
      `(Array as any).isArray = () => true; export function f(x: number | number[]) { if (Array.isArray(x)) { ${sum("x")} } return 0; }`,
    ],
    [
      "of elements of an object that an array may be",
      `export function f(x: { a: 1 } | (0 | 1)[]) { const few = [1, 2]; if (Array.isArray(x) && x.length > 0) return few[x[0]!]; return 0; }`,
    ],
  ])("tells nothing: %s", (_, code) => {
    expect(proved(code).filter((text) => text !== "x[0]")).toEqual([]);
  });
});

describe("`this` of an arrow function", () => {
  const read = "let s = 0; for (let i = 0; i < this.rows.length; i++) s += this.rows[i]!; return s;";
  it.each([
    ["in a field", `export class C { rows: number[] = []; sum = (): number => { ${read} }; }`],
    ["in a method", `export class C { rows: number[] = []; sum() { return (() => { ${read} })(); } }`],
    ["in one of those", `export class C { rows: number[] = []; sum() { return () => () => { ${read} }; } }`],
  ])("is that of the class: %s", (_, code) => {
    expect(proved(code)).toContain("this.rows[i]");
  });
  it.each([
    [
      "in a function of its own",
      `export class C { rows: number[] = []; sum() { return function (this: any) { return () => { ${read} }; }; } }`,
    ],
    [
      "in a method that runs on something else, too",
      `export class C { rows: 0 | 1 = 0; sum(this: C | { rows: number }) { return (() => [5, 6][this.rows])(); } } const o = { rows: 7, sum: new C().sum }; o.sum();`,
    ],
    [
      "of such a method itself",
      `export class C { rows: 0 | 1 = 0; sum(this: C | { rows: number }) { return [5, 6][this.rows]; } }`,
    ],
    [
      "in a static field",
      `export class C { rows: number[] = []; static sum = (): number => { const rows = (this as any).rows; let s = 0; for (let i = 0; i < rows.length; i++) s += rows[i]!; return s; }; }`,
    ],
    [
      "of a field that is late",
      `declare function use(o: unknown): void; export class C { rows: number[]; constructor() { use(() => { const i = 0; if (i < (this.rows?.length ?? 1)) return this.rows[i]!; }); this.rows = []; } }`,
    ],
  ])("is not: %s", (_, code) => {
    expect(proved(code)).toEqual([]);
  });
});
