/** Who can do what, by package: what the reports, the lock and grants are made of. */
import { resolutionKey, type InstalledAuthority, type ModuleAuthority } from "../../core/authority.js";
import { CAPABILITY_ACTIONS, type CapabilityAction } from "../../core/capability.js";
import { capabilityOf } from "./demands.js";
import { inferAuthority, type CallPath } from "./infer.js";

export interface NamedAction {
  readonly action: CapabilityAction;
  /** Sorted. Null among them: the source does not limit it. */
  readonly patterns: readonly (string | null)[];
  /** How many places name it. */
  readonly count: number;
  /** A shortest path inside the package to one of them, from what the package exports where there is one. */
  readonly example: CallPath;
}

export interface ReachedAction {
  readonly action: CapabilityAction;
  /** The package that names it. */
  readonly through: string;
  readonly example: CallPath;
}

export interface PackageSummary {
  /** Null: the program itself. */
  readonly name: string | null;
  readonly version: string;
  readonly files: number;
  /** What its own sources name, in the order of `CAPABILITY_ACTIONS`. Grants are about these. */
  readonly names: readonly NamedAction[];
  /** What it comes to through other packages only. */
  readonly reaches: readonly ReachedAction[];
}

/** The program first, where it has modules; then packages by name and version. */
export function summarise(installed: InstalledAuthority): readonly PackageSummary[] {
  const ofModule = new Map(installed.modules.map((module) => [module.module, module]));
  const owner = new Map(installed.packages.flatMap(({ name, modules }) => modules.map((module) => [module, name] as const)));
  const resolve = (module: string, specifier: string): readonly string[] =>
    installed.resolutions.get(resolutionKey(module, specifier)) ?? [];
  const whole = inferAuthority({ modules: installed.modules, resolve });
  const entries = entryModules(installed);
  const own = installed.modules.filter(({ module }) => !owner.has(module)).map(({ module }) => module);
  const groups = [...(own.length === 0 ? [] : [{ name: null, version: "", modules: own }]), ...installed.packages];
  return groups.map(({ name, version, modules }) => {
    const mine = modules.flatMap((module) => ofModule.get(module) ?? []);
    const starts = name === null ? modules : modules.filter((module) => entries.has(module));
    const inside = inferAuthority({ modules: mine, resolve });
    const names = namedActions(
      mine,
      starts.map((module) => inside.ofModule(module)),
      inside,
    );
    const reaches = reachedActions(
      starts.map((module) => whole.ofModule(module)),
      { names, owner, own: name },
    );
    return { name, version, files: modules.length, names, reaches };
  });
}

/** Modules that others than their own package load. */
function entryModules({ packages, resolutions }: InstalledAuthority): ReadonlySet<string> {
  const owner = new Map(packages.flatMap((one, index) => one.modules.map((module) => [module, index] as const)));
  const entries = new Set<string>();
  for (const [key, targets] of resolutions) {
    const from = key.slice(0, key.indexOf("\0"));
    for (const target of targets) if (owner.get(from) !== owner.get(target)) entries.add(target);
  }
  return entries;
}

type Found = ReadonlyMap<CapabilityAction, CallPath>;

function namedActions(
  modules: readonly ModuleAuthority[],
  fromEntries: readonly Found[],
  inside: ReturnType<typeof inferAuthority>,
): readonly NamedAction[] {
  const counts = new Map<CapabilityAction, number>();
  const patterns = new Map<CapabilityAction, Set<string | null>>();
  for (const { references } of modules) {
    for (const { needs } of references) {
      for (const need of needs) {
        counts.set(need.action, (counts.get(need.action) ?? 0) + 1);
        const known = patterns.get(need.action) ?? new Set();
        known.add(capabilityOf(need).pattern);
        patterns.set(need.action, known);
      }
    }
  }
  return CAPABILITY_ACTIONS.flatMap((action) => {
    const count = counts.get(action);
    const example =
      shortest(action, fromEntries) ??
      shortest(
        action,
        modules.map(({ module }) => inside.ofModule(module)),
      );
    if (count === undefined || example === null) return [];
    const found = [...(patterns.get(action) ?? [])];
    return [{ action, patterns: found.sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1)), count, example }];
  });
}

function shortest(action: CapabilityAction, found: readonly Found[]): CallPath | null {
  let best: CallPath | null = null;
  for (const each of found) {
    const path = each.get(action);
    if (path !== undefined && (best === null || path.steps.length < best.steps.length)) best = path;
  }
  return best;
}

interface Reaching {
  readonly names: readonly NamedAction[];
  readonly owner: ReadonlyMap<string, string>;
  readonly own: string | null;
}

function reachedActions(found: readonly Found[], { names, owner, own }: Reaching): readonly ReachedAction[] {
  return CAPABILITY_ACTIONS.flatMap((action) => {
    if (names.some((named) => named.action === action)) return [];
    const example = shortest(action, found);
    const last = example?.steps.at(-1);
    const through = last === undefined ? undefined : owner.get(last.module);
    return example === null || through === undefined || through === own ? [] : [{ action, through, example }];
  });
}
