/** Emitted text as pieces: ranges of the original, which map to themselves, and insertions. */
import type { SourceMapSegment } from "@jridgewell/sourcemap-codec";

export type Piece =
  { readonly kind: "range"; readonly start: number; readonly end: number } | { readonly kind: "text"; readonly text: string };

export const range = (start: number, end: number): Piece => ({ kind: "range", start, end });
export const text = (inserted: string): Piece => ({ kind: "text", text: inserted });

/** First character that `pieces` print, or the empty string. */
export function firstCharacter(pieces: readonly Piece[], original: string): string {
  for (const piece of pieces) {
    const printed = piece.kind === "text" ? piece.text : original.slice(piece.start, piece.end);
    if (printed !== "") return printed.charAt(0);
  }
  return "";
}

export interface PrintedText {
  readonly code: string;
  /** Segments by line of `code`, as source maps have them; of a single source. */
  readonly mappings: SourceMapSegment[][];
}

/**
 * Prints pieces, with a mapping for every word of the original that stays and for every insertion that takes the place of something.
 * Ranges ascend where evaluation order is kept, and begin again where a part of the original is printed twice.
 */
export function printPieces(original: string, pieces: readonly Piece[]): PrintedText {
  const lines: SourceMapSegment[][] = [[]];
  const starts = lineStarts(original);
  let code = "";
  let column = 0;
  const segment = (offset: number): void => {
    const line = lineOf(starts, offset);
    lines.at(-1)?.push([column, 0, line, offset - (starts[line] ?? 0)]);
  };
  const newLine = (): void => {
    lines.push([]);
    column = 0;
  };
  const printText = (inserted: string, replaces: number | null): void => {
    code += inserted;
    inserted.split("\n").forEach((part, k) => {
      if (k > 0) newLine();
      if (replaces !== null && part !== "") segment(replaces);
      column += part.length;
    });
  };
  const printRange = (start: number, end: number): void => {
    code += original.slice(start, end);
    let inWord = false;
    for (let at = start; at < end; at++) {
      const code = original.charCodeAt(at);
      if (code === LINE_FEED) {
        newLine();
        inWord = false;
        continue;
      }
      const word = isWord(code);
      if (!word || !inWord) segment(at);
      inWord = word;
      column++;
    }
  };
  let cursor = 0;
  let pending = "";
  for (const piece of pieces) {
    if (piece.kind === "text") {
      pending += piece.text;
      continue;
    }
    if (piece.end <= piece.start) continue;
    if (pending !== "") printText(pending, piece.start > cursor ? cursor : null);
    pending = "";
    printRange(piece.start, piece.end);
    cursor = piece.end;
  }
  if (pending !== "") printText(pending, cursor < original.length ? cursor : null);
  return { code, mappings: lines };
}

const LINE_FEED = 10;

/** ASCII letters, digits, `_`: what a map of words takes for one. */
function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
