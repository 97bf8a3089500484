/**
 * The parser of annotations in JSDoc comments: one grammar for the compiler and for all who read annotations later. It works on the text
 * of the comment, since TypeScript's own scanner cuts tag names at a hyphen. What a tag holds is parsed by the tag's row in the table.
 */
import type { AnnotationProblem, ContractExpression, ContractKind } from "../core/contract.js";
import type { Span } from "../core/span.js";
import { parseExpression } from "./parse-expression.js";
import { nearest } from "./suggest.js";
import { tokenise, type Token } from "./tokens.js";

export interface Annotation {
  readonly kind: ContractKind;
  readonly expression: ContractExpression;
  /** Of the expression. */
  readonly span: Span;
  /** The expression as written, white space collapsed. */
  readonly text: string;
}

export interface ParsedAnnotations {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly AnnotationProblem[];
  /** Where the first annotation of ours stands, for those that find it attached to nothing; null when there is none. */
  readonly first: Span | null;
}

/** Tags of ours. Others join here: `@safety`, `@capability`, `@unsafe-override`. */
const TAGS: Readonly<Record<string, ContractKind>> = { requires: "requires", ensures: "ensures", invariant: "invariant" };

/** A tag begins a line of the comment, or the comment. */
const TAG = /(^\/\*\*|\n)([^\S\n]*(?:\*(?!\/))?[^\S\n]*)@([\p{ID_Continue}-]+)/gu;

/** Operators that only a condition has: they tell a mistyped contract from prose. */
const CONDITION = /[<>]=?|[=!]==?|&&|\|\|/u;

/** Annotations of a JSDoc comment (delimiters included) that begins at offset `base` of its file. */
export function parseAnnotations(comment: string, base: number): ParsedAnnotations {
  const annotations: Annotation[] = [];
  const problems: AnnotationProblem[] = [];
  let first: Span | null = null;
  const found = [...comment.matchAll(TAG)];
  found.forEach((match, index) => {
    const [whole, , , name = ""] = match;
    const from = match.index + whole.length;
    const to = found[index + 1]?.index ?? comment.length - (comment.endsWith("*/") ? 2 : 0);
    const span = { start: base + from - name.length - 1, end: base + from };
    const kind = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
    const value = comment.slice(from, to);
    if (kind === undefined) {
      const meant = nearest(name, Object.keys(TAGS));
      if (meant !== null && CONDITION.test(value))
        problems.push({ span, message: `\`@${name}\` is no annotation; did you mean \`@${meant}\`?` });
      return;
    }
    if (kind === "requires" && isModuleReference(value)) return;
    first ??= span;
    const parsed = parseContract(comment, { from, to, base });
    if (parsed.kind === "malformed") problems.push(parsed.problem);
    else annotations.push({ kind, ...parsed.contract });
  });
  return { annotations, problems, first };
}

/** JSDoc has a `@requires` of its own, which names a module: `@requires module:fs`, `@requires lodash/fp`. */
function isModuleReference(value: string): boolean {
  const text = value.trim();
  return /^module:/u.test(text) || (/^[@\w./-]+$/u.test(text) && /[/@-]/u.test(text));
}

type ParsedContract =
  | { readonly kind: "parsed"; readonly contract: Omit<Annotation, "kind"> }
  | { readonly kind: "malformed"; readonly problem: AnnotationProblem };

function parseContract(
  comment: string,
  range: { readonly from: number; readonly to: number; readonly base: number },
): ParsedContract {
  const tokens = tokenise(comment, range);
  const parsed = parseExpression(tokens);
  if (parsed.kind === "malformed") return parsed;
  const span = { start: tokens[0]?.start ?? range.base, end: lastOf(tokens) };
  const text = comment
    .slice(span.start - range.base, span.end - range.base)
    .replace(/\s*\n\s*(?:\*\s?)?/gu, " ")
    .replace(/\s+/gu, " ");
  return { kind: "parsed", contract: { expression: parsed.expression, span, text } };
}

function lastOf(tokens: readonly Token[]): number {
  return tokens.at(-2)?.end ?? 0;
}
