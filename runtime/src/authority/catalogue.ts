/** What needs what: the generated tables, parsed at the first look. The notation is that of policy/catalogue/entry.ts. */
import { hasOwn, sliceText } from "../primordials";
import { BROWSER_TYPES, GLOBALS, IMPORT_META, MODULES, MODULE_OBJECT, REQUIRE } from "./catalogue.table";
import { fits, indexIn, pieces } from "./text";

export interface Need {
  readonly action: string;
  readonly argument: number | null;
  readonly form: string | null;
}

export type Entry =
  | { readonly kind: "harmless" }
  | { readonly kind: "operation"; readonly needs: readonly Need[] }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, Entry>> }
  | { readonly kind: "environment" }
  | { readonly kind: "global" };

type Table = Readonly<Record<string, string>>;
type Tree = { [name: string]: Entry | Tree };

const HARMLESS: Entry = { kind: "harmless" };
/** What is not known may be anything; no other grant covers `code.dynamic`. */
const UNKNOWN: Entry = { kind: "operation", needs: [{ action: "code.dynamic", argument: null, form: null }] };

const isEntry = (value: Entry | Tree): value is Entry => typeof (value as { kind?: unknown }).kind === "string";

function needOf(text: string): Need {
  const at = indexIn(text, "@");
  if (at < 0) return { action: text, argument: null, form: null };
  const place = pieces(sliceText(text, at + 1), ":");
  return { action: sliceText(text, 0, at), argument: +(place[0] as string), form: place[1] as string };
}

function entryFrom(notation: string): Entry {
  if (notation === "-") return HARMLESS;
  if (notation === "environment" || notation === "global") return { kind: notation };
  const needs: Need[] = [];
  const texts = pieces(notation, " ");
  for (let i = 0; i < texts.length; i++) needs[i] = needOf(texts[i] as string);
  return { kind: "operation", needs };
}

function parse(table: Table): Entry {
  const root = Object.create(null) as Tree;
  for (const notation in table) {
    const entry = entryFrom(notation);
    const names = pieces(table[notation] as string, " ");
    for (let i = 0; i < names.length; i++) {
      const steps = pieces(names[i] as string, ".");
      let tree = root;
      for (let j = 0; j + 1 < steps.length; j++) tree = (tree[steps[j] as string] ??= Object.create(null) as Tree) as Tree;
      tree[steps[steps.length - 1] as string] = entry;
    }
  }
  return entryOfTree(root);
}

function entryOfTree(tree: Tree): Entry {
  const members = Object.create(null) as Record<string, Entry>;
  for (const name in tree) {
    const one = tree[name] as Entry | Tree;
    members[name] = isEntry(one) ? one : entryOfTree(one);
  }
  return { kind: "object", members };
}

const parsed = Object.create(null) as Record<string, Entry>;

/** `name` without `node:`. Modules that are not in the table hold nothing privileged. */
export function moduleEntry(name: string): Entry {
  if (!hasOwn(MODULES, name)) return UNKNOWN;
  const table = MODULES[name] as Table | null;
  return table === null ? HARMLESS : (parsed[`module ${name}`] ??= parse(table));
}

export function entryOf(entry: Entry, key: string): Entry {
  if (entry.kind === "object") return entry.members[key] ?? UNKNOWN;
  if (entry.kind === "global") return globalEntry(key);
  return entry;
}

/** Names that the host had when this was loaded; what came later is the program's own. */
const hosts = Object.create(null) as Record<string, true>;
const names = Object.getOwnPropertyNames(globalThis);
for (let i = 0; i < names.length; i++) hosts[names[i] as string] = true;

export function globalEntry(name: string): Entry {
  if (name === "module") return (parsed["module"] ??= parse(MODULE_OBJECT));
  const all = (parsed["globals"] ??= parse(GLOBALS));
  const found = all.kind === "object" ? all.members[name] : undefined;
  if (found !== undefined) return found;
  return fits(BROWSER_TYPES, name) || hosts[name] === undefined ? HARMLESS : UNKNOWN;
}

export const requireEntry = (name: string): Entry => entryOf((parsed["require"] ??= parse(REQUIRE)), name);
export const metaEntry = (): Entry => (parsed["import.meta"] ??= parse(IMPORT_META));
