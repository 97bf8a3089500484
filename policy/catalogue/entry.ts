/**
 * What the catalogue says of one name. Tables are written in a small notation, by what names need:
 *
 *     "fs.read@0 fs.write@1": "copyFile cp"     the file named by argument 0 is read, that by argument 1 written
 *     "net.connect@0:https":  "get request"     argument 0 is a URL or an options object, whose port is 443 where none is given
 *     "process.exit":         "exit abort"      no resource, or none that an argument names
 *     "-":                    "sep delimiter"   harmless, with everything that can be reached from it
 *     "=fs/promises":         "promises"        the object that this module is
 *
 * Names with dots are members of members.
 */
import { InternalError } from "../../core/errors.js";
import { CAPABILITY_ACTIONS, type CapabilityAction } from "../../core/capability.js";

/**
 * How an argument names the resource: `path` of a file; `url`; `http`, `https`: a URL or request options; `connect`: port and host, or options,
 * or the path of a socket; `program`; `shell`: a command line; `name`; `specifier` of a module; `event` of the process; `script`: path or URL of a module.
 */
export const RESOURCE_FORMS = [
  "path",
  "url",
  "http",
  "https",
  "connect",
  "program",
  "shell",
  "name",
  "specifier",
  "event",
  "script",
] as const;

export type ResourceForm = (typeof RESOURCE_FORMS)[number];

export interface Need {
  readonly action: CapabilityAction;
  /** Null: on whatever there is. */
  readonly resource: { readonly argument: number; readonly form: ResourceForm } | null;
}

export type CatalogueEntry =
  | { readonly kind: "harmless" }
  /** Calling it, or having it, needs this. */
  | { readonly kind: "operation"; readonly needs: readonly Need[] }
  /** An object that gives its members; what is not among them is not known, and denied. */
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, CatalogueEntry> }
  /** `process.env`: members are variables. */
  | { readonly kind: "environment" }
  /** `globalThis` and its other names: members are the globals. */
  | { readonly kind: "global" };

/** By what they need, the names. */
export type CatalogueTable = Readonly<Record<string, string>>;

export const HARMLESS: CatalogueEntry = { kind: "harmless" };

/** What is not known may be anything. `code.dynamic` stands for all there is: no other grant covers it. */
export const UNKNOWN_NEEDS: readonly Need[] = [{ action: "code.dynamic", resource: null }];
export const UNKNOWN_ENTRY: CatalogueEntry = { kind: "operation", needs: UNKNOWN_NEEDS };

/** `shared`: what `=name` refers to. */
export function parseTable(table: CatalogueTable, shared: (name: string) => CatalogueEntry): CatalogueEntry {
  const root: Tree = new Map();
  for (const [notation, names] of Object.entries(table)) {
    const entry = parseEntry(notation, shared);
    for (const name of names.split(/\s+/)) if (name !== "") insert(root, name, entry);
  }
  return { kind: "object", members: entriesOf(root) };
}

/** Members while they are collected. */
type Tree = Map<string, CatalogueEntry | Tree>;

const isTree = (value: CatalogueEntry | Tree | undefined): value is Tree => value instanceof Map;

function insert(root: Tree, name: string, entry: CatalogueEntry): void {
  const path = name.split(".");
  const last = path.pop();
  let tree = root;
  for (const step of path) {
    const known = tree.get(step);
    const next: Tree = isTree(known) ? known : new Map<string, CatalogueEntry | Tree>();
    if (known !== undefined && known !== next) throw new InternalError(`\`${name}\` of the catalogue has members and needs`);
    tree.set(step, next);
    tree = next;
  }
  if (last === undefined || tree.has(last)) throw new InternalError(`\`${name}\` stands twice in the catalogue`);
  tree.set(last, entry);
}

function entriesOf(tree: Tree): ReadonlyMap<string, CatalogueEntry> {
  const members = new Map<string, CatalogueEntry>();
  for (const [name, entry] of tree) {
    members.set(name, entry instanceof Map ? { kind: "object", members: entriesOf(entry) } : entry);
  }
  return members;
}

function parseEntry(notation: string, shared: (name: string) => CatalogueEntry): CatalogueEntry {
  if (notation === "-") return HARMLESS;
  if (notation === "environment" || notation === "global") return { kind: notation };
  if (notation.startsWith("=")) return shared(notation.slice(1));
  return { kind: "operation", needs: notation.split(" ").map(parseNeed) };
}

const DEFAULT_FORMS: ReadonlyMap<string, ResourceForm> = new Map([
  ["fs", "path"],
  ["net", "connect"],
  ["process", "program"],
  ["env", "name"],
  ["code", "specifier"],
  ["worker", "script"],
]);

function parseNeed(text: string): Need {
  const [name = "", place] = text.split("@");
  const action = CAPABILITY_ACTIONS.find((known) => known === name);
  if (action === undefined) throw new InternalError(`\`${name}\` of the catalogue is no action`);
  if (place === undefined) return { action, resource: null };
  const [argument = "", given] = place.split(":");
  const form = RESOURCE_FORMS.find((known) => known === given) ?? DEFAULT_FORMS.get(action.split(".")[0] ?? "");
  if (form === undefined || !/^\d$/.test(argument)) throw new InternalError(`\`${text}\` of the catalogue does not parse`);
  return { action, resource: { argument: Number(argument), form } };
}
