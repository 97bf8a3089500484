/** The manifests of a build: for each module what was shown, what is guarded, what was let off and by whom, and hashes of all that went in. */
import { createHash } from "node:crypto";
import path from "node:path";
import { toolDigest } from "../../cache/tool-digest.js";
import type { Capability } from "../../core/capability.js";
import type { ModulePlan } from "../../core/plan.js";
import type { BuildManifest, ManifestOverride, ManifestTool, ModuleManifest } from "../../policy/manifest/manifest.js";
import { BUILD_MANIFEST, MANIFEST_FOLDER } from "../../policy/manifest/schema.js";
import { canonicalText } from "../../verifier/canonical.js";
import type { EmittedFile } from "../emit/emit.js";
import type { GovernedModule } from "../policy/govern.js";
import { modulePathOf, slashedRelative } from "../program/module-path.js";
import type { Verification } from "../verify-program.js";
import { VERSION } from "../version.js";

export interface ManifestInput {
  readonly verification: Verification;
  readonly emitted: readonly EmittedFile[];
  /** The output of each source, absolute. */
  readonly outputOf: ReadonlyMap<string, string>;
  /** Absolute. */
  readonly outDir: string;
  readonly module: (path: string) => GovernedModule | null;
}

const CODE = /\.[cm]?jsx?$/u;
const digest = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const printed = (manifest: object): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Where the manifest of an output stands; both absolute. */
export const manifestFileOf = (outDir: string, output: string): string =>
  path.join(outDir, MANIFEST_FOLDER, `${slashedRelative(outDir, output)}.json`);

/** Files to write, absolute, sorted. The same for the same program. */
export function makeManifests(input: ManifestInput): readonly EmittedFile[] {
  const { verification, emitted, outputOf, outDir } = input;
  const { loaded, plans, report } = verification;
  const tool: ManifestTool = { name: "surety", version: VERSION, digest: digest(toolDigest()) };
  const codes = new Map(emitted.filter((file) => CODE.test(file.path)).map((file) => [file.path, file.text]));
  const byModule = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  const files: EmittedFile[] = [];
  const modules: BuildManifest["modules"][number][] = [];
  for (const source of loaded.files) {
    const output = outputOf.get(source.fileName);
    const module = modulePathOf(loaded.projectRoot, source.fileName);
    const plan = byModule.get(module);
    const code = output === undefined ? undefined : codes.get(output);
    if (output === undefined || code === undefined || plan === undefined) continue;
    codes.delete(output);
    const manifest = moduleManifest({ plan, tool, source: source.text, code, output: slashedRelative(outDir, output) }, input);
    const text = printed(manifest);
    files.push({ path: manifestFileOf(outDir, output), text });
    modules.push({ module, output: manifest.output, code: manifest.hashes.code, manifest: digest(text) });
  }
  const { obligations, proved, guarded, overridden } = report.summary;
  const build: BuildManifest = {
    schemaVersion: 1,
    kind: "build",
    tool,
    enforcement: enforcementOf(plans, verification),
    project: slashedRelative(outDir, loaded.projectRoot),
    modules,
    support: [...codes].map(([output, text]) => ({ output: slashedRelative(outDir, output), code: digest(text) })),
    summary: { obligations, proved, guarded, overridden },
  };
  files.push({ path: path.join(outDir, MANIFEST_FOLDER, BUILD_MANIFEST), text: printed(build) });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function enforcementOf(plans: readonly ModulePlan[], { report }: Verification): BuildManifest["enforcement"] {
  const onViolation = plans[0]?.enforcement.onViolation ?? "throw";
  return { mode: report.mode, boundary: report.boundary, onViolation };
}

interface BuiltModule {
  readonly plan: ModulePlan;
  readonly tool: ManifestTool;
  readonly source: string;
  readonly code: string;
  readonly output: string;
}

function moduleManifest(
  { plan, tool, source, code, output }: BuiltModule,
  { verification, module }: ManifestInput,
): ModuleManifest {
  const governed = module(plan.module);
  const guards = new Map<string, number>();
  for (const { guard } of plan.sites) guards.set(guard, (guards.get(guard) ?? 0) + 1);
  const obligations = plan.sites.map(({ id, site, verdict, disposition, guard }) => {
    const evidence = verdict.kind === "proved" ? verdict.evidence : null;
    return {
      id: String(id),
      kind: site.kind,
      verdict: verdict.kind,
      tier: evidence?.tier ?? null,
      assumptions: evidence?.assumptions ?? [],
      restsOn: evidence?.restsOn ?? [],
      disposition,
      guard,
    };
  });
  const capabilities = plan.capabilities.map(({ id, verdict, disposition }) => ({
    id: String(id),
    kind: "capability",
    verdict: verdict.kind,
    tier: null,
    assumptions: verdict.kind === "proved" ? verdict.evidence.assumptions : [],
    restsOn: [],
    disposition,
    guard: disposition === "guard" || disposition === "reject" ? "authority" : "none",
  }));
  const { mode, boundary, onViolation } = plan.enforcement;
  return {
    schemaVersion: 1,
    kind: "module",
    tool,
    module: plan.module,
    output,
    enforcement: { mode, boundary, onViolation, guards: Object.fromEntries([...guards].sort()), intrinsics: plan.intrinsics },
    safety: safetyOf(governed),
    capabilities: { declared: declaredBy(governed), inferred: inferredOf(plan) },
    obligations: [...obligations, ...capabilities],
    assumptions: [...new Set(obligations.flatMap(({ assumptions }) => assumptions))].sort(),
    overrides: overridesOf(plan.module, verification),
    hashes: {
      source: digest(source),
      hir: digest(canonicalText(verification.hir.modules.find(({ path: name }) => name === plan.module) ?? null)),
      code: digest(code),
    },
  };
}

/** What the header declares; null: it declares nothing. */
function declaredBy(governed: GovernedModule | null): readonly Capability[] | null {
  return governed?.grants.find(({ layer }) => layer.place.kind === "header")?.capabilities ?? null;
}

/** Each once. `guarded`: a test at run time decides, where the resource is not known before. */
function inferredOf({ capabilities }: ModulePlan): ModuleManifest["capabilities"]["inferred"] {
  const found = new Map<string, ModuleManifest["capabilities"]["inferred"][number]>();
  for (const { capability, disposition } of capabilities) {
    const guarded = disposition === "guard" || disposition === "reject";
    const overridden = disposition === "override";
    const { action, pattern } = capability;
    found.set(JSON.stringify([action, pattern, guarded, overridden]), { action, pattern, guarded, overridden });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function safetyOf(governed: GovernedModule | null): ModuleManifest["safety"] {
  if (governed === null)
    return { memory: "checked", types: "checked", resources: "metered", isolation: "module", source: "none" };
  const { memory, types, resources, isolation } = governed.policy.levels;
  const { coverage } = governed;
  const source = SOURCES[coverage.kind === "uncovered" ? "builtIn" : coverage.by.kind];
  return { memory, types, resources, isolation, source };
}

const SOURCES = { builtIn: "none", commandLine: "cli", configuration: "configuration", header: "header" } as const;

function overridesOf(module: string, { overrides }: Verification): readonly ManifestOverride[] {
  return overrides.judged.inForce
    .filter(({ scope }) => scope.module === module)
    .map(({ scope, request, requester, approvals, approvers, until, emergency, freed }) => ({
      request,
      approvals,
      approvers,
      requester,
      until,
      emergency,
      freed: freed.map(({ id }) => id),
      scope: {
        module: scope.module,
        symbol: scope.symbol,
        scope: scope.scope,
        scopeHash: scope.scopeHash ?? "",
        target: scope.target,
        justification: scope.justification,
        ticket: scope.ticket,
        expires: scope.expires ?? "",
        depends: scope.depends,
        obligations: scope.obligations,
      },
    }));
}
