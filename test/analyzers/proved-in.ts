/** What is proved in one function of a text, under the trusted boundary. */
import { analyseFunction } from "../../analyzers/analyse-function.js";
import { linkProgram } from "../../analyzers/linking/link.js";
import { DEFAULT_BUDGETS } from "../../core/options.js";
import { createLinear } from "../../solver/linear.js";
import { PRODUCTION } from "../compiler/emit/selected.js";
import { functionNamed, lowerText } from "../compiler/lower/program-of.js";

/** Texts of the sites proved in `C.f`, where the text has a class, else in `f`. */
export function provedIn(text: string, strict = true): readonly string[] {
  const hir = lowerText(text, { strict });
  const linked = linkProgram(hir, { enforcement: PRODUCTION, budgets: DEFAULT_BUDGETS, linear: createLinear() });
  const fn = functionNamed(hir, text.includes("class") ? "C.f" : "f");
  const { sites } = analyseFunction(linked.work(fn.id), { linear: createLinear(), solver: null });
  return sites.flatMap(({ site, verdict }) => (verdict.kind === "proved" ? [fn.sites[site]?.text ?? ""] : []));
}
