/** Policy in force on a program: found before anything is proved, applied to the plans after it. */
import type { SafetyStatement } from "../../core/annotation.js";
import type { ModulePlan, PlannedSite } from "../../core/plan.js";
import type { Diagnostic } from "../../core/report.js";
import type { VerifiedProgram } from "../../verifier/close-session.js";
import { governProgram, type GovernedModule, type GovernedProgram } from "../policy/govern.js";
import type { LoadedProgram, ProgramInputs } from "../program/load.js";

export interface Security {
  readonly governed: GovernedProgram;
  /** What is wrong with policy and annotations, and what they forbid. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SecurityChoice {
  /** Of `--safety`; null: not given. */
  readonly safety: SafetyStatement | null;
}

/** Throws ConfigError for what is wrong with a configuration. */
export function secureProgram(
  { files: sources, projectRoot }: LoadedProgram,
  { cwd, files }: Pick<ProgramInputs, "cwd" | "files">,
  { safety }: SecurityChoice,
): Security {
  const governed = governProgram({ cwd, projectRoot, sources, files, commandLine: safety });
  return { governed, diagnostics: governed.diagnostics };
}

/** The program with plans as policy demands them. Verdicts stay; a plan that policy does not change stays the same object. */
export function withPolicy(verified: VerifiedProgram, { governed }: Security): VerifiedProgram {
  const plans = verified.plans.map((plan) => {
    const module = governed.modules.get(plan.module);
    return module === undefined ? plan : withLevels(plan, module);
  });
  return plans.every((plan, at) => plan === verified.plans[at]) ? verified : { ...verified, plans };
}

/** `memory=proved`: what keeps a guard is rejected. The guard stays all the same. */
function withLevels(plan: ModulePlan, { provedParts }: GovernedModule): ModulePlan {
  if (provedParts.length === 0) return plan;
  const isRejected = ({ site: { span }, verdict, disposition }: PlannedSite): boolean =>
    disposition === "guard" &&
    verdict.kind !== "proved" &&
    provedParts.some((part) => part.start <= span.start && span.end <= part.end);
  if (!plan.sites.some(isRejected)) return plan;
  return { ...plan, sites: plan.sites.map((site) => (isRejected(site) ? { ...site, disposition: "reject" } : site)) };
}
