/** Whether a built module may run. Pure: what was read, and what is so now, come from outside. */
import { coveredBy } from "../capabilities/match.js";
import { capabilityText } from "./capability-text.js";
import { overridesInForce, type OverrideScope } from "../overrides/in-force.js";
import type { LedgerState } from "../overrides/ledger-state.js";
import type { OverridePolicy } from "../overrides/policy.js";
import type { Signatures } from "../overrides/signature.js";
import type { ModuleManifest } from "./manifest.js";

export interface ManifestFacts {
  /** SHA-256 of the code as it would run. */
  readonly code: string;
  readonly now: number;
  /** Null: the project's policy and ledger are not here; then what was approved counts until its end. */
  readonly approvals: { readonly ledger: LedgerState; readonly policy: OverridePolicy; readonly signatures: Signatures } | null;
  /** Isolation that this process has. */
  readonly isolation: "none" | "module" | "process";
}

const ISOLATION = ["none", "module", "process"];

/** Why it may not; empty: it may. */
export function manifestProblems(manifest: ModuleManifest, facts: ManifestFacts): readonly string[] {
  const { hashes, capabilities, safety, overrides, obligations } = manifest;
  const problems: string[] = [];
  if (hashes.code !== facts.code) problems.push("its code is not what was built: it was changed afterwards");
  const { declared } = capabilities;
  for (const inferred of capabilities.inferred) {
    if (inferred.overridden) {
      const targets = [`capability(${inferred.action})`, `capability(${inferred.action}(`];
      if (!overrides.some(({ scope }) => targets.some((target) => scope.target.startsWith(target))))
        problems.push(`it uses \`${capabilityText(inferred)}\` without a check, and no override says so`);
    } else if (
      declared !== null &&
      coveredBy(inferred, declared) === null &&
      !(inferred.guarded && declared.some(({ action }) => action === inferred.action))
    )
      problems.push(`it uses \`${capabilityText(inferred)}\`, which it does not declare`);
  }
  if (ISOLATION.indexOf(safety.isolation) > ISOLATION.indexOf(facts.isolation))
    problems.push(`it has to be isolated by \`${safety.isolation}\`, and this process offers \`${facts.isolation}\``);
  const freed = new Set(overrides.flatMap((one) => one.freed));
  for (const { id, verdict, disposition, guard } of obligations) {
    if (disposition === "override" && !freed.has(id)) problems.push(`the guard of ${id} is off, and no override says so`);
    if (verdict !== "proved" && guard === "none" && disposition !== "override") problems.push(`the guard of ${id} is missing`);
  }
  return [...problems, ...overrideProblems(manifest, facts)];
}

function overrideProblems({ overrides }: ModuleManifest, { now, approvals }: ManifestFacts): readonly string[] {
  const isOver = ({ until }: ModuleManifest["overrides"][number]): boolean => Date.parse(until) < now;
  const ended = overrides.filter(isOver).map(({ scope, until }) => `${nameOf(scope)} ended ${until}`);
  if (approvals === null || overrides.length === 0) return ended;
  const scopes = overrides.map(({ scope }): OverrideScope => ({ ...scope, problems: [] }));
  const { refused, inForce } = overridesInForce({ scopes, ...approvals, now });
  // What the ledger says of it says more than its end.
  if (refused.length > 0) return refused.map(({ scope, message }) => `${nameOf(scope)} is not in force: ${message}`);
  const approved = new Set(inForce.flatMap(({ freed }) => freed.map(({ id }) => id)));
  const unapproved = overrides.flatMap(({ freed }) => freed).filter((id) => !approved.has(id));
  return [...ended, ...(unapproved.length > 0 ? [`the guards of ${unapproved.join(", ")} are off without an approval`] : [])];
}

const nameOf = ({ target, symbol }: { readonly target: string; readonly symbol: string }): string =>
  `the override of \`${target}\` in \`${symbol === "" ? "(module)" : symbol}\``;
