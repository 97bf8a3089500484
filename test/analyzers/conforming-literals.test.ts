/** Constants and variables that begin as literals, under the trusted boundary: their members and elements are what they are declared as. */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const READ = "export function f(k: number) { return Number.isInteger(k) && k >= 0 && k < S.a.length ? S.a[k]! : 0; }";
const PROVED = ["S.a[k]"];

const believed: Readonly<Record<string, string>> = {
  "a member": `const S = { a: [1, 2], b: "x" }; ${READ}`,
  "a typed array": `const S = { a: new Uint8Array([1, 2]) }; ${READ}`,
  "a member of an exported constant": `export const S = { a: [1, 2] }; ${READ}`,
  "a member of a constant of a declared type": `interface T { a: number[] } const S: T = { a: [1, 2] }; ${READ}`,
  "a member that is read-only": `const S = { a: [1, 2] } as const; ${READ}`,
  "a member that satisfies a type": `const S = { a: [1, 2] } satisfies { a: number[] }; ${READ}`,
  "what a function returns": `function list(): number[] { return [1]; } const S = { a: list() }; ${READ}`,
  "a member that is stored as what it is": `const S = { a: [1, 2] }; export function set(a: number[]) { S.a = a; } ${READ}`,
  "a member beside a method": `const S = { a: [1, 2], m() { return this.a; } }; export function g() { S.m(); } ${READ}`,
};

const others: Readonly<Record<string, string>> = {
  "a cast": `export function g(x: unknown) { const S = { a: x as number[] }; return (k: number) => Number.isInteger(k) && k >= 0 && k < S.a.length ? S.a[k]! : 0; }`,
  "a cast, of a declared type": `declare const x: unknown; const S: { a: number[] } = { a: x as number[] }; ${READ}`,
  "a cast of the whole": `declare const x: unknown; const S = { a: x } as { a: number[] }; ${READ}`,
  "a cast below a condition": `declare const x: any; const S: { a: number[] } = { a: x ? (x as number[]) : [1] }; ${READ}`,
  anything: `const S: { a: number[] } = { a: JSON.parse("[]") }; ${READ}`,
  "a variable that is anything": `const x: number[] = JSON.parse("[]"); const S = { a: x }; ${READ}`,
  "a variable that is anything, of a declared type": `const x: number[] = JSON.parse("[]"); const S: { a: number[] } = { a: x }; ${READ}`,
  "a variable that is anything, by its name": `const a: number[] = JSON.parse("[]"); const S = { a }; ${READ}`,
  "an accessor": `let n = 0; const S = { get a() { return n++ > 0 ? [1] : [1, 2, 3]; } }; ${READ}`,
  "what is copied": `const S: { a: number[] } = { ...JSON.parse("{}") }; ${READ}`,
  "what is copied before": `declare const x: { b: number }; const S: { a: number[]; b: number } = { a: [1], ...x }; ${READ}`,
  "a name that is not written down": `declare const n: string; const S: { a: number[] } = { a: [1], [n]: 1 }; ${READ}`,
  "another prototype": `const S: { a: number[] } = { a: [1], __proto__: null } as never; ${READ}`,
  "a member that anything is stored in": `const S = { a: [1] }; export function set(v: any) { S.a = v; } ${READ}`,
  "a member that a cast is stored in": `const S = { a: [1] }; export function set(v: unknown) { S.a = v as number[]; } ${READ}`,
  "a member that is stored in as anything's": `const S = { a: [1] }; export function set() { (S as any).a = 5; } ${READ}`,
  "a member that is deleted": `const S = { a: [1] }; export function set() { delete (S as any).a; } ${READ}`,
  "members that are copied to": `const S = { a: [1] }; export function set(v: any) { Object.assign(S, v); } ${READ}`,
  "members by a text": `const S = { a: [1] }; export function set(v: any) { S["a"] = v; } ${READ}`,
  "members out of a pattern": `const S = { a: [1] }; export function set(v: any) { [S.a] = v; } ${READ}`,
  "a variable that is assigned": `let S = { a: [1] }; export function set(v: any) { S = v; } ${READ}`,
  "a variable of another kind": `var S: { a: number[] } = { a: [1] }; export function set(v: { a: number[] } | any) { S = v; } ${READ}`,
};

const ROWS = "export function f() { let s = 0; for (const r of S) for (let i = 0; i < r.a.length; i++) s += r.a[i]!; return s; }";
const lists: Readonly<Record<string, readonly [code: string, proved: readonly string[]]>> = {
  "of objects": [`const S = [{ a: [1, 2] }, { a: [3] }]; ${ROWS}`, ["r.a[i]"]],
  "of objects of a declared type": [
    `interface T { a: number[]; b?: string } const S: T[] = [{ a: [1, 2] }, { a: [3], b: "" }]; ${ROWS}`,
    ["r.a[i]"],
  ],
  "of what is cast": [`declare const x: unknown; const S = [x as { a: number[] }]; ${ROWS}`, []],
  "of anything": [`declare const x: any; const S: { a: number[] }[] = [x]; ${ROWS}`, []],
  "of variables": [`const x: { a: number[] } = JSON.parse("{}"); const S = [x]; ${ROWS}`, []],
  "of what is called": [`function g(): { a: number[] } { return JSON.parse("{}"); } const S = [g()]; ${ROWS}`, []],
  "of what is spread": [`const x: any[] = []; const S: { a: number[] }[] = [...x]; ${ROWS}`, []],
  "of objects that hold what is cast": [`declare const x: unknown; const S = [{ a: x as number[] }]; ${ROWS}`, []],
  "of objects that hold anything": [`declare const x: any; const S: { a: number[] }[] = [{ a: x }]; ${ROWS}`, []],
};

describe("members of literals", () => {
  it.each(Object.entries(believed))("are believed: %s", (_, code) => {
    expect(proved(code)).toEqual(PROVED);
  });

  it.each(Object.entries(others))("are not: %s", (_, code) => {
    expect(proved(code)).toEqual([]);
  });
});

describe("lists", () => {
  it.each(Object.entries(lists))("%s", (_, [code, expected]) => {
    expect(proved(code)).toEqual(expected);
  });
});
