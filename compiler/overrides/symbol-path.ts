/** Where a scope stands, in names that survive edits elsewhere: `Ring.push`, `parse.(anonymous)~2`; empty for the module itself. */
import { ts } from "../typescript.js";
import { symbolName } from "../lower/unit-names.js";

/** Declarations whose names make up a path. */
export function isNamedScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node) || ts.isClassStaticBlockDeclaration(node)
  );
}

/** The path of the innermost named scope that is or holds `node`. Equal names under one parent are numbered from the second on. */
export function symbolPathOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) if (isNamedScope(at)) names.unshift(numberedName(at));
  return names.join(".");
}

function numberedName(node: ts.Node): string {
  const name = nameOf(node);
  const ordinal = equalsBefore(node, name) + 1;
  return ordinal === 1 ? name : `${name}~${ordinal}`;
}

const nameOf = (node: ts.Node): string => (ts.isClassStaticBlockDeclaration(node) ? "(static)" : symbolName(node));

function equalsBefore(node: ts.Node, name: string): number {
  let owner: ts.Node = node.parent;
  while (!ts.isSourceFile(owner) && !isNamedScope(owner)) owner = owner.parent;
  let count = 0;
  const visit = (at: ts.Node): void => {
    if (at.pos >= node.pos) {
      // What begins at the same place may hold `node`, or be it.
      if (at === node || at.pos > node.pos || at.end < node.end) return;
    }
    if (isNamedScope(at)) {
      if (at !== node && nameOf(at) === name) count++;
      return;
    }
    ts.forEachChild(at, visit);
  };
  ts.forEachChild(owner, visit);
  return count;
}
