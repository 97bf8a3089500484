/** What `surety init` writes into surety.config.json. */
import type { Capability } from "../../core/capability.js";
import { capabilityText } from "../annotations/capability.js";
import { DEFAULT_LEVELS, withoutCovered } from "../composition/effective.js";
import type { RawConfig } from "../config/config.js";
import type { PackageAuthority } from "../packages/package-authority.js";

export interface InferredAuthority {
  /** By path of the module from the project root. */
  readonly modules: ReadonlyMap<string, readonly Capability[]>;
  /** Null: not known, and nothing is written of it. */
  readonly packages: readonly PackageAuthority[] | null;
}

/** From the folder of the configuration, for editors. */
export const SCHEMA_ADDRESS = "./node_modules/surety/schemas/surety.config.schema.json";

export interface Inferred {
  /** Null: not known, and nothing is written of it. */
  readonly authority: InferredAuthority | null;
  /** Paths from the project root of modules that no guard has to remain in. */
  readonly proved: ReadonlySet<string>;
}

/**
 * `existing` with what was inferred in the place of its `grants` and `packages`. Levels that are there stay: somebody may have chosen them.
 * Packages that need nothing are left out, since what nobody names may do nothing.
 */
export function generatedConfig(existing: RawConfig | null, { authority, proved }: Inferred): RawConfig {
  const start: RawConfig = existing ?? { $schema: SCHEMA_ADDRESS };
  const levels = withLevels(start, proved);
  if (authority === null) return levels;
  const grants = textsOf([...authority.modules.values()].flat());
  return authority.packages === null ? { ...levels, grants } : { ...levels, grants, packages: packagesOf(authority.packages) };
}

/** The project's level is that of its weakest module; those that keep a stricter one are named. */
function withLevels(start: RawConfig, proved: ReadonlySet<string>): RawConfig {
  if (start.safety !== undefined) return start;
  const named = [...proved].filter(isNameable).sort();
  const safety = { memory: "proved" } as const;
  const folders = start.folders ?? Object.fromEntries(named.map((module) => [module, { safety }]));
  const levels: RawConfig = { ...start, safety: DEFAULT_LEVELS };
  return Object.keys(folders).length === 0 ? levels : { ...levels, folders };
}

/** Keys of `folders` are patterns: some names cannot be written as one, and those above the file do not lie in it. */
const isNameable = (module: string): boolean => !/[*?[\]{}!\\]/u.test(module) && !module.startsWith("../");

export function textsOf(capabilities: readonly Capability[]): readonly string[] {
  return withoutCovered(capabilities).map(capabilityText);
}

/** By name: two versions in one tree are two copies of one dependency to those who review it. */
function packagesOf(packages: readonly PackageAuthority[]): Readonly<Record<string, readonly string[]>> {
  const byName = new Map<string, Capability[]>();
  for (const { name, uses } of packages) {
    const known = byName.get(name) ?? [];
    known.push(...uses.map(({ capability }) => capability));
    byName.set(name, known);
  }
  const entries = [...byName]
    .map(([name, capabilities]): [string, readonly string[]] => [name, textsOf(capabilities)])
    .filter(([, texts]) => texts.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

/** `text` itself where it says the same already: whoever wrote it chose its form. */
export function configText(config: RawConfig, text: string | null): string {
  const wanted = JSON.stringify(config);
  if (text !== null && JSON.stringify(JSON.parse(text.replace(/^\uFEFF/u, ""))) === wanted) return text;
  return `${JSON.stringify(config, null, 2)}\n`;
}
