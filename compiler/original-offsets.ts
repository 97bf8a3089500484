import { decode, type SourceMapMappings } from "@jridgewell/sourcemap-codec";

/** The offset in the original text of what stands at an offset of the edited text; null for inserted text. */
export type OriginalOffsets = (offset: number) => number | null;

/**
 * Inverts an edit by its source map (one source, mappings for every character or every word). Only a character at which a mapping
 * starts, and the word it begins, are known to be original.
 */
export function originalOffsets(edit: {
  readonly original: string;
  readonly edited: string;
  readonly mappings: string;
}): OriginalOffsets {
  const mappings: SourceMapMappings = decode(edit.mappings);
  const editedLines = lineStarts(edit.edited);
  const originalLines = lineStarts(edit.original);
  const known = new Map<number, number>();
  mappings.forEach((segments, line) => {
    for (const segment of segments) {
      if (segment.length === 1) continue;
      const from = editedLines[line];
      const to = originalLines[segment[2]];
      if (from === undefined || to === undefined) continue;
      const [offset, origin] = [from + segment[0], to + segment[3]];
      // A segment may also name what replaced text: only equal characters are the original's own. Maps with one segment a word leave
      // out the rest of the word.
      for (let at = 0; at === 0 || isWordCode(edit.edited.charCodeAt(offset + at)); at++) {
        if (edit.edited.charCodeAt(offset + at) !== edit.original.charCodeAt(origin + at)) break;
        known.set(offset + at, origin + at);
      }
    }
  });
  return (offset) => known.get(offset) ?? null;
}

function isWordCode(code: number): boolean {
  // NaN past the end compares false throughout.
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}

/** Line feeds only: that is how magic-string counts lines. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
