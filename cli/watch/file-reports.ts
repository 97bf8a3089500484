/** A report taken apart by file, so that an event says what is new and not everything there is. */
import type { Diagnostic, Report, ReportedObligation, ReportedToleration } from "../../core/report.js";

/** All that a report says of one file; of none in particular under "". */
export interface FileReport {
  readonly file: string;
  readonly obligations: readonly ReportedObligation[];
  readonly tolerated: readonly ReportedToleration[];
  readonly diagnostics: readonly Diagnostic[];
}

export function byFile({ obligations, tolerated, diagnostics }: Report): ReadonlyMap<string, FileReport> {
  const files = new Map<
    string,
    { obligations: ReportedObligation[]; tolerated: ReportedToleration[]; diagnostics: Diagnostic[] }
  >();
  const of = (file: string) => {
    const known = files.get(file) ?? { obligations: [], tolerated: [], diagnostics: [] };
    files.set(file, known);
    return known;
  };
  for (const one of obligations) of(one.file).obligations.push(one);
  for (const one of tolerated) of(one.file).tolerated.push(one);
  for (const one of diagnostics) of(one.file ?? "").diagnostics.push(one);
  return new Map([...files].map(([file, parts]) => [file, { file, ...parts }]));
}

/** Files that `after` says something else of than `before`, in order; those that are gone with nothing. */
export function changedFiles(
  before: ReadonlyMap<string, FileReport>,
  after: ReadonlyMap<string, FileReport>,
): readonly FileReport[] {
  const changed: FileReport[] = [];
  for (const [file, report] of after) {
    const last = before.get(file);
    if (last === undefined || !isSame(last, report)) changed.push(report);
  }
  for (const file of before.keys()) if (!after.has(file)) changed.push({ file, obligations: [], tolerated: [], diagnostics: [] });
  return changed.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** Rows of files that an edit does not concern are the same objects (verifier/report.ts). */
function isSame(a: FileReport, b: FileReport): boolean {
  const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
    left.length === right.length &&
    left.every((row, at) => row === right[at] || JSON.stringify(row) === JSON.stringify(right[at]));
  return same(a.obligations, b.obligations) && same(a.tolerated, b.tolerated) && same(a.diagnostics, b.diagnostics);
}
