/**
 * An edited text as a tree that TypeScript's own transformers and emitter take for a transformed version of the original file.
 *
 * They ask the checker about nodes (is this import used, what does this name refer to under CommonJS), and the checker knows only the
 * original tree. So every node of the edited tree that stands for an original one is linked to it (`original`, position), and every other
 * one is marked as made up. What is linked: same kind, same start in the original text, and the same end where several share a start.
 */
import { ts } from "./typescript.js";
import { InternalError } from "../core/errors.js";
import type { OriginalOffsets } from "./original-offsets.js";

export interface Graft {
  readonly original: ts.SourceFile;
  readonly code: string;
  readonly offsets: OriginalOffsets;
  readonly checker: ts.TypeChecker;
}

/** Throws InternalError when the edited text does not parse. */
export function graftSource(graft: Graft, factory: ts.NodeFactory): ts.SourceFile {
  const { original, code } = graft;
  const edited = ts.createSourceFile(
    original.fileName,
    code,
    { languageVersion: original.languageVersion },
    true,
    scriptKindOf(original),
  );
  if (syntaxErrorsOf(edited)) throw new InternalError(`the guarded text of \`${original.fileName}\` does not parse`);
  const links = link(edited, graft);
  const statements = edited.statements.map((statement) => unchanged(statement, links, { edited, original }) ?? statement);
  mark(edited, links);
  resolveCopies(edited, links, graft);
  return factory.updateSourceFile(original, ts.setTextRange(factory.createNodeArray(statements), original.statements));
}

/**
 * The original statement where the edit left its text alone. Imports and exports must be the original ones: of others TypeScript drops
 * neither unused nor type-only names.
 */
function unchanged(
  statement: ts.Statement,
  links: Links,
  { edited, original }: { readonly edited: ts.SourceFile; readonly original: ts.SourceFile },
): ts.Statement | null {
  const linked = links.get(statement);
  if (linked === undefined || !ts.isStatement(linked)) return null;
  return statement.getText(edited) === linked.getText(original) ? linked : null;
}

function scriptKindOf(file: ts.SourceFile): ts.ScriptKind {
  const name = file.fileName.toLowerCase();
  if (name.endsWith("x")) return name.endsWith(".jsx") ? ts.ScriptKind.JSX : ts.ScriptKind.TSX;
  return /\.[cm]?js$/.test(name) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

function syntaxErrorsOf(file: ts.SourceFile): boolean {
  return "parseDiagnostics" in file && Array.isArray(file.parseDiagnostics) && file.parseDiagnostics.length > 0;
}

type Links = Map<ts.Node, ts.Node>;

const keyOf = (kind: ts.SyntaxKind, start: number): string => `${String(kind)}:${String(start)}`;

/** Pairs nodes of the edited tree with nodes of the original one. */
function link(edited: ts.SourceFile, { original, offsets }: Graft): Links {
  const candidates = new Map<string, ts.Node[]>();
  walk(original, (node) => {
    const key = keyOf(node.kind, node.getStart(original));
    const found = candidates.get(key);
    if (found === undefined) candidates.set(key, [node]);
    else found.push(node);
  });
  const links: Links = new Map();
  const taken = new Set<ts.Node>();
  walk(edited, (node) => {
    const start = offsets(node.getStart(edited));
    if (start === null) return;
    const named = (candidates.get(keyOf(node.kind, start)) ?? []).filter((candidate) => !taken.has(candidate));
    const end = offsets(node.end - 1);
    const found =
      named.find((candidate) => end !== null && candidate.end === end + 1) ?? (named.length === 1 ? named[0] : undefined);
    if (found === undefined) return;
    taken.add(found);
    links.set(node, found);
  });
  return links;
}

/** Parents before children, in source order; iterative, since trees may be deep. */
function walk(root: ts.Node, visit: (node: ts.Node) => void): void {
  const pending: ts.Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node !== root) visit(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    for (let child = children.pop(); child !== undefined; child = children.pop()) pending.push(child);
  }
}

const NOWHERE: ts.TextRange = { pos: -1, end: -1 };

/** Positions of the edited text mean nothing in the original: each is replaced by the original's, or by none. */
function mark(edited: ts.SourceFile, links: Links): void {
  const arrays = (children: ts.NodeArray<ts.Node>): undefined => {
    const first = links.get(children[0] ?? edited);
    const last = links.get(children[children.length - 1] ?? edited);
    ts.setTextRange(children, first === undefined || last === undefined ? NOWHERE : { pos: first.pos, end: last.end });
    return undefined;
  };
  const nodes: ts.Node[] = [];
  walk(edited, (node) => nodes.push(node));
  for (const node of nodes) ts.forEachChild(node, () => undefined, arrays);
  for (const node of nodes) markSynthesized(node, links.get(node));
}

/**
 * TypeScript has no public way to make a parsed node a transformed one. The flag and the fields are those that its own factory sets;
 * a test over module formats notices when that changes.
 */
function markSynthesized(node: ts.Node, original: ts.Node | undefined): void {
  const writable = node as { flags: ts.NodeFlags };
  writable.flags |= ts.NodeFlags.Synthesized;
  ts.setTextRange(node, original ?? NOWHERE);
  ts.setOriginalNode(node, original);
}

/**
 * Guards repeat names of the access they guard (`table[i] === undefined && …`), sometimes instead of the original ones. A repeated name
 * is linked to an original name of the same text near by, so that it is renamed as that one is (`exports.table` under CommonJS).
 * Throws InternalError rather than leave a name that another transformer may have renamed.
 */
function resolveCopies(edited: ts.SourceFile, links: Links, { original, checker }: Graft): void {
  const names = new Set<string>();
  walk(original, (node) => {
    if (ts.isIdentifier(node) && isReference(node)) names.add(node.text);
  });
  const copies: ts.Identifier[] = [];
  walk(edited, (node) => {
    if (ts.isIdentifier(node) && !links.has(node) && names.has(node.text) && isReference(node)) copies.push(node);
  });
  for (const copy of copies) {
    const [first, ...others] = originalsOf(copy, links);
    if (first === "parameter") continue;
    const symbol = first === undefined ? undefined : checker.getSymbolAtLocation(first);
    if (first === undefined || others.some((name) => name === "parameter" || checker.getSymbolAtLocation(name) !== symbol)) {
      throw new InternalError(`it is open what \`${copy.text}\` means in a guard; \`surety build\` has no such limit`);
    }
    ts.setOriginalNode(copy, first);
  }
}

/** Original names of the same text in the smallest original tree around the place; `parameter` where the copy names one of added code. */
function originalsOf(copy: ts.Identifier, links: Links): readonly (ts.Identifier | "parameter")[] {
  for (let around: ts.Node = copy.parent; !ts.isSourceFile(around); around = around.parent) {
    if (!links.has(around) && ts.isFunctionLike(around) && around.parameters.some((parameter) => isNamed(parameter, copy.text))) {
      return ["parameter"];
    }
    for (let place = originalWithin(around, links); place !== undefined && !ts.isSourceFile(place); place = place.parent) {
      const found: ts.Identifier[] = [];
      walk(place, (node) => {
        if (ts.isIdentifier(node) && node.text === copy.text && isReference(node)) found.push(node);
      });
      if (found.length > 0) return found;
    }
  }
  return [];
}

function isNamed({ name }: ts.ParameterDeclaration, text: string): boolean {
  return ts.isIdentifier(name) && name.text === text;
}

/** What some part of an edited tree stands for. */
function originalWithin(tree: ts.Node, links: Links): ts.Node | undefined {
  const pending: ts.Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const original = links.get(node);
    if (original !== undefined) return original;
    ts.forEachChild(node, (child) => {
      pending.push(child);
    });
  }
  return undefined;
}

/** An identifier that is evaluated, not a property name or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent))
    return parent.initializer === node;
  return !ts.isImportSpecifier(parent) && !ts.isImportClause(parent) && !ts.isNamespaceImport(parent) && !ts.isTypeNode(parent);
}
