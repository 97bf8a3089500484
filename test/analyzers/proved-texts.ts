/** What is proved in a lowered program. */
import { analyseFunction } from "../../analyzers/analyse-function.js";
import { linkProgram } from "../../analyzers/linking/link.js";
import { DEFAULT_BUDGETS, type Boundary } from "../../core/options.js";
import type { HirProgram } from "../../core/hir.js";
import { createLinear } from "../../solver/linear.js";
import { PRODUCTION } from "../compiler/emit/selected.js";
import { functionsOf } from "../compiler/lower/program-of.js";

/** Texts of the sites that tiers 0 to 2 prove. */
export function provedTexts(hir: HirProgram, boundary: Boundary): readonly string[] {
  const enforcement = { ...PRODUCTION, boundary };
  const linear = createLinear();
  const linked = linkProgram(hir, { enforcement, budgets: DEFAULT_BUDGETS, linear });
  return functionsOf(hir)
    .filter(({ sites }) => sites.length > 0)
    .flatMap((fn) =>
      analyseFunction(linked.work(fn.id), { linear, solver: null }).sites.flatMap(({ site, verdict }) =>
        verdict.kind === "proved" ? [fn.sites[site]?.text ?? ""] : [],
      ),
    );
}
