/** The annotation of an override taken away, or put before the part of its scope that needs it. Nothing where the comment says more than that. */
import type { OverrideAdvice } from "../../compiler/overrides/advise-overrides.js";
import type { Span } from "../../core/span.js";
import type { Edit, Suggestion } from "../lint-rule.js";
import type { LintedFile } from "../linted-file.js";
import { indentOf, newlineOf, statementBefore } from "./access-at.js";

export function moveOverride({ found, narrower }: OverrideAdvice, { text, tree }: LintedFile): Suggestion | null {
  const { comment, annotation } = found;
  const rest = text.slice(comment.start, annotation.span.start) + text.slice(annotation.span.end, comment.end);
  if (!/^[\s/*]*$/u.test(rest)) return null;
  const gone: Edit = { span: linesOf(text, comment), text: "" };
  if (narrower === null) return { message: "remove", data: {}, edits: [gone] };
  const start = narrower.getStart(tree());
  const indent = indentOf(text, start);
  if (indent === null || start < gone.span.end) return null;
  const moved = text.slice(comment.start, comment.end).replace(/\r?\n[^\S\n]*/gu, `${newlineOf(text)}${indent} `);
  return { message: "move", data: {}, edits: [gone, statementBefore(text, start, moved)] };
}

/** With its lines, where nothing else stands on them. */
function linesOf(text: string, { start, end }: Span): Span {
  const indent = indentOf(text, start);
  const behind = /^[^\S\r\n]*\r?\n/u.exec(text.slice(end))?.[0];
  return indent === null || behind === undefined ? { start, end } : { start: start - indent.length, end: end + behind.length };
}
