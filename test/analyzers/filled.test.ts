/** Arrays made by their length: which count as filled before they are used, and which do not. */
import { describe, expect, it } from "vitest";
import { provedIn } from "./proved-in.js";

const read = (text: string): boolean => provedIn(text).includes("m[n & 7]");
const inBody = (body: string): string => `export function f(n: number, g: (i: number) => number) { ${body} }`;
const MADE = "const m = new Array<number>(8);";
const READ = "return m[n & 7]!;";

describe("an array is filled before it is used", () => {
  it.each([
    ["by `fill`, at once", `const m = new Array<number>(8).fill(0); ${READ}`],
    ["by `fill` of what `Array` makes when it is called", `const m = Array(8).fill(0); ${READ}`],
    ["by `fill`, later", `${MADE} if (n > 3) g(1); m.fill(n); ${READ}`],
    ["by a loop", `${MADE} for (let i = 0; i < 8; i++) m[i] = i; ${READ}`],
    ["by a loop up to its length", `${MADE} for (let i = 0; i < m.length; i += 1) m[i] = i; ${READ}`],
    ["by a loop that calls others", `${MADE} for (let i = 0; i < 8; i++) m[i] = g(i); ${READ}`],
    [
      "by a loop with another in it",
      `${MADE} for (let i = 0; i < 8; i++) { let s = 0; for (let j = 0; j < i; j++) s += j; m[i] = s; } ${READ}`,
    ],
    ["by `while`", `${MADE} let i = 0; while (i < 8) m[i++] = 1; ${READ}`],
    ["by a loop from 1 behind a store under 0", `${MADE} m[0] = n; for (let i = 1; i < 8; i++) m[i] = i; ${READ}`],
    ["by a loop from 2 behind two stores", `${MADE} m[1] = 1; m[0] = n; for (let i = 2; i < 8; i++) m[i] = i; ${READ}`],
    ["by a loop that reads what came before", `${MADE} m[0] = n; for (let i = 1; i < 8; i++) m[i] = m[i - 1]! + m[0]!; ${READ}`],
    [
      "by a loop that reads what the pass has stored",
      `${MADE} let s = 0; for (let i = 0; i < 8; i++) { m[i] = g(i); s += m[i]!; } ${READ}`,
    ],
    [
      "by a loop up to one less than its length",
      `const k = n & 7; const m = new Array<number>(k + 1); for (let i = 0; i <= k; i++) m[i] = i; return m.length > 7 ? m[n & 7]! : 0;`,
    ],
    [
      "by a loop up to the same product",
      `const w = n & 7; const m = new Array<number>(w * 9); for (let i = 0; i < w * 9; i++) m[i] = i; return m.length > 7 ? m[n & 7]! : 0;`,
    ],
    ["on both ways", `const m = n > 3 ? new Array<number>(8).fill(1) : new Array<number>(9).fill(2); ${READ}`],
    ["in a loop of its own", `for (let p = 0; p < 3; p++) { ${MADE} m.fill(p); if (g(p) > 2) ${READ} } return 0;`],
    ["more than once", `${MADE} m.fill(1); g(1); m.fill(2); ${READ}`],
  ])("%s", (_, body) => {
    expect(read(inBody(body))).toBe(true);
  });
});

describe("an array is not filled", () => {
  it.each([
    ["when it is read before", `${MADE} const x = m[n & 7]!; m.fill(0); return x;`],
    ["on one way only", `${MADE} if (n > 2) m.fill(0); ${READ}`],
    ["on one of two ways", `const m = n > 2 ? new Array<number>(8).fill(0) : new Array<number>(8); ${READ}`],
    ["from the third place on", `${MADE} m.fill(0, 2); ${READ}`],
    ["by arguments that are not counted", `${MADE} m.fill(...([0, 2] as [number])); ${READ}`],
    ["by another method of that name", `const m: any = new Array(8); m.fill = () => m; m.fill(0); ${READ}`],
    ["when somebody has it before", `${MADE} const h = () => m[n & 7]!; const x = h(); m.fill(0); return x;`],
    ["when its length was changed before", `${MADE} const k = m; k.length = 9; m.fill(0); k.length = 20; ${READ}`],
    ["when its length is changed afterwards", `${MADE} m.fill(0); m.length = 20; ${READ}`],
    ["when a place is emptied afterwards", `${MADE} m.fill(0); delete m[n & 3]; ${READ}`],
    ["by a loop that skips", `${MADE} for (let i = 0; i < 8; i++) { if (i & 1) continue; m[i] = 2; } ${READ}`],
    ["by a loop that is left", `${MADE} for (let i = 0; i < 8; i++) { if (i > 2) break; m[i] = 2; } ${READ}`],
    ["by a loop from 1", `${MADE} for (let i = 1; i < 8; i++) m[i] = 2; ${READ}`],
    ["by a loop of another step", `${MADE} for (let i = 0; i < 8; i += 2) m[i] = 2; ${READ}`],
    ["by a loop that counts twice", `${MADE} for (let i = 0; i < 8; i++) { m[i] = 2; if (n > 3) i++; } ${READ}`],
    ["by a loop to another end", `${MADE} for (let i = 0; i < 7; i++) m[i] = 2; ${READ}`],
    [
      "by a loop to an end that moves",
      `let k = 8; const m = new Array<number>(k); for (let i = 0; i < k; i++) { m[i] = i; k = 4; } ${READ}`,
    ],
    [
      "by a loop of which a pass may be cut short",
      `${MADE} for (let i = 0; i < 8; i++) { try { m[i] = g(i); } catch {} } ${READ}`,
    ],
    ["by a loop that throws", `${MADE} try { for (let i = 0; i < 8; i++) m[i] = g(i); } catch { ${READ} } return 0;`],
    ["by a `fill` that throws", `${MADE} try { m.fill(g(1)); } catch { ${READ} } return 0;`],
    ["when the loop itself reads", `${MADE} let s = 0; for (let i = 0; i < 8; i++) { m[i] = i; s += m[n & 7]!; } return s;`],
    ["by a loop from 2 behind one store", `${MADE} m[0] = 1; for (let i = 2; i < 8; i++) m[i] = 2; ${READ}`],
    [
      "by a loop from 2 behind a store under a fraction",
      `${MADE} m[0] = 1; m[0.5] = 1; for (let i = 2; i < 8; i++) m[i] = 2; ${READ}`,
    ],
    ["by a loop from 1 behind a store under -1", `${MADE} m[-1] = 1; for (let i = 1; i < 8; i++) m[i] = 2; ${READ}`],
    ["by a loop from 1 behind a store on one way", `${MADE} if (n > 3) m[0] = 1; for (let i = 1; i < 8; i++) m[i] = 2; ${READ}`],
    ["by a loop from 1 before a store", `${MADE} for (let i = 1; i < 8; i++) m[i] = 2; const x = m[n & 7]!; m[0] = 1; return x;`],
    [
      "by a loop from 1 behind a store that may be cut short",
      `${MADE} try { m[0] = g(0); } catch {} for (let i = 1; i < 8; i++) m[i] = 2; ${READ}`,
    ],
    [
      "when the loop reads what comes after",
      `${MADE} let s = 0; for (let i = 0; i < 8; i++) { m[i] = i; s += m[i + 1]!; } ${READ}`,
    ],
    ["when the loop reads before it stores", `${MADE} let s = 0; for (let i = 0; i < 8; i++) { s += m[i]!; m[i] = i; } ${READ}`],
    [
      "when the loop reads a constant place of its own",
      `${MADE} let s = 0; for (let i = 0; i < 8; i++) { m[i] = i; s += m[6]!; } ${READ}`,
    ],
    [
      "when the constant place is read before",
      `${MADE} const x = m[0]!; m[0] = 1; for (let i = 1; i < 8; i++) m[i] = x; ${READ}`,
    ],
    [
      "when it is stored in itself",
      `const m: any[] = new Array(8); for (let i = 0; i < 8; i++) { m[i] = m; m[i - 1]?.push(1); } ${READ}`,
    ],
    [
      "by a loop up to one less than its length, which an object is asked for twice",
      `let at = 0; const k: any = { valueOf: () => (at++ === 0 ? 7 : 2) }; const m = new Array<number>(k + 1); for (let i = 0; i <= k; i++) m[i] = i; ${READ}`,
    ],
    [
      "by a loop up to a product, which an object is asked for twice",
      `let at = 0; const k: any = { valueOf: () => (at++ === 0 ? 8 : 2) }; const m = new Array<number>(k * 1); for (let i = 0; i < k * 1; i++) m[i] = i; ${READ}`,
    ],
    [
      "by a loop up to a fraction that is one less than its length, rounded",
      `const m = new Array<number>(n + 1); for (let i = 0; i <= n; i++) m[i] = i; return m.length > 7 ? m[n & 7]! : 0;`,
    ],
    [
      "by a loop up to two less than its length",
      `const k = 6; const m = new Array<number>(k + 2); for (let i = 0; i <= k; i++) m[i] = i; ${READ}`,
    ],
    ["by a loop under another key", `${MADE} for (let i = 0; i < 8; i++) m[i >> 1] = i; ${READ}`],
    [
      "by a loop over another array",
      `${MADE} const k = new Array<number>(8); for (let i = 0; i < k.length; i++) k[i] = i; ${READ}`,
    ],
    [
      "when an earlier one is at hand",
      `let k: number[] = [1, 2, 3, 4, 5, 6, 7, 8]; for (let p = 0; p < 3; p++) { const a = new Array<number>(8); if (p === 2) { const m = k; ${READ} } k = a; if (p === 1) continue; a.fill(p); } return 0;`,
    ],
    ["when `Array` is another function", `const Array = (n: number): number[] => [n]; const m = Array(8).fill(0); ${READ}`],
  ])("%s", (_, body) => {
    expect(read(inBody(body))).toBe(false);
  });

  it("by a generator that is left at a suspension", () => {
    const text = `export function* f(n: number) { ${MADE} try { for (let i = 0; i < 8; i++) { m[i] = i; yield 1; } } finally { yield m[n & 7]!; } }`;
    expect(read(text)).toBe(false);
  });
});
