/** `--witness run`: runs exported functions of the program on arguments of their declared types, and gives what was violated. */
import type { Store } from "../../cache/store.js";
import { InternalError } from "../../core/errors.js";
import type { ObligationId } from "../../core/ids.js";
import type { Witness } from "../../core/verdict.js";
import { candidatesFor } from "../../witness/candidates.js";
import { runTrial } from "../../witness/run-trial.js";
import { runtimeModules } from "../runtime-copy.js";
import { findTargets, type TargetSource } from "./find-targets.js";
import { witnessBytes } from "./witness-key.js";

/** Keeps witnesses for those who run nothing themselves. */
export type WitnessStore = Pick<Store, "put">;

/** Witnesses by obligation; the first that was found, in the order of the program. Throws InternalError when a proof turns out wrong. */
export async function seekWitnesses(
  source: TargetSource,
  store: WitnessStore | null = null,
): Promise<ReadonlyMap<ObligationId, Witness>> {
  const targets = findTargets(source);
  const witnesses = new Map<ObligationId, Witness>();
  if (targets.length === 0) return witnesses;
  const jobs = targets.map((target) => ({
    script: target.script,
    candidates: candidatesFor(target),
    open: target.open,
    proved: target.proved,
  }));
  for (const line of await runTrial(runtimeModules(), jobs)) {
    const target = targets[line.job];
    const args = jobs[line.job]?.candidates[line.candidate];
    if (target === undefined || args === undefined) continue;
    const call = `${target.name}(${args})`;
    const proved = target.proved.find((id) => id === line.obligation);
    if (proved !== undefined) {
      throw new InternalError(`\`${call}\` violates an obligation that was proved (${proved}): ${line.observed}`);
    }
    const open = target.open.find((id) => id === line.obligation);
    if (open === undefined) continue;
    const witness = { call, observed: line.observed };
    store?.put(target.keyOf(open), witnessBytes(witness));
    if (!witnesses.has(open)) witnesses.set(open, witness);
  }
  return witnesses;
}
