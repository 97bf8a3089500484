/** tsc-style lines, so that problem matchers written for tsc work. */
import type { Diagnostic, ReportedObligation, Severity } from "../../core/report.js";
import { renderExcerpt } from "./excerpt.js";
import { printable } from "./printable.js";

/** What colours there are; all identity where colours are off. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly good: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

export interface LineOptions {
  readonly paint: Paint;
  readonly excerpts: boolean;
  /** Lines of a file as printed in diagnostics, or null when it is not at hand. */
  readonly linesOf: (file: string) => readonly string[] | null;
}

/** `src/x.ts(12,7): warning SAFE-2001: message`; without a file `warning SAFE-2001: message`. */
export function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const place =
    diagnostic.file === null
      ? ""
      : diagnostic.line === null
        ? `${diagnostic.file}: `
        : `${diagnostic.file}(${String(diagnostic.line)},${String(diagnostic.column ?? 1)}): `;
  return `${place}${severityPaint(diagnostic.severity, paint)(diagnostic.severity)} ${paint.dim(`${diagnostic.code}:`)} ${printable(diagnostic.message.trim().replace(/\s*\n\s*/g, " "))}\n`;
}

function severityPaint(severity: Severity, paint: Paint): (text: string) => string {
  switch (severity) {
    case "error":
      return paint.error;
    case "warning":
      return paint.warning;
    case "note":
      return paint.note;
  }
}

/** Every diagnostic on a line of its own, with an excerpt of the source below where one is wanted and at hand. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  obligations: readonly ReportedObligation[],
  options: LineOptions,
): string {
  const byId = new Map(obligations.map((obligation) => [obligation.id, obligation]));
  let text = "";
  for (const diagnostic of diagnostics) {
    text += renderDiagnostic(diagnostic, options.paint);
    if (!options.excerpts || diagnostic.file === null || diagnostic.line === null) continue;
    const lines = options.linesOf(diagnostic.file);
    if (lines === null) continue;
    const obligation = diagnostic.obligation === null ? undefined : byId.get(diagnostic.obligation);
    const column = diagnostic.column ?? 1;
    const endColumn =
      obligation === undefined
        ? column + 1
        : obligation.endLine === obligation.line
          ? obligation.endColumn
          : Number.MAX_SAFE_INTEGER;
    text += renderExcerpt(lines, { line: diagnostic.line, column, endColumn }, severityPaint(diagnostic.severity, options.paint));
  }
  return text;
}
