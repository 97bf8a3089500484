/** Verify, then emit: the way of `surety build`. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { ts } from "./typescript.js";
import { DIAGNOSTICS } from "../core/diagnostics.js";
import { ConfigError, InternalError } from "../core/errors.js";
import { modulePath } from "../core/ids.js";
import type { ModulePlan, PlannedCapability } from "../core/plan.js";
import { emitGuarded, type EmittedFile } from "./emit/emit.js";
import { makeManifests } from "./manifest/make-manifests.js";
import { outputNames } from "./output-names.js";
import { loadProgram, planProgram, type LoadedProgram, type ProgramInputs } from "./program/load.js";
import { modulePathOf, slashedRelative } from "./program/module-path.js";
import { findsRuntime, RUNTIME, runtimeCopy } from "./runtime-copy.js";
import { againstProject, verifyLoaded, type Verification, type VerifyOptions } from "./verify-program.js";
import { writeOutputs } from "./write-outputs.js";

export interface BuildOptions extends VerifyOptions {
  /** Relative to `cwd`; null: that of the tsconfig. */
  readonly outDir: string | null;
}

export interface Built {
  readonly verification: Verification;
  /** Absolute. */
  readonly outDir: string;
  /** Absolute, sorted. */
  readonly written: readonly string[];
  /** The runtime is not installed where the output lies: a copy was written into its `node_modules`. */
  readonly isRuntimeCopied: boolean;
}

/**
 * Throws ConfigError when there is no folder to write to, when output would replace a source, or when it cannot be written; what is
 * written by then is whole. Files with errors that keep them from being verified are not emitted.
 */
export async function buildSources(inputs: ProgramInputs, options: BuildOptions): Promise<Built> {
  const started = options.now();
  const loaded = loadProgram(inputs);
  // What is wrong with where to write is told before anything is proved.
  placeOutputs(loaded, inputs.cwd, options.outDir);
  const verified = await againstProject(await verifyLoaded(loaded, inputs, options), inputs, options);
  const built = mayEmit(verified, options)
    ? emitVerified(verified, inputs.cwd, options.outDir)
    : { outDir: outDirOf(loaded, inputs.cwd, options.outDir), written: [], isRuntimeCopied: false };
  const verification = { ...verified, run: { ...verified.run, milliseconds: Math.round(options.now() - started) } };
  return { ...built, verification };
}

const KEEPING: ReadonlySet<string> = new Set([DIAGNOSTICS.uncovered.code, DIAGNOSTICS.ungrantedPackage.code]);

/** Code that nobody answers for, or that loads what is not granted, is built for trying it out only. */
export function mayEmit({ report, plans }: Verification, { enforcement }: Pick<VerifyOptions, "enforcement">): boolean {
  if (enforcement.mode === "development") return true;
  // An import happens before any guard of the module.
  const isLoaded = ({ disposition, reference: { root } }: PlannedCapability): boolean =>
    disposition === "reject" && root.kind === "syntax" && root.name === "load";
  return !report.diagnostics.some(({ code }) => KEEPING.has(code)) && !plans.some((plan) => plan.capabilities.some(isLoaded));
}

/**
 * Emits what was verified. `before`: by path, what was written last time; such files are not written again, unless they are gone. Throws as
 * `buildSources`.
 */
export function emitVerified(
  verification: Verification,
  cwd: string,
  outDirGiven: string | null,
  before: Map<string, string> = new Map(),
): Built {
  const { loaded, plans } = verification;
  const { outDir, expected } = placeOutputs(loaded, cwd, outDirGiven);
  const emitted = emitGuarded({
    program: loaded.program,
    files: loaded.files,
    planOf: planFinder(loaded, plans),
    options: emitOptionsOf(loaded),
    outDir,
    runtime: RUNTIME,
  });
  requireAll(expected, emitted);
  const isRuntimeCopied = emitted.some((file) => file.text.includes(RUNTIME)) && !findsRuntime(outDir);
  const outputOf = new Map(loaded.files.map(({ fileName }, at) => [fileName, expected[at] ?? ""]));
  const manifests = makeManifests({
    verification,
    emitted,
    outputOf,
    outDir,
    module: (name) => verification.governed.modules.get(modulePath(name)) ?? null,
  });
  const changed = emitted.filter(({ path: file, text }) => before.get(file) !== text || !existsSync(file));
  writeOutputs([...(isRuntimeCopied ? runtimeCopy(outDir) : []), ...changed, ...manifests]);
  before.clear();
  for (const { path: file, text } of emitted) before.set(file, text);
  return { verification, outDir, written: changed.map((file) => file.path), isRuntimeCopied };
}

/** Where `buildSources` writes. Throws ConfigError when there is no such folder. */
export function outDirFor(inputs: ProgramInputs, given: string | null): string {
  return outDirOf(planProgram(inputs), inputs.cwd, given);
}

function placeOutputs(
  loaded: LoadedProgram,
  cwd: string,
  given: string | null,
): { readonly outDir: string; readonly expected: readonly string[] } {
  const outDir = outDirOf(loaded, cwd, given);
  return { outDir, expected: outputNames(loaded, outDir, cwd) };
}

function outDirOf(
  { options, configFile }: Pick<LoadedProgram, "options" | "configFile">,
  cwd: string,
  given: string | null,
): string {
  const outDir = given ?? options.outDir ?? null;
  if (outDir !== null) return path.resolve(cwd, outDir);
  const where = configFile === null ? "" : `, and \`${slashedRelative(cwd, configFile)}\` has no \`outDir\``;
  throw new ConfigError(`\`--outDir\` is missing${where}: say where to write`);
}

/**
 * Without a tsconfig, nobody could ask for source maps. Imports that name `./x.ts`, which `tsc` accepts only where it emits nothing, have
 * to name what is written.
 */
function emitOptionsOf({ options, configFile }: LoadedProgram): ts.CompilerOptions {
  const rewrites =
    options.rewriteRelativeImportExtensions ?? (configFile === null || options.allowImportingTsExtensions === true);
  const maps = configFile === null ? { sourceMap: true } : {};
  return { ...options, ...maps, rewriteRelativeImportExtensions: rewrites };
}

function planFinder({ projectRoot }: LoadedProgram, plans: readonly ModulePlan[]): (file: ts.SourceFile) => ModulePlan {
  const byModule = new Map<string, ModulePlan>(plans.map((plan) => [plan.module, plan]));
  return (file) => {
    const plan = byModule.get(modulePathOf(projectRoot, file.fileName));
    if (plan === undefined) throw new InternalError(`\`${file.fileName}\` is emitted without a plan`);
    return plan;
  };
}

/** A module missing from the output would be taken from elsewhere, unguarded. */
function requireAll(expected: readonly string[], emitted: readonly EmittedFile[]): void {
  const there = new Set(emitted.map((file) => file.path));
  const missing = expected.find((file) => !there.has(file));
  if (missing !== undefined) throw new InternalError(`nothing is emitted for \`${missing}\``);
}
