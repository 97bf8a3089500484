/**
 * Policy as layers: each says something of the modules in its scope, and what holds for a module is the strictest of all that is said of
 * it. Plain data; whoever reads files makes it (compiler/policy/load-layers.ts).
 */
import type { SafetyStatement } from "../../core/annotation.js";
import type { Capability } from "../../core/capability.js";
import { parsePath, parsePathPattern, pathCovers, piecesOf } from "../capabilities/path-pattern.js";
import type { PackageEntry } from "../config/packages.js";

export type LayerKind = "default" | "organisation" | "project" | "folder" | "cli" | "module" | "function";

/** Where a layer is written, for people. */
export type LayerPlace =
  | { readonly kind: "builtIn" }
  /** `key`: JSON pointer of what holds the layer's levels and grants; `""` for the file itself. */
  | { readonly kind: "configuration"; readonly file: string; readonly key: string }
  | { readonly kind: "header"; readonly file: string; readonly line: number }
  | { readonly kind: "commandLine" };

/** The modules that a layer speaks of. Paths of modules start from the project root. */
export interface LayerScope {
  /** Folder of the file that holds the layer, from the project root; `""`: the project root, or above it. */
  readonly inside: string;
  /** The project root from that folder; `""` unless the file lies above the project root. */
  readonly prefix: string;
  /** From the folder of the file. */
  readonly pattern: string;
}

export interface PolicyLayer {
  readonly kind: LayerKind;
  readonly place: LayerPlace;
  readonly scope: LayerScope;
  /** Null: it says nothing of levels, and covers nothing. */
  readonly safety: SafetyStatement | null;
  /** Null: it says nothing of grants. Relative paths start from the project root. */
  readonly grants: readonly Capability[] | null;
  readonly packages: readonly PackageEntry[] | null;
}

export const EVERYWHERE: LayerScope = { inside: "", prefix: "", pattern: "**" };

/** Whether the layer speaks of `path`, the path of a module (or of one inside a package) from the project root. */
export function isInScope({ inside, prefix, pattern }: LayerScope, path: string): boolean {
  if (pattern === "**" && inside === "" && prefix === "") return true;
  const local = inside === "" ? joined(prefix, path) : path.startsWith(`${inside}/`) ? path.slice(inside.length + 1) : null;
  if (local === null) return false;
  const [scope, asked] = [parsePathPattern(pattern), parsePath(piecesOf(local))];
  // A path that systems read in different ways is in every scope: what a layer demands of it is not to be escaped by a name.
  return scope === null || asked === null || pathCovers(scope, asked);
}

/** Whether every path in the scope of `narrower` is in that of `broader`, as far as the patterns show. */
export function scopeCovers(broader: LayerScope, narrower: LayerScope): boolean {
  // Both seen from the same folder: the one of the two files that lies further up.
  const top = broader.prefix.length >= narrower.prefix.length ? broader.prefix : narrower.prefix;
  const [left, right] = [parsePathPattern(patternFrom(top, broader)), parsePathPattern(patternFrom(top, narrower))];
  return left !== null && right !== null && pathCovers(left, right);
}

/** The pattern of a scope from the folder that the project root lies in `top` below. `prefix` is `top`, or its end. */
function patternFrom(top: string, { inside, prefix, pattern }: LayerScope): string {
  const above = prefix === "" ? top : top.slice(0, Math.max(0, top.length - prefix.length - 1));
  return [above, inside, pattern].filter((part) => part !== "").join("/");
}

const joined = (prefix: string, path: string): string => (prefix === "" ? path : `${prefix}/${path}`);

/** Where a layer is written, as messages say it; `section`: the key in it, where it is a configuration. */
export function placeText(place: LayerPlace, section = ""): string {
  switch (place.kind) {
    case "builtIn":
      return "the built-in defaults";
    case "configuration":
      return `${place.file}${place.key + section === "" ? "" : `: ${place.key}${section}`}`;
    case "header":
      return `${place.file}:${String(place.line)}`;
    case "commandLine":
      return "`--safety`";
  }
}
