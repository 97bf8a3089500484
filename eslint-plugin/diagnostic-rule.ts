/** Rules that pass on diagnostics of certain rows, at their places. */
import type { DiagnosticRow } from "../core/diagnostics.js";
import type { Diagnostic } from "../core/report.js";
import type { Span } from "../core/span.js";
import type { Edit, Finding, LintRule, RuleDocs } from "./lint-rule.js";
import type { LintedFile } from "./linted-file.js";

export interface DiagnosticRuleOptions {
  readonly name: string;
  readonly rows: readonly DiagnosticRow[];
  readonly isTyped: boolean;
  readonly docs: RuleDocs;
  readonly diagnosticsOf: (file: LintedFile) => readonly Diagnostic[];
  /** What `--fix` does about one; null: the rule fixes nothing. */
  readonly fix: ((file: LintedFile, diagnostic: Diagnostic) => readonly Edit[] | null) | null;
}

export function diagnosticRule({ name, rows, isTyped, docs, diagnosticsOf, fix }: DiagnosticRuleOptions): LintRule {
  return {
    name,
    rows,
    isTyped,
    type: "problem",
    fixable: fix !== null,
    hasSuggestions: false,
    messages: { said: "{{message}} ({{code}})" },
    docs,
    find: (file) =>
      diagnosticsOf(file)
        .filter(({ code }) => rows.some((row) => row.code === code))
        .map((diagnostic): Finding => {
          const { message, code } = diagnostic;
          return {
            span: spanOf(file.text, diagnostic),
            message: "said",
            data: { message, code },
            fix: fix?.(file, diagnostic) ?? null,
            suggestions: [],
            record: null,
          };
        }),
  };
}

/** From the diagnostic's place to the end of the line, or of the comment that ends in it. */
function spanOf(text: string, { line, column }: Diagnostic): Span {
  let start = 0;
  for (let at = 1; at < (line ?? 1); at++) start = text.indexOf("\n", start) + 1;
  start += (column ?? 1) - 1;
  const rest = /^[^\r\n]*?(?=\s*(?:\*\/|[\r\n]|$))/u.exec(text.slice(start))?.[0] ?? "";
  return { start, end: start + rest.length };
}
