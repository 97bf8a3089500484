/**
 * What each package takes hold of itself, with a shortest way from the program's own code to where it does. The way is by mentions, as in
 * infer.ts, searched forward from all of the program at once; where no mention leads to a function, the way is that to its module, which
 * has been loaded and can call it at any time.
 */
import { resolutionKey, type AuthorityReference, type InstalledAuthority, type ModuleAuthority } from "../../core/authority.js";
import { CAPABILITY_ACTIONS, type Capability } from "../../core/capability.js";
import { capabilityText } from "../../policy/annotations/capability.js";
import { capabilityOf } from "./demands.js";
import type { PathStep } from "./infer.js";
import { mentionGraph, type Edge, type GraphInput, type MentionGraph } from "./mention-graph.js";

export interface PackageUse {
  readonly capability: Capability;
  /** The last one is where it is taken hold of. */
  readonly steps: readonly PathStep[];
  readonly reference: AuthorityReference;
}

export interface UsingPackage {
  readonly name: string;
  readonly version: string;
  /** One a capability, in the order of `CAPABILITY_ACTIONS`, then of patterns. */
  readonly uses: readonly PackageUse[];
}

/** `simplify` says which capability speaks for the one found, in the terms of the program. */
export function packageUses(
  installed: InstalledAuthority,
  simplify: (capability: Capability) => Capability,
): readonly UsingPackage[] {
  if (installed.packages.length === 0) return [];
  const ofPackages = new Set(installed.packages.flatMap(({ modules }) => modules));
  const resolve = (module: string, specifier: string): readonly string[] =>
    installed.resolutions.get(resolutionKey(module, specifier)) ?? [];
  const graph = mentionGraph({ modules: bordering(installed.modules, ofPackages, resolve), resolve });
  const wayTo = waysFrom(graph, (module) => !ofPackages.has(module));
  const ofModule = new Map(installed.modules.map((module) => [module.module, module]));
  return installed.packages.map(({ name, version, modules }) => {
    const best = new Map<string, PackageUse>();
    for (const { module, nodes, references } of modules.flatMap((one) => ofModule.get(one) ?? [])) {
      for (const node of nodes) {
        const way = wayTo(module, node.name);
        for (const reference of node.references.flatMap((at) => references[at] ?? [])) {
          for (const need of reference.needs) {
            const capability = simplify(capabilityOf(need));
            const text = capabilityText(capability);
            const known = best.get(text);
            if (known !== undefined && known.steps.length <= way.length + 1) continue;
            best.set(text, { capability, steps: [...way, { module, node: node.name, line: reference.line }], reference });
          }
        }
      }
    }
    return { name, version, uses: [...best.values()].sort(byCapability) };
  });
}

/**
 * Packages, and what mentions something of theirs: directly, or by a module that hands it on. Ways begin at every node of the program,
 * so no step from one of its modules to another is on a shortest way.
 */
function bordering(
  modules: readonly ModuleAuthority[],
  ofPackages: ReadonlySet<string>,
  resolve: GraphInput["resolve"],
): readonly ModuleAuthority[] {
  const loadedBy = new Map<string, ModuleAuthority[]>();
  for (const module of modules) {
    if (ofPackages.has(module.module)) continue;
    for (const { specifier } of module.imports)
      for (const target of resolve(module.module, specifier)) {
        const known = loadedBy.get(target);
        if (known === undefined) loadedBy.set(target, [module]);
        else known.push(module);
      }
  }
  const kept = new Set<string>(ofPackages);
  const pending = [...ofPackages];
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    for (const { module, exports } of loadedBy.get(target) ?? []) {
      if (kept.has(module)) continue;
      kept.add(module);
      if (exports.some((one) => one.target.kind === "import")) pending.push(module);
    }
  }
  return modules.filter(({ module }) => kept.has(module));
}

function byCapability({ capability: a }: PackageUse, { capability: b }: PackageUse): number {
  const order = CAPABILITY_ACTIONS.indexOf(a.action) - CAPABILITY_ACTIONS.indexOf(b.action);
  return order !== 0 ? order : (a.pattern ?? "") < (b.pattern ?? "") ? -1 : 1;
}

type WayTo = (module: string, node: string) => readonly PathStep[];

/** Breadth first, so that ways are shortest; in the order of nodes and edges, so that they are always the same. */
function waysFrom({ nodes, edges, indexOf }: MentionGraph, isStart: (module: string) => boolean): WayTo {
  const out = new Map<number, Edge[]>();
  for (const edge of edges) {
    const known = out.get(edge.from);
    if (known === undefined) out.set(edge.from, [edge]);
    else known.push(edge);
  }
  const queue = [...nodes.keys()].filter((index) => isStart(nodes[index]?.module ?? ""));
  const reachedBy = new Map<number, Edge | null>(queue.map((index) => [index, null]));
  for (let head = 0; head < queue.length; head++) {
    for (const edge of out.get(queue[head] ?? -1) ?? []) {
      if (reachedBy.has(edge.to)) continue;
      reachedBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  const stepsTo = (index: number): readonly PathStep[] => {
    const steps: PathStep[] = [];
    for (let edge = reachedBy.get(index); edge !== undefined && edge !== null; edge = reachedBy.get(edge.from)) {
      const { module, name } = nodes[edge.from] ?? { module: "", name: "" };
      steps.push({ module, node: name, line: edge.line });
    }
    return steps.reverse();
  };
  return (module, node) => {
    const index = indexOf(module, node);
    if (index !== null && reachedBy.has(index)) return stepsTo(index);
    const body = indexOf(module, "");
    return body === null ? [] : stepsTo(body);
  };
}
