import { expect, it } from "vitest";
import { decodeEnvironment } from "../../analyzers/facts/environment.js";
import { linkProgram } from "../../analyzers/linking/link.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { createLinear } from "../../solver/linear.js";
import { functionNamed, lowerText } from "../compiler/lower/program-of.js";

/** What callers are told of each of twelve functions that are alike, without their names. */
function told(factsHeld: number): readonly string[] {
  const numbers = Array.from({ length: 12 }, (_, n) => n);
  const program = lowerText(
    numbers
      .map(
        (n) =>
          `function last${String(n)}(i: number, k: number) { if (i > k) return k; return i; }\n` +
          `export function use${String(n)}(xs: number[], i: number) { return xs[last${String(n)}(i & 15, (i >> 4) & 7)]; }\n`,
      )
      .join(""),
  );
  const linked = linkProgram(program, {
    enforcement: DEFAULT_ENFORCEMENT,
    budgets: DEFAULT_BUDGETS,
    linear: createLinear(),
    factsHeld,
  });
  return numbers.flatMap((n) => {
    const { summaries } = decodeEnvironment(linked.work(functionNamed(program, `use${String(n)}`).id).environment);
    return Object.values(summaries).map((summary) => JSON.stringify(summary.ensures));
  });
}

it("tells the same of functions whose facts are not held as of those whose facts are", () => {
  const all = told(Infinity);
  expect(all.length).toBe(12);
  expect(all).not.toContain("[]");
  for (const held of [0, 5]) expect(told(held)).toEqual(all);
});
