/** What becomes of references to privileged API: the plan beside that of element accesses. Pure choice; emitters carry it out. */
import type { AuthorityReference, CapabilityDemand } from "../core/authority.js";
import type { Capability } from "../core/capability.js";
import { InternalError } from "../core/errors.js";
import type { ModulePath, ObligationId } from "../core/ids.js";
import type { EnforcementOptions } from "../core/options.js";
import type { Disposition, ModulePlan, PlannedCapability } from "../core/plan.js";
import type { Verdict } from "../core/verdict.js";
import { hashedId } from "./obligation-id.js";

export interface CapabilityPlanOptions {
  readonly module: ModulePath;
  readonly enforcement: EnforcementOptions;
  /** Whether policy demands a proof: what is not shown is rejected then. */
  readonly isProofDemanded: boolean;
  /** Obligations that overrides in force free. */
  readonly overridden: ReadonlySet<ObligationId>;
}

/**
 * One entry a demand, `verdicts` in their order. Throws InternalError when there is not exactly one verdict each.
 *
 * A reference is elided only where *all* its demands are proved: what is wrapped is the reference, so one open action keeps the wrapper for
 * the others too. Outside production, proved ones stay wrapped as well: they cannot fail then, and if one does, it is told.
 */
export function planCapabilities(
  demands: readonly CapabilityDemand[],
  verdicts: readonly Verdict[],
  options: CapabilityPlanOptions,
): readonly PlannedCapability[] {
  if (verdicts.length !== demands.length)
    throw new InternalError(
      `${String(demands.length)} demands of \`${options.module}\` have ${String(verdicts.length)} verdicts`,
    );
  const names = demandIds(options.module, demands);
  const planned = demands.map((demand, at): PlannedCapability => {
    const [verdict, id] = [verdicts[at], names[at]];
    if (verdict === undefined || id === undefined)
      throw new InternalError(`a demand of \`${options.module}\` has no verdict or no name`);
    return {
      id,
      reference: demand.reference,
      capability: demand.capability,
      verdict,
      disposition: dispositionOf({ verdict, id, reference: demand.reference }, options),
    };
  });
  return planned.sort(
    (a, b) =>
      a.reference.span.start - b.reference.span.start ||
      a.reference.rootSpan.start - b.reference.rootSpan.start ||
      compare(a.capability.action, b.capability.action) ||
      compare(a.id, b.id),
  );
}

/** `plan` with what `planCapabilities` made. Throws InternalError when a demand without proof would go unguarded. */
export function withCapabilities(
  plan: ModulePlan,
  capabilities: readonly PlannedCapability[],
  grant: readonly Capability[],
): ModulePlan {
  for (const { id, verdict, disposition } of capabilities) {
    if (disposition === "elide" && verdict.kind !== "proved")
      throw new InternalError(`the plan of \`${plan.module}\` leaves the capability ${id} without a guard`);
  }
  return { ...plan, capabilities, grant };
}

/** What reaches privileged API by syntax alone mostly has nothing that a guard could stand for; nor has the name of a JSX element. */
export const isWrapped = ({ root, use }: AuthorityReference): boolean =>
  use.kind !== "element" &&
  (root.kind !== "syntax" || root.name === "import" || root.name === "this" || root.name === "import.meta");

function dispositionOf(
  { verdict, id, reference }: Pick<PlannedCapability, "verdict" | "id" | "reference">,
  options: CapabilityPlanOptions,
): Disposition {
  if (verdict.kind === "proved") return options.enforcement.mode === "production" || !isWrapped(reference) ? "elide" : "guard";
  if (options.overridden.has(id)) return "override";
  return options.isProofDemanded || !isWrapped(reference) ? "reject" : "guard";
}

/** Hash of module, symbol path, action and tokens, and the ordinal among equals: as obligations of element accesses are named. */
export function demandIds(module: ModulePath, demands: readonly CapabilityDemand[]): readonly ObligationId[] {
  const order = demands.map((_, at) => at);
  const startOf = (at: number): number => demands[at]?.reference.span.start ?? 0;
  order.sort((a, b) => startOf(a) - startOf(b) || a - b);
  const seen = new Map<string, number>();
  const ids: ObligationId[] = [];
  for (const at of order) {
    const demand = demands[at];
    if (demand === undefined) continue;
    const { reference, capability } = demand;
    const symbol = reference.function.replace(/~\d+/g, "");
    const key = JSON.stringify([module, symbol, "capability", capability.action, capability.pattern, reference.tokens]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    ids[at] = hashedId(key, ordinal);
  }
  return ids;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
