/** Descriptors that are copied, and objects made with a prototype that is there, under the trusted boundary: what is believed of members beside them. */
import { describe, expect, it } from "vitest";
import { BELIEVED, proved, READS } from "./proved-trusted.js";

/** An accessor of a type that no member of a box has. */
const ACCESSOR = "export class Lazy { get items() { return 'a'; } }";

describe("what copies descriptors", () => {
  it.each([
    [
      "of all members at once",
      "export const copy = (to: Box, from: Box) => Object.defineProperties(to, Object.getOwnPropertyDescriptors(from));",
    ],
    [
      "into a new object",
      "export const copy = (p: object, from: Box) => Object.create(p, Object.getOwnPropertyDescriptors(from));",
    ],
    [
      "one by one",
      `export function copy(to: Box, from: Box) {
         for (const [name, one] of Object.entries(Object.getOwnPropertyDescriptors(from))) Object.defineProperty(to, name, one);
       }`,
    ],
    [
      "one by one, from a variable",
      `export function copy(to: Box, from: Box) {
         const all = Object.getOwnPropertyDescriptors(from);
         for (const [name, one] of Object.entries(all)) if (!(name in to)) Object.defineProperty(to, name, one);
       }`,
    ],
  ])("believes members beside it: %s", (_, code) => {
    const found = proved(READS + code);
    expect(BELIEVED.filter((text) => !found.includes(text))).toEqual([]);
  });

  it.each([
    ["`get` of an entry is assigned", "one.get = () => 7; Object.defineProperty(to, name, one);"],
    ["another name", "Object.defineProperty(to, name + '', one);"],
    ["another descriptor", "Object.defineProperty(to, name, { get: () => one });"],
    ["an entry handed out", "use(one); Object.defineProperty(to, name, one);"],
  ])("is none, one by one: %s", (_, body) => {
    const code = `declare function use(o: unknown): void; export function copy(to: Box, from: Box) {
      for (const [name, one] of Object.entries(Object.getOwnPropertyDescriptors(from))) { ${body} } }`;
    expect(proved(READS + code)).toEqual([]);
  });

  it.each([
    ["descriptors that were changed", "all.x = { get: () => 7 };"],
    ["descriptors handed out", "use(all);"],
    ["descriptors under another name", "const more: PropertyDescriptorMap = all; more.x = { get: () => 7 };"],
  ])("is none: %s", (_, before) => {
    const code = `declare function use(o: unknown): void; export function copy(to: Box, from: Box) {
      const all: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(from); ${before}
      for (const [name, one] of Object.entries(all)) Object.defineProperty(to, name, one); }`;
    expect(proved(READS + code)).toEqual([]);
  });

  it.each([
    ["of something else", "export const copy = (to: Box, all: PropertyDescriptorMap) => Object.defineProperties(to, all);"],
    [
      "in a `let`",
      `export function copy(to: Box, from: Box) { let all: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(from);
         all = { x: { get: () => 7 } }; for (const [name, one] of Object.entries(all)) Object.defineProperty(to, name, one); }`,
    ],
    [
      "of entries in another order",
      `export function copy(to: Box, from: Box) {
         for (const [one, name] of Object.entries(Object.getOwnPropertyDescriptors(from))) Object.defineProperty(to, one, name as any); for (const [name, one] of Object.entries({ x: { get: () => 7 } })) Object.defineProperty(to, name, one); }`,
    ],
    [
      "by an `Object` of its own",
      `export function copy(to: Box, Object: any, from: Box) { Object.defineProperties(to, Object.getOwnPropertyDescriptors(from)); }`,
    ],
  ])("is none: %s", (_, code) => {
    expect(proved(READS + code)).toEqual([]);
  });
});

describe("an object that is made with a prototype", () => {
  const CLONED = "export const clone = (o: object): unknown => ";
  it.each([
    [
      "of what is copied whole",
      `export class Node { copy(): this { return Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this)); } }`,
    ],
    [
      "of the class that it is received as",
      "export class Node { n = 1; copy(): Node { const made: Node = Object.create(Node.prototype); made.n = 2; return made; } }",
    ],
  ])("is what its type says: %s", (_, code) => {
    const found = proved(READS + ACCESSOR + code);
    expect(BELIEVED.filter((text) => !found.includes(text))).toEqual([]);
  });
  it.each([
    ["of another object", `${CLONED}Object.create(Object.getPrototypeOf(Lazy), Object.getOwnPropertyDescriptors(o));`],
    [
      "of a variable that changes",
      "export function f(o: object) { const r = Object.create(Object.getPrototypeOf(o), Object.getOwnPropertyDescriptors((o = {}))); return r; }",
    ],
    ["of a class, received as another", "export const b: Box = Object.create(Lazy.prototype);"],
    ["of a class, not received", `${CLONED}Object.create(Lazy.prototype);`],
    ["of a copy with other members", `${CLONED}Object.create(Lazy.prototype, { x: { value: o } });`],
  ])("may be anything: %s", (_, code) => {
    expect(proved(READS + ACCESSOR + code)).not.toContain("o.items[i]");
  });
});
