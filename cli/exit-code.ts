import type { Report } from "../core/report.js";

/** 0 clean, 1 an error diagnostic, 2 usage, configuration or a defect of Surety. Residual guards alone are 0. */
export type ExitCode = 0 | 1 | 2;

/** 1 if and only if the report holds an error diagnostic. */
export function exitCodeOf(report: Report): ExitCode {
  return report.diagnostics.some((diagnostic) => diagnostic.severity === "error") ? 1 : 0;
}
