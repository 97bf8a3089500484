/** What the header of a module declares and nothing in the module uses. */
import { dischargeDemands } from "../../analyzers/authority/discharge.js";
import type { CapabilityDemand } from "../../core/authority.js";
import type { Capability } from "../../core/capability.js";

/**
 * One by one: without a capability that is given back, every use of its kind is still shown to be covered by those that stay. A use that is not
 * shown to be covered by anything may be what a declaration is for, so it keeps all of its kind.
 */
export function unusedDeclarations(declared: readonly Capability[], demands: readonly CapabilityDemand[]): readonly Capability[] {
  const unused: Capability[] = [];
  for (const one of declared) {
    const grant = declared.filter((other) => other !== one && !unused.includes(other));
    const uses = demands.filter(({ capability }) => capability.action === one.action);
    const verdicts = dischargeDemands(uses, grant);
    if (verdicts.every(({ kind }) => kind === "proved")) unused.push(one);
  }
  return unused;
}
