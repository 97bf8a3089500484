/** What one use of a root takes, by the catalogue. */
import { ts } from "../typescript.js";
import type { AuthorityNeed, ResourceText } from "../../core/authority.js";
import {
  globalEntry,
  IMPORT_META_ENTRY,
  MODULE_OBJECT_ENTRY,
  moduleEntry,
  needsOfValue,
  REQUIRE_ENTRY,
  resolveEntry,
} from "../../policy/catalogue/catalogue.js";
import { UNKNOWN_ENTRY, type CatalogueEntry, type Need } from "../../policy/catalogue/entry.js";
import type { Denoted, Root } from "./denote.js";
import type { ResourceReader } from "./resource.js";
import type { FoundUse } from "./use.js";

/** Where the catalogue's answer for a root is a whole object, the names that follow choose in it. */
function startOf({ kind, name }: Root, path: readonly string[]): { entry: CatalogueEntry; path: readonly string[] } {
  if (kind === "module") return { entry: moduleEntry(name), path };
  if (name === "import.meta") return { entry: IMPORT_META_ENTRY, path };
  if (kind === "syntax") return { entry: globalEntry("globalThis"), path };
  // Through the global object the same two are found.
  const [first, ...rest] = path;
  if (isGlobalObject(name) && first !== undefined) return startOf({ kind: "global", name: first }, rest);
  if (name === "require" && path.length > 0) return { entry: REQUIRE_ENTRY, path };
  if (name === "module" && path.length > 0) return { entry: MODULE_OBJECT_ENTRY, path };
  return { entry: globalEntry(name), path };
}

/** `Function.prototype.call` and the like: everybody has them by any function. The constructor among them is `Function`. */
const isFunctionPrototype = ({ kind, name }: Root, path: readonly string[]): boolean =>
  kind === "global" && name === "Function" && isHarmlessOfFunction(path);

/** `Function.toString` is the method of the prototype; `Function.call` would be a call of `Function`. */
const isHarmlessOfFunction = ([first, second]: readonly string[]): boolean =>
  (first === "prototype" || first === "toString") && second !== "constructor";

const isGlobalObject = (name: string): boolean => globalEntry(name).kind === "global";

/** No needs: harmless. A use of kind `import` is none of the catalogue's. */
export function needsOf(use: FoundUse, resources: ResourceReader): readonly AuthorityNeed[] {
  const { root } = use.denoted;
  if (root.kind === "import") return [];
  const { entry: start, path } = startOf(root, use.denoted.path);
  const { entry, used } = resolveEntry(start, path);
  if (use.kind === "write") return needsOfWrite(use, { entry, used, path });
  if (isFunctionPrototype(root, path) && use.kind !== "computed") return [];
  if (use.kind === "test" && entry.kind !== "environment") return [];
  switch (entry.kind) {
    case "harmless":
      return [];
    case "environment":
      return needsOfEnvironment(use, path[used] ?? null);
    case "global":
    case "object":
      // A bare `import.meta` says where the module lies.
      if (root.name === "import.meta" && path.length === 0 && use.kind === "value") return [];
      return unlimited(needsOfValue(entry));
    case "operation":
      if (use.kind !== "call" || used !== path.length || use.call === null) return unlimited(entry.needs);
      return callNeeds(entry.needs, use, resources);
  }
}

function callNeeds(needs: readonly Need[], { call, denoted }: FoundUse, resources: ResourceReader): readonly AuthorityNeed[] {
  if (call === null) return unlimited(needs);
  const isOpen = denoted.root.kind === "module" && /^open(?:Sync)?$/.test(denoted.path.at(-1) ?? "");
  if (isOpen && resources.opensForReading(call))
    return callNeedsOf(
      needs.filter(({ action }) => action === "fs.read"),
      call,
      resources,
    );
  return callNeedsOf(needs, call, resources);
}

function callNeedsOf(
  needs: readonly Need[],
  call: ts.CallExpression | ts.NewExpression,
  resources: ResourceReader,
): readonly AuthorityNeed[] {
  const found = needs.map(({ action, resource }) => ({
    action,
    resource: resource === null ? null : resources.ofArgument(call, resource),
  }));
  const opened = needs.some(({ action }) => action === "fs.read") && resources.opensForWriting(call);
  return opened ? [...found, { action: "fs.write", resource: null }] : found;
}

const unlimited = (needs: readonly Need[]): readonly AuthorityNeed[] => needs.map(({ action }) => ({ action, resource: null }));

const text = (value: string): ResourceText => ({ parts: [{ kind: "text", text: value }] });

function needsOfEnvironment(use: FoundUse, name: string | null): readonly AuthorityNeed[] {
  if (name !== null) return [{ action: "env.read", resource: text(name) }];
  if (use.kind === "test") return [];
  const read: AuthorityNeed = { action: "env.read", resource: null };
  return use.kind === "computed" ? [read] : [read, { action: "env.write", resource: null }];
}

interface Written {
  readonly entry: CatalogueEntry;
  readonly used: number;
  readonly path: readonly string[];
}

function needsOfWrite(use: FoundUse, { entry, used, path }: Written): readonly AuthorityNeed[] {
  const { root } = use.denoted;
  const named = [root.name, ...use.denoted.path].join(".");
  if (entry.kind === "environment") {
    const name = path[used];
    return [{ action: "env.write", resource: name === undefined ? null : text(name) }];
  }
  // `module.exports = …`, `exports.x = …` are how a module exports.
  if (root.kind === "global" && (root.name === "exports" || (root.name === "module" && use.denoted.path[0] === "exports")))
    return [];
  if (named === "process.exitCode") return [{ action: "process.exit", resource: null }];
  // A page that is left, or one whose new address is code.
  if (/(^|\.)location(\.href)?$/.test(named)) return unlimited(needsOfValue(globalEntry("location")));
  const written: AuthorityNeed = { action: "global.write", resource: text(named) };
  // The loader runs what is put there on the text of every module that is loaded from then on.
  if ((root.kind === "module" && root.name === "module") || root.name === "require" || root.name === "module")
    return [written, { action: "code.dynamic-import", resource: null }];
  // Whoever makes stack traces is handed functions and receivers of whatever code is running.
  return named.endsWith("Error.prepareStackTrace") ? [written, { action: "code.dynamic", resource: null }] : [written];
}

/** Whether a free name is neither known nor declared anywhere. */
export function isUnknownGlobal({ root }: Denoted): boolean {
  return root.kind === "global" && globalEntry(root.name) === UNKNOWN_ENTRY;
}

export const isCallNode = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);
