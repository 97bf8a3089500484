/** Text in, guarded text out: what bundler plugins, loaders and test runners call. */
import path from "node:path";
import type { Diagnostic, ReportedObligation } from "../core/report.js";
import { InternalError } from "../core/errors.js";
import { DEFAULT_SESSION } from "../verifier/session-options.js";
import { verifyHirSync } from "../verifier/session-sync.js";
import { enforcementOf, type EnforcementChoice } from "./enforcement-choice.js";
import { lowerProgram } from "./lower/lower-program.js";
import { applyPlan, PENDING_STEPS, type EditedText } from "./pending-steps.js";
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
}

export interface GuardedModule {
  /** In the language of the text: TypeScript stays TypeScript, JSX stays JSX. */
  readonly code: string;
  /** From `code` to the text, with every character mapped. */
  readonly map: EditedText["map"];
  /** `file` is relative to the project root. */
  readonly obligations: readonly ReportedObligation[];
  readonly diagnostics: readonly Diagnostic[];
}

export const DEFAULT_HARDEN = "@surety/runtime/harden/all";
export const DEFAULT_RUNTIME = "@surety/runtime";

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
    return { code, map: emptyMap(fileName, text), obligations: [], diagnostics: parsed.diagnostics };
  }
  const { program, sourceFile, diagnostics } = parsed;
  const files = [sourceFile];
  const verified = verifyHirSync(lowerProgram(program, files, projectRoot), { ...DEFAULT_SESSION, enforcement }, PENDING_STEPS);
  const report = reportOn(verified, { enforcement, cwd: projectRoot, projectRoot, files, diagnostics });
  const [plan] = verified.plans;
  if (plan === undefined) throw new InternalError(`\`${fileName}\` has no plan`);
  const { code, map } = applyPlan(text, sourceFile, plan, {
    harden: options.harden ?? DEFAULT_HARDEN,
    runtime: options.runtime ?? DEFAULT_RUNTIME,
  });
  return { code, map, obligations: report.obligations, diagnostics: report.diagnostics };
}

function emptyMap(fileName: string, text: string): EditedText["map"] {
  return { version: 3, file: fileName, sources: [fileName], sourcesContent: [text], names: [], mappings: "" };
}
