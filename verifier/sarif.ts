/** SARIF 2.1.0 (OASIS standard, errata 01) from a report: one run, one result per diagnostic, in the report's order. */
import { DIAGNOSTICS, type DiagnosticRow } from "../core/diagnostics.js";
import type { Diagnostic, Report, ReportedObligation } from "../core/report.js";

const RULES: readonly DiagnosticRow[] = [...Object.values(DIAGNOSTICS)].sort((a, b) =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : 0,
);

/** The SARIF log as text, with a line feed at the end. */
export function renderSarif(report: Report): string {
  return `${JSON.stringify(sarifLog(report), null, 2)}\n`;
}

export function sarifLog(report: Report): object {
  const obligations = new Map(report.obligations.map((one) => [one.id, one]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: RULES.map((row) => ({
              id: row.code,
              name: pascalCase(row.name),
              shortDescription: { text: row.meaning },
              defaultConfiguration: { level: row.severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: report.diagnostics.map((one) =>
          resultOf(one, one.obligation === null ? null : (obligations.get(one.obligation) ?? null)),
        ),
      },
    ],
  };
}

function resultOf(diagnostic: Diagnostic, obligation: ReportedObligation | null): object {
  const ruleIndex = RULES.findIndex((row) => row.code === diagnostic.code);
  return {
    ruleId: diagnostic.code,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: diagnostic.severity,
    message: { text: diagnostic.message },
    ...(diagnostic.file === null
      ? {}
      : { locations: [{ physicalLocation: locationOf(diagnostic.file, diagnostic, obligation) }] }),
    ...(obligation === null
      ? {}
      : {
          partialFingerprints: { "suretyObligation/v1": obligation.id },
          properties: {
            kind: obligation.kind,
            verdict: obligation.verdict,
            disposition: obligation.disposition,
            guard: obligation.guard,
          },
        }),
  };
}

function locationOf(file: string, { line, column }: Diagnostic, obligation: ReportedObligation | null): object {
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/") };
  if (line === null) return { artifactLocation };
  const end = obligation === null ? {} : { endLine: obligation.endLine, endColumn: obligation.endColumn };
  return { artifactLocation, region: { startLine: line, startColumn: column ?? 1, ...end } };
}

function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}
