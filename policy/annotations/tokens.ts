/** The words of an annotation's value. Offsets are those of the file, so that every error has its own place. */

export type TokenKind = "name" | "number" | "string" | "operator" | "unknown" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written; for strings what they hold. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longest first. */
const OPERATORS = [
  ...["===", "!==", ">>>", "**=", "...", "<<=", ">>="],
  ...["<=", ">=", "==", "!=", "&&", "||", "??", "?.", "=>", "++", "--", "**", "<<", ">>", "+=", "-=", "*=", "/=", "%="],
  ...["<", ">", "!", "(", ")", ".", "+", "-", "*", "%", "/", "[", "]", ",", "?", ":", "=", "&", "|", "^", "~", "{", "}", ";"],
];

const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:0[xX][\da-fA-F]+(?:_[\da-fA-F]+)*|0[bB][01]+(?:_[01]+)*|\d+(?:_\d+)*(?:\.\d+)?(?:[eE][+-]?\d+)?)/uy;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/uy;
/** White space, and the `*` that decorates the lines of a comment. */
const BLANK = /(?:[^\S\n]|\r?\n[^\S\n]*(?:\*(?!\/)[^\S\n]?)?)+/uy;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Tokens of `text` from `from` up to `to`, an `end` token last. `base` is the offset of `text` in the file. */
export function tokenise(
  text: string,
  range: { readonly from: number; readonly to: number; readonly base: number },
): readonly Token[] {
  const { from, to, base } = range;
  const source = text.slice(0, to);
  const tokens: Token[] = [];
  let at = from;
  const push = (kind: TokenKind, length: number, shown?: string): void => {
    tokens.push({ kind, text: shown ?? source.slice(at, at + length), start: base + at, end: base + at + length });
    at += length;
  };
  while (at < to) {
    const blank = match(BLANK, source, at);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const name = match(NAME, source, at);
    const number = name === null ? match(NUMBER, source, at) : null;
    const string = match(STRING, source, at);
    const operator = OPERATORS.find((one) => source.startsWith(one, at));
    if (name !== null) push("name", name.length);
    else if (number !== null) push("number", number.length);
    else if (string !== null) push("string", string.length, string.slice(1, -1));
    else if (operator !== undefined) push("operator", operator.length);
    else push("unknown", 1);
  }
  const last = tokens.at(-1)?.end ?? base + from;
  tokens.push({ kind: "end", text: "the end", start: last, end: last });
  return tokens;
}
