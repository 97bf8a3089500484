import type { FunctionId } from "./ids.js";
import type { PlannedSite } from "./plan.js";

/** In their order. A function without sites is not in it. */
export function sitesByFunction(sites: readonly PlannedSite[]): ReadonlyMap<FunctionId, readonly PlannedSite[]> {
  const found = new Map<FunctionId, PlannedSite[]>();
  for (const site of sites) {
    const own = found.get(site.function);
    if (own === undefined) found.set(site.function, [site]);
    else own.push(site);
  }
  return found;
}
