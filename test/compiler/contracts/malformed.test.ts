/** SAFE-1002: contracts that are wrong are errors at their own place, and never in force. */
import { describe, expect, it } from "vitest";
import { guardModule } from "../../../compiler/api.js";

/** `column: message` of each SAFE-1002; the contract stands in the first line. */
function problems(text: string): readonly string[] {
  const { diagnostics } = guardModule(text, "m.ts");
  return diagnostics
    .filter(({ code }) => code === "SAFE-1002")
    .map(({ severity, line, column, message }) => {
      expect(severity).toBe("error");
      return `${String(line)}:${String(column)} ${message}`;
    });
}

describe("SAFE-1002", () => {
  const F = "\nexport function f(xs: number[], lo: number, name: string): number { return lo; }";
  it.each([
    ["/** @requires hy < 3 */", "1:15 `hy` is no name a contract can use here"],
    ["/** @requires l0 < 3 */", "1:15 `l0` is no name a contract can use here; did you mean `lo`?"],
    ["/** @requires lo < xs.lenght */", "1:23 `lenght` is no member of `number[]`; did you mean `length`?"],
    ["/** @requires lo < name */", "1:20 a number is expected here, and this is `string`"],
    ["/** @requires lo < xs.pop */", "1:23 `pop` is a method or accessor, which runs code; a contract reads fields and lengths"],
    ["/** @requires result > 1 */", "1:15 `result` is known where the function returns; say `@ensures`"],
    ["/** @requires old(lo) > 1 */", "1:15 `old` is known where the function returns; say `@ensures`"],
    ["/** @ensures old(result) > 1 */", "1:18 there is no result yet when the function is entered"],
    ["/** @requires this.x > 1 */", "1:15 `this` has no fixed meaning here"],
    ["/** @requires lo */", "1:15 a condition is expected here, and this is `number`; compare it with something"],
    ["/** @invariant lo > 1 */", "1:16 `@invariant` says nothing of a function: it belongs to a class or a loop"],
    ["/** @requires lo <= */", "1:20 a value is expected, and the annotation ends here"],
    ["/** @require lo > 1 */", "1:5 `@require` is no annotation; did you mean `@requires`?"],
  ])("%s", (comment, expected) => {
    expect(problems(comment + F)).toEqual([expected]);
  });

  it.each([
    [
      "/** @ensures result < n */ export function f(n: number): number { n++; return n; }",
      "`n` is assigned in the function; write `old(n)` for what was passed",
    ],
    [
      "/** @ensures result < n */ export function f(n: number): number { { const n = 1; return n; } }",
      "another `n` inside the function hides this parameter; rename one of them",
    ],
    ["/** @ensures result < 1 */ export async function f(): Promise<number> { return 1; }", "the result of an async function"],
    ["/** @ensures n < 1 */ export function* f(n: number) { yield n; }", "`@ensures` says nothing of a generator"],
    ["/** @requires n < 1 */ export const n = 1;", "the contract belongs to nothing"],
    ["/** @requires n < 1 */ export interface I { n: number }", "the contract belongs to nothing"],
    [
      "export const xs = [1]; /** @invariant xs.length > 0 */ for (const x of xs) void x;",
      "`@invariant` says nothing of `for…of`",
    ],
    ["/** @invariant i < later */ for (let i = 0; i < 3; i++) void i; const later = 4;", "`later` is declared only after"],
  ])("%s", (text, expected) => {
    const [problem, ...others] = problems(text);
    expect(problem).toContain(expected);
    expect(others).toEqual([]);
  });

  it.each([
    "/** @requires lo > 1 && xs.length > lo && name !== 'x' */",
    "/** @ensures result === lo || result < old(xs.length) */",
    "/** @requires module:fs */",
    "/** Adds. @requires nothing, says this prose in the middle of a line. */",
    "/** @throws {Error} when lo < 3 */",
  ])("is not reported for %s", (comment) => {
    expect(problems(comment + F)).toEqual([]);
  });

  it("names module constants by their numbers", () => {
    const text = "const MAX = 16;\n/** @requires n < MAX */\nexport function f(n: number): number { return n; }";
    expect(problems(text)).toEqual([]);
    expect(guardModule(text, "m.ts").code).toContain("n < 16");
  });
});
