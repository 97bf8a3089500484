/** What is stored into cells, by the definitions of the stored values. */
import { describe, expect, it } from "vitest";
import { createCellStores, storesOf } from "../../../analyzers/linking/cell-stores.js";
import { decodeEnvironment } from "../../../analyzers/facts/environment.js";
import { linkProgram } from "../../../analyzers/linking/link.js";
import type { LinkedProgram, LinkOptions } from "../../../analyzers/linking/linked-program.js";
import { createLinker } from "../../../analyzers/linking/relink.js";
import type { HirProgram } from "../../../core/hir.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../../core/options.js";
import { createLinear } from "../../../solver/linear.js";
import { functionNamed, functionsOf, lowerText } from "../../compiler/lower/program-of.js";

/** What `f` stores into the cell of `it`, which is captured. */
const kindIn = (text: string): string | undefined => {
  const program = lowerText(text);
  const cell = program.cells.find(({ name, owner }) => name === "it" && owner.endsWith("#f"));
  return cell === undefined ? undefined : storesOf(functionNamed(program, "f"))[cell.id];
};
const storing = (value: string): string => `export function f(a: any, ...b: any[]) { const it = ${value}; return () => it; }`;

describe("the stored value", () => {
  it.each([
    ["a function", storing("() => 1"), "function"],
    ["a function that is declared", "export function f() { return () => it; function it() { return 1; } }", "function"],
    ["a class", storing("class {}"), "function"],
    ["an argument", "export function f(it: any) { return () => it; }", "argument"],
    ["one of several arguments", "export function f(one: any, it: any) { return () => [one, it]; }", "argument"],
    ["an argument, later", storing("a"), "foreign"],
    [
      "an argument that was tested",
      "export function f(a: any) { if (a > 1) { const it = a; return () => it; } return null; }",
      "foreign",
    ],
    ["an argument with a default", "export function f(it: any = 1) { return () => it; }", "foreign"],
    ["an argument or an array", "export function f(it: any = [1]) { return () => it; }", "any"],
    ["the array of the rest", "export function f(...it: any[]) { return () => it; }", "any"],
    [
      "a local that held an array",
      "export function f(a: any) { let b = a; if (a) b = [a]; const it = b; return () => it; }",
      "any",
    ],
    [
      "a local that held what came in",
      "export function f(a: any) { let b = a; while (b) b = a; const it = b; return () => it; }",
      "foreign",
    ],
    ["a number", storing("a + 1"), "foreign"],
    ["an array", storing("[1, 2]"), "any"],
    ["an object", storing("({ a })"), "any"],
    ["a member", storing("a.b"), "any"],
    ["what a call returns", storing("a()"), "any"],
    ["an argument under another type", storing("a as number"), "foreign"],
  ])("is %s", (_, text, kind) => {
    expect(kindIn(text)).toBe(kind);
  });

  it("is nothing that is known where the function is closed; and no object where something primitive is stored again", () => {
    const program = lowerText(
      "export function f(it: any) { return () => it; } export function g() { let it = 1; return () => it++; }",
    );
    const functions = new Map(functionsOf(program).map((fn) => [fn.id as string, fn]));
    const [of, at] = ["#f", "#g"].map((name) => program.cells.find((cell) => cell.name === "it" && cell.owner.endsWith(name)));
    if (of === undefined || at === undefined) throw new Error("no cells");
    const open = createCellStores(functions, () => true);
    const closed = createCellStores(functions, () => false);
    expect([open.valueOf(of)?.private, open.isShared(of)]).toEqual([false, true]);
    expect([closed.valueOf(of), closed.isShared(of)]).toEqual([null, true]);
    expect([open.valueOf(at), open.isShared(at)]).toEqual([null, true]);
    expect([open.valueOf({ ...of, writers: [] }), open.isShared({ ...of, writers: [] })]).toEqual([null, false]);
  });
});

const OPTIONS: LinkOptions = { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() };

const environments = (program: HirProgram, { work }: LinkedProgram): unknown =>
  functionsOf(program)
    .filter(({ sites }) => sites.length > 0)
    .map(({ id }) => decodeEnvironment(work(id).environment));

describe("a link goes on from one before as if there was none where what is stored becomes", () => {
  const reading = (store: string): string => `export function f(a: any) { ${store} return (i: number) => it[i & 1]; }`;
  it.each([
    ["an array", reading("const it = a;"), reading("const it = [1, 2];")],
    ["an argument", reading("const it = [1, 2];"), reading("const it = a;")],
    ["a function", reading("const it: any = [1, 2];"), reading("const it: any = () => 1;")],
    [
      "an array in the place of an argument",
      "export function f(it: any, a = 1) { return (i: number) => it[i & a]; }",
      "export function f(it: any = [1], a = 1) { return (i: number) => it[i & a]; }",
    ],
  ])("%s", (_, before, after) => {
    const linker = createLinker(OPTIONS);
    linker.link(lowerText(before));
    const program = lowerText(after);
    expect(environments(program, linker.link(program))).toEqual(environments(program, linkProgram(program, OPTIONS)));
  });
});
