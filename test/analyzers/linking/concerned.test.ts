/** Functions that no obligation depends on are not linked, and what is known of the others is what it would be if they were. */
import { describe, expect, it } from "vitest";
import { linkProgram } from "../../../analyzers/linking/link.js";
import type { LinkedProgram } from "../../../analyzers/linking/linked-program.js";
import type { HirProgram } from "../../../core/hir.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../../core/options.js";
import { createLinear } from "../../../solver/linear.js";
import { functionNamed, lowerText } from "../../compiler/lower/program-of.js";

/** `f` owes something. `SITE` stands where others might owe something, too, which changes nothing of what they do but where a guard of theirs stops. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "what a callee returns, and its callee":
    "function h() { SITE return 3; } function g() { SITE return h(); } export function f(xs: number[]) { return xs[g()]; }",
  "what all callers pass":
    "function f(xs: number[], i: number) { return xs[i]; } export function a(xs: number[]) { SITE return f(xs, 1); } export function b(xs: number[]) { SITE return f(xs, 7); }",
  "what the callers of a caller pass":
    "function f(xs: number[], i: number) { return xs[i]; } function g(xs: number[], i: number) { SITE return f(xs, i); } export function a(xs: number[]) { SITE return g(xs, 5); }",
  "who makes a constant":
    "function make() { SITE return [1, 2, 3]; } const c = make(); export function f(i: number) { return c[i & 1]; }",
  "who lets go of a constant, or stores into it":
    "const c = [1, 2, 3]; export function out(g: (xs: number[]) => void) { SITE g(c); } export function put(x: number) { SITE c.push(x); } export function f(i: number) { return c[i & 1]; }",
  "what others do with a constant that is exported":
    "export const c = [1, 2, 3]; export function out(g: (xs: number[]) => void) { SITE g(c); } export function f(i: number) { return c[i & 1]; }",
  "what an open function does with the arguments of one call":
    "export function g(xs: number[], n: number) { SITE return n; } export function other(xs: number[]) { SITE return g(xs, 9); } export function f(xs: number[]) { return xs[g(xs, 1)]; }",
  "a class":
    "class C { n: number; constructor(n: number) { SITE this.n = n; } } export function f(xs: number[]) { return xs[new C(1).n]; }",
};

/** Nothing to do with `f`. */
const APART =
  "export function apart(n: number) { SITE return inner(n); } function inner(n: number) { SITE return n < 0 ? -n : n; } export const table = [1]; export function reads() { SITE return table; }\n";

const linked = (program: HirProgram): LinkedProgram =>
  linkProgram(program, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });

/** The same length, so that nothing moves. */
const withSites = (text: string, site: string): HirProgram => lowerText(text.replaceAll("SITE", site.padEnd(10)));

const withoutStops = (environment: unknown): unknown =>
  JSON.parse(JSON.stringify(environment), (key, value: unknown) =>
    key === "thrown" ? { ...(value as object), unknownEffects: true } : value,
  ) as unknown;

describe("facts of a function with obligations", () => {
  it.each(Object.entries(PROGRAMS))("need %s", (_, text) => {
    const [few, all] = [";", "[0][0];"].map((site) => {
      const program = withSites(APART + text, site);
      const { work, visits } = linked(program);
      return { environment: work(functionNamed(program, "f").id).environment, visits };
    });
    expect(withoutStops(few?.environment)).toEqual(withoutStops(all?.environment));
    expect(few?.visits).toBeLessThan(all?.visits ?? 0);
  });

  it("are nobody's where nobody owes anything", () => {
    const program = withSites(APART, ";");
    const { visits, work } = linked(program);
    expect(visits).toBe(0);
    expect(() => work(functionNamed(program, "apart").id)).toThrow("no function with obligations");
  });
});
