import { printable } from "./printable.js";

/** Columns of source shown at most; longer lines are cut around the place. */
const WIDTH = 100;

export interface ExcerptPlace {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Of the first line; columns past it are cut. */
  readonly endColumn: number;
}

/** The line of source and a line of carets below it, or the empty text when the place is not in `lines`. */
export function renderExcerpt(lines: readonly string[], place: ExcerptPlace, paint: (carets: string) => string): string {
  const text = lines[place.line - 1];
  if (text === undefined) return "";
  const start = Math.max(0, Math.min(place.column - 1, text.length));
  const end = Math.max(start + 1, Math.min(place.endColumn - 1, text.length));
  const from = text.length <= WIDTH ? 0 : Math.max(0, Math.min(start - 20, text.length - WIDTH));
  const shown = printable(text.slice(from, from + WIDTH));
  const number = String(place.line);
  const carets = "^".repeat(Math.max(1, Math.min(end, from + WIDTH) - start));
  return `${number} | ${shown.trimEnd()}\n${" ".repeat(number.length)} | ${" ".repeat(start - from)}${paint(carets)}\n`;
}
