/** Stores of the program itself that put something else into a member or an element than its declared type says: nothing is proved by that type. */
import { describe, expect, it } from "vitest";
import { proved } from "./proved-trusted.js";

const READ = "return [1, 2][o.x]!;";
const members: Readonly<Record<string, string>> = {
  "a member deleted": `export function f(o: { x: 0 | 1 }) { delete (o as any).x; ${READ} }`,
  "a member deleted under a name that is not known": `export function f(o: { x: 0 | 1 }, k: string) { delete (o as any)[k]; ${READ} }`,
  "a member deleted by reflection": `export function f(o: { x: 0 | 1 }) { Reflect.deleteProperty(o, "x"); ${READ} }`,
  "a store under a name that is not known": `export function f(o: { x: 0 | 1 }, k: string, v: any) { (o as any)[k] = v; ${READ} }`,
  "a store into another name of the object": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }) { (p as any).x = 7; ${READ} }`,
  "a store by a type that the object has not": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }) { (p as unknown as { x: number }).x = 7; ${READ} }`,
  "a store by reflection": `export function f(o: { x: 0 | 1 }) { Reflect.set(o, "x", 7); ${READ} }`,
  "members that are copied": `export function f(o: { x: 0 | 1 }) { Object.assign(o, { x: 7 }); ${READ} }`,
  "members that are copied by a function of another name": `const put = Object.assign; export function f(o: { x: 0 | 1 }) { put(o, { x: 7 }); ${READ} }`,
  "members that are copied by a part of the holder": `const { assign } = Object; export function f(o: { x: 0 | 1 }) { assign(o, { x: 7 }); ${READ} }`,
  "members that are copied by a holder of another name": `const O = Object; export function f(o: { x: 0 | 1 }) { O.assign(o, { x: 7 }); ${READ} }`,
  "members that are copied by a text": `export function f(o: { x: 0 | 1 }) { Object["assign"](o, { x: 7 }); ${READ} }`,
  "members that another function copies so": `interface P { x: 0 | 1 } const O = Object; export function g(o: P) { O.assign(o, { x: 7 }); } export function f(o: P) { ${READ} }`,
  "a store by reflection of another name": `const { set: put } = Reflect; export function f(o: { x: 0 | 1 }) { put(o, "x", 7); ${READ} }`,
  "members of anything": `export function f(o: { x: 0 | 1 }, v: any) { Object.assign(o, v); ${READ} }`,
  "a store of any value": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: any) { p.x = v; ${READ} }`,
  "a store of any value, by a pattern": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: any) { [p.x] = v; ${READ} }`,
  "a store of one of any values": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: any[]) { [p.x] = list; ${READ} }`,
  "a store of one of any values, in a loop": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: any[]) { for (p.x of list) void 0; ${READ} }`,
  "a store of any member": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, box: { a: any }) { ({ a: p.x } = box); ${READ} }`,
  "a store beside a default": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: any[]) { [p.x = 0] = list; ${READ} }`,
  "a store out of a literal in a literal": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: any) { [[p.x]] = [[v]]; ${READ} }`,
  "a store of one of any values, spread": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: any[]) { [p.x] = [...list]; ${READ} }`,
  "a store of what a loop takes out of anything": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, text: string) { for (const v of JSON.parse(text) as (0 | 1)[]) p.x = v; ${READ} }`,
  "a store of what a pattern took out of any values": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: any[]) { const [v]: (0 | 1)[] = list; p.x = v!; ${READ} }`,
  "a store of a default that is anything": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, list: (0 | 1)[], d: any) { const [v = d] = list; p.x = v; ${READ} }`,
  "members that anything's constructor copies": `export function f(o: { x: 0 | 1 }, v: any) { v.constructor.assign(o, { x: 7 }); ${READ} }`,
  "a target that is cast": "export class C { x: 0 | 1 = 0; set() { (this.x as unknown) = 7; } f() { return [1, 2][this.x]!; } }",
  "a target that is cast, in a pattern":
    "export class C { x: 0 | 1 = 0; set() { [(this.x as unknown)] = [7]; } f() { return [1, 2][this.x]!; } }",
  "a target that is cast, in a loop":
    "export class C { x: 0 | 1 = 0; set() { for ((this.x as unknown) of [7]) void 0; } f() { return [1, 2][this.x]!; } }",
  "two targets of one cast":
    "export class C { x: 0 | 1 = 0; y = 0; set(v: unknown) { this.x = this.y = v as 0; } f() { return [1, 2][this.x]!; } }",
  "what comes behind a condition":
    "export class C { x: 0 | 1 = 0; set(v: unknown) { this.x = v ? ((v && (v as 1)) as 1) : 0; } f() { return [1, 2][this.x]!; } }",
  "what comes behind `&&`":
    "export class C { x: 0 | 1 = 0; set(b: 1, v: number) { this.x = b && (v as 1); } f() { return [1, 2][this.x]!; } }",
  "what another variable gets, too":
    "export class C { x: 0 | 1 = 0; set(w: 0 | 1, v: unknown) { this.x = (w ??= v as 1); let y: 0 | 1; this.x = (y = v as 1); } f() { return [1, 2][this.x]!; } }",
  "members that are copied to a cast":
    "export class C { x: 0 | 1 = 0; set() { Object.assign(this as any, { x: 7 }); } f() { return [1, 2][this.x]!; } }",
  "a parameter property that begins as anything":
    "export class C { constructor(public x: 0 | 1 = JSON.parse('7')) {} f() { return [1, 2][this.x]!; } }",
  "a field that a parameter fills which begins as anything":
    "export class C { x: 0 | 1 = 0; set(v: 0 | 1 = JSON.parse('7')) { this.x = v; } f() { return [1, 2][this.x]!; } }",
  "a constant of a namespace":
    "namespace N { export const x: 0 | 1 = JSON.parse('7'); } export class C { x: 0 | 1 = 0; set() { this.x = N.x; } f() { return [1, 2][this.x]!; } }",
  "a pattern in a pattern":
    "export class C { x: 0 | 1 = 0; set(o: { q: { p: any } }) { ({ q: { p: this.x } } = o); } f() { return [1, 2][this.x]!; } }",
  "a list in a pattern":
    "export class C { x: 0 | 1 = 0; set(o: { q: any[] }) { ({ q: [this.x] } = o); } f() { return [1, 2][this.x]!; } }",
  "a dictionary in a pattern":
    "export class C { x: 0 | 1 = 0; set(o: Record<string, any>) { ({ p: this.x } = o); } f() { return [1, 2][this.x]!; } }",
  "a set in a pattern": "export class C { x: 0 | 1 = 0; set(o: Set<any>) { [this.x] = o; } f() { return [1, 2][this.x]!; } }",
  "a generator in a loop":
    "export class C { x: 0 | 1 = 0; set(o: Generator<any>) { for (this.x of o) void 0; } f() { return [1, 2][this.x]!; } }",
  "a map in a loop":
    "export class C { x: 0 | 1 = 0; set(o: Map<string, any>) { for ([, this.x] of o) void 0; } f() { return [1, 2][this.x]!; } }",
  "a member that another function reflects on": `interface P { x: 0 | 1 } export function g(p: P) { Reflect.set(p, "x", 7); } export function f(o: P) { ${READ} }`,
  "members by descriptors": `export function f(o: { x: 0 | 1 }) { Object.defineProperties(o, { x: { value: 7 } }); ${READ} }`,
  "members to inherit": `export function f(o: { x?: 0 | 1 }) { Object.setPrototypeOf(o, { x: 7 }); return [1, 2][o.x ?? 0]!; }`,
  "steps of one of several members": `interface P { n: number; x: 0 | 1 } export function g(p: P, k: "n" | "x") { p[k]++; } export function f(o: P) { ${READ} }`,
  "a field that is asked for by the initialiser of one under a key":
    'export class C { ["a"]: number = this.init(); x: 0 | 1 = 1; init(): number { return [1, 2][this.x]!; } }',
  "a store of any value, in a loop": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: any) { for (p.x of v) void 0; ${READ} }`,
  "a store of one of two values": `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: any) { p.x ??= (v ?? 0); ${READ} }`,
  "a field that another method fills":
    "export class C { x: 0 | 1 = 0; set(v: any): void { this.x = v; } f() { return [1, 2][this.x]!; } }",
  "a field that another method fills by a cast":
    "export class C { x: 0 | 1 = 0; set(v: number): void { this.x = v as 0 | 1; } f() { return [1, 2][this.x]!; } }",
  "a private name that another method fills by a cast":
    "class C { #x: 0 | 1 = 0; set(v: number): void { this.#x = v as 0 | 1; } f() { return [1, 2][this.#x]!; } } export const c = new C();",
  "a field that a variable of another type fills":
    "export class C { x: 0 | 1 = 0; set(text: string): void { const v: 0 | 1 = JSON.parse(text); this.x = v; } f() { return [1, 2][this.x]!; } }",
  "a field that a part of anything fills":
    "export class C { x: 0 | 1 = 0; set(text: string): void { const { v }: { v: 0 | 1 } = JSON.parse(text); this.x = v; } f() { return [1, 2][this.x]!; } }",
  "a field that another method fills as one of anything":
    "export class C { x: 0 | 1 = 0; set(v: number): void { (this as any).x = v; } f() { return [1, 2][this.x]!; } }",
  "fields that another method fills by name":
    "export class C { x: 0 | 1 = 0; set(k: string, v: number): void { (this as any)[k] = v; } f() { return [1, 2][this.x]!; } }",
  "fields that are copied from what is parsed":
    "export class C { x: 0 | 1 = 0; static of(text: string): C { return Object.assign(new C(), JSON.parse(text)); } f() { return [1, 2][this.x]!; } }",
  "a field that begins as anything": "export class C { x: 0 | 1 = JSON.parse('7'); f() { return [1, 2][this.x]!; } }",
  "a call that comes before the read":
    "export class C { x: 0 | 1 = 0; f(v: any) { this.x = v; this.g(); return [1, 2][this.x]!; } g(): void {} }",
  "an array in another name of the object":
    "export function f(o: { a: number[] }, p: { a: number[] }, v: any) { o.a = v; return p.a.length > 3 ? p.a[3]! : 0; }",
};
const elements: Readonly<Record<string, string>> = {
  "an element": "export function f(a: (0 | 1)[], v: any) { a[0] = v; return a.length > 0 ? [1, 2][a[0]!]! : 0; }",
  "an element that is pushed": "export function f(a: (0 | 1)[], v: any) { a.push(v); return a.length > 0 ? [1, 2][a[0]!]! : 0; }",
  "an element that is pushed by a text":
    'export function f(a: (0 | 1)[], v: any) { a["push"](v); return a.length > 0 ? [1, 2][a[0]!]! : 0; }',
  "an element that is pushed in parentheses":
    "export function f(a: (0 | 1)[], v: any) { (a.push)(v); return a.length > 0 ? [1, 2][a[0]!]! : 0; }",
  "elements that are pushed by a cast":
    "export function f(a: (0 | 1)[], v: number[]) { a.push(...(v as (0 | 1)[])); return a.length > 0 ? [1, 2][a[0]!]! : 0; }",
  "an element that the initialiser of a field stores":
    "export function f(a: (0 | 1)[], v: any) { class K { x = (a[0] = v); r: number; constructor() { this.r = a.length > 0 ? [1, 2][a[0]!]! : 0; } } return new K().r; }",
  "an element of another name of the array":
    "export function f(a: (0 | 1)[], b: (0 | 1)[], v: any) { b[0] = v; return a.length > 0 ? [1, 2][a[0]!]! : 0; }",
};
const PAIR = "type P = [number, number];";
const tuples: Readonly<Record<string, string>> = {
  "in a loop before": `${PAIR} export function f(all: P[]) { for (const p of all) p.pop(); for (const p of all) return p[1]; return 0; }`,
  "as arrays": `${PAIR} export function f(a: number[], all: P[]) { a.pop(); for (const p of all) return p[1]; return 0; }`,
  "as arrays, by an assignment": `${PAIR} export function f(a: number[], all: P[]) { a.length = 0; for (const p of all) return p[1]; return 0; }`,
  "by another method": `${PAIR} export class K { t: P = [1, 2]; shrink() { this.t.length = 0; } get() { return this.t[1]; } }`,
};

describe("members that the program stores something else in", () => {
  it.each(Object.entries(members))("%s", (_, code) => {
    expect(proved(code).filter((text) => text.startsWith("[1, 2]") || text === "p.a[3]")).toEqual([]);
  });

  it("are those alone", () => {
    const rest = "export class D { y: 0 | 1 = 0; f() { return [1, 2][this.y]!; } }";
    expect(proved(`export class C { x: 0 | 1 = 0; set(v: any): void { this.x = v; } } ${rest}`)).toEqual(["[1, 2][this.y]"]);
  });

  it("are believed where the type of the value is the member's", () => {
    const code = `export function f(o: { x: 0 | 1 }, p: { x: 0 | 1 }, v: 0 | 1) { p.x = v; ${READ} }`;
    expect(proved(code)).toEqual(["[1, 2][o.x]"]);
  });
});

describe("elements that the function stores something else in", () => {
  it.each(Object.entries(elements))("%s", (_, code) => {
    expect(proved(code)).not.toContain("[1, 2][a[0]!]");
  });
});

describe("tuples that the program makes shorter", () => {
  it.each(Object.entries(tuples))("%s", (_, code) => {
    expect(proved(code)).toEqual([]);
  });

  it("are as long as declared elsewhere", () => {
    expect(proved(`${PAIR} export function f(p: P) { return p[1]; } export function g(a: number[]) { a.pop(); }`)).toEqual([
      "p[1]",
    ]);
  });
});

describe("lists that a function written inside alters", () => {
  /** `act` may run before the read, in an activation of its own. */
  const around = (act: string): string =>
    `export function f(p: number[], t: Uint8Array, k: number) { [0].forEach(() => { ${act} }); return Number.isInteger(k) && k >= 0 && k < p.length ? p[k]! : 0; }`;

  it.each([
    "Object.assign(p, { length: 9 });",
    'Object.defineProperty(p, "length", { value: 9 });',
    "Object.defineProperties(p, { length: { value: 9 } });",
    "Object.setPrototypeOf(p, null);",
    'Reflect.set(p, "length", 9);',
    'Reflect.defineProperty(p, "length", { value: 9 });',
    'Reflect.deleteProperty(p, "0");',
    "delete p[0];",
    "(() => { delete p[0]; })();",
    "delete (p[0] as number | undefined);",
    "delete (p as any)[0];",
    "(p as any).length = 9;",
    "Object.assign.call(null, p, { length: 9 });",
    "p.length = 9;",
    'p["length"] = k;',
    "p.length += 1;",
    "const q: readonly number[] | string = p; Object.assign(q, { length: 9 });",
    "const q = p as number[] & { brand?: 1 }; Object.assign(q, { length: 9 });",
    "const spoil = <T extends number[] | string>(q: T): void => void Object.assign(q, { length: 9 }); spoil(p);",
  ])("%s", (act) => {
    expect(proved(around(act))).toEqual([]);
  });

  it.each(["p.length = 0;", "p.push(1);", "Object.assign({}, p);", "delete ({ a: 1 } as Record<string, number>)['a'];"])(
    "are those alone: %s",
    (act) => {
      expect(proved(around(act))).toEqual(["p[k]"]);
    },
  );

  it.each([
    "globalThis.Object.assign(xs, m);",
    "const assign = Object.assign; assign(xs, m);",
    "const { assign } = Object; assign(xs, m);",
    "m.constructor.assign(xs, m);",
    "Object.assign.call(Object, xs, m);",
    "Reflect.apply(Object.assign, Object, [xs, m]);",
    "(m ? Object : Object).assign(xs, m);",
    'globalThis.Reflect.set(xs, "push", m.push);',
    "Object?.assign?.(xs, m);",
    'Object["assign"](xs, m);',
    "const list = [xs, m] as const; Object.assign(...list);",
    "Object.assign(xs, m);",
  ])("and the function itself, however written: %s", (act) => {
    const code = `export function f() { const xs: number[] = []; const m: any = { push() { return 0; } }; ${act} xs.push(1); return xs[0]!; }`;
    expect(proved(code)).toEqual([]);
  });

  it("are those that others may have", () => {
    const code = `export function f(p: number[]) { const own = [1, 2]; [0].forEach(() => { delete p[0]; }); return own[1]!; }`;
    expect(proved(code)).toEqual(["own[1]"]);
  });
});
