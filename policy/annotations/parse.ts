/**
 * The parser of annotations: one grammar for the compiler, the linter and all who read annotations later. It works on the text of the
 * comment, since TypeScript's own scanner cuts tag names at a hyphen. What a tag holds is parsed by the tag's row in the table.
 */
import type { AnnotationTopic, ParsedAnnotations, ProblemOfAnnotation, Annotation } from "../../core/annotation.js";
import type { Span } from "../../core/span.js";
import { nearest } from "../suggest.js";
import { parseCapabilities } from "./capability.js";
import { isModuleReference, parseContract } from "./contract.js";
import { parseOverride } from "./override.js";
import { parseSafety } from "./safety.js";
import type { ParsedValue, TagValue } from "./value.js";

interface TagRow {
  readonly topic: AnnotationTopic;
  readonly parse: (value: TagValue) => ParsedValue;
  /** Whether the value is another's business, such as JSDoc's own tag of that name. */
  readonly isForeign: (value: TagValue) => boolean;
  /** Whether a value after a mistyped tag of this row is meant for us: prose must not be reported. */
  readonly looksLike: (value: string) => boolean;
  /** May stand in a comment that is not JSDoc. */
  readonly inline: boolean;
}

const never = (): boolean => false;

/** Operators that only a condition has: they tell a mistyped contract from prose. */
const isCondition = (value: string): boolean => /[<>]=?|[=!]==?|&&|\|\|/u.test(value);

const contract = (kind: "requires" | "ensures" | "invariant"): TagRow => ({
  topic: "contract",
  parse: (value) => parseContract(kind, value),
  isForeign: kind === "requires" ? isModuleReference : never,
  looksLike: isCondition,
  inline: false,
});

const TAGS: Readonly<Record<string, TagRow>> = {
  requires: contract("requires"),
  ensures: contract("ensures"),
  invariant: contract("invariant"),
  safety: {
    topic: "security",
    parse: parseSafety,
    isForeign: never,
    looksLike: (value) => /^\s*[a-z]+=[a-z]+/u.test(value),
    inline: false,
  },
  capability: {
    topic: "security",
    parse: parseCapabilities,
    isForeign: never,
    looksLike: (value) => /^\s*(?:none\s*$|[a-z]+\.[a-z-]+\b)/u.test(value),
    inline: false,
  },
  "unsafe-override": {
    topic: "override",
    parse: parseOverride,
    isForeign: never,
    // No other tag has this form, and a request that is lost through a typing error must not go unseen.
    looksLike: (value) => /--/u.test(value),
    inline: true,
  },
};

/** A tag begins a line of the comment, or the comment. */
const TAG = /(^\/\*\*|^\/\*|^\/\/|\n)([^\S\n]*(?:\*(?!\/))?[^\S\n]*)@([\p{ID_Continue}-]+)/gu;

/** Annotations of a comment (delimiters included) that begins at offset `base` of its file. Where it is not JSDoc, those that may be inline. */
export function parseAnnotations(comment: string, base: number): ParsedAnnotations {
  const annotations: Annotation[] = [];
  const problems: ProblemOfAnnotation[] = [];
  let first: Span | null = null;
  const isDocumentation = comment.startsWith("/**");
  const found = [...comment.matchAll(TAG)];
  found.forEach((match, index) => {
    const [whole, , , name = ""] = match;
    const from = match.index + whole.length;
    const to = found[index + 1]?.index ?? comment.length - (comment.endsWith("*/") ? 2 : 0);
    const tag = { start: base + from - name.length - 1, end: base + from };
    const row = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
    const value: TagValue = { comment, from, to, base, tag };
    if (row === undefined) {
      const problem = mistyped(name, value, isDocumentation);
      if (problem !== null) problems.push(problem);
      return;
    }
    if ((!isDocumentation && !row.inline) || row.isForeign(value)) return;
    if (row.topic === "contract") first ??= tag;
    const parsed = row.parse(value);
    annotations.push(...parsed.annotations);
    problems.push(...parsed.problems.map((problem) => ({ ...problem, topic: row.topic })));
  });
  return { annotations, problems, first };
}

function mistyped(name: string, { comment, from, to, tag }: TagValue, isDocumentation: boolean): ProblemOfAnnotation | null {
  const meant = nearest(name, Object.keys(TAGS));
  const row = meant === null ? undefined : TAGS[meant];
  if (meant === null || row === undefined || (!isDocumentation && !row.inline) || !row.looksLike(comment.slice(from, to)))
    return null;
  return { topic: row.topic, span: tag, message: `\`@${name}\` is no annotation; did you mean \`@${meant}\`?` };
}
