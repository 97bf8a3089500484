/** What a set of judged programs exercised: constructs of the language, and rules of the prover by what its evidence names. */
import type { Judgement } from "./judge.js";

export interface Coverage {
  /** `tier 2`, `assumption A3`, `intrinsic Array.prototype.push`, `fact guard`, `setting trusted/throw`, `rests on guards`. */
  readonly rules: ReadonlyMap<string, number>;
  /** `receiver typedArray`, `form update`, … of accesses that were proved. */
  readonly proved: ReadonlyMap<string, number>;
  readonly accesses: number;
  readonly provedAccesses: number;
}

export function coverageOf(judgements: readonly Judgement[]): Coverage {
  const rules = new Map<string, number>();
  const proved = new Map<string, number>();
  const note = (into: Map<string, number>, name: string): void => void into.set(name, (into.get(name) ?? 0) + 1);
  let accesses = 0;
  let provedAccesses = 0;
  for (const { site, evidence } of judgements.flatMap(({ verdicts }) => verdicts.flatMap((one) => one.accesses))) {
    accesses++;
    if (evidence === null) continue;
    provedAccesses++;
    note(rules, `tier ${evidence.tier}`);
    for (const id of evidence.assumptions) note(rules, `assumption ${id}`);
    for (const name of evidence.intrinsics) note(rules, `intrinsic ${name}`);
    for (const fact of evidence.facts) note(rules, `fact ${fact.split(" ")[0]!}`);
    note(proved, `receiver ${site.receiver}`);
    note(proved, `form ${site.form.kind}`);
    note(proved, `kind ${site.kind}`);
  }
  return { rules, proved, accesses, provedAccesses };
}
