/** A verified program in which obligations are refuted by calls that were run. */
import { InternalError } from "../core/errors.js";
import type { ObligationId } from "../core/ids.js";
import type { Witness } from "../core/verdict.js";
import type { VerifiedProgram } from "./close-session.js";

/** Guards stay as planned. Throws InternalError for a witness against what is not `unknown`: a proof and its refutation cannot both be right. */
export function withWitnesses(verified: VerifiedProgram, witnesses: ReadonlyMap<ObligationId, Witness>): VerifiedProgram {
  const used = new Set<ObligationId>();
  const plans = verified.plans.map((plan) => ({
    ...plan,
    sites: plan.sites.map((site) => {
      const witness = witnesses.get(site.id);
      if (witness === undefined) return site;
      if (site.verdict.kind !== "unknown") throw new InternalError(`a witness refutes ${site.id}, which is ${site.verdict.kind}`);
      used.add(site.id);
      return { ...site, verdict: { kind: "refuted" as const, witness } };
    }),
  }));
  const stray = [...witnesses.keys()].find((id) => !used.has(id));
  if (stray !== undefined) throw new InternalError(`a witness names ${stray}, which is no obligation of the program`);
  const { statistics } = verified;
  const refuted = statistics.refuted + used.size;
  return { ...verified, plans, statistics: { ...statistics, refuted, unknown: statistics.unknown - used.size } };
}
