/** Words and examples of the rules that come from the table of diagnostics, by rule. */
import type { RuleDocs } from "../lint-rule.js";

export const KIND_DOCS: Readonly<Record<string, RuleDocs>> = {
  bounds: {
    description: "Report element accesses that are not proved in range",
    why: [
      "TypeScript says that `xs[i]` is an element; JavaScript gives `undefined` past the end, and drops the store. Surety proves the access or guards it at run time. This rule reports those that stay guarded, with the fact that the proof lacks.",
      "A guarded access is safe, so the presets other than `strict` leave the rule out. What helps: a test that dominates the access, a contract, `xs.at(i)` or `?? fallback` where a missing element is meant.",
    ],
    incorrect: [
      { title: "", code: "export function pick(n: number): number {\n  const xs = [1, 2, 3];\n  return xs[n];\n}\n" },
      {
        title: "One pass too many",
        code: "export function sum(xs: Float64Array): number {\n  let total = 0;\n  for (let i = 0; i <= xs.length; i++) total += xs[i];\n  return total;\n}\n",
      },
    ],
    correct: [
      {
        title: "A test that dominates the access",
        code: "export function pick(n: number): number {\n  const xs = [1, 2, 3];\n  if (!(Number.isInteger(n) && n >= 0 && n < xs.length)) throw new RangeError();\n  return xs[n];\n}\n",
      },
      {
        title: "A missing element is meant",
        code: "export function pick(xs: number[], n: number): number {\n  return xs[n] ?? 0;\n}\n",
      },
    ],
  },
  contracts: {
    description: "Report contracts that are not proved where they are owed",
    why: [
      "What `@requires`, `@ensures` and `@invariant` say is tested at run time where it is not proved. That is safe; the rule shows where it happens.",
      "A function that is not exported is checked at its calls only, which often proves them.",
    ],
    incorrect: [
      {
        title: "Anybody can call it",
        code: "/** @requires n > 0 */\nexport function half(n: number): number {\n  return n / 2;\n}\n",
      },
    ],
    correct: [
      {
        title: "All calls are in sight",
        code: "/** @requires n > 0 */\nfunction half(n: number): number {\n  return n / 2;\n}\nexport const one = half(2);\n",
      },
    ],
  },
};
