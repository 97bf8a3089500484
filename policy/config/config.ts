/** Settings of a configuration file, with defaults filled in. */
import type { SafetyStatement } from "../../core/annotation.js";
import type { Capability } from "../../core/capability.js";
import { InternalError } from "../../core/errors.js";
import { APPROVERS_SECTION, type ApproversConfig, type RawApprovers } from "./approvers.js";
import { CACHE_SECTION, type CacheConfig, type RawCache } from "./cache.js";
import { EXTENDS_SECTION, type ExtendedPolicy } from "./extends.js";
import { FOLDERS_SECTION, type FolderEntry, type RawFolders } from "./folders.js";
import { GRANTS_SECTION, type RawGrants } from "./grants.js";
import { OVERRIDES_SECTION, type OverridesConfig, type RawOverrides } from "./overrides.js";
import { PACKAGES_SECTION, type PackageEntry, type RawPackages } from "./packages.js";
import { SAFETY_SECTION, type RawSafety } from "./safety.js";
import type { Wrong } from "./section.js";

export interface SuretyConfig {
  readonly extends: readonly ExtendedPolicy[];
  readonly safety: SafetyStatement | null;
  readonly grants: readonly Capability[] | null;
  readonly packages: readonly PackageEntry[] | null;
  readonly folders: readonly FolderEntry[];
  readonly overrides: OverridesConfig;
  readonly approvers: ApproversConfig;
  readonly cache: CacheConfig;
}

/** As the file has them, once the schema has been applied. */
export interface RawConfig {
  readonly $schema?: string;
  readonly extends?: readonly ExtendedPolicy[];
  readonly safety?: RawSafety;
  readonly grants?: RawGrants;
  readonly packages?: RawPackages;
  readonly folders?: RawFolders;
  readonly overrides?: RawOverrides;
  readonly approvers?: RawApprovers;
  readonly cache?: RawCache;
}

/** `wrongAt` makes what throws for a section. */
export function configOf(raw: RawConfig, wrongAt: (section: string) => Wrong): SuretyConfig {
  return {
    extends: EXTENDS_SECTION.decode(raw.extends, wrongAt("extends")),
    safety: SAFETY_SECTION.decode(raw.safety, wrongAt("safety")),
    grants: GRANTS_SECTION.decode(raw.grants, wrongAt("grants")),
    packages: PACKAGES_SECTION.decode(raw.packages, wrongAt("packages")),
    folders: FOLDERS_SECTION.decode(raw.folders, wrongAt("folders")),
    overrides: OVERRIDES_SECTION.decode(raw.overrides, wrongAt("overrides")),
    approvers: APPROVERS_SECTION.decode(raw.approvers, wrongAt("approvers")),
    cache: CACHE_SECTION.decode(raw.cache, wrongAt("cache")),
  };
}

/** What holds without a file. */
export const DEFAULT_CONFIG: SuretyConfig = configOf({}, (section) => () => {
  throw new InternalError(`the defaults of \`${section}\` are wrong`);
});
