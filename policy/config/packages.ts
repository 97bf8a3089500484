/** The key `packages`: what each dependency may reach. One that no entry names may reach nothing. */
import type { Capability } from "../../core/capability.js";
import { readRange, type VersionRange } from "../version-range.js";
import { GRANTS_SCHEMA, grantsOf, type RawGrants } from "./grants.js";
import type { ConfigSection, Wrong } from "./section.js";

export interface PackageEntry {
  /** The key as written. */
  readonly key: string;
  /** `*`: every package that no entry of the same file names. */
  readonly name: string;
  /** Null: any version. */
  readonly range: VersionRange | null;
  readonly capabilities: readonly Capability[];
}

export type RawPackages = Readonly<Record<string, RawGrants>>;

export const PACKAGES_SECTION: ConfigSection<RawPackages, readonly PackageEntry[] | null> = {
  schema: {
    type: "object",
    description: 'grants by package, such as { "express": ["net.listen"], "sharp@^0.34": ["code.native"] }',
    additionalProperties: GRANTS_SCHEMA,
  },
  decode: (raw, wrong) => (raw === undefined ? null : Object.entries(raw).map(([key, grants]) => entryOf(key, grants, wrong))),
};

/** npm's rules, without the exceptions for old names. */
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/iu;

function entryOf(key: string, grants: RawGrants, wrong: Wrong): PackageEntry {
  const at = key.indexOf("@", 1);
  const name = at === -1 ? key : key.slice(0, at);
  if (name !== "*" && !NAME.test(name))
    wrong([key], "expected the name of a package, `name@range` with a range of versions, or `*` for all others");
  const range = at === -1 ? null : readRange(key.slice(at + 1));
  if (at !== -1 && range === null) wrong([key], `\`${key.slice(at + 1)}\` is no range of versions; one looks like \`^1.2.0\``);
  return { key, name, range, capabilities: grantsOf(grants, (keys, message) => wrong([key, ...keys], message)) };
}
