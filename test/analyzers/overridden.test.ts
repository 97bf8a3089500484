/** What an override takes the guard from is nothing that others may count on, either. */
import { expect, it } from "vitest";
import { analyseFunction } from "../../analyzers/analyse-function.js";
import { linkProgram } from "../../analyzers/linking/link.js";
import type { HirProgram } from "../../core/hir.js";
import { siteId } from "../../core/ids.js";
import { DEFAULT_BUDGETS, DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { createLinear } from "../../solver/linear.js";
import { functionNamed, lowerText } from "../compiler/lower/program-of.js";

/** `put` may store a member called `-1`: then `a[i]` is there, and `i` no index. */
const TEXT =
  "function put(a: number[], k: number, v: number) { a[k] = v; }\n" +
  "export function f(j: number) { const i = j | 0; const a = [1, 2, 3]; const t = new Float64Array(3); if (i < 3) { put(a, i, 7); const x = a[i]; return x + t[i]; } return 0; }";

function verdicts(program: HirProgram): readonly string[] {
  const linear = createLinear();
  const { work } = linkProgram(program, { enforcement: DEFAULT_ENFORCEMENT, budgets: DEFAULT_BUDGETS, linear });
  return analyseFunction(work(functionNamed(program, "f").id), { linear, solver: null }).sites.map(({ verdict }) => verdict.kind);
}

it("keeps others from counting on the array", () => {
  const program = lowerText(TEXT);
  const overridden = {
    ...program,
    modules: program.modules.map((module) => ({
      ...module,
      functions: module.functions.map((fn) => (fn.name === "put" ? { ...fn, overridden: [siteId(0)] } : fn)),
    })),
  };
  expect(verdicts(program)).toEqual(["unknown", "proved"]);
  expect(verdicts(overridden)).toEqual(["unknown", "unknown"]);
});
