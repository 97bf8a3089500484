/** Proxies that stand for lists, under the trusted boundary: what else is believed of members, and the ways by which they pass for more. */
import { describe, expect, it } from "vitest";
import { BELIEVED, proved, READS } from "./proved-trusted.js";

const HANDLER = "{ get(target, name: '0' | '1') { return name === '0' ? 7 : target[name]; }, set: () => false }";
const pair = (handler = HANDLER): string => `new Proxy(<[number, number]><unknown>[], ${handler})`;

describe("a proxy in the place of an empty list", () => {
  it.each([
    ["that a function returns", `export function pair() { return ${pair()}; }`],
    ["that a getter returns, typed", `export class C { get pair(): [number, number] { return ${pair()}; } }`],
    ["in a variable", `export function first() { const p = ${pair()}; return p[0]; }`],
    ["from an arrow function", `export const pair = () => ${pair("{ get: () => 1 }")};`],
    [
      "beside objects without a prototype",
      `export const p = () => ${pair()}; export const o: Record<string, number> = {}; Object.setPrototypeOf(o, null);`,
    ],
    [
      "beside copies into fresh objects",
      `export const p = () => ${pair()}; export const o = (a: { z: 1 }) => Object.assign({ y: 1, q: 2 }, a);`,
    ],
  ])("%s", (_, code) => {
    const found = proved(READS + code);
    expect(BELIEVED.filter((text) => !found.includes(text))).toEqual([]);
  });

  it.each([
    ["for a type that lists pass for", "interface Short { length: number; x?: 0 | 1 }"],
    ["for a type that requires nothing", "interface Short { x?: 0 | 1 }"],
    ["for a type of members that tuples have", "interface Short { 0: number; x?: 0 | 1 }"],
  ])("may be asked %s", (_, type) => {
    const code = `${type} export const p = () => ${pair()}; export function f(s: Short) { const { x } = s; return x === undefined ? 0 : [1, 2][s.x!]!; }`;
    expect(proved(code)).not.toContain("[1, 2][s.x!]");
  });
});

const ways: Readonly<Record<string, string>> = {
  "a list with elements": `export const p = () => new Proxy([1, 2], {});`,
  "a list that came from elsewhere": `export const p = (a: number[]) => new Proxy(a, {});`,
  "an object": `export const p = () => new Proxy({}, {});`,
  "a list by the type of something else": `export const p = () => new Proxy([] as unknown as Box, {});`,
  "a list that becomes something else": `export const p = () => ${pair()} as unknown as Box;`,
  "a list that becomes anything": `export const p = (): any => ${pair()};`,
  "a list that may be anything": `export function p() { const q: unknown = ${pair()}; return q; }`,
  "a list that is passed on": `declare function use(o: unknown): void; use(${pair()});`,
  "a list or something else": `export const p = (b: Box, o: boolean): Box | [number, number] => { if (o) return b; return ${pair()}; };`,
  "a handler that answers `instanceof`": `export const p = () => ${pair("{ getPrototypeOf: () => null }")};`,
  "a handler that answers `in`": `export const p = () => ${pair("{ has: () => true }")};`,
  "a handler that inherits": `export const p = () => ${pair("{ __proto__: { has: () => true } }")};`,
  "a handler from elsewhere": `export const p = (h: ProxyHandler<[number, number]>) => ${pair("h")};`,
  "a handler with members from elsewhere": `export const p = (h: ProxyHandler<[number, number]>) => ${pair("{ ...h }")};`,
  "a handler with a trap from elsewhere": `export const p = (get: () => number) => ${pair("{ get }")};`,
  "a handler with a trap under a name that is not known": `export const p = (k: "has") => ${pair("{ [k]: () => true }")};`,
  "a handler that changes": `export const p = () => ${pair("{ get(): number { Object.assign(this, { has: () => true }); return 1; } }")};`,
  "a proxy that can be revoked": `export const p = () => Proxy.revocable([], {}).proxy;`,
  "the constructor by another name": `const P = Proxy; export const p = () => new P([], {});`,
  "a list that gets other members": `export const p = () => ${pair()}; export const q = (a: [number, number], b: Box) => Object.assign(a, b);`,
  "an object that gets other members": `export const p = () => ${pair()}; export const q = (a: object, b: Box) => Object.assign(a, b);`,
  "`assign` by another name": `export const p = () => ${pair()}; const { assign } = Object; export const q = (a: [number, number], b: Box) => assign(a, b);`,
  "a list that gets another prototype": `export const p = () => ${pair()}; export const q = (a: [number, number], b: Box) => { Object.setPrototypeOf(a, b); };`,
  "a `constructor` that is compared": `class K implements Box { size = 0; items: number[] = []; x: 0 | 1 = 0; } export const p = () => ${pair()}; export const q = (v: K | [number, number]) => (v.constructor === K ? get(v) : 0);`,
  "a `constructor` under its name as a text": `class K implements Box { size = 0; items: number[] = []; x: 0 | 1 = 0; } export const p = () => ${pair()}; export const q = (v: K | [number, number]) => (v["constructor"] === K ? get(v) : 0);`,
  "an instance that is a list": `export const p = () => ${pair()}; export class B { constructor(a: [number, number]) { return a; } } export class D extends B implements Box { size = 0; items: number[] = []; x: 0 | 1 = 0; }`,
};

describe("names are accessors with", () => {
  it.each(Object.entries(ways))("%s", (_, code) => {
    const found = proved(READS + code);
    expect(BELIEVED.filter((text) => found.includes(text))).toEqual([]);
  });
});
