/**
 * Names of obligations: hash of module path, enclosing symbol path, kind, tokens of the expression, ordinal among equals. They survive
 * edits elsewhere in the file. They name and never justify.
 */
import { createHash } from "node:crypto";
import type { HirFunction, HirModule } from "../core/hir.js";
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

/** Names of one function's sites, and what they were made of. */
interface FunctionNames {
  readonly path: ModulePath;
  readonly function: FunctionId;
  readonly sites: readonly SiteName[];
  readonly ids: SiteIds;
}

interface SiteName {
  readonly site: Pick<Site, "kind" | "tokens">;
  readonly key: string;
  readonly ordinal: number;
  readonly id: ObligationId;
}

/** By what functions do: an edit elsewhere in the file leaves that the same object, and moves the rest. */
const named = new WeakMap<HirFunction["blocks"], FunctionNames>();

function findIds(module: HirModule): ReadonlyMap<FunctionId, SiteIds> {
  const { path, functions } = module;
  const places = functions.flatMap((fn, at) => {
    if (fn.sites.length === 0) return [];
    const symbol = symbolPath(path, fn.id);
    return fn.sites.map((site, index) => ({ span: site.span, fn, at, site, index, symbol }));
  });
  places.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.at - b.at || a.index - b.index);
  const seen = new Map<string, number>();
  const names = new Map<number, SiteName[]>();
  for (const { fn, at, site, index, symbol } of places) {
    const last = namesAgain(module, fn)?.sites[index];
    const key = last?.site.kind === site.kind && last.site.tokens === site.tokens ? last.key : keyOf(path, symbol, site);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    const own = names.get(at) ?? [];
    own[index] = last?.key === key && last.ordinal === ordinal ? last : { site, key, ordinal, id: hashedId(key, ordinal) };
    names.set(at, own);
  }
  return new Map(functions.map((fn, at) => [fn.id, idsOf(module, fn, names.get(at) ?? [])]));
}

function namesAgain({ path }: HirModule, { blocks, id }: HirFunction): FunctionNames | null {
  const last = named.get(blocks);
  return last?.path === path && last.function === id ? last : null;
}

function idsOf(module: HirModule, fn: HirFunction, sites: readonly SiteName[]): SiteIds {
  const last = namesAgain(module, fn);
  if (last?.sites.length === sites.length && last.sites.every((one, at) => one === sites[at])) return last.ids;
  const ids = sites.map(({ id }) => id);
  if (sites.length > 0) named.set(fn.blocks, { path: module.path, function: fn.id, sites, ids });
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
