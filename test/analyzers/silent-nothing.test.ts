/** Without `strictNullChecks` whatever is declared may be undefined or null, and A1t promises no more than the declarations do. */
import { describe, expect, it } from "vitest";
import { provedIn } from "./proved-in.js";

const BY_TYPE: Readonly<Record<string, string>> = {
  "a parameter": "export function f(n: number) { const a = [1, 2]; return a[n == null ? 5 : 0]; }",
  "an element":
    "export function f(list: number[]) { const a = [1, 2]; if (list.length === 0) return 0; const n = list[0]; return a[n == null ? 5 : 0]; }",
  "a member": "export function f(o: { n: number }) { const a = [1, 2]; return a[o.n == null ? 5 : 0]; }",
  "a member of a parameter's element":
    "export function f(list: { n: number }[]) { const a = [1, 2]; return a[list[0].n == null ? 5 : 0]; }",
  "a field": "export class C { n: number = 1; f() { const a = [1, 2]; return a[this.n == null ? 5 : 0]; } }",
  "a constrained parameter": "export function f<T extends number>(n: T) { const a = [1, 2]; return a[n == null ? 5 : 0]; }",
  "a tuple's element":
    "export function f(t: [number, number]) { const a = [1, 2]; const n = t[1]; return a[n == null ? 5 : 0]; }",
};

describe("what may silently be nothing", () => {
  it.each(Object.entries(BY_TYPE))("%s", (_, text) => {
    const isAccess = (site: string): boolean => site.startsWith("a[");
    expect(provedIn(text, true).filter(isAccess)).toHaveLength(1);
    expect(provedIn(text, false).filter(isAccess)).toEqual([]);
  });
});

describe("a test in front of a loop", () => {
  it("asks for lengths of what may be nothing, and learns nothing where it is", () => {
    // Where `x` is null the test fails: that says nothing of `k`.
    const text = `export function f(x: number[], y: number[], k: number) {
      const a = [1, 2];
      let sum = 0;
      for (let round = 0; round < 2; round++) {
        if (!Number.isInteger(k) || k < 0) return 0;
        for (let i = 0; i < k; i++) sum += x[i];
        sum += a[x == null && k === 0 ? 5 : 0];
      }
      return sum;
    }`;
    expect(provedIn(text, false).filter((site) => site.startsWith("a["))).toEqual([]);
  });
});
