import picocolors from "picocolors";
import type { Paint } from "./lines.js";

/** Colours for a terminal, unless `NO_COLOR` is set to anything (no-color.org). */
export function createPaint(isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint {
  const noColor = environment["NO_COLOR"];
  const colors = picocolors.createColors(
    isTerminal && (noColor === undefined || noColor === "") && environment["TERM"] !== "dumb",
  );
  return {
    error: colors.red,
    warning: colors.yellow,
    note: colors.cyan,
    good: colors.green,
    dim: colors.dim,
    bold: colors.bold,
  };
}
