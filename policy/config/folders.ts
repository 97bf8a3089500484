/** The key `folders`: levels and grants of parts of what the file covers. They may be stricter than the file's own, not looser. */
import type { SafetyStatement } from "../../core/annotation.js";
import type { Capability } from "../../core/capability.js";
import { GRANTS_SCHEMA, grantsOf, type RawGrants } from "./grants.js";
import { SAFETY_SCHEMA, safetyOf, type RawSafety } from "./safety.js";
import type { ConfigSection } from "./section.js";

export interface FolderEntry {
  /** From the folder of the file: `*` within a segment, `**` for any number of segments. */
  readonly pattern: string;
  readonly safety: SafetyStatement | null;
  readonly grants: readonly Capability[] | null;
}

export type RawFolders = Readonly<Record<string, RawFolder>>;

interface RawFolder {
  readonly safety?: RawSafety;
  readonly grants?: RawGrants;
}

export const FOLDERS_SECTION: ConfigSection<RawFolders, readonly FolderEntry[]> = {
  schema: {
    type: "object",
    description: 'levels and grants by path, such as { "src/server/**": { "grants": ["net.listen"] } }',
    additionalProperties: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      description: "`safety`, `grants` or both",
      properties: { safety: SAFETY_SCHEMA, grants: GRANTS_SCHEMA },
    },
  },
  decode: (raw, wrong) =>
    Object.entries(raw ?? {}).map(([pattern, { safety, grants }]) => {
      const problem = problemOf(pattern);
      if (problem !== null) wrong([pattern], problem);
      return {
        pattern,
        safety: safety === undefined ? null : safetyOf(safety),
        grants: grants === undefined ? null : grantsOf(grants, (keys, message) => wrong([pattern, "grants", ...keys], message)),
      };
    }),
};

function problemOf(pattern: string): string | null {
  const segments = pattern.split("/");
  if (pattern.includes("\\")) return "expected forward slashes between folders";
  if (pattern.startsWith("/") || /^[A-Za-z]:/u.test(pattern)) return "expected a path from the folder of this file";
  if (segments.some((one) => one === "" || one === "." || one === ".."))
    return 'expected a path below the folder of this file, such as "src/server/**", without empty segments, `.` and `..`';
  if (segments.some((one) => one.includes("**") && one !== "**")) return "`**` stands for whole segments: `a/**/b`";
  if (/[?[\]{}!]/u.test(pattern)) return "`*` and `**` are the only wildcards";
  return null;
}
