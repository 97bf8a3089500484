/**
 * Who can do what, and by which calls: bottom-up over the mentions of all modules together. To mention a function is counted as to call it,
 * so that callbacks count where they are passed on; the body of a module runs with whatever of it is used. The relation is the least one
 * closed under that, found by one search backwards from each action: every function has a shortest path to a place where the action is named.
 */
import type { AuthorityMention, AuthorityNeed, AuthorityReference, ModuleAuthority } from "../../core/authority.js";
import type { CapabilityAction } from "../../core/capability.js";

/** A node of the program: a node of one of its modules. */
export interface ProgramNode {
  readonly module: string;
  readonly name: string;
  readonly line: number;
}

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

export interface InferenceInput {
  readonly modules: readonly ModuleAuthority[];
  /** The module that a specifier names in another one; null when it is none of `modules`. */
  readonly resolve: (module: string, specifier: string) => string | null;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

interface Graph {
  readonly nodes: readonly ProgramNode[];
  readonly indexOf: (module: string, name: string) => number | null;
  readonly edges: readonly Edge[];
}

/** The way on from a node: the edge to the next one, or the reference itself. */
type Step =
  | { readonly kind: "edge"; readonly edge: Edge }
  | { readonly kind: "named"; readonly reference: AuthorityReference; readonly need: AuthorityNeed };

export function inferAuthority(input: InferenceInput): Inference {
  const graph = graphOf(input);
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

function pathFrom(start: number, reached: ReadonlyMap<number, Step>, { nodes }: Graph): CallPath | null {
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

function graphOf({ modules, resolve }: InferenceInput): Graph {
  const nodes: ProgramNode[] = [];
  const index = new Map<string, number>();
  const byName = new Map<string, ModuleAuthority>();
  for (const module of modules) {
    byName.set(module.module, module);
    for (const { name, line } of module.nodes) {
      index.set(`${module.module}\0${name}`, nodes.length);
      nodes.push({ module: module.module, name, line });
    }
  }
  const indexOf: Graph["indexOf"] = (module, name) => index.get(`${module}\0${name}`) ?? null;
  const edges: Edge[] = [];
  const add = (from: number | null, to: number | null, line: number): void => {
    if (from !== null && to !== null && from !== to) edges.push({ from, to, line });
  };
  const targets = (module: string, mention: AuthorityMention): readonly number[] => {
    const names =
      mention.kind === "node" ? [[module, mention.name] as const] : exportedNodes(module, mention, { byName, resolve });
    return names.flatMap(([where, name]) => indexOf(where, name) ?? []);
  };
  for (const module of modules) {
    const body = indexOf(module.module, "");
    for (const { specifier, line } of module.imports) {
      const loaded = resolve(module.module, specifier);
      if (loaded !== null) add(body, indexOf(loaded, ""), line);
    }
    for (const node of module.nodes) {
      const from = indexOf(module.module, node.name);
      for (const mention of node.mentions) {
        for (const to of targets(module.module, mention)) add(from, to, mention.line);
      }
    }
  }
  return { nodes, indexOf, edges };
}

interface Exporting {
  readonly byName: ReadonlyMap<string, ModuleAuthority>;
  readonly resolve: InferenceInput["resolve"];
}

/** Nodes that an export stands for, through re-exports; where the name is not found, whatever the module exports. */
function exportedNodes(
  from: string,
  mention: Extract<AuthorityMention, { kind: "import" }>,
  { byName, resolve }: Exporting,
): readonly (readonly [module: string, node: string])[] {
  const found: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  const pending: { readonly from: string; readonly specifier: string; readonly name: string | null }[] = [{ from, ...mention }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const where = resolve(next.from, next.specifier);
    const module = where === null ? undefined : byName.get(where);
    if (where === null || module === undefined || seen.has(`${where}\0${next.name ?? "*"}`)) continue;
    seen.add(`${where}\0${next.name ?? "*"}`);
    found.push([where, ""]);
    const { name } = next;
    const exact = name === null ? [] : module.exports.filter((one) => one.name === name);
    const chosen = exact.length > 0 ? [...exact, ...module.exports.filter((one) => one.name === "*")] : module.exports;
    for (const { name: exported, target } of chosen) {
      if (target.kind === "node") found.push([where, target.name]);
      else pending.push({ from: where, specifier: target.specifier, name: exported === "*" ? name : target.name });
    }
  }
  return found;
}

/** By action, the nodes that name it themselves, each with its first reference. */
function namedIn(modules: readonly ModuleAuthority[], graph: Graph): ReadonlyMap<CapabilityAction, ReadonlyMap<number, Step>> {
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
