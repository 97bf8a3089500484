/** Policy in force on a program: found before anything is proved, applied to the plans after it. */
import type { ts } from "../typescript.js";
import type { SafetyStatement } from "../../core/annotation.js";
import type { ModuleAuthority } from "../../core/authority.js";
import { InternalError } from "../../core/errors.js";
import type { HirProgram } from "../../core/hir.js";
import { modulePath, type ModulePath } from "../../core/ids.js";
import type { EnforcementOptions } from "../../core/options.js";
import type { ModulePlan, PlannedSite } from "../../core/plan.js";
import type { Diagnostic } from "../../core/report.js";
import type { VerifiedProgram } from "../../verifier/close-session.js";
import { withCapabilities } from "../../verifier/plan-capabilities.js";
import { BUILT_IN_GRANTS, DEFAULT_LAYER } from "../../policy/composition/effective.js";
import { authorityOf } from "../authority/program-authority.js";
import { judgeProgram, type JudgedProgram, type OverrideOptions } from "../overrides/judge-program.js";
import { governProgram, type GovernedModule, type GovernedProgram } from "../policy/govern.js";
import type { LoadedProgram, ProgramInputs } from "../program/load.js";
import { modulePathOf } from "../program/module-path.js";
import {
  askAuthority,
  planAuthority,
  type AskedAuthorities,
  type AskedAuthority,
  type AuthorityInputs,
  type AuthorityPlans,
  type PlannedAuthority,
} from "./plan-authority.js";

export interface Security {
  readonly governed: GovernedProgram;
  readonly authority: AuthorityPlans;
  readonly overrides: JudgedProgram;
  /** What is wrong with policy, annotations and overrides, and what they forbid. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SecurityChoice {
  /** Of `--safety`; null: not given. */
  readonly safety: SafetyStatement | null;
  readonly enforcement: EnforcementOptions;
  /** Absent or null: nobody says what is approved, so nothing is, and nothing is said of it. */
  readonly overrides?: OverrideOptions | null;
  /** `watched`: as if nothing were granted, so that every use is asked for when it happens, and can be written down. Absent: as granted. */
  readonly uses?: "watched";
}

/** `hir` null: it is not known which accesses overrides free. Throws ConfigError for what is wrong with a configuration. */
export function secureProgram(
  loaded: Pick<LoadedProgram, "program" | "files" | "projectRoot">,
  hir: HirProgram | null,
  inputs: Pick<ProgramInputs, "cwd" | "files">,
  { safety, enforcement, overrides: options = null, uses }: SecurityChoice,
): Security {
  const { cwd } = inputs;
  const { governed, asked } = askProgram(loaded, inputs, uses === undefined ? { safety } : { safety, uses });
  const overrides = judgeProgram(loaded, { hir, asked }, { cwd, options });
  const authority = new Map(
    [...asked].map(([path, one]) => [path, planOnce(one, { cwd, enforcement, overridden: overrides.freed })]),
  );
  const diagnostics = [
    ...governed.diagnostics,
    ...[...authority.values()].flatMap((one) => one.diagnostics),
    ...overrides.diagnostics,
  ];
  return { governed, authority, overrides, diagnostics };
}

export interface AskedProgram {
  readonly governed: GovernedProgram;
  readonly asked: AskedAuthorities;
}

/** What policy says of each module, and what each takes hold of. Throws ConfigError for what is wrong with a configuration. */
export function askProgram(
  { program, files: sources, projectRoot }: Pick<LoadedProgram, "program" | "files" | "projectRoot">,
  { cwd, files }: Pick<ProgramInputs, "cwd" | "files">,
  { safety, uses }: Pick<SecurityChoice, "safety" | "uses">,
): AskedProgram {
  const governed = governProgram({ cwd, projectRoot, sources, files, commandLine: safety });
  const byPath = new Map<string, ts.SourceFile>(sources.map((file) => [modulePathOf(projectRoot, file.fileName), file]));
  const asked = new Map<ModulePath, AskedAuthority>();
  for (const found of authorityOf(program, sources, projectRoot).modules) {
    const path = modulePath(found.module);
    const [module, file] = [governed.modules.get(path), byPath.get(path)];
    if (module === undefined || file === undefined)
      throw new InternalError(`\`${path}\` takes hold of something and is no module`);
    asked.set(
      path,
      uses === "watched" ? askAuthority(found, { ...module, grants: NO_GRANTS }, file) : askOnce(found, module, file),
    );
  }
  return { governed, asked };
}

/** What a module that is parsed anew, or is granted something else, asks for is another; else it is what it was. */
const known = new WeakMap<ModuleAuthority, AskedAuthority>();

function askOnce(authority: ModuleAuthority, module: GovernedModule, file: ts.SourceFile): AskedAuthority {
  const before = known.get(authority);
  if (before?.module === module && before.file === file) return before;
  const asked = askAuthority(authority, module, file);
  known.set(authority, asked);
  return asked;
}

/** Plans of what is asked as it was asked before, where no override frees anything. */
const planned = new WeakMap<AskedAuthority, { readonly inputs: AuthorityInputs; readonly plan: PlannedAuthority }>();

function planOnce(asked: AskedAuthority, inputs: AuthorityInputs): PlannedAuthority {
  const before = planned.get(asked);
  const isFree = inputs.overridden.size > 0;
  if (!isFree && before?.inputs.cwd === inputs.cwd && before.inputs.enforcement === inputs.enforcement) return before.plan;
  const plan = planAuthority(asked, inputs);
  if (!isFree) planned.set(asked, { inputs, plan });
  return plan;
}

const NO_GRANTS: GovernedModule["grants"] = [{ capabilities: BUILT_IN_GRANTS, layer: DEFAULT_LAYER }];

/** The program with plans as policy demands them. Verdicts stay; a plan that policy does not change stays the same object. */
export function withPolicy(verified: VerifiedProgram, { governed, authority }: Security): VerifiedProgram {
  const plans = verified.plans.map((plan) => {
    const module = governed.modules.get(plan.module);
    const planned = authority.get(plan.module);
    const levelled = module === undefined ? plan : withLevels(plan, module);
    return planned === undefined || planned.capabilities.length === 0
      ? levelled
      : withCapabilities(levelled, planned.capabilities, planned.grant);
  });
  return plans.every((plan, at) => plan === verified.plans[at]) ? verified : { ...verified, plans };
}

/** `memory=proved`: what keeps a guard is rejected. The guard stays all the same. */
export function withLevels(plan: ModulePlan, { provedParts }: GovernedModule): ModulePlan {
  if (provedParts.length === 0) return plan;
  const isRejected = ({ site: { span }, verdict, disposition }: PlannedSite): boolean =>
    disposition === "guard" &&
    verdict.kind !== "proved" &&
    provedParts.some((part) => part.start <= span.start && span.end <= part.end);
  if (!plan.sites.some(isRejected)) return plan;
  return { ...plan, sites: plan.sites.map((site) => (isRejected(site) ? { ...site, disposition: "reject" } : site)) };
}
