/** What one version of a dependency may reach: the meet of what the layers grant it. */
import type { PackageEntry } from "../config/packages.js";
import { isInRange } from "../version-range.js";
import { DEFAULT_LAYER, type GrantSet } from "./effective.js";
import type { PolicyLayer } from "./layer.js";

export interface PackageId {
  readonly name: string;
  readonly version: string;
}

export interface PackageGrant {
  /** A use is granted when every set covers it. Never empty. */
  readonly grants: readonly GrantSet[];
  /** The entries that decided, one a layer that has one. Empty: no layer names the package. */
  readonly entries: readonly { readonly layer: PolicyLayer; readonly entry: PackageEntry }[];
}

/** A layer that does not name the package says nothing of it; that nobody does means nothing is granted. Folders do not count: a dependency is the same wherever it is imported from. */
export function packageGrant(layers: readonly PolicyLayer[], id: PackageId): PackageGrant {
  const entries = layers.flatMap((layer) => {
    const entry = layer.packages === null ? null : entryFor(layer.packages, id);
    return entry === null ? [] : [{ layer, entry }];
  });
  const sets = entries.map(({ layer, entry }): GrantSet => ({ layer, capabilities: entry.capabilities }));
  return { grants: sets.length > 0 ? sets : [{ layer: DEFAULT_LAYER, capabilities: [] }], entries };
}

/** An entry with a matching range comes before one without, which comes before `*`. Of several ranges, the first one written. */
export function entryFor(entries: readonly PackageEntry[], { name, version }: PackageId): PackageEntry | null {
  const own = entries.filter((entry) => entry.name === name);
  return (
    own.find(({ range }) => range !== null && isInRange(version, range)) ??
    own.find(({ range }) => range === null) ??
    entries.find((entry) => entry.name === "*") ??
    null
  );
}
