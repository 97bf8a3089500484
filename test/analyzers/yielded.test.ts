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
    ["a copy", "export function g(o: Source): void { Object.assign(o, { list: () => 5 }); }"],
  ])("is not believed where the program has %s that yields something else", (_, code) => {
    expect(proved(`${READ} ${code}`)).not.toContain("list[i]");
  });
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
