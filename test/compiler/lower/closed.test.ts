/** A1: which functions count as closed, and which calls have a certain target. */
import { describe, expect, it } from "vitest";
import type { HirFunction } from "../../../core/hir.js";
import { functionNamed, functionsOf, lowerFiles, lowerText } from "./program-of.js";

const closed = (text: string, name = "f"): boolean => functionNamed(lowerText(`export {};\n${text}`), name).closed;

describe("closed functions", () => {
  it.each([
    "function f() {} f();",
    "function f(n: number): number { return n ? f(n - 1) : 0; } (f)(3);",
    "const f = () => 1; f();",
    "let f = () => 1; f();",
    "function* f() { yield 1; } f();",
    "async function f() {} void f();",
    "{ function f() {} f(); }",
  ])("`%s` is", (text) => expect(closed(text)).toBe(true));

  it.each([
    "export function f() {}",
    "function f() {} export { f };",
    "function f() {} export { f as g };",
    "export default function f() {}",
    "function f() {} export default f;",
    "function f() {} [1].map(f);",
    "function f() {} const g = f; g();",
    "function f() {} f.call(null);",
    "function f() {} f?.();",
    "function f(this: any) {} new (f as any)();",
    "function f() { return f; } f();",
    "let f = () => 1; f = () => 2; f();",
    "function f() {} f(); eval('f');",
    "function f() {} ({ f });",
    "function f() {} typeof f;",
    "const f = () => 1; const { x } = { x: f };",
    "function f(s: any) {} f`x`;",
    "var f = function () {}; var f = function () {}; f();",
    "const f = [() => 1][0]; f();".replace("const f", "const h"),
  ])("`%s` is not", (text) => {
    const found = functionsOf(lowerText(`export {};\n${text}`)).filter((fn) => fn.kind !== "module");
    expect(found.some((fn) => fn.closed)).toBe(false);
  });

  it("is not in sloppy scripts, where callers leak", () => {
    expect(functionNamed(lowerText("(function f() {})();"), "f").closed).toBe(false);
    expect(functionNamed(lowerText("(() => { function f() {} f(); })();"), "(anonymous).f").closed).toBe(false);
  });

  it("is so under two names", () => expect(closed("const f = function g(): void { g(); }; f();", "g")).toBe(true));

  it("is so for functions called where they stand", () => {
    const [, arrow, named] = functionsOf(
      lowerText("export {}; (() => 1)(); (function g() { g(); })(); (function h() { return h; })();"),
    );
    expect([arrow?.closed, named?.closed]).toEqual([true, true]);
    expect(functionNamed(lowerText("export {}; (function h() { return h; })();"), "h").closed).toBe(false);
  });
});

const targets = (fn: HirFunction): readonly (string | null)[] =>
  fn.blocks.flatMap(({ instrs }) => instrs.flatMap((instr) => (instr.op === "call" ? [instr.target] : [])));

describe("call targets", () => {
  it("are the functions that constant names hold, across modules too", () => {
    const program = lowerFiles({
      "a.ts": `import { b as renamed, d } from "./index.js"; import * as ns from "./b.js"; import def from "./b.js"; export function run() { renamed(); ns.b(); def(); d(); later(); } function later() {}`,
      "b.ts": `export function b() {} export default () => 1; let changing = () => 1; export { changing as d }; changing = () => 2;`,
      "index.ts": `export * from "./b.js";`,
    });
    expect(targets(functionNamed(program, "run"))).toEqual(["b.ts#b", "b.ts#b", null, null, "a.ts#later"]);
    expect(program.modules.find(({ path }) => path === "a.ts")?.imports).toEqual(["b.ts", "index.ts"]);
  });

  it("are unknown for parameters, reassigned names and names that `eval` sees", () => {
    const text = `export function run(p: () => void) { let g = () => 1; g = () => 2; p(); g(); } export function e() { let h = () => 1; eval("h = 0"); h(); }`;
    expect(targets(functionNamed(lowerText(text), "run"))).toEqual([null, null]);
    expect(targets(functionNamed(lowerText(text), "e"))).toEqual([null]);
  });
});

describe("cells", () => {
  const cells = (text: string) => lowerText(text).cells.map(({ name, constant, exported }) => [name, constant, exported]);

  it("hold what inner functions or other modules see", () => {
    expect(cells("export const a = 1; let b = 2; const c = 3; let local = 4; local++; export const f = () => b++ + c;")).toEqual([
      ["a", true, true],
      ["b", false, false],
      ["c", true, false],
      ["f", true, true],
    ]);
  });

  it("are not constant where a loop makes several", () => {
    expect(
      cells("export {}; for (const x of [1]) { const y = x; [() => x + y]; } function g(p: number) { return () => p; } g(1);"),
    ).toEqual([
      ["x", false, false],
      ["y", false, false],
      ["p", true, false],
    ]);
  });

  it("stand for names that may be read too early", () => {
    expect(cells("export {}; try { early; } catch {} const early = 1; const late = 2; late;")).toEqual([["early", true, false]]);
  });

  it("say who writes and reads", () => {
    const [cell] = lowerText("let n = 0; export function up() { n++; } export function get() { return n; }").cells;
    expect([cell?.writers, cell?.readers]).toEqual([
      ["m.ts#", "m.ts#up"],
      ["m.ts#get", "m.ts#up"],
    ]);
  });
});

describe("classes", () => {
  it("escape when used as values", () => {
    const escapes = (text: string) => lowerText(text).classes.map((info) => info.escapes);
    expect(
      escapes("export {}; class A { static n = 1; } new A(); A.n; ({}) instanceof A; class B extends A {} new B();"),
    ).toEqual([false, false]);
    expect(escapes("export class A {}")).toEqual([true]);
    expect(escapes("export {}; class A {} [A];")).toEqual([true]);
    expect(escapes("export {}; class A {} A.prototype;")).toEqual([true]);
    expect(escapes("export {}; const A = class {}; new A(); [class {}];")).toEqual([false, true]);
  });

  it("know their base and members", () => {
    const [, b] = lowerText(
      "export {}; class A {} class B extends A { #x = 1; private y = 2; get z() { return this.#x; } constructor(readonly w: number) { super(); } }",
    ).classes;
    expect(b).toMatchObject({ base: "m.ts#A~1", constructorFunction: "m.ts#B.constructor" });
    expect(b?.fields.map(({ name, visibility }) => [name, visibility])).toEqual([
      ["#x", "hash"],
      ["y", "private"],
      ["w", "public"],
    ]);
    expect(b?.methods.map(({ name, kind }) => [name, kind])).toEqual([["z", "getter"]]);
  });
});
