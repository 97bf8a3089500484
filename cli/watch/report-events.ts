/** What a watching command prints: JSON Lines for editors and scripts, or lines for people. */
import type { Diagnostic } from "../../core/report.js";
import type { Verification } from "../../compiler/verify-program.js";
import type { CommandContext } from "../context.js";
import { createPaint } from "../render/paint.js";
import { renderDiagnostics } from "../render/lines.js";
import { renderOverrides } from "../render/overrides.js";
import { renderSummary } from "../render/summary.js";
import { byFile, changedFiles, type FileReport } from "./file-reports.js";
import type { WatchEvents } from "./watch.js";

/**
 * One JSON object a line. `{"event":"report","schemaVersion":1,"milliseconds":n,"summary":{…},"files":[{file,obligations,tolerated,diagnostics}],"overrides":[…]}`
 * holds everything there is to say of each file that changed in the report, all of them at first, and the overrides in force; `{"event":"ready"}` follows the first;
 * `{"event":"error","milliseconds":n,"message":"…"}`; `{"event":"written","files":[…]}` of a build. Shapes are those of `--json`.
 */
export function jsonEvents({ streams }: CommandContext): WatchEvents {
  let last: ReadonlyMap<string, FileReport> = new Map();
  const line = (event: object): Promise<void> => streams.out(`${JSON.stringify(event)}\n`);
  return {
    verified: async ({ report, run }, milliseconds) => {
      const files = byFile(report);
      const { schemaVersion, summary } = report;
      const { solverCalls, solverHits, cacheHits } = run;
      await line({
        event: "report",
        schemaVersion,
        milliseconds: Math.round(milliseconds),
        summary,
        files: changedFiles(last, files),
        overrides: report.overrides,
        run: { solverCalls, solverHits, cacheHits },
      });
      last = files;
    },
    failed: (message, milliseconds) => line({ event: "error", milliseconds: Math.round(milliseconds), message }),
    ready: () => line({ event: "ready" }),
  };
}

/** The first report whole; then what is new, and a line with the time. */
export function textEvents(context: CommandContext): WatchEvents {
  const { streams } = context;
  const paint = createPaint(streams.outIsTerminal, context.environment);
  let last: ReadonlyMap<string, FileReport> | null = null;
  const render = ({ report, linesOf }: Verification, diagnostics: readonly Diagnostic[]): string =>
    renderDiagnostics(diagnostics, report.obligations, { paint, excerpts: streams.outIsTerminal, linesOf });
  return {
    verified: async (verification, milliseconds) => {
      const { report } = verification;
      const files = byFile(report);
      if (last === null)
        await streams.out(
          render(verification, report.diagnostics) +
            renderSummary(report, null, paint) +
            renderOverrides(report.overrides, context.wallClock(), paint),
        );
      else {
        const known = new Set([...last.values()].flatMap(({ diagnostics }) => diagnostics).map(withoutPlace));
        const news = changedFiles(last, files).flatMap(({ diagnostics }) =>
          diagnostics.filter((diagnostic) => !known.has(withoutPlace(diagnostic))),
        );
        await streams.out(render(verification, news));
      }
      const { summary } = report;
      const errors = report.diagnostics.filter(({ severity }) => severity === "error").length;
      await streams.out(
        `${paint.dim(timeOfDay())} ${duration(milliseconds)}: ${String(summary.proved)} of ${String(summary.obligations)} proved, ` +
          `${String(summary.guarded)} guarded${errors === 0 ? "" : `, ${paint.error(`${String(errors)} error${errors === 1 ? "" : "s"}`)}`}\n`,
      );
      last = files;
    },
    failed: (message, milliseconds) =>
      streams.out(`${paint.dim(timeOfDay())} ${duration(milliseconds)}: ${paint.error("cannot be verified")}: ${message}\n`),
    ready: () => streams.out(`${paint.dim(timeOfDay())} watching; Ctrl-C ends\n`),
  };
}

/** What moved down a file is nothing new. */
const withoutPlace = ({ code, message, file, obligation }: Diagnostic): string =>
  JSON.stringify([code, message, file, obligation]);

const timeOfDay = (): string => new Date().toTimeString().slice(0, 8);

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${String(Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
