/** Who is asked for: a module with its grant, and what happens when the grant does not cover a use. */
import { apply } from "../primordials";
import { CapabilityViolation } from "../capability-violation";
import { record } from "../monitor";
import { grantOf } from "./grant";
import type { Grant, GrantText } from "./grant";
import { exit, home, path, rawProcess } from "./host";
import { starts, indexIn } from "./text";
import { sliceText } from "../primordials";

export interface Subject extends Grant {
  readonly module: string;
  /** Returns when the grant covers the use, or mode `report` lets it go on; throws `CapabilityViolation` otherwise. */
  check(action: string, resource: string | null): void;
  /** A violation for sure. */
  deny(action: string, resource: string | null): void;
}

export interface SubjectSettings {
  readonly module: string;
  readonly onViolation: "throw" | "terminate" | "report";
  /** Absolute. */
  readonly root: string;
}

export interface Place {
  readonly id: string;
  readonly line: number;
  readonly column: number;
}

/** Weaknesses by domain of the action. */
const WEAKNESSES: Readonly<Record<string, string>> = {
  fs: "CWE-73",
  net: "CWE-918",
  process: "CWE-78",
  env: "CWE-526",
  code: "CWE-94",
  worker: "CWE-94",
  global: "CWE-471",
};

export function createSubject(settings: SubjectSettings, texts: readonly GrantText[], place: Place): Subject {
  const { module, onViolation, root } = settings;
  const grant = grantOf(texts, root);
  const subject: Subject = {
    ...grant,
    module,
    check(action, resource) {
      if (!grant.allows(action, resource)) subject.deny(action, resource);
    },
    deny(action, resource) {
      const shown = resource === null ? null : redacted(action, resource, root);
      const wanted = resource === null ? action : `${action}("${suggested(action, resource, root)}")`;
      const finding = {
        obligation: place.id,
        kind: "capability" as const,
        location: { file: module, line: place.line, column: place.column },
        observed: shown === null ? action : `${action} of ${shown}`,
        expected: `a grant of ${wanted}`,
        cwe: WEAKNESSES[sliceText(action, 0, indexIn(action, "."))] ?? "CWE-862",
        module,
        action,
        resource: shown,
        grant: `\`${wanted}\``,
      };
      // Recorded before it is thrown: a `catch` in the program cannot hide it.
      record(finding, false);
      if (onViolation === "report") return;
      if (onViolation === "terminate" && exit !== undefined) exit(70);
      throw new CapabilityViolation(finding);
    },
  };
  return subject;
}

/** Paths as people write them in grants; what lies in the home folder without its name. Values never stand in resources. */
function redacted(action: string, resource: string, root: string): string {
  if (!starts(action, "fs.") && !starts(resource, "/")) return resource;
  const inside = withinRoot(resource, root);
  if (inside !== null) return `./${inside}`;
  if (home !== null && starts(resource, `${home}/`)) return `~${sliceText(resource, home.length)}`;
  return resource;
}

const suggested = redacted;

function withinRoot(resource: string, root: string): string | null {
  const folder = root === "/" ? root : `${root}/`;
  return starts(resource, folder) ? sliceText(resource, folder.length) : null;
}

/** The folder that relative patterns start from: `root` as seen from the emitted file, itself `from` (a path or a file: URL). */
export function rootFolder(from: string | null, root: string | null, fromUrl: (url: string) => string): string {
  const resolve = path["resolve"] as ((...parts: string[]) => string) | undefined;
  const dirname = path["dirname"] as ((file: string) => string) | undefined;
  if (resolve === undefined || dirname === undefined || rawProcess === undefined) return "/";
  if (from === null || root === null) return resolve(".");
  const file = starts(from, "file:") ? fromUrl(from) : from;
  return apply(resolve, path, [dirname(file), root]);
}
