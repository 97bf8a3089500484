/** The `@unsafe-override` comments of a file, and the code that each stands before. */
import { ts } from "../typescript.js";
import type { OverrideAnnotation, OverrideTarget } from "../../core/annotation.js";
import type { Span } from "../../core/span.js";
import { parseAnnotations } from "../../policy/annotations/parse.js";
import { skipWrappers } from "../lower/syntax.js";

export interface FoundOverride {
  readonly annotation: OverrideAnnotation;
  /** It stands in. */
  readonly comment: Span;
  /** The file itself for a module. */
  readonly scope: ts.Node;
  /** What is wrong with the annotation. */
  readonly problems: readonly string[];
}

/** A comment that asks for something nobody can make out. */
export interface LostOverride {
  readonly span: Span;
  readonly message: string;
}

export interface FoundOverrides {
  readonly overrides: readonly FoundOverride[];
  readonly lost: readonly LostOverride[];
}

/** Nearly the tag, too: the parser says what was meant. */
const MENTIONS = /@un-?safe/iu;

export const mentionsOverrides = (text: string): boolean => MENTIONS.test(text);

export function findOverrides(file: ts.SourceFile): FoundOverrides {
  const overrides: FoundOverride[] = [];
  const lost: LostOverride[] = [];
  if (!mentionsOverrides(file.text)) return { overrides, lost };
  for (const { comment, token } of commentsWith(file)) {
    const text = file.text.slice(comment.pos, comment.end);
    const parsed = parseAnnotations(text, comment.pos);
    const problems = parsed.problems.filter(({ topic }) => topic === "override");
    const found = parsed.annotations.filter((one) => one.kind === "override");
    if (found.length === 0) lost.push(...problems.map(({ span, message }) => ({ span, message })));
    const scope = scopeOf(comment, token, file);
    for (const annotation of found) {
      const own = problems
        .filter(({ span }) => found.length === 1 || contains(annotation.span, span))
        .map(({ message }) => message);
      if (typeof scope === "string") lost.push({ span: annotation.span, message: scope });
      else overrides.push({ annotation, comment: { start: comment.pos, end: comment.end }, scope, problems: own });
    }
  }
  return { overrides, lost };
}

const contains = (outer: Span, inner: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

interface PlacedComment {
  readonly comment: ts.CommentRange;
  /** The token behind it. */
  readonly token: ts.Node;
}

function commentsWith(file: ts.SourceFile): readonly PlacedComment[] {
  const { text } = file;
  const found = new Map<number, PlacedComment>();
  const visit = (node: ts.Node): void => {
    if (!mentionsOverrides(text.slice(node.pos, node.end))) return;
    const children = node.getChildren(file);
    if (children.length > 0) {
      for (const child of children) visit(child);
      return;
    }
    if (ts.isJsxText(node)) return;
    for (const comment of [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.pos) ?? []),
    ])
      if (mentionsOverrides(text.slice(comment.pos, comment.end))) found.set(comment.pos, { comment, token: node });
  };
  visit(file);
  return [...found.values()].sort((a, b) => a.comment.pos - b.comment.pos);
}

/** The scope, or why there is none. */
function scopeOf(comment: ts.CommentRange, token: ts.Node, file: ts.SourceFile): ts.Node | string {
  const { text } = file;
  if (isModuleHeader(comment, token, file)) return file;
  const line = text.slice(text.lastIndexOf("\n", comment.pos - 1) + 1, comment.pos);
  const next = text.slice(comment.end, token.getStart(file));
  // On the line of what it seems to be about, and yet about what follows: better asked than guessed.
  if (line.trim() !== "" && !/^\s*(?:\/\/|\/\*|\*)/u.test(line) && next.includes("\n"))
    return "an override stands before the statement or expression that it frees, on a line of its own";
  if (token.kind === ts.SyntaxKind.EndOfFileToken) return "the override stands before nothing that it could free";
  const start = token.getStart(file);
  let found: ts.Node | null = null;
  for (let at: ts.Node = token; !ts.isSourceFile(at) && at.getStart(file) === start; at = at.parent)
    if (at !== token || ts.isExpression(at)) found = at;
  if (found === null || ts.isToken(found)) {
    if (found !== null && ts.isExpression(found)) return found;
    return "the override stands before nothing that it could free: put it before a statement, an expression, a function or a class";
  }
  return functionIn(found) ?? found;
}

/** `const f = () => …`, `{ f: function () {} }`: the function is meant. */
function functionIn(node: ts.Node): ts.Node | null {
  const initializer = ts.isVariableStatement(node)
    ? node.declarationList.declarations.length === 1
      ? node.declarationList.declarations[0]?.initializer
      : undefined
    : ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)
      ? node.initializer
      : ts.isExportAssignment(node)
        ? node.expression
        : undefined;
  if (initializer === undefined) return null;
  const value = skipWrappers(initializer);
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value) || ts.isClassExpression(value) ? value : null;
}

/** Tags that say that a comment is about the whole file. */
const FILE_TAGS = /@(?:module|file|fileoverview|packageDocumentation)\b/u;

/** The JSDoc comment at the head of a file, when something says that it is not about the first statement. */
function isModuleHeader(comment: ts.CommentRange, token: ts.Node, file: ts.SourceFile): boolean {
  const { text } = file;
  if (token.pos !== 0 || !text.startsWith("/**", comment.pos)) return false;
  const first = file.statements[0];
  const behind = text.slice(comment.end, token.getStart(file));
  return (
    FILE_TAGS.test(text.slice(comment.pos, comment.end)) ||
    /^[^\S\n]*\r?\n[^\S\n]*\r?\n/u.test(behind) ||
    behind.trimStart().startsWith("/**") ||
    first === undefined ||
    ts.isImportDeclaration(first) ||
    ts.isImportEqualsDeclaration(first)
  );
}

/** As it is signed. */
export function targetText(target: OverrideTarget): string {
  if (target.kind === "obligation") return target.name;
  const pattern = target.pattern === null ? "" : `(${JSON.stringify(target.pattern)})`;
  return `capability(${target.action}${pattern})`;
}

/** Whether an override of `target` frees an access of this kind. */
export function frees(target: OverrideTarget, kind: string): boolean {
  return target.kind === "obligation" && (kind === target.name || kind.startsWith(`${target.name}.`)) && kind !== "contract";
}
