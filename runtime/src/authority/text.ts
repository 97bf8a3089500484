/** Questions about texts that no replaced prototype can answer: `split` and `replace` would look up symbols of the pattern. */
import { apply, sliceText } from "../primordials";

const prototype = String.prototype;
const { exec } = RegExp.prototype;

export const indexIn = (text: string, piece: string, from = 0): number => apply(prototype.indexOf, text, [piece, from]);
export const has = (text: string, piece: string): boolean => indexIn(text, piece) >= 0;
export const starts = (text: string, piece: string): boolean => sliceText(text, 0, piece.length) === piece;
export const ends = (text: string, piece: string): boolean =>
  piece.length <= text.length && sliceText(text, text.length - piece.length) === piece;
export const lower = (text: string): string => apply(prototype.toLowerCase, text, []);

/** `pattern` has neither flag `g` nor `y`. */
export const match = (pattern: RegExp, text: string): RegExpExecArray | null => apply(exec, pattern, [text]);
export const fits = (pattern: RegExp, text: string): boolean => match(pattern, text) !== null;

export function pieces(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const at = indexIn(text, separator, from);
    if (at < 0) break;
    parts[parts.length] = sliceText(text, from, at);
    from = at + separator.length;
  }
  parts[parts.length] = sliceText(text, from);
  return parts;
}

export function swapped(text: string, from: string, to: string): string {
  const parts = pieces(text, from);
  let result = parts[0] as string;
  for (let i = 1; i < parts.length; i++) result += to + (parts[i] as string);
  return result;
}
