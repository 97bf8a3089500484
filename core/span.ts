/** Half-open range of UTF-16 offsets in a source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One-based position as people and editors read it. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
