/** The comments of a text, without types. */
import { ts } from "../compiler/typescript.js";
import type { Span } from "../core/span.js";

/** In source order, each once. */
export function commentsOf(tree: ts.SourceFile): readonly Span[] {
  const { text } = tree;
  const found = new Map<number, Span>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, { start: pos, end });
  };
  const visit = (node: ts.Node): void => {
    // Text between tags has slashes that are none of a comment.
    if (ts.isJsxText(node)) return;
    add(ts.getLeadingCommentRanges(text, node.pos));
    add(ts.getTrailingCommentRanges(text, node.end));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  add(ts.getLeadingCommentRanges(text, tree.endOfFileToken.pos));
  return [...found.values()].sort((a, b) => a.start - b.start);
}
