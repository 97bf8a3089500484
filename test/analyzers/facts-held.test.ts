import { expect, it } from "vitest";
import { decodeEnvironment } from "../../analyzers/environment.js";
import { linkProgram } from "../../analyzers/link.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { createLinear } from "../../solver/linear.js";
import { functionNamed, lowerText } from "../compiler/lower/program-of.js";

/** What callers are told of each of `count` functions that are alike, without their names. */
function told(count: number): ReadonlySet<string> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const program = lowerText(
    numbers
      .map(
        (n) =>
          `function last${String(n)}(i: number, k: number) { if (i > k) return k; return i; }\n` +
          `export function use${String(n)}(xs: number[], i: number) { return xs[last${String(n)}(i & 15, (i >> 4) & 7)]; }\n`,
      )
      .join(""),
  );
  const linked = linkProgram(program, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  return new Set(
    numbers.flatMap((n) => {
      const { summaries } = decodeEnvironment(linked.work(functionNamed(program, `use${String(n)}`).id).environment);
      return Object.values(summaries).map((summary) => JSON.stringify(summary.ensures));
    }),
  );
}

it("tells the same of the thousandth function, whose facts are not held, as of the first", () => {
  const alone = told(1);
  expect([...alone].join("")).not.toBe("[]");
  expect(told(1010)).toEqual(alone);
});
