import { describe, expect, it } from "vitest";
import { isContract } from "../../../core/annotation.js";
import { clauseText } from "../../../core/contract-text.js";
import { parseAnnotations } from "../../../policy/annotations/parse.js";
import { clausesOf } from "../../../policy/annotations/clauses.js";
import { nearest } from "../../../policy/suggest.js";

const BASE = 100;

/** The contract of a one-line comment in normal form, or what is wrong with it and where. */
function read(text: string): string {
  const comment = `/** ${text} */`;
  const { annotations, problems } = parseAnnotations(comment, BASE);
  const [problem] = problems;
  if (problem !== undefined) {
    const { start, end } = problem.span;
    return `${comment.slice(start - BASE, end - BASE)} <- ${problem.message}`;
  }
  return annotations
    .filter(isContract)
    .map(({ kind, expression }) => `${kind}: ${(clausesOf(expression) ?? []).map(clauseText).join(" & ")}`)
    .join("; ");
}

describe("annotations", () => {
  it.each([
    ["@requires 0 <= lo && lo <= hi && hi <= xs.length", "requires: 0 <= lo & lo <= hi & hi <= xs.length"],
    ["@ensures result === null || result.length > 0", "ensures: result === null || result.length > 0"],
    ["@requires !(a < b) && !(c === d)", "requires: !(a < b) & c !== d"],
    ["@requires !(a < b || c)", "requires: !(a < b) & !c"],
    ["@requires a > 0 || b > 0 && c > 0", "requires: a > 0 || b > 0 & a > 0 || c > 0"],
    ["@requires w * (h + 1) - -2 <= this.data.length", "requires: w * (h + 1) - -2 <= this.data.length"],
    ["@requires -n < 3 % m", "requires: 0 - n < 3 % m"],
    ["@ensures result <= old(xs.length) - 1", "ensures: result <= old(xs.length) - 1"],
    ["@requires Number.isInteger(i) && kind === 'a b'", 'requires: Number.isInteger(i) & kind === "a b"'],
    ["@requires 1_000 < 0x10 && n < 1e3", "requires: 1000 < 16 & n < 1000"],
    ["@invariant ready", "invariant: ready"],
    ["@param n some n", ""],
    ["@requires module:fs", ""],
    ["@requires lodash/fp", ""],
    ["see @requires n > 0", ""],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["@requires 0 <= i < n", "<", "do not chain"],
    ["@requires a == b", "==", "did you mean `===`"],
    ["@requires a = b", "=", "did you mean `===`"],
    ["@requires a & b", "&", "did you mean `&&`"],
    ["@requires xs[0] > 1", "[", "reads none"],
    ["@requires xs?.length > 1", "?.", "not needed"],
    ["@requires f(x) > 1", "f", "may have effects"],
    ["@requires n++ > 1", "++", "an effect"],
    ["@requires n > 0 must be positive", "must", "the end of the condition"],
    ["@requires n >", "", "the annotation ends here"],
    ["@requires (n > 0", "", "`)` is expected"],
    ["@requires", "", "a condition is expected"],
    ["@requires (a < b) < c", "(a < b)", "takes values"],
    ["@requires n / 2 > 1", "/", "may be a fraction"],
    ["@requires Number.isNaN(n)", "Number", "Number.isInteger"],
    ["@require n > 0", "@require", "did you mean `@requires`"],
    ["@ensure n > 0", "@ensure", "did you mean `@ensures`"],
    ["@requries n > 0", "@requries", "did you mean `@requires`"],
  ])("%s is wrong at `%s`: %s", (text, at, message) => {
    const [where = "", what = ""] = read(text).split(" <- ");
    expect(
      where
        .trim()
        .replace(/\*\/$|\*$/u, "")
        .trim(),
    ).toBe(at);
    expect(what).toContain(message);
  });

  it("passes prose that looks like a mistyped tag", () => {
    expect(read("@require lodash")).toBe("");
  });

  it("keeps the places of a contract over lines", () => {
    const comment = "/**\n * @requires 0 <= i\n *   && i < n\n * @returns n\n */";
    const [annotation] = parseAnnotations(comment, 0).annotations.filter(isContract);
    expect(annotation?.text).toBe("0 <= i && i < n");
    expect(comment.slice(annotation?.span.start, annotation?.span.end)).toBe("0 <= i\n *   && i < n");
  });

  it("gives up normal forms that grow too large", () => {
    const long = Array.from({ length: 6 }, (_, k) => `(a${String(k)} > 0 && b${String(k)} > 0)`).join(" || ");
    const [annotation] = parseAnnotations(`/** @requires ${long} */`, 0).annotations.filter(isContract);
    expect(annotation && clausesOf(annotation.expression)).toBeNull();
  });
});

describe("suggestions", () => {
  it.each([
    ["lenght", "length"],
    ["requries", "requires"],
    ["hy", "hi"],
    ["banana", null],
  ])("%s: %s", (word, expected) => {
    expect(nearest(word, ["length", "requires", "hi"])).toBe(expected);
  });
});
