/**
 * The scope hash: what an approval is about. It covers
 *
 * 1. the tokens of the *container*: the scope itself, or, for a statement or an expression, the innermost function (else the module) around
 *    it. What makes an access right is as a rule in the lines before it: a statement that moves above its check is other code;
 * 2. which of those tokens are the scope, so that of two equal statements just the approved one is meant;
 * 3. the declarations, in the project, of the names that the scope uses and the container does not declare: one level;
 * 4. the declarations that `depends=` names.
 *
 * Format 1, frozen: byte 1; kind; index of the first token, number of tokens; tokens of the container; then twice (for 3 and for 4) the number of
 * declarations, and of each its module, its name and its tokens. Numbers have four bytes, the highest first; texts are UTF-8 behind their
 * length in bytes; a list of tokens is its length and each token as a text. Of that, SHA-256, written `s1:` and hexadecimal digits.
 */
import { createHash } from "node:crypto";
import { ts } from "../typescript.js";
import { declarationsNamed, declarationsUsed, type DeclarationSource, type ScopeDeclaration } from "./scope-declarations.js";
import { tokensOf } from "./tokens.js";

export const SCOPE_KINDS = ["expression", "statement", "function", "class", "module"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

const FORMAT = 1;

export type HashedScope =
  | { readonly kind: "hashed"; readonly hash: string }
  /** A name of `depends=` that no declaration of the project has. */
  | { readonly kind: "unresolved"; readonly name: string };

export function scopeHash(scope: ts.Node, depends: readonly string[], source: DeclarationSource): HashedScope {
  const sourceFile = scope.getSourceFile();
  const kind = scopeKindOf(scope);
  const container = kind === "statement" || kind === "expression" ? containerOf(scope) : scope;
  const tokens = tokensOf(container, sourceFile);
  const start = scope.getStart(sourceFile);
  const own = tokens.filter((token) => token.start >= start && token.end <= scope.end);
  const first = own[0];
  const named: ScopeDeclaration[] = [];
  for (const name of [...depends].sort()) {
    const found = declarationsNamed(name, scope, source);
    if (found.length === 0) return { kind: "unresolved", name };
    named.push(...found.map((one) => ({ ...one, name })));
  }
  const hash = createHash("sha256");
  const put = createWriter(hash);
  put.byte(FORMAT);
  put.text(kind);
  put.number(first === undefined ? 0 : tokens.indexOf(first));
  put.number(own.length);
  put.texts(tokens.map(({ text }) => text));
  const outside = declarationsUsed(scope, source).filter(({ node }) => !holds(container, node));
  for (const declarations of [outside, named]) {
    put.number(declarations.length);
    for (const { module, name, node } of declarations) {
      put.text(module);
      put.text(name);
      put.texts(tokensOf(node, node.getSourceFile()).map(({ text }) => text));
    }
  }
  return { kind: "hashed", hash: `s${FORMAT}:${hash.digest("hex")}` };
}

export function scopeKindOf(node: ts.Node): ScopeKind {
  if (ts.isSourceFile(node)) return "module";
  if (ts.isClassLike(node)) return "class";
  if (ts.isFunctionLike(node)) return "function";
  // What is no expression is a statement, or as much as one: a field of a class, a clause of a switch.
  return ts.isExpression(node) ? "expression" : "statement";
}

function containerOf(node: ts.Node): ts.Node {
  let at = node.parent;
  while (!ts.isSourceFile(at) && !ts.isFunctionLike(at) && !ts.isClassStaticBlockDeclaration(at)) at = at.parent;
  return at;
}

const holds = (outer: ts.Node, node: ts.Node): boolean =>
  outer.getSourceFile() === node.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;

function createWriter(hash: ReturnType<typeof createHash>) {
  const number = (value: number): void => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    hash.update(bytes);
  };
  const text = (value: string): void => {
    const bytes = Buffer.from(value, "utf8");
    number(bytes.length);
    hash.update(bytes);
  };
  return {
    byte: (value: number): void => void hash.update(Buffer.of(value)),
    number,
    text,
    texts: (values: readonly string[]): void => {
      number(values.length);
      for (const value of values) text(value);
    },
  };
}
