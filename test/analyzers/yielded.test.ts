/** What functions and methods that are not known yield, by their declared types (trusted boundary); and enums, whose members are what they are declared as. */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const SOURCE = "interface Source { list(): number[]; rows: () => { ids: number[] }[]; bit(): 0 | 1 }";
const SUM = "let s = 0; for (let i = 0; i < list.length; i++) s += list[i]!; return s;";
const READ = `${SOURCE} export function f(o: Source): number { const list = o.list(); ${SUM} }`;

describe("what a method yields", () => {
  it("is what its one signature says", () => {
    expect(proved(READ)).toEqual(["list[i]"]);
    expect(proved(`export function f(next: () => number[]): number { const list = next(); ${SUM} }`)).toEqual(["list[i]"]);
    expect(proved(`${SOURCE} export function f(o: Source | null): number { const list = o?.list() ?? []; ${SUM} }`)).toEqual([]);
    expect(
      proved(`${SOURCE} export function f(o: Source): number {
        const rows = o.rows(); let s = 0;
        for (let i = 0; i < rows.length; i++) { const list = rows[i]!.ids; for (let k = 0; k < list.length; k++) s += list[k]!; }
        return s; }`),
    ).toEqual(["rows[i]", "list[k]"]);
    expect(
      proved(`class C { list(): number[] { return [1]; } f(): number { const list = this.list(); ${SUM} } } export { C };`),
    ).toEqual(["list[i]"]);
  });

  it("may be nothing", () => {
    expect(proved(`${SOURCE} export function f(o: Source): number { return [1, 2][o.bit()]!; }`)).toEqual([]);
    expect(
      proved(
        `${SOURCE} export function f(o: Source): number { const b = o.bit(); return b === undefined || b === null ? 0 : [1, 2][b]!; }`,
      ),
    ).toEqual(["[1, 2][b]"]);
  });

  it("is in other hands", () => {
    expect(
      proved(`${SOURCE} export function f(o: Source, then: () => void): number {
        const list = o.list(); const n = list.length; let s = 0;
        for (let i = 0; i < n; i++) { then(); s += list[i]!; } return s; }`),
    ).toEqual([]);
    expect(
      proved(`${SOURCE} export function f(o: Source): number {
        const list = o.list(), other = o.list(); const n = list.length; other.pop(); return n > 0 ? list[n - 1]! : 0; }`),
    ).toEqual([]);
  });

  it.each([
    ["overloads", "interface O { list(): number[]; list(x: string): string }"],
    ["overloads that are merged", "interface O { list(): number[] } interface O { list(x: string): string }"],
    ["type parameters", "interface O { list<T extends number[]>(): T }"],
    ["anything", "interface O { list(): any }"],
    ["an accessor's function", "class O { get list(): () => number[] { return () => [1]; } } export { O };"],
    [
      "several types",
      "interface A { list(n: number): number[] } interface B { list(s: string): string } type O = A & B & { list(): number[] };",
    ],
    ["what the library says", "type O = { list: Map<string, number[]>['values'] };"],
    [
      "more than a class has",
      "class B { list(): number[] { return [1]; } } interface O { list(): number[] } class O extends B {} export { O };",
    ],
    ["overloads of one function", "class O { list(): number[]; list(x?: string): number[] { return x as any; } } export { O };"],
  ])("is not known with %s", (_, declared) => {
    expect(proved(`${declared} export function f(o: O): number { const list = o.list(); ${SUM} }`)).not.toContain("list[i]");
  });

  it.each([
    ["a method", 'export class C implements Source { list(): number[] { return JSON.parse("5"); } }'],
    ["a method of another type", 'export class C { list(): number[] { return JSON.parse("5"); } }'],
    ["a method that casts", "export class C { list(): number[] { return {} as unknown as number[]; } }"],
    [
      "a method behind a condition",
      "export class C { list(b: boolean): number[] { if (b) { return []; } else { return b ? [] : JSON.parse('5'); } } }",
    ],
    [
      "a method in a switch",
      "export class C { list(b: number): number[] { switch (b) { case 1: return JSON.parse('5'); default: return []; } } }",
    ],
    ["a method that catches", "export class C { list(): number[] { try { return []; } catch (e: any) { return e; } } }"],
    ["a method of a row", "export class C { list(): number[] { return [1, JSON.parse('{}')]; } }"],
    ["a variable", 'export class C { list(): number[] { const made: number[] = JSON.parse("5"); return made; } }'],
    [
      "another function",
      'function raw(): number[] { return JSON.parse("5"); } export class C { list(): number[] { return raw(); } }',
    ],
    ["another method", 'export class C { raw(): number[] { return JSON.parse("5"); } list(): number[] { return this.raw(); } }'],
    [
      "another function's variable",
      'const raw = (): number[] => JSON.parse("5"); export class C { list(): number[] { return raw(); } }',
    ],
    ["a field", 'export class C { list = (): number[] => JSON.parse("5"); }'],
    ["a member of a literal", 'export const o = { list: (): number[] => JSON.parse("5") };'],
    ["a member of a literal by its type", 'export const o: Pick<Source, "list"> = { list: () => JSON.parse("5") };'],
    ["a method of a literal", 'export const o = { list(): number[] { return JSON.parse("5"); } };'],
    ["a shorthand", 'function list(): number[] { return JSON.parse("5"); } export const o = { list };'],
    ["a function of another name", 'function raw(): number[] { return JSON.parse("5"); } export const o = { list: raw };'],
    ["a function of the language", "export const o: { list: (text: string) => number[] } = { list: JSON.parse };"],
    ["a function that is cast", "export const o = { list: (() => 5) as unknown as () => number[] };"],
    ["an assignment", 'export function g(o: Source): void { o.list = () => JSON.parse("5"); }'],
    [
      "an assignment of a function",
      'function raw(): number[] { return JSON.parse("5"); } export function g(o: Source): void { o.list = raw; }',
    ],
    [
      "an overloaded method",
      "export class C { list(): number[]; list(x: string): { length: number }; list(x?: string): any { return x; } }",
    ],
    ["a field that is loose", "export class C { x: number[] = JSON.parse('5'); list(): number[] { return this.x; } }"],
    [
      "a field that is stored",
      "export class C { x: number[] = []; fill(x: any): void { this.x = x; } list(): number[] { return this.x; } }",
    ],
    ["a field's function", "export class C { raw = (): number[] => JSON.parse('5'); list(): number[] { return this.raw(); } }"],
    [
      "a function taken out",
      "const h = { raw: (): number[] => JSON.parse('5') }; const { raw } = h; export const o = { list: raw };",
    ],
    [
      "a function taken out under another name",
      "const h = { raw: (): number[] => JSON.parse('5') }; const { raw: r } = h; export class C { list(): number[] { return r(); } }",
    ],
    [
      "a function that is called by `call`",
      "function raw(): number[] { return JSON.parse('5'); } export class C { list(): number[] { return raw.call(null); } }",
    ],
    [
      "a function that is bound",
      "function raw(): number[] { return JSON.parse('5'); } export const o = { list: raw.bind(null) };",
    ],
    [
      "a function that is made",
      "const mk = () => (): number[] => JSON.parse('5'); export class C { list(): number[] { return mk()(); } }",
    ],
    [
      "a function by a text",
      "export class C { raw(): number[] { return JSON.parse('5'); } list(): number[] { return this['raw'](); } }",
    ],
    [
      "a tag",
      "function raw(_: TemplateStringsArray): number[] { return JSON.parse('5'); } export class C { list(): number[] { return raw`x`; } }",
    ],
    ["a computed name", "const K = 'list'; export class C { [K](): number[] { return JSON.parse('5'); } }"],
    ["a computed name in a literal", "const K = 'list'; export const o = { [K]: (): number[] => JSON.parse('5') };"],
    [
      "a member of a variable",
      "const cfg: { xs: number[] } = JSON.parse('5'); export class C { list(): number[] { return cfg.xs; } }",
    ],
    ["a member of a cast", "export class C { list(): number[] { return (JSON.parse('5') as { xs: number[] }).xs; } }"],
    [
      "an element of a variable",
      "const all: number[][] = JSON.parse('5'); export class C { list(): number[] { return all[0]!; } }",
    ],
    ["a list of anything", "export class C { list(): number[] { const out: any[] = []; out.push('x'); return out; } }"],
    ["anything behind a condition", "export class C { list(b: boolean): number[] { return b ? [JSON.parse('{}')] : []; } }"],
    ["a spread of anything", "export class C { list(): number[] { return { ...JSON.parse('5') }; } }"],
    [
      "functions that call each other",
      "function a(n: number): number[] { return n > 5 ? JSON.parse('5') : b(n + 1); } function b(n: number): number[] { return a(n); } export class C { list(): number[] { return b(1); } }",
    ],
    ["a copy", "export function g(o: Source): void { Object.assign(o, { list: () => 5 }); }"],
  ])("is not believed where the program has %s that yields something else", (_, code) => {
    expect(proved(`${READ} ${code}`)).not.toContain("list[i]");
  });
});

it("what a function in a list yields is looked at", () => {
  const table = (held: string): string => `${held} export function f(): number { const list = table[0]!(); ${SUM} }`;
  expect(proved(table("const table: (() => number[])[] = [() => JSON.parse('5')];"))).not.toContain("list[i]");
  expect(
    proved(
      `export class C { fs: (() => number[])[] = [() => JSON.parse('5')]; f(): number { const list = this.fs[0]!(); ${SUM} } }`,
    ),
  ).not.toContain("list[i]");
});

it("what a generator gives is not known", () => {
  expect(proved("export function f(g: Generator<0 | 1, 0 | 1, unknown>): number { return [5, 6][g.next().value]!; }")).toEqual(
    [],
  );
  expect(
    proved(`interface It { next(): { value: 0 | 1 } } export function f(g: It): number { const r = g.next(); return [5, 6][r.value]!; }
      export function* numbers(): Generator<0 | 1, 0 | 1, unknown> { yield 0; return 1; }`),
  ).toEqual([]);
});

describe("an enum", () => {
  const STORE = "export function f(bytes: Uint8Array, i: number): void { if (i >= 0 && i < bytes.length) bytes[i] = K.A; }";

  it("that is declared in one place has the members that it declares", () => {
    expect(proved(`export enum K { A = 1, B } ${STORE}`)).toEqual([]);
    const STEPS = "export function f(bytes: Uint8Array): void { for (let i = 0; i < bytes.length; i++) bytes[i] = K.A; }";
    expect(proved(`export enum K { A = 1, B } ${STEPS}`)).toEqual(["bytes[i]"]);
  });

  it.each([
    ["computed members", "const make = (): number => JSON.parse('{}'); export enum K { A = make(), B = 2 }"],
    ["two declarations", "export enum K { A = 1 } export enum K { B = 2 }"],
    ["a namespace", "export enum K { A = 1 } export namespace K { export const B = 2; }"],
    ["a member that is stored", "export enum K { A = 1 } (K as any).A = { valueOf() { return 1; } };"],
    ["members that are copied to it", "export enum K { A = 1 } Object.assign(K, { A: {} });"],
  ])("with %s is not believed", (_, declared) => {
    const STEPS = "export function f(bytes: Uint8Array): void { for (let i = 0; i < bytes.length; i++) bytes[i] = K.A; }";
    expect(proved(`${declared} ${STEPS}`)).not.toContain("bytes[i]");
  });
});
