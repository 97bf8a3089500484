/** Capabilities of a program's modules: what they take hold of, what the policy says to that, and what emitted code does about it. */
import type { ts } from "../typescript.js";
import { demandsOf } from "../../analyzers/authority/demands.js";
import { dischargeDemands } from "../../analyzers/authority/discharge.js";
import type { CapabilityDemand, ModuleAuthority } from "../../core/authority.js";
import type { Capability } from "../../core/capability.js";
import { DIAGNOSTICS } from "../../core/diagnostics.js";
import type { ModulePath, ObligationId } from "../../core/ids.js";
import type { EnforcementOptions } from "../../core/options.js";
import type { PlannedCapability } from "../../core/plan.js";
import type { Diagnostic } from "../../core/report.js";
import type { Verdict } from "../../core/verdict.js";
import { capabilityText } from "../../policy/annotations/capability.js";
import { grantList, refusedBy, type GrantSet } from "../../policy/composition/effective.js";
import { placeText } from "../../policy/composition/layer.js";
import { createLineMap } from "../../verifier/line-map.js";
import { planCapabilities } from "../../verifier/plan-capabilities.js";
import { slashedRelative } from "../program/module-path.js";
import { unusedDeclarations } from "./unused-declarations.js";
import type { GovernedModule } from "../policy/govern.js";

/** What a module's plan says of capabilities. */
export interface PlannedAuthority {
  readonly capabilities: readonly PlannedCapability[];
  readonly grant: readonly Capability[];
  /** All that the module uses, also what needs no grant; each once. */
  readonly uses: readonly Capability[];
  /** Of what its header declares. */
  readonly unused: readonly Capability[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a module asks for, before anybody has said what overrides free. */
export interface AskedAuthority {
  readonly module: GovernedModule;
  readonly file: ts.SourceFile;
  readonly demands: readonly CapabilityDemand[];
  /** With what needs no grant. */
  readonly all: readonly CapabilityDemand[];
  readonly verdicts: readonly Verdict[];
  readonly grant: readonly Capability[];
}

/** By module; those that ask for something. */
export type AskedAuthorities = ReadonlyMap<ModulePath, AskedAuthority>;

export function askAuthority(authority: ModuleAuthority, module: GovernedModule, file: ts.SourceFile): AskedAuthority {
  const grant = grantList(module.grants);
  // What the built-in defaults grant is no obligation: nobody has said anything of it.
  const all = demandsOf(authority);
  const demands = all.filter(({ capability }) => !isBuiltIn(module.grants, capability));
  const verdicts = dischargeDemands(demands, grant);
  return { module, file, demands, all, verdicts, grant };
}

export interface AuthorityInputs {
  /** Absolute. */
  readonly cwd: string;
  readonly enforcement: EnforcementOptions;
  /** Obligations that overrides in force free; what is none of this module's has no effect. */
  readonly overridden: ReadonlySet<ObligationId>;
}

export function planAuthority(
  { module, file, demands, all, verdicts, grant }: AskedAuthority,
  { cwd, enforcement, overridden }: AuthorityInputs,
): PlannedAuthority {
  const header = module.grants.find(({ layer }) => layer.kind === "module") ?? null;
  if (demands.length === 0 && header === null) return { capabilities: [], grant, uses: usesOf(all), unused: [], diagnostics: [] };
  const planned = planCapabilities(demands, verdicts, {
    module: module.path,
    enforcement,
    isProofDemanded: false,
    overridden,
  });
  const lines = createLineMap(file.text);
  const name = slashedRelative(cwd, file.fileName);
  const diagnostics: Diagnostic[] = [];
  const capabilities = planned.map((one): PlannedCapability => {
    if (one.verdict.kind === "proved" || one.disposition === "override") return one;
    const { reference, capability } = one;
    const { line, column } = lines(reference.span.start);
    const report = (row: { readonly code: string; readonly severity: Diagnostic["severity"] }, message: string): void =>
      void diagnostics.push({ code: row.code, severity: row.severity, message, file: name, line, column, obligation: one.id });
    const refusing = refusalOf(module.grants, capability);
    if (refusing === null && one.disposition === "reject") {
      report(DIAGNOSTICS.ungrantedCapability, unguardedMessage(one));
      return one;
    }
    if (refusing === null) {
      report(DIAGNOSTICS.openCapability, openMessage(one));
      return one;
    }
    const isHeader = refusing.layer.kind === "module";
    report(isHeader ? DIAGNOSTICS.undeclaredCapability : DIAGNOSTICS.ungrantedCapability, refusedMessage(one, refusing));
    return { ...one, disposition: "reject" };
  });
  const unused = header === null ? [] : unusedDeclarations(header.capabilities, all);
  const at = header?.layer.place;
  for (const one of unused)
    diagnostics.push({
      code: DIAGNOSTICS.unusedCapability.code,
      severity: DIAGNOSTICS.unusedCapability.severity,
      message: `the header declares \`${capabilityText(one)}\`, and nothing in the module uses it: take it away`,
      file: name,
      line: at?.kind === "header" ? at.line : 1,
      column: 1,
      obligation: null,
    });
  return { capabilities, grant, uses: usesOf(all), unused, diagnostics };
}

function usesOf(demands: readonly CapabilityDemand[]): readonly Capability[] {
  const known = new Map(demands.map(({ capability }) => [capabilityText(capability), capability]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, capability]) => capability);
}

function isBuiltIn(grants: readonly GrantSet[], { action }: Capability): boolean {
  return grants.every(({ layer, capabilities }) => layer.kind === "default" && capabilities.some((one) => one.action === action));
}

/** The set that certainly does not cover the use; null: some use of the kind may be covered, and the guard decides. */
function refusalOf(grants: readonly GrantSet[], capability: Capability): GrantSet | null {
  const nameless = grants.find(({ capabilities }) => !capabilities.some(({ action }) => action === capability.action));
  if (nameless !== undefined) return nameless;
  // One resource, and no other: it is covered or not.
  const isExact = capability.pattern !== null && !capability.pattern.includes("*");
  return isExact ? refusedBy(grants, capability) : null;
}

function refusedMessage({ reference, capability }: PlannedCapability, { layer, capabilities }: GrantSet): string {
  const what = `\`${reference.text}\` needs \`${capabilityText(capability)}\``;
  if (layer.kind === "module")
    return `${what}, which the module does not declare: add it to the \`@capability\` of its header (${placeText(layer.place)}), or do without it`;
  const by = layer.kind === "default" ? "no configuration grants" : `${placeText(layer.place, "/grants")} does not grant`;
  const known = capabilities.filter(({ action }) => action === capability.action).map((one) => `\`${capabilityText(one)}\``);
  const only = known.length === 0 ? "" : ` (it grants ${known.join(", ")})`;
  return `${what}, which ${by} this module${only}: the use is denied at run time; grant it in surety.config.json, \`grants\`, or do without it`;
}

/** What is granted covers some uses of the kind, and which one this is nobody can ask when it happens. */
function unguardedMessage({ reference, capability }: PlannedCapability): string {
  const what = reference.use.kind === "element" ? "the name of a JSX element" : "no value that could be wrapped";
  return `\`${reference.text}\` needs \`${capabilityText(capability)}\`, and a check cannot stand for it, since it is ${what}: call it under a name of its own, or grant all of \`${capability.action}\``;
}

function openMessage({ reference, capability, verdict }: PlannedCapability): string {
  const missing = verdict.kind === "unknown" && verdict.reason.kind === "noProof" ? verdict.reason.missing : "it is not proved";
  return `\`${reference.text}\` (\`${capability.action}\`) is checked at run time: ${missing}`;
}

/** By module. */
export type AuthorityPlans = ReadonlyMap<ModulePath, PlannedAuthority>;
