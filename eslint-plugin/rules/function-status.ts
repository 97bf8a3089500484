import type { ModulePlan } from "../../core/plan.js";
import { sitesByFunction } from "../../core/sites-by-function.js";
import { finding, type Finding, type LintRule } from "../lint-rule.js";

/** Information, not a finding: how many obligations of each function are proved, guarded, and still to be verified. */
export const functionStatus: LintRule = {
  name: "function-status",
  rows: [],
  isTyped: true,
  type: "suggestion",
  fixable: false,
  hasSuggestions: false,
  messages: { status: "`{{name}}`: {{counts}}" },
  docs: {
    description: "Report how many obligations of each function are proved and how many are guarded",
    why: [
      "One line for each function with obligations that are not all proved. It is information for people who look at the code; only the preset `strict` has it, as a warning. ESLint has no lower level.",
    ],
    incorrect: [
      {
        title: "One access of two is guarded",
        code: "export function pick(n: number): number {\n  const xs = [1, 2, 3];\n  return xs[0] + xs[n];\n}\n",
      },
    ],
    correct: [{ title: "", code: "export function first(): number {\n  const xs = [1, 2, 3];\n  return xs[0];\n}\n" }],
  },
  find: (file) => {
    const found = file.verdicts();
    if (found?.kind !== "verified") return [];
    const { module, plan, pending } = found.verdicts;
    const byFunction = sitesByFunction(plan.sites);
    return module.functions.flatMap(({ id, name, kind, span }): readonly Finding[] => {
      const own = byFunction.get(id) ?? [];
      if (own.every(({ verdict }) => verdict.kind === "proved")) return [];
      const start = kind === "module" ? 0 : span.start;
      const end = kind === "module" ? 0 : headEnd(file.text, span.start, span.end);
      return [finding({ start, end }, "status", { name, counts: countsOf(own, pending) })];
    });
  },
};

function countsOf(sites: ModulePlan["sites"], pending: ReadonlySet<string>): string {
  const count = (test: (site: ModulePlan["sites"][number]) => boolean): number => sites.filter(test).length;
  const parts: readonly (readonly [number, string])[] = [
    [count(({ verdict }) => verdict.kind === "proved"), "proved"],
    [
      count(({ id, verdict, disposition }) => verdict.kind === "unknown" && disposition === "guard" && !pending.has(id)),
      "guarded",
    ],
    [count(({ disposition }) => disposition === "reject"), "rejected"],
    [count(({ disposition }) => disposition === "override"), "overridden"],
    [count(({ verdict }) => verdict.kind === "refuted"), "refuted"],
    [count(({ id, disposition }) => pending.has(id) && disposition === "guard"), "not verified yet"],
  ];
  return parts.flatMap(([n, word]) => (n === 0 ? [] : [`${String(n)} ${word}`])).join(", ");
}

/** To the end of the first line: editors underline all that they are given. */
function headEnd(text: string, start: number, end: number): number {
  const line = text.slice(start, end).search(/[\r\n]/u);
  return line < 0 ? end : start + line;
}
