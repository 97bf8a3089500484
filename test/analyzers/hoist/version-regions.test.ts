/** The function with its regions written twice is a function: well-formed, with the sites of each copy its own. */
import { describe, expect, it } from "vitest";
import { versionRegions } from "../../../analyzers/hoist/version-regions.js";
import { lowerProgram } from "../../../compiler/lower/lower-program.js";
import { createTextProgram } from "../../../compiler/text-program.js";
import { validateFunction } from "../../../core/hir-validate.js";
import type { HirFunction } from "../../../core/hir.js";
import type { SelectorExpr } from "../../../core/selector.js";
import { casesIn } from "../../cases/case-files.js";
import { lowerFiles } from "../../compiler/lower/program-of.js";

const TEST: SelectorExpr = { kind: "number", value: 1 };

function functionsOf(text: string): readonly HirFunction[] {
  const parsed = createTextProgram(text, "/case/case.ts", "/case");
  if (parsed.kind === "rejected") throw new Error("the text does not parse");
  return lowerProgram(parsed.program, [parsed.sourceFile], "/case").modules.flatMap(({ functions }) => functions);
}

/** What runs only after the regions is left out, and stays as an empty block. */
const errorsOf = (fn: HirFunction): readonly string[] =>
  validateFunction(fn).filter((error) => !error.endsWith("nothing leads to it"));

const copied = (text: string, functions = functionsOf(text)): readonly (readonly [string, boolean])[] =>
  functions.flatMap((fn) =>
    fn.regions.map((region) => {
      const { fn: made, regions } = versionRegions(fn, [{ region, kind: "copy", tests: [TEST, TEST] }]);
      expect(errorsOf(made)).toEqual([]);
      const once = versionRegions(fn, [{ region, kind: "once", tests: [TEST] }]);
      expect(errorsOf(once.fn)).toEqual([]);
      expect(once.regions.map((one) => one !== null)).toEqual(regions.map((one) => one !== null));
      const [versioned] = regions;
      return [`${region.kind} ${text.slice(region.span.start, region.span.start + 12)}`, versioned !== null] as const;
    }),
  );

describe("regions", () => {
  it.each(["provable", "own-provable", "traps", "own-traps"] as const)("of %s are well-formed when copied", (set) => {
    // In one program: making one for each case takes longer than everything else here.
    const texts = new Map(casesIn(set).map(({ name, text }) => [`${name}.ts`, text]));
    const { modules } = lowerFiles(Object.fromEntries(texts));
    expect(modules).toHaveLength(texts.size);
    const all = modules.flatMap((module) => copied(texts.get(module.path)!, module.functions));
    // Some may be no single part of the graph; most are.
    expect(all.filter(([, made]) => made).length).toBeGreaterThan(all.length / 2);
  });

  it("can all be probed at once, outer ones first", () => {
    const [fn] = functionsOf(
      `export function f(a: number[], n: number) { let s = 0; for (let i = 0; i < n; i++) while (s < i) s += a[i]; return s; }`,
    ).filter(({ name }) => name === "f");
    if (fn === undefined) throw new Error("no function");
    const { fn: probed, regions } = versionRegions(
      fn,
      fn.regions.map((region) => ({ region, kind: "probe", tests: [] })),
    );
    expect(validateFunction(probed)).toEqual([]);
    expect(regions.every((region) => region !== null)).toBe(true);
    expect(probed.sites).toHaveLength(fn.sites.length);
  });

  it("stand for their own copy where control gets to them once, and take nothing away that runs before they end", () => {
    const text = `export function f(a: number[], n: number) { let s = 0; if (n > 9) s = 1; for (let i = 0; i < n; i++) s += a[i]; g(s); for (;;) { s++; for (let j = s; j < n; j++) s += a[j]; } }
declare function g(s: number): void;`;
    const [fn] = functionsOf(text).filter(({ name }) => name === "f");
    if (fn === undefined) throw new Error("no function");
    const calls = (one: HirFunction): number =>
      one.blocks.flatMap(({ instrs }) => instrs).filter(({ op }) => op === "call").length;
    const made = fn.regions
      .filter(({ kind }) => kind === "loop")
      .map((region) => {
        const { fn: once, regions } = versionRegions(fn, [{ region, kind: "once", tests: [TEST] }]);
        const [versioned] = regions;
        const itself = versioned?.members.size === 0 && [...versioned.copyOf].every(([copy, site]) => copy === site);
        return { text: text.slice(region.span.start, region.span.start + 14), itself, calls: calls(once) };
      });
    expect(made).toEqual([
      { text: "for (let i = 0", itself: true, calls: 0 },
      { text: "for (;;) { s++", itself: true, calls: 1 },
      { text: "for (let j = s", itself: false, calls: 1 },
    ]);
  });

  it("that an outer loop re-enters at their own head are kept apart from it, or refused", () => {
    const text = `export function f(a: number[], n: number) { let k = 0; for (;;) { while (k < n) { if (a[k] > 3) return k; k++; } n++; } }
export function g(a: number[], n: number) { let k = 0; for (;;) while (k < n) { if (a[k++] > 3) return k; } }
export function h(a: number[], n: number) { for (;;) { if (a[n] > 3) return n; n = a[n] + 1; } }`;
    expect(copied(text)).toEqual(
      expect.arrayContaining([
        ["loop while (k < n", true],
        ["loop for (;;) { i", true],
        // Its end is the way back to its beginning: the test would run again there.
        ["run if (a[n] > 3", false],
      ]),
    );
  });

  it.each([
    ["a closure", `for (let i = 0; i < n; i++) g(() => a[i]);`],
    ["a tagged template", `for (let i = 0; i < n; i++) g(String.raw\`x\` + a[i]);`],
    ["a pattern", `for (let i = 0; i < n; i++) { const [x] = a; g(x + a[i]); }`],
    ["try", `for (let i = 0; i < n; i++) { try { g(a[i]); } catch {} }`],
    ["names that mean two things", `for (let i = 0; i < n; i++) { g(a[i]); { let a = [1]; g(a); } }`],
    ["direct eval", `for (let i = 0; i < n; i++) eval("a[i]") + a[i];`],
  ])("have no %s", (_, loop) => {
    const text = `export function f(a: number[], n: number, g: (x: unknown) => void) { ${loop} }`;
    expect(functionsOf(text).flatMap(({ regions }) => regions.filter(({ kind }) => kind === "loop"))).toEqual([]);
  });

  it("have no suspension", () => {
    const text = `export async function f(a: number[], n: number) { for (let i = 0; i < n; i++) await a[i]; }
export function* g(a: number[], n: number) { for (let i = 0; i < n; i++) yield a[i]; }`;
    expect(functionsOf(text).flatMap(({ regions }) => regions)).toEqual([]);
  });

  it("do not move declarations away from those who see them", () => {
    const text = `export function f(a: number[]) { const g = () => x; let x = a[0]; x += a[1]; return g() + x; }`;
    const [fn] = functionsOf(text).filter(({ name }) => name === "f");
    expect(fn?.regions.map(({ span }) => text.slice(span.start, span.start + 9))).not.toContain("let x = a");
  });
});
