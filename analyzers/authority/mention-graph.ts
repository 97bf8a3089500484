/** Who mentions whom, over all modules of a program and its packages. */
import type { AuthorityMention, ModuleAuthority } from "../../core/authority.js";

/** A node of the program: a node of one of its modules. */
export interface ProgramNode {
  readonly module: string;
  readonly name: string;
  readonly line: number;
}

export interface GraphInput {
  readonly modules: readonly ModuleAuthority[];
  /** The modules that a specifier may name in another one; those that are none of `modules` count for nothing. */
  readonly resolve: (module: string, specifier: string) => readonly string[];
}

export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

export interface MentionGraph {
  readonly nodes: readonly ProgramNode[];
  readonly indexOf: (module: string, name: string) => number | null;
  /** In the order of modules, of their nodes and of their mentions. */
  readonly edges: readonly Edge[];
}

/** The body of a module mentions the bodies of those that it loads. */
export function mentionGraph({ modules, resolve }: GraphInput): MentionGraph {
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
  const indexOf: MentionGraph["indexOf"] = (module, name) => index.get(`${module}\0${name}`) ?? null;
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
      for (const loaded of resolve(module.module, specifier)) add(body, indexOf(loaded, ""), line);
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
  readonly resolve: GraphInput["resolve"];
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
    for (const where of resolve(next.from, next.specifier)) {
      const module = byName.get(where);
      const key = `${where}\0${next.name ?? "*"}`;
      if (module === undefined || seen.has(key)) continue;
      seen.add(key);
      found.push([where, ""]);
      const { name } = next;
      const exact = name === null ? [] : module.exports.filter((one) => one.name === name);
      const chosen = exact.length > 0 ? [...exact, ...module.exports.filter((one) => one.name === "*")] : module.exports;
      for (const { name: exported, target } of chosen) {
        if (target.kind === "node") found.push([where, target.name]);
        else pending.push({ from: where, specifier: target.specifier, name: exported === "*" ? name : target.name });
      }
    }
  }
  return found;
}
