import { ts } from "../typescript.js";

/** The comments inside `node` but outside `kept`, in order, as block comments: they can stand in the middle of a line. */
export function commentsOutside(sourceFile: ts.SourceFile, node: ts.Node, kept: readonly ts.Node[]): readonly string[] {
  const { text, languageVariant } = sourceFile;
  const ranges = kept.map((one) => [one.getStart(sourceFile), one.end] as const).sort(([a], [b]) => a - b);
  const comments: string[] = [];
  let from = node.getStart(sourceFile);
  for (const [start, end] of [...ranges, [node.end, node.end] as const]) {
    const gap = text.slice(from, Math.max(from, start));
    if (/\/[/*]/u.test(gap)) {
      const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, languageVariant, gap);
      for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
        if (token === ts.SyntaxKind.MultiLineCommentTrivia) comments.push(scanner.getTokenText());
        if (token === ts.SyntaxKind.SingleLineCommentTrivia)
          comments.push(`/*${scanner.getTokenText().slice(2).replaceAll("*/", "* /")} */`);
      }
    }
    from = Math.max(from, end);
  }
  return comments;
}
