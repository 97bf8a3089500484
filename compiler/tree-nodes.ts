/**
 * All nodes of a file in one list, made once for all passes that look at each node by itself. A walk of a tree calls a function for each
 * child, of a hundred kinds of nodes, and costs several times what a pass does with a node; there were six such walks for each file.
 */
import { ts } from "./typescript.js";

export interface TreeNodes {
  /** The file first; a node before what is below it, and what is below it before its other neighbours. The last child comes first. */
  readonly nodes: readonly ts.Node[];
  /** How many nodes are above each. */
  readonly levels: Int32Array;
  /** The most levels below the file. */
  readonly depth: number;
  /** The same, less the left spines of binary chains. */
  readonly nesting: number;
  /** The same, less the left spines of those binary chains that do not branch. */
  readonly branching: number;
}

/** Trees never change: an edit makes another one. */
const known = new WeakMap<ts.SourceFile, TreeNodes>();

export function treeNodes(file: ts.SourceFile): TreeNodes {
  const found = known.get(file) ?? listed(file);
  known.set(file, found);
  return found;
}

/** Where `look` gives false, what is below the node is left out. */
export function eachNode(file: ts.SourceFile, look: (node: ts.Node) => boolean): void {
  const { nodes, levels } = treeNodes(file);
  let left = Infinity;
  nodes.forEach((node, at) => {
    const level = levels[at] ?? 0;
    if (level <= left) left = look(node) ? Infinity : level;
  });
}

/** Without recursion, for trees that are nested too deeply for it. */
function listed(file: ts.SourceFile): TreeNodes {
  const nodes: ts.Node[] = [];
  const levels: number[] = [];
  const most = { depth: 0, nesting: 0, branching: 0 };
  const pending: ts.Node[] = [file];
  /** Three numbers for each node that is pending. */
  const places: number[] = [0, 0, 0];
  let [depth, nesting, branching] = [0, 0, 0];
  let spine: ts.Node | null = null;
  let branches = false;
  const push = (child: ts.Node): void => {
    pending.push(child);
    const isSpine = child === spine;
    places.push(depth + 1, isSpine ? nesting : nesting + 1, isSpine && !branches ? branching : branching + 1);
  };
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    branching = places.pop() ?? 0;
    nesting = places.pop() ?? 0;
    depth = places.pop() ?? 0;
    nodes.push(node);
    levels.push(depth);
    if (depth > most.depth) most.depth = depth;
    if (nesting > most.nesting) most.nesting = nesting;
    if (branching > most.branching) most.branching = branching;
    spine = ts.isBinaryExpression(node) && ts.isBinaryExpression(node.left) ? node.left : null;
    branches = ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind);
    ts.forEachChild(node, push);
  }
  return { nodes, levels: Int32Array.from(levels), ...most };
}

/** TypeScript's binder recurses into these, to follow the control flow. */
function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}
