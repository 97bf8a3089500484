/**
 * Names of obligations: hash of module path, enclosing symbol path, kind, tokens of the expression, ordinal among equals. They survive
 * edits elsewhere in the file. They name and never justify.
 */
import { createHash } from "node:crypto";
import type { HirModule } from "../core/hir.js";
import { obligationId, type FunctionId, type ModulePath, type ObligationId } from "../core/ids.js";
import type { Site } from "../core/site.js";

/** The ids of one function's sites, by `SiteId`. */
export type SiteIds = readonly ObligationId[];

/** Modules never change. Several parts of a session ask for the same ones. */
const known = new WeakMap<HirModule, ReadonlyMap<FunctionId, SiteIds>>();

/** Ids of every site of a module. Equals are counted in source order over all functions of the same symbol path. */
export function obligationIds(module: HirModule): ReadonlyMap<FunctionId, SiteIds> {
  const ids = known.get(module) ?? findIds(module);
  known.set(module, ids);
  return ids;
}

function findIds(module: HirModule): ReadonlyMap<FunctionId, SiteIds> {
  const places = module.functions.flatMap((fn, at) =>
    fn.sites.map((site, index) => ({ fn, at, site, index, symbol: symbolPath(module.path, fn.id) })),
  );
  places.sort(
    (a, b) => a.site.span.start - b.site.span.start || a.site.span.end - b.site.span.end || a.at - b.at || a.index - b.index,
  );
  const seen = new Map<string, number>();
  const ids = new Map<FunctionId, ObligationId[]>(module.functions.map((fn) => [fn.id, []]));
  for (const { fn, site, index, symbol } of places) {
    const key = keyOf(module.path, symbol, site);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const own = ids.get(fn.id);
    if (own !== undefined) own[index] = hashedId(key, ordinal);
  }
  return ids;
}

/** The name of what has `key`, the `ordinal`th (from 0) among equals. */
export function hashedId(key: string, ordinal: number): ObligationId {
  return obligationId(
    createHash("sha256")
      .update(`${key}\u0000${String(ordinal)}`)
      .digest("hex")
      .slice(0, 16),
  );
}

function keyOf(path: ModulePath, symbol: string, site: Site): string {
  return JSON.stringify([path, symbol, site.kind, site.tokens]);
}

/** Ordinals of functions (`~2`) go: a new anonymous function above must not rename what stands below it. */
function symbolPath(path: ModulePath, id: FunctionId): string {
  const prefix = `${path}#`;
  const symbol = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return symbol.replace(/~\d+/g, "");
}
