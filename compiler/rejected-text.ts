import type { Diagnostic } from "../core/report.js";

/**
 * What stands in for a text that cannot be verified: a statement that throws. The text itself would run without a single guard in hosts
 * whose own parser takes it.
 */
export function rejectedText(diagnostic: Diagnostic): string {
  return `throw new SyntaxError(${JSON.stringify(rejectionMessage(diagnostic))});\n`;
}

export function rejectionMessage({ code, message, file, line }: Diagnostic): string {
  const place = line === null ? (file ?? "") : `${file ?? ""}:${String(line)}`;
  return `${code}: ${place}: ${message}`;
}
