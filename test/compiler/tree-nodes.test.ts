import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { eachNode, kindSet, nodesOfKinds, treeNodes } from "../../compiler/tree-nodes.js";
import { ROOT } from "../source-files.js";

const FOLDERS = ["compiler/lower", "test/cases/authority/attacks"];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => path.join(folder, name)),
);

const parsed = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);

/** As `eachNode` says it, by the plainest walk. */
function walked(node: ts.Node, wanted: ReadonlySet<ts.SyntaxKind>, look: (node: ts.Node) => boolean): void {
  if (wanted.has(node.kind) && !look(node)) return;
  ts.forEachChild(node, (child) => {
    walked(child, wanted, look);
  });
}

const LEFT_OUT = [ts.SyntaxKind.TypeReference, ts.SyntaxKind.ArrowFunction, ts.SyntaxKind.Block, ts.SyntaxKind.Identifier];
const WANTED = [
  [ts.SyntaxKind.CallExpression],
  [ts.SyntaxKind.CallExpression, ts.SyntaxKind.PropertyAccessExpression, ts.SyntaxKind.StringLiteral],
];

it.each(FILES)("each wanted node of %s, but those below what is left out", (file) => {
  const tree = parsed(file);
  for (const wanted of WANTED)
    for (const out of LEFT_OUT) {
      const [expected, found] = [new Set<ts.Node>(), new Set<ts.Node>()];
      const into = (set: Set<ts.Node>) => (node: ts.Node) => {
        set.add(node);
        return node.kind !== out;
      };
      walked(tree, new Set([...wanted, out]), into(expected));
      eachNode(tree, kindSet(...wanted, out), into(found));
      expect(found.size).toBe(expected.size);
      expect([...expected].filter((node) => !found.has(node)).length).toBe(0);
      const all = treeNodes(tree).nodes.filter(({ kind }) => wanted.includes(kind));
      const some = nodesOfKinds(tree, kindSet(...wanted));
      expect(some.length).toBe(all.length);
      expect(some.every((node, at) => node === all[at])).toBe(true);
    }
});
