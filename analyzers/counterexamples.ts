/** What the solver's models of open goals say of the parameters: where a search for witnesses begins. */
import { siteId } from "../core/ids.js";
import type { Counterexample, ParameterModel } from "../core/witness.js";
import type { SiteCounterexample } from "../core/work.js";
import type { CopyVerdict, SiteCopy } from "./discharge.js";
import { defOf, find, type Graph } from "./ssa/graph.js";

/** Integers by symbol, by index of the copy. */
export type SolverModels = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** For every open site with a model that speaks of a parameter, in site order: the first. */
export function counterexamplesOf(
  graph: Graph,
  copies: readonly SiteCopy[],
  verdicts: readonly CopyVerdict[],
  models: SolverModels,
): readonly SiteCounterexample[] {
  const found = new Map<number, Counterexample>();
  copies.forEach((copy, index) => {
    const model = models.get(index);
    if (model === undefined || verdicts[index]?.kind !== "open" || found.has(copy.site)) return;
    const parameters = [...model].flatMap(([symbol, integer]) => parameterOf(graph, symbol, integer) ?? []);
    if (parameters.length > 0) found.set(copy.site, parameters);
  });
  return [...found].sort(([a], [b]) => a - b).map(([site, parameters]) => ({ site: siteId(site), parameters }));
}

function parameterOf(graph: Graph, symbol: number, integer: string): ParameterModel | null {
  // Symbols beyond the definitions stand for products.
  if (symbol >= graph.defs.length) return null;
  const def = defOf(graph, symbol);
  if (def.kind === "instr") return def.instr.op === "param" ? { parameter: def.instr.index, of: "value", integer } : null;
  if (def.kind !== "initial" || def.location.kind !== "length") return null;
  const root = defOf(graph, find(graph, def.location.root));
  return root.kind === "instr" && root.instr.op === "param" ? { parameter: root.instr.index, of: "length", integer } : null;
}
