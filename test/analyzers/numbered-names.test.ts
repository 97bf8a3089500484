/** Accessors under computed names that are numbers, under the trusted boundary: other members are data all the same. */
import { describe, expect, it } from "vitest";
import { BELIEVED, proved, READS } from "./proved-trusted.js";

const T = "const T = { A: 1, B: 2 };";
const ACCESSOR = "export class C { get [T.A](): number { return 7; } }";

const numbers: Readonly<Record<string, string>> = {
  "a member of a constant": `${T} ${ACCESSOR}`,
  "a member of a constant that is read-only": `const T = { A: 1, B: 2 } as const; ${ACCESSOR}`,
  "a member of a member": `${T} class S { static types = T; } export class C { get [S.types.A](): number { return 7; } }`,
  "a member that is made of others":
    "const S = { A: 1, B: 2 }; const T = { A: (S.A | S.B) as 3 }; export class C { set [T.A](_: number) { /* */ } }",
  "a member of an enum": "enum T { A, B } export class C { get [T.A](): number { return 7; } }",
  "an operator": "export const C = (k: any) => class { get [k | 0](): number { return 7; } };",
  "a member of a constant by its name": `const S = { A: 1 }; const R = S; const T = { A: R.A }; ${ACCESSOR}`,
  "a number": "export class C { get [3](): number { return 7; } }",
  "a member that is stored as what it is": `${T} export function set(n: number) { T.A = n; } ${ACCESSOR}`,
};

const others: Readonly<Record<string, string>> = {
  "a text": 'const T = { A: "x" }; export class C { get [T.A](): number { return 7; } }',
  "a text of an enum": 'enum T { A = "x" } export class C { get [T.A](): number { return 7; } }',
  "a number or a text": 'const T = { A: 1 as number | "x" }; export class C { get [T.A as 1](): number { return 7; } }',
  "a parameter": "export const C = (k: number) => class { get [k](): number { return 7; } };",
  "a variable": 'const k = "x" as unknown as number; export class C { get [k](): number { return 7; } }',
  "a member that is cast as it is made":
    'const T = { A: "x" as unknown as number }; export class C { get [T.A](): number { return 7; } }',
  "a member of something that is cast":
    'const T = { A: "x" } as unknown as { A: number }; export class C { get [T.A](): number { return 7; } }',
  "a member of anything that is parsed": `const T: { A: number } = JSON.parse("{}"); export class C { get [T.A](): number { return 7; } }`,
  "a member of a variable": `let T = { A: 1 }; export function set(o: any) { T = o; } ${ACCESSOR}`,
  "a member of a parameter": "export const C = (T: { A: number }) => class { get [T.A](): number { return 7; } };",
  "a member that anything is stored in": `${T} export function set(v: any) { T.A = v; } ${ACCESSOR}`,
  "a member of what is stored in as anything": `${T} (T as any).A = "x"; ${ACCESSOR}`,
  "a member of what is copied to": `${T} Object.assign(T, JSON.parse("{}")); ${ACCESSOR}`,
  "a member of a member that anything is stored in": `${T} class S { static types = T; } (S as any).types = { A: "x" }; export class C { get [S.types.A](): number { return 7; } }`,
  "a member of a member that is cast": `const S = { types: { A: "x" } as unknown as { A: number } }; export class C { get [S.types.A](): number { return 7; } }`,
  "a member that need not be there": "const T: { A?: number } = {}; export class C { get [T.A!](): number { return 7; } }",
  "one of two":
    'declare const b: boolean; const T = { A: b ? ("x" as unknown as number) : 1 }; export class C { get [T.A](): number { return 7; } }',
  "what is made of a variable":
    'const x = "x" as unknown as number; const T = { A: x }; export class C { get [T.A](): number { return 7; } }',
  "an enum's that is cast": 'enum T { A = "x" as any } export class C { get [T.A](): number { return 7; } }',
  "what a name that is not written down hides":
    'const k: string = "A"; const T = { A: 1, [k]: "x" }; export class C { get [T.A](): number { return 7; } }',
  "what is copied over it":
    'const o: object = { A: "x" }; const T = { A: 1, ...o }; export class C { get [T.A](): number { return 7; } }',
  "a member that reflection stores in": `${T} Reflect.set(T, "A", "x"); ${ACCESSOR}`,
  "a member that is defined anew": `${T} Object.defineProperty(T, "A", { value: "x" }); ${ACCESSOR}`,
  "a member by a target that is cast": `${T} (T.A as unknown) = "x"; ${ACCESSOR}`,
  "a member that two get at once": `${T} declare const v: any; let w: number; w = T.A = v as number; void w; ${ACCESSOR}`,
  "a member that a base has":
    'class S { static A = 1; } class Q { static A = "x"; } class T extends (Q as unknown as typeof S) {} export class C { get [T.A](): number { return 7; } }',
  "a member of what is cast inside":
    'const I = { A: "x" } as unknown as { A: number }; const T = { I }; export class C { get [T.I.A](): number { return 7; } }',
  "a sum": "export const C = (k: any) => class { get [k + 1](): number { return 7; } };",
  "a member of a list": `${T} export class C extends Array<number> { get [T.A](): number { return 7; } }`,
  "a member of a literal": `${T} export const c = { get [T.A](): number { return 7; } };`,
};

describe("accessors under names that are numbers", () => {
  it.each(Object.entries(numbers))("%s", (_, code) => {
    expect(proved(`${READS} ${code}`)).toEqual(BELIEVED);
  });
});

describe("accessors under names that may be others", () => {
  it.each(Object.entries(others))("%s", (_, code) => {
    expect(proved(`${READS} ${code}`)).toEqual([]);
  });
});

it("concern members that have a number for a name", () => {
  const code = "export function get(o: { Infinity: 0 | 1; x: 0 | 1 }) { return [[1, 2][o.Infinity]!, [3, 4][o.x]!]; }";
  expect(proved(code)).toEqual(["[1, 2][o.Infinity]", "[3, 4][o.x]"]);
  expect(proved(`${code} ${T} ${ACCESSOR}`)).toEqual(["[3, 4][o.x]"]);
  const big =
    'export function get(o: { "81129638414606699710187514626049": 0 | 1 }) { return [1, 2][o["81129638414606699710187514626049"]]!; }';
  expect(proved(big)).toEqual(['[1, 2][o["81129638414606699710187514626049"]]']);
  expect(proved(`${big} export const D = (k: any) => class { get [k * k]() { return 7; } };`)).toEqual([]);
});
