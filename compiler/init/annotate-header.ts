/** A header of levels and capabilities in front of a module, and nothing else of its text changed. */
import MagicString from "magic-string";
import { ts } from "../typescript.js";
import { SAFETY_KEYS, type SafetyLevels } from "../../policy/composition/effective.js";
import { leadingComments, moduleHeaderOf } from "../policy/module-header.js";

export interface HeaderContents {
  readonly levels: SafetyLevels;
  /** As capabilities are written; null: nothing is said of them. */
  readonly capabilities: readonly string[] | null;
}

/** `text` itself when it has a header. */
export function withHeader(text: string, contents: HeaderContents): string {
  if (moduleHeaderOf(text) !== null) return text;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const at = placeOf(text);
  const header = headerText(contents).join(newline);
  const rest = text.slice(at);
  const gap = rest.startsWith("\n") || rest.startsWith("\r\n") || rest === "" ? newline : `${newline}${newline}`;
  return new MagicString(text).appendLeft(at, `${header}${gap}`).toString();
}

function headerText({ levels, capabilities }: HeaderContents): readonly string[] {
  const safety = `@safety ${SAFETY_KEYS.map((key) => `${key}=${levels[key]}`).join(" ")}`;
  if (capabilities === null) return [`/** ${safety} */`];
  // `*/` in a pattern such as `**\/x` would end the comment; the parser takes the character after a backslash as it is.
  const granted = capabilities.length === 0 ? ["none"] : capabilities.map((one) => one.replaceAll("*/", "*\\/"));
  return ["/**", ` * ${safety}`, ...granted.map((one) => ` * @capability ${one}`), " */"];
}

/**
 * Behind the shebang and the comments that are about the file: licence, linter and compiler directives, the docblock of a test runner. A
 * comment belongs to the code below when no empty line stands between them; then the header comes before it, unless it is one of those.
 */
function placeOf(text: string): number {
  const comments = leadingComments(text);
  const first = firstToken(text);
  let at = first;
  for (const [index, { pos, end }] of [...comments.entries()].reverse()) {
    const next = comments[index + 1]?.pos ?? first;
    const isDetached = (text.slice(end, next).match(/\n/gu) ?? []).length > 1;
    if (isDetached || isAboutFile(text.slice(pos, end), index === 0)) break;
    at = pos;
  }
  return at;
}

/** Where the first statement begins, or the text ends. */
function firstToken(text: string): number {
  const comments = leadingComments(text);
  const from = comments.at(-1)?.end ?? ts.getShebang(text)?.length ?? 0;
  const blank = /^\s*/u.exec(text.slice(from))?.[0].length ?? 0;
  return from + blank;
}

function isAboutFile(comment: string, isFirst: boolean): boolean {
  if (/^\/\*!|@license|@preserve|\blicen[cs]ed?\b|\bcopyright\b|SPDX-/iu.test(comment)) return true;
  if (/^\/\/\/\s*</u.test(comment)) return true;
  if (/^(?:\/\/|\/\*)\s*(?:@ts-|eslint|prettier|biome|jshint|global|istanbul|c8|v8|tslint)/u.test(comment)) return true;
  return (
    isFirst &&
    /@(?:jest-environment|vitest-environment|jsx\w*|flow|fileoverview|file|packageDocumentation|module)\b/u.test(comment)
  );
}
