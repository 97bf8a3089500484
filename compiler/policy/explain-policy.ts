/** Why a module, or a dependency, is held to what it is held to: what each layer says, and which one decided. */
import path from "node:path";
import { capabilityText } from "../../policy/annotations/capability.js";
import { effectivePolicy, grantList, SAFETY_KEYS, type GrantSet } from "../../policy/composition/effective.js";
import { isInScope, placeText, type PolicyLayer } from "../../policy/composition/layer.js";
import { packageGrant } from "../../policy/composition/package-grant.js";
import { coverageText } from "../../policy/composition/coverage.js";
import { textOf, type FileSystem } from "../program/file-system.js";
import type { GovernedModule } from "./govern.js";

export interface ExplainedLevel {
  readonly key: string;
  readonly level: string;
  readonly decidedBy: string;
  /** Every layer that states it, the broadest first. */
  readonly stated: readonly { readonly by: string; readonly layer: string; readonly level: string }[];
}

export interface ExplainedGrants {
  /** What every layer below covers. */
  readonly granted: readonly string[];
  /** Each layer that says anything of grants. A use must be covered by all. */
  readonly layers: readonly { readonly by: string; readonly layer: string; readonly grants: readonly string[] }[];
}

export interface ExplainedModule {
  readonly kind: "module";
  readonly module: string;
  readonly coveredBy: string;
  readonly levels: readonly ExplainedLevel[];
  readonly grants: ExplainedGrants;
}

export interface ExplainedPackage {
  readonly kind: "package";
  readonly name: string;
  readonly version: string;
  /** Keys of the entries that count. */
  readonly entries: readonly string[];
  readonly grants: ExplainedGrants;
}

/** What a header declares stands among the layers of the grants, and grants nothing that no configuration grants. */
export function explainModule({ path: module, layers, coverage, grants }: GovernedModule): ExplainedModule {
  const inScope = layers.filter(({ scope }) => isInScope(scope, module));
  const { levels, decidedBy } = effectivePolicy(inScope, module);
  return {
    kind: "module",
    module,
    coveredBy: coverageText(coverage),
    levels: SAFETY_KEYS.map((key) => ({
      key,
      level: levels[key],
      decidedBy: placeText(decidedBy[key].place, "/safety"),
      stated: inScope.flatMap(({ kind, place, safety }) => {
        const level = safety?.[key] ?? null;
        return level === null ? [] : [{ by: placeText(place, "/safety"), layer: kind, level }];
      }),
    })),
    grants: explainedGrants(grants, "/grants"),
  };
}

export function explainPackage(
  id: { readonly name: string; readonly version: string },
  layers: readonly PolicyLayer[],
): ExplainedPackage {
  const { grants, entries } = packageGrant(layers, id);
  return {
    kind: "package",
    ...id,
    entries: entries.map(({ entry }) => entry.key),
    grants: explainedGrants(grants, "/packages"),
  };
}

function explainedGrants(sets: readonly GrantSet[], section: string): ExplainedGrants {
  return {
    granted: grantList(sets).map(capabilityText),
    layers: sets.map(({ layer, capabilities }) => ({
      by: placeText(layer.place, section),
      layer: layer.kind,
      grants: capabilities.map(capabilityText),
    })),
  };
}

/** Version of a package as the project root (absolute) finds it; null when it is not installed. */
export function installedVersion(name: string, projectRoot: string, files: FileSystem): string | null {
  for (let at = projectRoot; ; at = path.dirname(at)) {
    const manifest = path.join(at, "node_modules", name, "package.json");
    const contents = files.status(manifest).kind === "file" ? files.read(manifest) : null;
    if (contents?.kind === "read") return versionIn(textOf(contents.bytes));
    if (at === path.dirname(at)) return null;
  }
}

function versionIn(manifest: string): string | null {
  const version = /"version"\s*:\s*"([^"]+)"/u.exec(manifest)?.[1];
  return version ?? null;
}
