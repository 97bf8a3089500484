/** Guards of contracts that proofs in other functions rest on. */
import type { HirModule, HirProgram } from "../core/hir.js";
import type { FunctionId, ObligationId } from "../core/ids.js";
import type { ModuleResults } from "./module-results.js";
import { obligationIds } from "./obligation-id.js";

/** By the function whose contract it is: obligations that keep their guards. */
export interface ContractGuards {
  /** What a closed function assumes at its entry rests on those at its calls. */
  readonly atCalls: ReadonlyMap<FunctionId, readonly ObligationId[]>;
  /** What a caller assumes after a call rests on those at the returns. */
  readonly atReturns: ReadonlyMap<FunctionId, readonly ObligationId[]>;
}

/** `results`: one a module, in their order. */
export function contractGuards(program: HirProgram, results: readonly ModuleResults[]): ContractGuards {
  const atCalls = new Map<FunctionId, ObligationId[]>();
  const atReturns = new Map<FunctionId, ObligationId[]>();
  for (const [place, module] of program.modules.entries()) {
    if (!hasContracts(module)) continue;
    const own = results[place];
    const names = obligationIds(module);
    for (const fn of module.functions)
      for (const [at, { form }] of fn.sites.entries()) {
        const id = names.get(fn.id)?.[at];
        if (form.kind !== "contract" || id === undefined || own?.get(fn.id)?.sites[at]?.verdict.kind === "proved") continue;
        const guards = form.role === "call" ? atCalls : form.role === "exit" ? atReturns : null;
        guards?.set(form.owner, [...(guards.get(form.owner) ?? []), id]);
      }
  }
  return { atCalls, atReturns };
}

const withContracts = new WeakMap<HirModule, boolean>();

function hasContracts(module: HirModule): boolean {
  const known = withContracts.get(module) ?? module.functions.some(({ sites }) => sites.some(({ kind }) => kind === "contract"));
  withContracts.set(module, known);
  return known;
}
