/** Under the trusted boundary: objects that get other prototypes than their types say, fields that a constructor leaves out, reflection by types of another. */
import { describe, expect, it } from "vitest";
import { BELIEVED, proved, READS } from "./proved-trusted.js";

/** Of types that no member of `READS` has: as long as nothing inherits from it by other ways than a class, the members are data. */
const EVIL = "class Evil { get x(): string { return '7'; } get items(): string { return ''; } } const evil = new Evil();";

describe("other prototypes", () => {
  it.each([
    ["a member of a literal", 'export const o: any = { n: 1, "__proto__": evil };'],
    ["the prototype of a function", "function G() {} G.prototype = evil; export const make = (): any => new (G as any)();"],
    ["the prototype of a function by a text", 'function G() {} (G as any)["prototype"] = evil; export const g = G;'],
    ["the prototype of a function, copied", "function G() {} Object.assign(G, { prototype: evil }); export const g = G;"],
    ["what a constructor returns", "export class R { constructor() { return evil as any; } }"],
    ["what reflection constructs", "export const made: any = Reflect.construct(Object, [], Evil);"],
  ])("%s", (_, code) => {
    expect(proved(`${READS} ${EVIL} ${code}`)).toEqual([]);
  });

  it.each([
    ["none", ""],
    ["a prototype that is read", "export const p: unknown = Evil.prototype;"],
    ["a constructor that returns nothing", "export class R { constructor(b: boolean) { if (b) return; } }"],
  ])("but not %s", (_, code) => {
    expect(proved(`${READS} ${EVIL} ${code}`)).toEqual(BELIEVED);
  });
});

describe("fields that a constructor may leave out", () => {
  const READ = "export function f(c: C) { return [5, 6, 7][c.i]!; }";
  it.each([
    ["a text for a name", 'export class C { "i": 0 | 1; }'],
    ["an early return", "export class C { i!: 0 | 1; constructor(b: boolean) { if (b) return; this.i = 1; } }"],
    [
      "an early return in a block",
      "export class C { i!: 0 | 1; constructor(b: boolean) { { if (b) { return; } } this.i = 1; } }",
    ],
    ["code from text before", "export class C { i: 0 | 1; constructor(text: string) { eval(text); this.i = 1; } }"],
  ])("%s", (_, code) => {
    expect(proved(`${code} ${READ}`)).toEqual([]);
  });

  it("but not those that it assigns", () => {
    expect(proved(`export class C { i!: 0 | 1; constructor() { this.i = 1; } } ${READ}`)).toEqual(["[5, 6, 7][c.i]"]);
  });
});

describe("reflection by types of another", () => {
  it.each([
    [
      "a part of the holder",
      "const { assign: a }: { assign: (t: object, s: object) => unknown } = Object; export const f = (t: object, s: object) => a(t, s);",
    ],
    [
      "the holder",
      "const O: { assign(t: object, s: object): unknown } = Object; export const f = (t: object, s: object) => O.assign(t, s);",
    ],
    ["the function", "const a: (t: object, s: object) => unknown = Object.assign; export const f = a;"],
    [
      "the holder as a dictionary",
      "const O: Record<string, any> = Reflect; export const f = (k: string, t: object) => O[k](t, 'x', 7);",
    ],
    [
      "the holder as an argument",
      "interface Assigns { assign(t: object, s: object): unknown } declare function give(o: Assigns): void; give(Object);",
    ],
    [
      "the holder in a list",
      "interface Sets { set(t: object, k: string, v: unknown): boolean } export const all: Sets[] = [Reflect];",
    ],
  ])("%s", (_, code) => {
    expect(proved(`${READS} ${code}`)).toEqual([]);
  });

  it.each([
    ["a constructor", "export class Pool { type: any = Object; make(): unknown { return new this.type(); } }"],
    ["a comparison", "export const is = (o: object): boolean => o.constructor === Object;"],
    ["a test", "export const is = (o: unknown): boolean => o instanceof Object;"],
    ["a call", "export const is = (o: unknown): unknown => Object(o);"],
    ["a base", "export class C extends Object { n = 1; }"],
    ["another name", "const O = Object; export const keys = (o: object): string[] => O.keys(o);"],
  ])("but not %s", (_, code) => {
    expect(proved(`${READS} ${code}`)).toEqual(BELIEVED);
  });
});
