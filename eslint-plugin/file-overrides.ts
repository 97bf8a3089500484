/** What is to be said of the overrides of a file: by its text alone, and with types by policy, ledger and verdicts too. */
import { fileOverrides } from "../compiler/overrides/file-overrides.js";
import { adviseOverrides, type OverrideAdvice } from "../compiler/overrides/advise-overrides.js";
import { overridePolicyOf } from "../policy/overrides/policy.js";
import { DEFAULT_CONFIG } from "../policy/config/config.js";
import type { Diagnostic } from "../core/report.js";
import { governedFile, securedFile } from "./file-diagnostics.js";
import type { LintedFile } from "./linted-file.js";

/** What `verify` says, and what it would say once the override is requested; each once. */
export function overrideDiagnostics(file: LintedFile): readonly Diagnostic[] {
  const { project } = governedFile(file).loaded;
  const policy = overridePolicyOf(project?.config ?? DEFAULT_CONFIG);
  const own = fileOverrides(file.tree(), { cwd: file.cwd, policy, now: Date.now() });
  if (file.program === null) return own;
  const { diagnostics } = securedFile(file);
  const isSaid = ({ code, line, column }: Diagnostic): boolean =>
    diagnostics.some((other) => other.code === code && other.line === line && other.column === column);
  return [...diagnostics, ...own.filter((one) => !isSaid(one))];
}

/** Nothing while verdicts are missing. */
export function fileAdvice(file: LintedFile): readonly OverrideAdvice[] {
  const found = file.verdicts();
  if (found?.kind !== "verified") return [];
  return adviseOverrides(file.tree(), { sites: found.verdicts.plan.sites, capabilities: securedFile(file).capabilities });
}
