/** Emitted text as pieces: ranges of the original, which map to themselves, and insertions. */
import MagicString from "magic-string";
import { InternalError } from "../../core/errors.js";

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

/** Turns pieces into edits. Guards keep evaluation order, so ranges ascend; throws `InternalError` when they do not. */
export function toMagicString(original: string, pieces: readonly Piece[]): MagicString {
  const edited = new MagicString(original);
  let cursor = 0;
  let pending = "";
  const flush = (until: number): void => {
    if (until < cursor) throw new InternalError(`edits go backwards at offset ${until}`);
    if (until > cursor) {
      if (pending === "") edited.remove(cursor, until);
      else edited.overwrite(cursor, until, pending);
    } else if (pending !== "") edited.appendLeft(until, pending);
    pending = "";
    cursor = until;
  };
  for (const piece of pieces) {
    if (piece.kind === "text") {
      pending += piece.text;
    } else if (piece.end > piece.start) {
      // Adjacent ranges stay one chunk.
      if (pending !== "" || piece.start !== cursor) flush(piece.start);
      cursor = piece.end;
    }
  }
  if (cursor < original.length) flush(original.length);
  else if (pending !== "") edited.append(pending);
  return edited;
}
