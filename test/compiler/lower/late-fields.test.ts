/** Which fields somebody may read before the constructor has assigned them. */
import { describe, expect, it } from "vitest";
import { accessorNamesOf } from "../../../compiler/lower/accessor-names.js";
import { constructionsOf, lateFieldsOf } from "../../../compiler/lower/late-fields.js";
import { programOf } from "./program-of.js";

const NONE_LATE: readonly string[] = [
  "a = 1; b = this.a + 1; constructor() {}",
  "a: number; constructor() { this.a = 1; this.m(); }",
  "a: number; b: number; constructor() { this.a = this.b = 1; use(this); }",
  "a: number; constructor(c: boolean) { if (c) this.a = 1; else { this.a = 2; } this.m(); }",
  "a: number; constructor(c: boolean) { this.a = c ? 1 : 2; this.m(); }",
  "h: () => number; a: number; constructor() { this.h = () => this.a; this.a = 1; }",
  "static s = 1; static t = [2]; a = 1;",
  "constructor(readonly a: number) { this.m(); }",
  "a = () => this.m(); b = 1;",
  "a: number; constructor() { const f = function (this: C) { return this.a; }; use(f); this.a = 1; }",
  "a: number; constructor() { if (!(this instanceof C)) throw new Error(); this.a = 1; }",
  "class B { constructor() {} } class C extends B { a: number; constructor() { super(); this.a = 1; } }",
  "class C extends Error { a = 1; }",
  "class C extends Array<number> { a = 1; }",
];

const LATE: readonly (readonly [text: string, ...names: string[]])[] = [
  ["a: number; constructor() { this.m(); this.a = 1; }", "a"],
  ["a: number; b: number; constructor() { this.b = 1; use(this); this.a = 1; }", "a"],
  ["a = this.m(); b = 1; constructor() {}", "a", "b"],
  ["a: number; constructor() { use(() => this.a); this.a = 1; }", "a"],
  ["h = () => this.a; a: number; constructor() { this.h(); this.a = 1; }", "a"],
  ["h = () => this.a; a: number; constructor() { use(this.h); this.a = 1; }", "a"],
  ["h: () => number; a: number; constructor() { use((this.h = () => this.a)); this.a = 1; }", "a", "h"],
  ["a: number; constructor(c: boolean) { if (c) { this.a = 1; } else { use(this); this.a = 2; } }", "a"],
  ["a: number; constructor(c: boolean) { if (c) this.a = 1; use(this); this.a = 1; }", "a"],
  ["a: number; constructor(n: number) { while (n-- > 0) { this.a = 1; } use(this); this.a = 1; }", "a"],
  ["a: number; constructor() { try { this.a = JSON.parse(''); } catch {} use(this); this.a = 1; }", "a"],
  ["a: number; constructor(c: boolean) { c && (this.a = 1); use(this); this.a = 1; }", "a"],
  ["a: number; constructor() { const self = this; self.m(); this.a = 1; }", "a"],
  ["get g() { return 1; } a: number; constructor() { this.a = this.g; }", "a"],
  ["set g(x: number) {} a: number; constructor() { this.g = 1; this.a = 1; }", "a"],
  ["a: number; constructor() { this['m'](); this.a = 1; }", "a"],
  [
    "a: number; constructor() { class D { x = this.m(); m() {} } new D(); use([class { [(use(this), 'x')] = 1; }]); this.a = 1; }",
    "a",
    "x",
  ],
  ["a: number; constructor(n: number) { switch (n) { case 1: this.a = 1; break; default: this.m(); this.a = 2; } }", "a"],
  ["a: number; constructor(o?: number[]) { o?.push((this.a = 1)); this.m(); this.a = 2; }", "a"],
  ["a: number; constructor(o: { q?: number }) { const { q = (this.a = 1) } = o; use(q); this.m(); this.a = 2; }", "a"],
  ["a: number; constructor(cb = () => this.a) { cb(); this.a = 1; }", "a"],
  ["h: Function = () => this.m(); a: number; constructor() { this.h(); this.a = 1; }", "a", "h"],
  ["a: number; constructor() { const o = { [String(this.m())]() {} }; use(o); this.a = 1; }", "a"],
  ["['a']: number; constructor() { this.m(); this['a'] = 1; }", "a"],
  ["declare a: number;", "a"],
  ["interface C { a: number; b?: number } class C { m() {} }", "a", "b"],
  ["static a: number;", "a"],
  ["static a = use(1); static b = 1;", "a", "b"],
  [
    "interface I { v: number } class C implements I { v = 1; a: number; constructor() { this.v = 5; this.a = 1; } } class D extends C { override get v() { return 1; } override set v(x) {} }",
    "a",
  ],
  ["class B { constructor(o?: B) { if (o !== undefined) return o; } } class C extends B { a = 1; }", "a"],
  ["declare const init: any; class C { @init other = 1; a = 1; }", "a", "other"],
  ["#a: number; constructor() { this.m(); this.#a = 1; }", "#a"],
  ["a!: number; constructor() {}", "a"],
  ["class C extends Map<string, string> { a = 1; }", "a"],
  ["declare const mixin: new () => object; class C extends mixin { a = 1; }", "a"],
  ["abstract class B { constructor() { this.m(); } abstract m(): void } class C extends B { a = 1; m() {} }", "a"],
  ["class A { constructor() { this.m(); } m() {} } class B extends A {} class C extends B { a = 1; }", "a"],
  ["class B { h() {} } class C extends B { a: number; constructor() { super(); super.h(); this.a = 1; } }", "a"],
  [
    "class T { static [Symbol.hasInstance]() { return true; } } class C { a: number; constructor() { if (this instanceof T) return; this.a = 1; } }",
    "a",
  ],
];

const OTHERS = {
  unassigned: "a: number; b: number; constructor(c: boolean) { this.a = 1; if (c) this.b = 1; }",
  chain: `a: number; constructor() { this.a = ${"1 + ".repeat(20_000)}1; this.m(); }`,
};
const texts = [...NONE_LATE, ...LATE.map(([text]) => text), ...Object.values(OTHERS)];
// One program for all: each text is a module of its own.
const whole = (text: string): string =>
  `export {}; declare function use(x: unknown): void;\n${text.includes("class C") ? text : `class C { ${text} m() {} }`}`;
const program = programOf(Object.fromEntries(texts.map((text, index) => [`m${index}.ts`, whole(text)])));

/** Names of late fields. */
const late = (text: string, assigns = true): readonly string[] => {
  const file = program.getSourceFile(`/project/m${texts.indexOf(text)}.ts`);
  if (file === undefined) throw new Error(`no module holds ${text}`);
  return [
    ...lateFieldsOf(
      constructionsOf(file, program.getTypeChecker(), assigns),
      accessorNamesOf(file, program.getTypeChecker()),
    ).keys(),
  ].sort();
};

describe("late fields", () => {
  it.each(NONE_LATE)("none: %s", (text) => {
    expect(late(text)).toEqual([]);
  });
  it.each(LATE)("%s", (text, ...names) => {
    expect(late(text)).toEqual(names.sort());
  });
  it("counts what nobody makes a constructor assign", () => {
    expect(late(OTHERS.unassigned, false)).toEqual(["b"]);
  });
  it("follows a chain of operators of any length", () => {
    expect(late(OTHERS.chain)).toEqual([]);
  });
});
