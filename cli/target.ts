import type { ReportedObligation } from "../core/report.js";

/** What `surety explain` is asked about. */
export type ExplainTarget =
  | { readonly kind: "id"; readonly prefix: string }
  /** `column` null: every obligation of the line. */
  | { readonly kind: "place"; readonly file: string; readonly line: number; readonly column: number | null };

const MIN_PREFIX = 6;

/** Reads `<obligation-id | file:line[:column]>`; null when it is neither. `C:\x.ts:3` is a place too. */
export function parseTarget(text: string): ExplainTarget | null {
  const place = /^(.+?):(\d+)(?::(\d+))?$/.exec(text);
  if (place !== null) {
    const [, file = "", line = "", column] = place;
    return { kind: "place", file, line: Number(line), column: column === undefined ? null : Number(column) };
  }
  const id = text.toLowerCase();
  return id.length >= MIN_PREFIX && /^[0-9a-f]+$/.test(id) ? { kind: "id", prefix: id } : null;
}

/** Whether the place lies in the range of the obligation (its end included, where a cursor stands after it). */
export function isAt(obligation: ReportedObligation, line: number, column: number | null): boolean {
  if (line < obligation.line || line > obligation.endLine) return false;
  if (column === null) return true;
  const afterStart = line > obligation.line || column >= obligation.column;
  const beforeEnd = line < obligation.endLine || column <= obligation.endColumn;
  return afterStart && beforeEnd;
}
