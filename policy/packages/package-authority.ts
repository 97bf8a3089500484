/** What a dependency can do, as the analysis of its sources found it, and whether that is granted. */
import type { Capability } from "../../core/capability.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { Diagnostic } from "../../core/report.js";
import { capabilityText } from "../annotations/capability.js";
import { covers } from "../capabilities/match.js";
import { refusedBy } from "../composition/effective.js";
import { placeText, type PolicyLayer } from "../composition/layer.js";
import { packageGrant } from "../composition/package-grant.js";

export interface PackageUse {
  readonly capability: Capability;
  /** Where the program's own code begins the way; null: it does not lead from there. */
  readonly start: { readonly file: string; readonly line: number } | null;
  /** From the program to where the package takes hold of it: `src/a.ts:3 -> node_modules/x/index.js:12 (spawn)`, a step an entry. */
  readonly path: readonly string[];
}

export interface PackageAuthority {
  readonly name: string;
  readonly version: string;
  readonly uses: readonly PackageUse[];
}

/**
 * One diagnostic for each capability that a package has and is not granted, with one call path: whoever reads it must be able to look. And one for
 * each package that is granted more than it can use. Sorted by package.
 */
export function checkPackages(packages: readonly PackageAuthority[], layers: readonly PolicyLayer[]): readonly Diagnostic[] {
  const sorted = [...packages].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
  return [...sorted.flatMap((one) => ungranted(one, layers)), ...unusedGrants(sorted, layers)];
}

function ungranted({ name, version, uses }: PackageAuthority, layers: readonly PolicyLayer[]): readonly Diagnostic[] {
  const { grants, entries } = packageGrant(layers, { name, version });
  const told = new Set<string>();
  return uses.flatMap(({ capability, start, path }) => {
    const refusing = refusedBy(grants, capability);
    const text = capabilityText(capability);
    if (refusing === null || told.has(text)) return [];
    told.add(text);
    const entry = entries.find(({ layer }) => layer === refusing.layer)?.entry;
    const reason =
      entry === undefined
        ? "no configuration names it in `packages`"
        : `${placeText(refusing.layer.place, `/packages/${escaped(entry.key)}`)} does not cover that`;
    const { code, severity } = DIAGNOSTICS.ungrantedPackage;
    const message = `\`${name}@${version}\` can use \`${text}\`, and ${reason}: ${path.join(" -> ")}`;
    const where = start === null ? { file: null, line: null, column: null } : { ...start, column: 1 };
    return [{ code, severity, message, ...where, obligation: null }];
  });
}

function unusedGrants(packages: readonly PackageAuthority[], layers: readonly PolicyLayer[]): readonly Diagnostic[] {
  const { code, severity } = DIAGNOSTICS.unusedPackageGrant;
  return layers.flatMap(({ place, kind, packages: entries }) => {
    // What an organisation allows is a bound, and no claim that it is used.
    if (entries === null || kind === "organisation") return [];
    return entries.flatMap(({ key, name, capabilities }) => {
      if (name === "*") return [];
      const users = packages.filter((one) => one.name === name);
      const uses = users.flatMap((one) => one.uses);
      const unused = capabilities.filter(
        (granted) => !uses.some(({ capability }) => covers(granted, capability) || covers(capability, granted)),
      );
      if (users.length > 0 && unused.length === 0) return [];
      const where = placeText(place, `/packages/${escaped(key)}`);
      const message =
        users.length === 0
          ? `${where} grants something to a package that the program does not reach: remove the entry`
          : `${where} grants ${unused.map((one) => `\`${capabilityText(one)}\``).join(", ")}, which the package does not use`;
      return [{ code, severity, message, file: null, line: null, column: null, obligation: null }];
    });
  });
}

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
