/**
 * Who can do what, and by which calls: bottom-up over the mentions of all modules together. To mention a function is counted as to call it,
 * so that callbacks count where they are passed on; the body of a module runs with whatever of it is used. The relation is the least one
 * closed under that, found by one search backwards from each action: every function has a shortest path to a place where the action is named.
 */
import type { AuthorityNeed, AuthorityReference, ModuleAuthority } from "../../core/authority.js";
import type { CapabilityAction } from "../../core/capability.js";
import { mentionGraph, type Edge, type GraphInput, type MentionGraph, type ProgramNode } from "./mention-graph.js";

/** One step: who, and the line of it in which the next one is mentioned, or the action named. */
export interface PathStep {
  readonly module: string;
  readonly node: string;
  readonly line: number;
}

/** The steps from a node to the place where something privileged is named. */
export interface CallPath {
  readonly steps: readonly PathStep[];
  readonly reference: AuthorityReference;
  readonly need: AuthorityNeed;
}

export interface Inference {
  /** Actions that a node can come to, with a shortest path each. */
  readonly of: (module: string, node: string) => ReadonlyMap<CapabilityAction, CallPath>;
  /** The same for a module as a whole: its body and all its exports. */
  readonly ofModule: (module: string) => ReadonlyMap<CapabilityAction, CallPath>;
  readonly nodes: readonly ProgramNode[];
}

/** The way on from a node: the edge to the next one, or the reference itself. */
type Step =
  | { readonly kind: "edge"; readonly edge: Edge }
  | { readonly kind: "named"; readonly reference: AuthorityReference; readonly need: AuthorityNeed };

export function inferAuthority(input: GraphInput): Inference {
  const graph = mentionGraph(input);
  const named = namedIn(input.modules, graph);
  const into = new Map<number, Edge[]>();
  for (const edge of graph.edges) {
    const known = into.get(edge.to);
    if (known === undefined) into.set(edge.to, [edge]);
    else known.push(edge);
  }
  const steps = new Map<CapabilityAction, ReadonlyMap<number, Step>>();
  for (const [action, starts] of named) steps.set(action, searched(starts, into));

  const ofIndex = (index: number): ReadonlyMap<CapabilityAction, CallPath> => {
    const found = new Map<CapabilityAction, CallPath>();
    for (const [action, reached] of steps) {
      const path = pathFrom(index, reached, graph);
      if (path !== null) found.set(action, path);
    }
    return found;
  };
  const of: Inference["of"] = (module, node) => {
    const index = graph.indexOf(module, node);
    return index === null ? new Map<CapabilityAction, CallPath>() : ofIndex(index);
  };
  const ofModule: Inference["ofModule"] = (module) => {
    const best = new Map<CapabilityAction, CallPath>();
    graph.nodes.forEach((node, index) => {
      if (node.module !== module) return;
      for (const [action, path] of ofIndex(index)) {
        const known = best.get(action);
        if (known === undefined || path.steps.length < known.steps.length) best.set(action, path);
      }
    });
    return best;
  };
  return { of, ofModule, nodes: graph.nodes };
}

/** Breadth first, so that paths are shortest; in the order of nodes and edges, so that they are always the same. */
function searched(starts: ReadonlyMap<number, Step>, into: ReadonlyMap<number, readonly Edge[]>): ReadonlyMap<number, Step> {
  const reached = new Map(starts);
  const queue = [...starts.keys()];
  for (let head = 0; head < queue.length; head++) {
    for (const edge of into.get(queue[head] ?? -1) ?? []) {
      if (reached.has(edge.from)) continue;
      reached.set(edge.from, { kind: "edge", edge });
      queue.push(edge.from);
    }
  }
  return reached;
}

function pathFrom(start: number, reached: ReadonlyMap<number, Step>, { nodes }: MentionGraph): CallPath | null {
  const steps: PathStep[] = [];
  for (let index = start; ;) {
    const step = reached.get(index);
    const node = nodes[index];
    if (step === undefined || node === undefined) return null;
    const line = step.kind === "edge" ? step.edge.line : step.reference.line;
    steps.push({ module: node.module, node: node.name, line });
    if (step.kind === "named") return { steps, reference: step.reference, need: step.need };
    index = step.edge.to;
  }
}

/** By action, the nodes that name it themselves, each with its first reference. */
function namedIn(
  modules: readonly ModuleAuthority[],
  graph: MentionGraph,
): ReadonlyMap<CapabilityAction, ReadonlyMap<number, Step>> {
  const named = new Map<CapabilityAction, Map<number, Step>>();
  for (const module of modules) {
    for (const node of module.nodes) {
      const index = graph.indexOf(module.module, node.name);
      for (const at of node.references) {
        const reference = module.references[at];
        for (const need of reference?.needs ?? []) {
          if (index === null || reference === undefined) continue;
          const byNode = named.get(need.action) ?? new Map<number, Step>();
          named.set(need.action, byNode);
          if (!byNode.has(index)) byNode.set(index, { kind: "named", reference, need });
        }
      }
    }
  }
  return named;
}
