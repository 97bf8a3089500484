import type { Printable } from "../compiler/verify-program.js";
import { renderSarif } from "../verifier/sarif.js";
import type { CommandContext } from "./context.js";
import { renderJson } from "./render/json.js";
import { renderDiagnostics } from "./render/lines.js";
import { renderOverrides } from "./render/overrides.js";
import { createPaint } from "./render/paint.js";
import { renderSummary } from "./render/summary.js";

export interface ReportForm {
  readonly json?: true;
  readonly sarif?: true;
  readonly stats?: true;
}

/** Prints a verification in the form asked for: one JSON document, a SARIF log, or lines and tables for people. */
export async function writeReport(verification: Printable, form: ReportForm, context: CommandContext): Promise<void> {
  const { report } = verification;
  const run = form.stats === true ? verification.run : null;
  const { out, outIsTerminal } = context.streams;
  if (form.json === true) {
    await out(renderJson(report, run));
    return;
  }
  if (form.sarif === true) {
    await out(renderSarif(report));
    return;
  }
  const paint = createPaint(outIsTerminal, context.environment);
  await out(
    renderDiagnostics(report.diagnostics, report.obligations, { paint, excerpts: outIsTerminal, linesOf: verification.linesOf }) +
      renderSummary(report, run, paint) +
      renderOverrides(report.overrides, context.wallClock(), paint),
  );
}
