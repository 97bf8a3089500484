/** The value of a tag, as its row in the table gets it. */
import type { Annotation } from "../../core/annotation.js";
import type { AnnotationProblem } from "../../core/contract.js";
import type { Span } from "../../core/span.js";

export interface TagValue {
  /** The whole comment, delimiters included. */
  readonly comment: string;
  /** Of the value in it. */
  readonly from: number;
  readonly to: number;
  /** Offset of the comment in the file. */
  readonly base: number;
  /** Of `@name`, in the file. */
  readonly tag: Span;
}

/** Both may come at once: what is understood of a security annotation says what its author meant, though it is not in force. */
export interface ParsedValue {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly AnnotationProblem[];
}

/** A word of a value, with its place in the file. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** The `*` that decorates the lines of a comment, blanked out: offsets stay. */
export function plainText({ comment, from, to }: TagValue): string {
  return comment.slice(from, to).replace(/\n[^\S\n]*\*(?!\/)/gu, (decoration) => " ".repeat(decoration.length));
}

/** Of `text` without white space at its ends; of the tag when there is nothing. */
export function spanOfText(value: TagValue, text: string): Span {
  const trimmed = text.trim();
  if (trimmed === "") return value.tag;
  const start = value.base + value.from + text.indexOf(trimmed);
  return { start, end: start + trimmed.length };
}

/** Words as `pattern` (global) finds them, and whatever stands between two of them that is not white space as a word of its own. */
export function wordsOf(value: TagValue, pattern: RegExp): readonly Word[] {
  const text = plainText(value);
  const start = value.base + value.from;
  const words: Word[] = [];
  let last = 0;
  const between = (to: number): void => {
    for (const match of text.slice(last, to).matchAll(/\S+/gu)) {
      const at = start + last + match.index;
      words.push({ text: match[0], span: { start: at, end: at + match[0].length } });
    }
  };
  for (const match of text.matchAll(pattern)) {
    between(match.index);
    words.push({ text: match[0], span: { start: start + match.index, end: start + match.index + match[0].length } });
    last = match.index + match[0].length;
  }
  between(text.length);
  return words;
}

/** What a double- or single-quoted string holds: `\` takes the character after it as it is, so that `*\/` does not end the comment. */
export function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gsu, "$1");
}
