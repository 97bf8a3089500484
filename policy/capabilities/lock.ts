/**
 * The capability lock: what each installed package was found to name, so that an upgrade shows what it adds. Written by `surety capabilities
 * --lock`, read by `--diff`.
 */
import { CAPABILITY_ACTIONS, type CapabilityAction } from "../../core/capability.js";
import { ConfigError } from "../../core/errors.js";

export const LOCK_SCHEMA_VERSION = 1;

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** By action, an example: `path:line > path:line`. */
  readonly actions: ReadonlyMap<CapabilityAction, string>;
}

export interface CapabilityLock {
  readonly catalogueVersion: number;
  readonly packages: readonly LockedPackage[];
}

export function printLock({ catalogueVersion, packages }: CapabilityLock): string {
  const entries = packages.map(({ name, version, actions }) => [`${name}@${version}`, Object.fromEntries(actions)] as const);
  const document = { schemaVersion: LOCK_SCHEMA_VERSION, catalogueVersion, packages: Object.fromEntries(entries) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** `file` is for messages. Throws ConfigError naming file, key and what is right. */
export function parseLock(text: string, file: string): CapabilityLock {
  const wrong = (what: string): ConfigError =>
    new ConfigError(`\`${file}\`: ${what}; write it anew with \`surety capabilities --lock ${file}\``);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw wrong(`no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isRecord(document)) throw wrong("the document must be an object");
  if (document["schemaVersion"] !== LOCK_SCHEMA_VERSION) throw wrong(`\`schemaVersion\` must be ${LOCK_SCHEMA_VERSION}`);
  const { catalogueVersion, packages } = document;
  if (typeof catalogueVersion !== "number") throw wrong("`catalogueVersion` must be a number");
  if (!isRecord(packages)) throw wrong("`packages` must be an object from `name@version` to actions");
  const found = Object.entries(packages).map(([key, actions]): LockedPackage => {
    const at = key.lastIndexOf("@");
    if (at <= 0 || !isRecord(actions)) throw wrong(`\`packages["${key}"]\` must be \`name@version\`, with an object of actions`);
    return {
      name: key.slice(0, at),
      version: key.slice(at + 1),
      actions: new Map(Object.entries(actions).map(readAction(key, wrong))),
    };
  });
  return { catalogueVersion, packages: found };
}

function readAction(key: string, wrong: (what: string) => ConfigError) {
  return ([name, example]: [string, unknown]): [CapabilityAction, string] => {
    const action = CAPABILITY_ACTIONS.find((known) => known === name);
    if (action === undefined || typeof example !== "string")
      throw wrong(`\`packages["${key}"].${name}\` must be an action with a path`);
    return [action, example];
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export interface CapabilityChange {
  readonly kind: "added" | "removed";
  readonly name: string;
  /** Versions before and after; empty where the package was or is not there. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly action: CapabilityAction;
  readonly example: string;
}

/** By package name: several versions of one package count together. Sorted by name, then by action. */
export function diffLocks(before: CapabilityLock, after: CapabilityLock): readonly CapabilityChange[] {
  const [old, fresh] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), fresh.get(name)];
    const versions = { name, before: was?.versions ?? [], after: is?.versions ?? [] };
    return CAPABILITY_ACTIONS.flatMap((action): readonly CapabilityChange[] => {
      const [first, second] = [was?.actions.get(action), is?.actions.get(action)];
      if (first === undefined && second !== undefined) return [{ ...versions, kind: "added", action, example: second }];
      return first !== undefined && second === undefined ? [{ ...versions, kind: "removed", action, example: first }] : [];
    });
  });
}

interface Versions {
  readonly versions: string[];
  readonly actions: Map<CapabilityAction, string>;
}

function byName({ packages }: CapabilityLock): ReadonlyMap<string, Versions> {
  const found = new Map<string, Versions>();
  for (const { name, version, actions } of packages) {
    const known = found.get(name) ?? { versions: [], actions: new Map<CapabilityAction, string>() };
    found.set(name, known);
    known.versions.push(version);
    for (const [action, example] of actions) if (!known.actions.has(action)) known.actions.set(action, example);
  }
  return found;
}
