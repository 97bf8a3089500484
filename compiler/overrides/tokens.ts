/**
 * The tokens of a piece of source, as the scope hash sees them. The format is frozen (docs/OVERRIDES.md): it holds no number of TypeScript's
 * token kinds and nothing of HIR, so that a new release of either voids no approval.
 */
import { ts } from "../typescript.js";

/** What stands where the parser inserts a semicolon. No token has an empty text. */
const INSERTED_SEMICOLON = "";

/**
 * Source texts of the tokens below `node` in their order, without comments and white space. Each is as written: quotes, escapes, digits and
 * the pieces of a template (`` `a${ ``, `}b${`, `` }c` ``) as one token each, a regular expression as one, text between JSX tags as one. Line ends
 * inside of a token are LF, as JavaScript reads them.
 *
 * A line break may end a statement (`return⏎x`), so white space is not without meaning; an empty token stands where a semicolon is inserted,
 * and two sources with the same tokens are parsed alike.
 */
export function tokensOf(node: ts.Node, sourceFile: ts.SourceFile): readonly PlacedToken[] {
  const found: PlacedToken[] = [];
  const visit = (at: ts.Node): void => {
    if (isJsDoc(at)) return;
    const children = at.getChildren(sourceFile);
    if (children.length === 0) {
      // White space at its ends belongs to a text between tags, and `getStart` skips it.
      const start = ts.isJsxText(at) ? at.pos : at.getStart(sourceFile);
      const text = sourceFile.text.slice(start, at.end).replace(/\r\n?/g, "\n");
      // Nodes that the parser made up have no text; white space between JSX tags that spans lines is no content.
      if (text !== "" && !(ts.isJsxText(at) && at.containsOnlyTriviaWhiteSpaces)) found.push({ text, start, end: at.end });
      return;
    }
    for (const child of children) visit(child);
    if (endsInSemicolon(at) && children.at(-1)?.kind !== ts.SyntaxKind.SemicolonToken)
      found.push({ text: INSERTED_SEMICOLON, start: at.end, end: at.end });
  };
  visit(node);
  return found;
}

export interface PlacedToken {
  readonly text: string;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
}

function isJsDoc(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode;
}

function endsInSemicolon(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isDebuggerStatement(node) ||
    ts.isDoStatement(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node)
  );
}
