/** Emitted text as pieces: ranges of the original, which map to themselves, and insertions. */
import MagicString from "magic-string";

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

/**
 * Turns pieces into edits. Ranges that ascend keep their place; one that comes after what stands behind it in the original is moved there,
 * and keeps its mapping.
 */
export function toMagicString(original: string, pieces: readonly Piece[]): MagicString {
  const edited = new MagicString(original);
  const moved = movedRanges(pieces);
  let nextMoved = 0;
  let cursor = 0;
  let pending = "";
  /** Whether moved ranges stand between `cursor` and what comes next. */
  let behindMoved = false;

  /** Removes what lies between `cursor` and `until`, moved ranges apart, and puts what is pending in its place. */
  const flush = (until: number): void => {
    let from = cursor;
    const drop = (to: number): void => {
      if (to > from) {
        if (pending === "") edited.remove(from, to);
        else edited.overwrite(from, to, pending);
        pending = "";
      }
    };
    for (let one = moved[nextMoved]; one !== undefined && one.start < until; one = moved[++nextMoved]) {
      drop(one.start);
      from = one.end;
    }
    drop(until);
    if (pending !== "") {
      if (behindMoved || until > cursor) edited.appendRight(until, pending);
      else edited.appendLeft(until, pending);
    }
    pending = "";
    cursor = until;
    behindMoved = false;
  };
  for (const piece of pieces) {
    if (piece.kind === "text") {
      pending += piece.text;
    } else if (piece.end > piece.start) {
      if (piece.start < cursor) {
        if (pending !== "") edited.appendRight(piece.start, pending);
        pending = "";
        edited.move(piece.start, piece.end, cursor);
        behindMoved = true;
        continue;
      }
      // Adjacent ranges stay one chunk.
      if (pending !== "" || behindMoved || piece.start !== cursor) flush(piece.start);
      cursor = piece.end;
    }
  }
  if (cursor < original.length) flush(original.length);
  else if (pending !== "") edited.append(pending);
  return edited;
}

/** Ranges that come after one that stands behind them, by their place in the original. */
function movedRanges(pieces: readonly Piece[]): readonly { readonly start: number; readonly end: number }[] {
  const moved: { readonly start: number; readonly end: number }[] = [];
  let cursor = 0;
  for (const piece of pieces) {
    if (piece.kind === "text" || piece.end <= piece.start) continue;
    if (piece.start < cursor) moved.push(piece);
    else cursor = piece.end;
  }
  return moved.sort((a, b) => a.start - b.start);
}
