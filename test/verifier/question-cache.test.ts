/** Questions to a real Z3 in a real worker, with a cache on disk. */
import { expect, it } from "vitest";
import { PROGRAM_STEPS } from "../../verifier/program-steps.js";
import { questionCache } from "../../verifier/question-cache.js";
import { verifyHir } from "../../verifier/session.js";
import { freshFolder, openStore } from "../cache/cache-folder.js";
import { lowerText } from "../compiler/lower/program-of.js";
import { session } from "./program.js";

/** A product, which no linear reasoning shows. */
const text = (name: string, before = ""): string => `
export function squares(xs: Float64Array, i: number, n: number) {
  ${before}
  if (!Number.isInteger(i) || !Number.isInteger(n) || i < 0 || n < 1 || n > 1000) return 0;
  const ${name} = i < n ? i : n - 1;
  const square = ${name} * ${name};
  if (xs.length !== n * n) return 0;
  return xs[square]!;
}
`;

it("finds answers for a function with other names, and with other code before", async () => {
  const folder = freshFolder();
  const runs = [];
  for (const source of [text("index"), text("place"), text("place", "if (i > 100) return 1;")]) {
    const store = openStore(folder);
    const enforcement = { mode: "production", boundary: "trusted", onViolation: "throw" } as const;
    const options = session({ jobs: 1, enforcement, questions: questionCache(store, "test") });
    const { statistics } = await verifyHir(lowerText(source), options, PROGRAM_STEPS);
    await store.close();
    runs.push({ proved: statistics.proved, asked: statistics.solverCalls > 0, known: statistics.solverHits > 0 });
  }
  expect(runs).toEqual([
    { proved: 1, asked: true, known: false },
    { proved: 1, asked: false, known: true },
    // Its facts are others: so are the questions.
    { proved: 1, asked: true, known: false },
  ]);
});
