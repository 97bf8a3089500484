/** Everything that needs no prover: SSA, abstract interpretation, escape analysis, memory names. */
import type { HirFunction } from "../../core/hir.js";
import type { UnknownReason } from "../../core/verdict.js";
import type { Environment } from "../facts/environment.js";
import { analyseFlow, type Flow } from "./flow.js";
import { oracleOf } from "./recorded-oracle.js";
import type { Graph } from "../ssa/graph.js";
import { interpret, type Interpretation, type InterpretOptions } from "../interpretation/interpret.js";
import { nameMemory } from "../memory/memory.js";
import type { MemoryNames } from "../memory/memory-names.js";
import { buildSsa } from "../ssa/ssa.js";

export type FunctionFacts =
  | {
      readonly kind: "facts";
      readonly graph: Graph;
      readonly interpretation: Interpretation;
      readonly memory: MemoryNames;
      readonly flow: Flow;
    }
  | { readonly kind: "failed"; readonly reason: UnknownReason; readonly steps: number };

export function functionFacts(fn: HirFunction, environment: Environment, options: InterpretOptions): FunctionFacts {
  const graph = buildSsa(fn);
  if (graph === null)
    return { kind: "failed", reason: { kind: "unsupported", construct: "entry block inside a loop" }, steps: 0 };
  const first = analyseFlow(graph, environment, options);
  if (!first.interpretation.complete)
    return {
      kind: "failed",
      reason: { kind: "budget", what: "steps of the abstract interpreter" },
      steps: first.interpretation.steps,
    };
  const before = graph.defs.length;
  const memory = nameMemory(graph, environment, first.interpretation, first.flow);
  // Nothing was named: the facts stand.
  if (graph.defs.length === before && !memory.renamed)
    return { kind: "facts", graph, interpretation: first.interpretation, memory, flow: first.flow };
  // Facts only improve by naming memory, so the escapes found above still cover every escape.
  const interpretation = interpret(graph, environment, options, oracleOf(first.flow), {
    lengths: { ...memory, outcomes: first.flow.outcomes },
    glance: false,
  });
  if (!interpretation.complete)
    return { kind: "failed", reason: { kind: "budget", what: "steps of the abstract interpreter" }, steps: interpretation.steps };
  return { kind: "facts", graph, interpretation, memory, flow: first.flow };
}
