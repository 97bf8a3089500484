/** Ranges of versions, by npm's own rules. */
import { Range, satisfies } from "semver";

export interface VersionRange {
  readonly text: string;
}

/** Null when it is none. The empty text is none: whoever means any version leaves the range out. */
export function readRange(text: string): VersionRange | null {
  if (text.trim() === "") return null;
  try {
    return { text: new Range(text).range === "" ? "*" : text };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A pre-release counts by its numbers: an upgrade to one must not fall out of the grant that reviewers gave, nor into none. */
export function isInRange(version: string, { text }: VersionRange): boolean {
  return satisfies(version, text, { includePrerelease: true });
}
