/** Text in, guarded text out: what bundler plugins, loaders and test runners call. */
import path from "node:path";
import MagicString, { type SourceMap } from "magic-string";
import type { Diagnostic, ReportedObligation } from "../core/report.js";
import { InternalError } from "../core/errors.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { verifyHirSync } from "../verifier/session-sync.js";
import { applyPlan, type EditOptions } from "./emit/guard-edits.js";
import { enforcementOf, type EnforcementChoice } from "./enforcement-choice.js";
import { lowerProgram } from "./lower/lower-program.js";
import { PROGRAM_STEPS } from "../verifier/program-steps.js";
import { rejectedText } from "./rejected-text.js";
import { createTextProgram } from "./text-program.js";
import { reportOn } from "./verify-program.js";

export interface GuardOptions extends EnforcementChoice {
  /** What `fileName` and the names of obligations are relative to. Default: the working directory. */
  readonly projectRoot?: string;
  /** Module that freezes the intrinsics proofs rely on, imported first. Default `@surety/runtime/harden/all`. */
  readonly harden?: string;
  /** Module of the guards' slow paths. Default `@surety/runtime`. */
  readonly runtime?: string;
  /** How the module is loaded. Default: as imports, exports and extension say; a text that leaves it open is taken for CommonJS. */
  readonly format?: "esm" | "cjs";
}

export interface GuardedModule {
  /** In the language of the text: TypeScript stays TypeScript, JSX stays JSX. */
  readonly code: string;
  /** From `code` to the text, every word mapped; without mappings when the text is rejected. */
  readonly map: SourceMap;
  /** `file` is relative to the project root. */
  readonly obligations: readonly ReportedObligation[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Guards one module by itself: what it imports is unknown code. Synchronous; the calling thread sleeps while a worker proves. The name
 * decides the language (`.ts`, `.tsx`, `.js`, …). A text that does not parse becomes one that throws; `diagnostics` says why. Throws
 * ConfigError for wrong options and InternalError for defects of ours.
 */
export function guardModule(text: string, fileName: string, options: GuardOptions = {}): GuardedModule {
  const enforcement = enforcementOf(options);
  const projectRoot = path.resolve(options.projectRoot ?? ".");
  const file = path.resolve(projectRoot, fileName);
  const parsed = createTextProgram(text, file, projectRoot);
  if (parsed.kind === "rejected") {
    const code = rejectedText(parsed.diagnostics[0]);
    return { code, map: emptyMap(fileName), obligations: [], diagnostics: parsed.diagnostics };
  }
  const { program, sourceFile, diagnostics } = parsed;
  const files = [sourceFile];
  const verified = verifyHirSync(lowerProgram(program, files, projectRoot), { ...DEFAULT_SESSION, enforcement }, PROGRAM_STEPS);
  const report = reportOn(verified, { enforcement, cwd: projectRoot, projectRoot, files, diagnostics, overrides: [] });
  const [plan] = verified.plans;
  if (plan === undefined) throw new InternalError(`\`${fileName}\` has no plan`);
  const { code, map } = applyPlan(text, sourceFile, { plan, options: editOptionsOf(options) });
  return { code, map: map ?? identityMap(fileName, text), obligations: report.obligations, diagnostics: report.diagnostics };
}

/** What edits need to know, with its defaults. */
export function editOptionsOf(options: Pick<GuardOptions, "harden" | "runtime" | "format">): EditOptions {
  return {
    harden: options.harden ?? "@surety/runtime/harden/all",
    runtime: options.runtime ?? "@surety/runtime",
    format: options.format ?? null,
  };
}

function identityMap(fileName: string, text: string): SourceMap {
  return new MagicString(text).generateMap({ source: fileName, includeContent: true, hires: "boundary" });
}

function emptyMap(fileName: string): SourceMap {
  return new MagicString("").generateMap({ source: fileName });
}
