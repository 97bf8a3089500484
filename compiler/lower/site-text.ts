/** Texts of a site: what people read, and the tokens that name the obligation. */
import { ts } from "../typescript.js";

const MAX_TEXT = 200;

/** Source text with runs of white space collapsed, cut to 200 characters. */
export function siteText(node: ts.Node, sourceFile: ts.SourceFile): string {
  const start = node.getStart(sourceFile);
  // A multiple of what is kept: enough for indented code, and a site that spans megabytes costs no more than any other.
  const collapsed = sourceFile.text.slice(start, Math.min(node.end, start + 10 * MAX_TEXT)).replace(/\s+/gu, " ");
  return collapsed.length <= MAX_TEXT ? collapsed : `${collapsed.slice(0, MAX_TEXT - 1)}…`;
}

/** The tokens of `node`, comments and white space left out, joined by one space. */
export function siteTokens(node: ts.Node, sourceFile: ts.SourceFile): string {
  const tokens: string[] = [];
  // The scanner by itself cannot tell a division from a regular expression or the end of a substitution in a template:
  // `getChildren` drives it by the tree. A stack instead of recursion, since trees may be deep.
  const pending: ts.Node[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isDocumentation(next)) continue;
    const children = next.getChildren(sourceFile);
    if (children.length === 0) {
      if (next.end > next.getStart(sourceFile)) tokens.push(next.getText(sourceFile));
      continue;
    }
    // One by one: spreading a literal of a hundred thousand elements into a call overflows the stack.
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child !== undefined) pending.push(child);
    }
  }
  return tokens.join(" ");
}

function isDocumentation(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode;
}
