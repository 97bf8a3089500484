/** Stores in objects of several types, under the trusted boundary: no test of a discriminant tells what they leave. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../compiler/api.js";

const verdicts = (code: string, text: string): readonly string[] =>
  guardModule(code, "x.ts", { mode: "production", boundary: "trusted" })
    .obligations.filter((one) => one.text === text)
    .map((one) => one.verdict);

const READ = 'const few = [1, 2]; export function f(t: T) { return t.k === "a" ? few[t.i] : 0; }';
const PLAIN = 'interface A { k: "a"; m: "a"; i: 0 | 1 } interface B { k: "b"; m: "b"; i: 0 | 4 } type T = A | B;';
const LACKING = 'interface A { k: "a"; i: 0 | 1 } interface B { k: "b"; i?: 0 | 1 } type T = A | B;';
const MAPPED = 'type A = Record<"k", "a"> & Record<"i", 0 | 1>; type B = Record<"k", "b"> & Record<"i", 0 | 4>; type T = A | B;';
const MIXED = 'type A = Record<"k", "a"> & { i: 0 | 1 }; interface B { k: "b"; i: 0 | 4 } type T = A | B;';

describe("a store in an object of several types", () => {
  it.each([
    ["by its name", PLAIN, 'export function put(t: T) { t.k = "a"; }'],
    ["by a constant key", PLAIN, 'const key = "k"; export function put(t: T) { t[key] = "a"; }'],
    ["by one of several keys", PLAIN, 'export function put(t: T, key: "k" | "m", k: "a" | "b") { t[key] = k; }'],
    ["by a key of a type parameter", PLAIN, 'export function put<K extends "k">(t: T, u: T, key: K) { t[key] = u[key]; }'],
    ["of a type parameter", PLAIN, 'export function put<X extends T>(all: X[]) { all[0]!.k = "a"; }'],
    ["by a pattern", PLAIN, 'export function put(t: T) { [t.k] = ["a"]; }'],
    [
      "by `Object.assign`",
      PLAIN,
      'export const from: { k: "a" } = { k: "a" }; export function put(t: T) { Object.assign(t, from); }',
    ],
    [
      "by `Object.assign` of one of several",
      PLAIN,
      'export function put(t: T, from: { k: "a" } | { q: 1 }) { Object.assign(t, from); }',
    ],
    ["that deletes", LACKING, "export function put(t: T) { delete t.i; }"],
    ["that counts", PLAIN, 'export function put(t: T) { if (t.k === "a") t.i++; }'],
    ["that counts in parentheses", PLAIN, "export function put(t: A) { --(t.i); }"],
    ["that deletes by a key", LACKING, 'const key = "i"; export function put(t: T) { delete t[key]; }'],
    ["that deletes in parentheses", LACKING, "export function put(t: T) { delete (t.i); }"],
    ["whose members have no declaration", MAPPED, 'export function put(t: T) { t.k = "a"; }'],
    ["of which one has no declaration", MIXED, 'export function put(t: T) { t.k = "a"; }'],
    ["by `any` where there is no declaration", MAPPED, "export function put(t: T, k: any) { (t as any).i = k; }"],
  ])("ends what the member tells: %s", (_, types, store) => {
    expect(verdicts(`${types} ${READ}`, "few[t.i]")).toEqual(["proved"]);
    expect(verdicts(`${types} ${store} ${READ}`, "few[t.i]")).toEqual(["unknown"]);
  });

  it.each([
    ["what each of them declares", PLAIN, "export function put(t: T) { t.i = 0; }"],
    ["the same by a key", PLAIN, 'const key = "i"; export function put(t: T) { t[key] = 0; }'],
    ["in what it is known to be", PLAIN, 'export function put(t: T) { if (t.k === "b") t.i = 4; }'],
    [
      "what each may lack",
      `${PLAIN} interface C { n?: 1 } interface D { n?: 2 }`,
      "export function put(t: C | D) { delete t.n; }",
    ],
    ["that counts numbers", PLAIN, "export function put(t: { i: number }) { if (t.i === 0) t.i++; }"],
    ["what is not theirs", PLAIN, "export function put(t: { n?: 1 }) { delete t.n; }"],
  ])("ends nothing: %s", (_, types, store) => {
    expect(verdicts(`${types} ${store} ${READ}`, "few[t.i]")).toEqual(["proved"]);
  });

  it("ends what elements are that are counted", () => {
    const read = "if (y.length < 1 || z.length < 1) return 0; y[0]!++; return few[z[0]!];";
    const code = (type: string): string => `const few = [1, 2]; export function f(y: ${type}[], z: (0 | 1)[]) { ${read} }`;
    expect(verdicts(code("(0 | 1)"), "few[z[0]!]")).toEqual(["unknown"]);
  });
});
