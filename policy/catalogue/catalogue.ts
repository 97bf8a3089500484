/**
 * The catalogue of privileged names: what each export of Node's modules and each global needs. Data in `*.table.ts`; here it is put together
 * and looked up. What it does not know is denied (`UNKNOWN_ENTRY`).
 */
import { InternalError } from "../../core/errors.js";
import { BROWSER_GLOBALS, BROWSER_TYPES, NAVIGATOR } from "./browser.table.js";
import {
  ASYNC_HOOKS,
  CHILD_PROCESS,
  CLUSTER,
  DIAGNOSTICS_CHANNEL,
  DOMAIN,
  INSPECTOR,
  MODULE,
  REPL,
  SEA,
  SQLITE,
  TEST,
  TRACE_EVENTS,
  V8,
  VM,
  WASI,
  WORKER_THREADS,
} from "./code.table.js";
import { HARMLESS, parseTable, UNKNOWN_ENTRY, type CatalogueEntry, type CatalogueTable, type Need } from "./entry.js";
import { FS, FS_PROMISES } from "./files.table.js";
import { HOST_GLOBALS, IMPORT_META, INTRINSICS, MATH, MODULE_OBJECT, REQUIRE } from "./globals.table.js";
import { DGRAM, DNS, DNS_PROMISES, HTTP, HTTP2, HTTP_PARTS, HTTPS, NET, TLS } from "./network.table.js";
import { CONSOLE, PERFORMANCE, PLAIN_MODULES } from "./plain.table.js";
import { PROCESS } from "./process.table.js";

/** Rises with every change of what a name needs: grants and locks say which catalogue they were made with. */
export const CATALOGUE_VERSION = 3;

const MODULE_TABLES: Readonly<Record<string, CatalogueTable>> = {
  ...PLAIN_MODULES,
  ...HTTP_PARTS,
  async_hooks: ASYNC_HOOKS,
  child_process: CHILD_PROCESS,
  cluster: CLUSTER,
  dgram: DGRAM,
  diagnostics_channel: DIAGNOSTICS_CHANNEL,
  dns: DNS,
  "dns/promises": DNS_PROMISES,
  domain: DOMAIN,
  fs: FS,
  "fs/promises": FS_PROMISES,
  http: HTTP,
  http2: HTTP2,
  https: HTTPS,
  inspector: INSPECTOR,
  "inspector/promises": INSPECTOR,
  module: MODULE,
  net: NET,
  process: PROCESS,
  repl: REPL,
  sea: SEA,
  sqlite: SQLITE,
  test: TEST,
  tls: TLS,
  trace_events: TRACE_EVENTS,
  v8: V8,
  vm: VM,
  wasi: WASI,
  worker_threads: WORKER_THREADS,
};

/** Only with `node:` before them: the bare names belong to packages. */
const PREFIXED_ONLY: ReadonlySet<string> = new Set(["test", "test/reporters", "sea", "sqlite"]);

const GLOBAL_TABLES: readonly CatalogueTable[] = [INTRINSICS, HOST_GLOBALS, BROWSER_GLOBALS];

const OBJECTS: Readonly<Record<string, CatalogueTable>> = {
  math: MATH,
  console: CONSOLE,
  performance: PERFORMANCE,
  process: PROCESS,
  navigator: NAVIGATOR,
};

/** What `=name` in a table stands for. A table that holds itself (`module.Module`) is one level deep: what is below is denied. */
function shared(name: string, within: string): CatalogueEntry {
  if (name === within) return UNKNOWN_ENTRY;
  if (name === "module crypto") return memberEntry(parseModule("crypto"), "webcrypto");
  const table = OBJECTS[name] ?? MODULE_TABLES[name];
  if (table === undefined) throw new InternalError(`the catalogue has no table \`${name}\``);
  return parseTable(table, (inner) => shared(inner, name));
}

function parseModule(name: string): CatalogueEntry {
  const table = MODULE_TABLES[name];
  return table === undefined ? HARMLESS : parseTable(table, (inner) => shared(inner, ""));
}

const memberEntry = (entry: CatalogueEntry, name: string): CatalogueEntry =>
  entry.kind === "object" ? (entry.members.get(name) ?? UNKNOWN_ENTRY) : UNKNOWN_ENTRY;

const MODULES: ReadonlyMap<string, CatalogueEntry> = new Map([
  ["constants", HARMLESS],
  ...Object.keys(MODULE_TABLES).map((name): [string, CatalogueEntry] => [name, parseModule(name)]),
]);

const GLOBALS: ReadonlyMap<string, CatalogueEntry> = new Map([
  ["navigator", parseTable(NAVIGATOR, (name) => shared(name, ""))],
  ...GLOBAL_TABLES.flatMap((table) => {
    const parsed = parseTable(table, (name) => shared(name, ""));
    return parsed.kind === "object" ? [...parsed.members] : [];
  }),
]);

export const REQUIRE_ENTRY: CatalogueEntry = parseTable(REQUIRE, (name) => shared(name, ""));
export const MODULE_OBJECT_ENTRY: CatalogueEntry = parseTable(MODULE_OBJECT, (name) => shared(name, ""));
export const IMPORT_META_ENTRY: CatalogueEntry = parseTable(IMPORT_META, (name) => shared(name, ""));

/** The name of a built-in module without `node:`; null when `specifier` names none. A built-in that is not known is one all the same. */
export function builtinName(specifier: string): string | null {
  if (specifier.startsWith("node:")) return specifier.slice("node:".length);
  return MODULES.has(specifier) && !PREFIXED_ONLY.has(specifier) ? specifier : null;
}

/** `name` as `builtinName` gives it. */
export const moduleEntry = (name: string): CatalogueEntry => MODULES.get(name) ?? UNKNOWN_ENTRY;

export function globalEntry(name: string): CatalogueEntry {
  return GLOBALS.get(name) ?? (BROWSER_TYPES.test(name) ? HARMLESS : UNKNOWN_ENTRY);
}

export const isKnownGlobal = (name: string): boolean => GLOBALS.has(name);

/** What having a value needs: everything that can be done by it. */
export function needsOfValue(entry: CatalogueEntry): readonly Need[] {
  switch (entry.kind) {
    case "harmless":
      return [];
    case "operation":
      return entry.needs.map(({ action }) => ({ action, resource: null }));
    case "environment":
      return [
        { action: "env.read", resource: null },
        { action: "env.write", resource: null },
      ];
    case "global":
      return [{ action: "code.dynamic", resource: null }];
    case "object": {
      const actions = new Set([...entry.members.values()].flatMap((member) => needsOfValue(member).map(({ action }) => action)));
      return [...actions].map((action) => ({ action, resource: null }));
    }
  }
}

/** The entry at the end of `path`, and how many names of the path led there; what follows is a use of that value. */
export function resolveEntry(start: CatalogueEntry, path: readonly string[]): { entry: CatalogueEntry; used: number } {
  let entry = start;
  let used = 0;
  for (const name of path) {
    if (entry.kind === "object") entry = entry.members.get(name) ?? UNKNOWN_ENTRY;
    else if (entry.kind === "global") entry = name === "constructor" ? UNKNOWN_ENTRY : globalEntry(name);
    else break;
    used += 1;
    if (entry === UNKNOWN_ENTRY) break;
  }
  return { entry, used };
}
