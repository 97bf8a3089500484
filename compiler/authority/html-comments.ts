/**
 * Comments of HTML in scripts: `<!--` anywhere, and `-->` first on a line, end the code of their line for every JavaScript engine (ECMAScript,
 * annex B.1.1) and are operators to TypeScript. What is read there is not what is run: `1 <!-- b; function require() {}` declares nothing.
 *
 * Up to the first such place both see the same tokens. So it counts unless it lies in a comment, a text or a regular expression: of the first
 * one that does not, nothing more needs to be known than that it is there.
 */
import { ts } from "../typescript.js";

const MARKS = /<!--|-->/gu;

/** The token where such a comment begins, or null. The file must have parent pointers. */
export function htmlCommentIn(file: ts.SourceFile): ts.Node | null {
  for (const { index } of file.text.matchAll(MARKS)) {
    const token = tokenAt(file, index);
    if (token === null || isText(token)) continue;
    const isOpening = file.text.startsWith("<!--", index);
    // `x-->0` goes on in its line, `-->` after nothing but white space and comments does not.
    if (isOpening || token.pos === 0 || /[\n\r\u2028\u2029]/u.test(file.text.slice(token.pos, index))) return token;
  }
  return null;
}

function isText(token: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(token) ||
    ts.isRegularExpressionLiteral(token) ||
    ts.isTemplateHead(token) ||
    ts.isTemplateMiddle(token) ||
    ts.isTemplateTail(token)
  );
}

/** Null: in a comment in front of a token, which is a comment to everybody. */
function tokenAt(file: ts.SourceFile, offset: number): ts.Node | null {
  let node: ts.Node = file;
  for (;;) {
    const inside: ts.Node | undefined = node.getChildren(file).find((child) => child.pos <= offset && offset < child.end);
    if (inside === undefined) return node;
    if (ts.isJSDoc(inside) || offset < inside.getStart(file)) return null;
    node = inside;
  }
}
