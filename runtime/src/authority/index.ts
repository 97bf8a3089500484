/**
 * What emitted code calls where the grant of its module was not shown to cover a use of something privileged: the root is wrapped where it
 * stands, and every use of what comes of it is checked. Importing this file also closes the ways around (`taming.ts`).
 */
import { genuineHref } from "./host";
import { builtinName, importTarget } from "./loading";
import { toPath } from "./paths";
import { createSubject, rootFolder } from "./subject";
import type { Subject, SubjectSettings } from "./subject";
import type { GrantText } from "./grant";
import { givenRoot } from "./host";
import { tame } from "./taming";
import { createViews } from "./views";
import type { Views } from "./views";

export { CapabilityViolation } from "../capability-violation";
export type { CapabilityFinding } from "../capability-violation";

export type RootRow = readonly [
  kind: "global" | "module" | "syntax",
  name: string,
  bound: readonly string[],
  id: string,
  line: number,
  column: number,
  extra: readonly GrantText[],
  touched: readonly GrantText[],
];

export interface AuthorityRegistration {
  /** Path of the module from the project root. */
  readonly module: string;
  readonly onViolation: "throw" | "terminate" | "report";
  /** The project root as seen from the folder of the emitted module; null: the working directory. */
  readonly root: string | null;
  readonly grant: readonly GrantText[];
  readonly roots: readonly RootRow[];
}

export interface Authority {
  /** The attenuated form of root `n`, whose value is `raw`. */
  root(n: number, raw: unknown): unknown;
  /** Imports by `load` what `specifier` names, checked. */
  load(
    n: number,
    load: (specifier: string, options?: unknown) => Promise<unknown>,
    specifier: unknown,
    options?: unknown,
  ): Promise<unknown>;
}

interface Row {
  readonly row: RootRow;
  readonly subject: Subject;
  readonly views: Views;
  /** The last value and its view: a root seldom changes. */
  raw: unknown;
  view: unknown;
}

tame();

/** Called once a module. `from`: path or URL of the emitted file. */
export function authority(registration: AuthorityRegistration, from: string | null): Authority {
  const { module, onViolation, grant, roots } = registration;
  const settings: SubjectSettings = { module, onViolation, root: givenRoot ?? rootFolder(from, registration.root, toPath) };
  const shared = { made: null as { readonly subject: Subject; readonly views: Views } | null };
  const rows: Row[] = [];
  for (let i = 0; i < roots.length; i++) {
    const row = roots[i] as RootRow;
    const place = { id: row[3], line: row[4], column: row[5] };
    // One subject for all roots of a module keeps identity: `import fs` and `import { promises }` give one `promises`.
    const isShared = row[6].length === 0;
    const texts: GrantText[] = [...grant, ...row[6]];
    const made = isShared && shared.made !== null ? shared.made : withViews(createSubject(settings, texts, place));
    if (isShared) shared.made = made;
    rows[i] = { row, ...made, raw: rows, view: undefined };
  }
  return {
    root(n, raw) {
      const found = rows[n] as Row;
      const touched = found.row[7];
      for (let i = 0; i < touched.length; i++) found.subject.check((touched[i] as GrantText)[0], (touched[i] as GrantText)[1]);
      if (found.raw !== raw) {
        found.view = found.views.of(raw, { kind: found.row[0], name: found.row[1] }, found.row[2]);
        found.raw = raw;
      }
      return found.view;
    },
    async load(n, load, specifier, options) {
      const { subject, views } = rows[n] as Row;
      const text = genuineHref(specifier) ?? String(specifier);
      const name = builtinName(text);
      if (name !== null) return views.builtin(name, await load(text, options));
      return load(importTarget(subject, text, from), options);
    },
  };
}

const withViews = (subject: Subject): { readonly subject: Subject; readonly views: Views } => ({
  subject,
  views: createViews(subject),
});
