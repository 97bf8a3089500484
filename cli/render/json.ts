/** The JSON contract of the command line: which fields there are, and their order. */
import type {
  Diagnostic,
  Report,
  ReportedObligation,
  ReportedOverride,
  ReportedToleration,
  ReportSummary,
  RunStatistics,
} from "../../core/report.js";

/** A record with its keys in code-unit order, so that the text does not depend on the order of insertion. */
function sortedRecord<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function summaryFields(summary: ReportSummary): object {
  return {
    files: summary.files,
    functions: summary.functions,
    unsupportedFunctions: summary.unsupportedFunctions,
    obligations: summary.obligations,
    proved: summary.proved,
    refuted: summary.refuted,
    unknown: summary.unknown,
    guarded: summary.guarded,
    hoisted: summary.hoisted,
    rejected: summary.rejected,
    overridden: summary.overridden,
    tolerated: summary.tolerated,
    byKind: Object.fromEntries(
      Object.entries(sortedRecord(summary.byKind)).map(([kind, counts]) => [
        kind,
        { obligations: counts.obligations, proved: counts.proved },
      ]),
    ),
    byTier: sortedRecord(summary.byTier),
    unsupported: sortedRecord(summary.unsupported),
  };
}

/** `tier` is there only when proved, `reason` only when not, `witness` only when refuted. */
export function obligationFields(obligation: ReportedObligation): object {
  return {
    id: obligation.id,
    kind: obligation.kind,
    file: obligation.file,
    line: obligation.line,
    column: obligation.column,
    endLine: obligation.endLine,
    endColumn: obligation.endColumn,
    text: obligation.text,
    function: obligation.function,
    verdict: obligation.verdict,
    disposition: obligation.disposition,
    guard: obligation.guard,
    ...(obligation.tier === null ? {} : { tier: obligation.tier }),
    assumptions: obligation.assumptions,
    restsOn: obligation.restsOn,
    ...(obligation.reason === null ? {} : { reason: obligation.reason }),
    ...(obligation.witness === null ? {} : { witness: { call: obligation.witness.call, observed: obligation.witness.observed } }),
  };
}

function tolerationFields(toleration: ReportedToleration): object {
  return {
    file: toleration.file,
    line: toleration.line,
    column: toleration.column,
    endLine: toleration.endLine,
    endColumn: toleration.endColumn,
    text: toleration.text,
    function: toleration.function,
    reason: toleration.reason,
  };
}

function overrideFields(one: ReportedOverride): object {
  return {
    file: one.file,
    line: one.line,
    column: one.column,
    symbol: one.symbol,
    scope: one.scope,
    target: one.target,
    justification: one.justification,
    ticket: one.ticket,
    request: one.request,
    requester: one.requester,
    requested: one.requested,
    approvers: one.approvers,
    approvals: one.approvals,
    until: one.until,
    expiringSoon: one.expiringSoon,
    emergency: one.emergency,
    obligations: one.obligations,
  };
}

function diagnosticFields(diagnostic: Diagnostic): object {
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: diagnostic.file,
    line: diagnostic.line,
    column: diagnostic.column,
    obligation: diagnostic.obligation,
  };
}

/** One document, ending in a line feed. Without `run` it is byte-identical from run to run. */
export function renderJson(report: Report, run: RunStatistics | null): string {
  const document = {
    schemaVersion: report.schemaVersion,
    tool: { name: report.tool.name, version: report.tool.version },
    mode: report.mode,
    boundary: report.boundary,
    summary: summaryFields(report.summary),
    obligations: report.obligations.map(obligationFields),
    tolerated: report.tolerated.map(tolerationFields),
    overrides: report.overrides.map(overrideFields),
    diagnostics: report.diagnostics.map(diagnosticFields),
    ...(run === null
      ? {}
      : {
          run: {
            milliseconds: run.milliseconds,
            solverCalls: run.solverCalls,
            solverHits: run.solverHits,
            cacheHits: run.cacheHits,
          },
        }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
