/** The program as overrides in force leave it. */
import type { HirFunction, HirModule, HirProgram } from "../core/hir.js";
import { siteId, type ObligationId } from "../core/ids.js";
import { obligationIds, type SiteIds } from "./obligation-id.js";

/**
 * Takes the guards of the obligations `freed` away, before anything is proved: a proof that would rest on one of them is then not found.
 * What names no site, or the site of a contract, has no effect. Modules and functions without such sites stay the same objects.
 */
export function withOverrides(program: HirProgram, freed: ReadonlySet<ObligationId>): HirProgram {
  if (freed.size === 0) return program;
  const modules = program.modules.map((module) => freeModule(module, freed));
  return modules.every((module, at) => module === program.modules[at]) ? program : { ...program, modules };
}

function freeModule(module: HirModule, freed: ReadonlySet<ObligationId>): HirModule {
  const names = obligationIds(module);
  const functions = module.functions.map((fn) => freeFunction(fn, names.get(fn.id) ?? [], freed));
  return functions.every((fn, at) => fn === module.functions[at]) ? module : { ...module, functions };
}

function freeFunction(fn: HirFunction, names: SiteIds, freed: ReadonlySet<ObligationId>): HirFunction {
  const overridden = fn.sites.flatMap((site, at) => {
    const name = names[at];
    return site.kind !== "contract" && name !== undefined && freed.has(name) ? [siteId(at)] : [];
  });
  return overridden.length === 0 ? fn : { ...fn, overridden };
}
