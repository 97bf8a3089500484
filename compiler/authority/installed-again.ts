/**
 * The packages of one program after another, while somebody edits the program's own files. What `installedAuthority` finds outside of those is a
 * function of what the file system holds there, of the names of the program's own modules, and of what each of them loads, in order. So while
 * nothing but texts of own modules changed, and none of them loads anything else, the packages are what they were. What is held of each own
 * module itself is that of the present.
 */
import type { InstalledAuthority, ModuleAuthority } from "../../core/authority.js";
import { installedAuthority, type InstalledInput } from "./installed.js";

export interface InstalledAgain {
  /** As `installedAuthority`. The file system is that of last time but for texts of own modules, unless `forget` was called. */
  find(input: InstalledInput): Promise<InstalledAuthority>;
  forget(): void;
}

interface Last {
  readonly input: InstalledInput;
  readonly found: InstalledAuthority;
}

export function createInstalledAgain(): InstalledAgain {
  const own: { last: Last | null } = { last: null };
  return {
    find: async (input) => {
      const { last } = own;
      // Should this end in an exception, nothing is known of what lies on the disk.
      own.last = null;
      const found = (last === null ? null : again(last, input)) ?? (await installedAuthority(input));
      own.last = { input, found };
      return found;
    },
    forget: () => {
      own.last = null;
    },
  };
}

/** Null: other packages may be there, or other files of them. */
function again({ input: before, found }: Last, input: InstalledInput): InstalledAuthority | null {
  if (before.own.length !== input.own.length || !sameNames(before.requiring, input.requiring)) return null;
  const changed = new Map<ModuleAuthority, ModuleAuthority>();
  for (const [at, is] of input.own.entries()) {
    const was = before.own[at];
    if (was === is) continue;
    if (was?.module !== is.module || !loadsTheSame(was, is)) return null;
    changed.set(was, is);
  }
  if (changed.size === 0) return found;
  const modules = found.modules.map((module) => changed.get(module) ?? module);
  // A module that loads an addon stands there with more than its own text says.
  const kept = modules.filter((module, at) => module !== found.modules[at]).length;
  return kept === changed.size ? { ...found, modules } : null;
}

function loadsTheSame({ imports: a }: ModuleAuthority, { imports: b }: ModuleAuthority): boolean {
  return a.length === b.length && a.every(({ specifier, by }, at) => specifier === b[at]?.specifier && by === b[at].by);
}

const sameNames = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name));
