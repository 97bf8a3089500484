/**
 * All nodes of a file in one list, made once for all passes that look at each node by itself. A walk of a tree calls a function for each
 * child, of a hundred kinds of nodes, and costs several times what a pass does with a node; there were six such walks for each file.
 */
import { ts } from "./typescript.js";

export interface TreeNodes {
  /** The file first; a node before what is below it, and what is below it before its other neighbours. The last child comes first. */
  readonly nodes: readonly ts.Node[];
  /**
   * The kind of each. TypeScript has dozens of shapes of objects for its nodes, so `node.kind` is the slow kind of property access; most nodes
   * are of no concern to most passes, and are told apart here.
   */
  readonly kinds: Uint16Array;
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

/** Kinds of nodes: 1 at each. */
export type KindSet = Uint8Array;

export function kindSet(...kinds: readonly ts.SyntaxKind[]): KindSet {
  const set = new Uint8Array(ts.SyntaxKind.Count);
  for (const kind of kinds) set[kind] = 1;
  return set;
}

/** In the order of the list. */
export function nodesOfKinds(file: ts.SourceFile, wanted: KindSet): readonly ts.Node[] {
  const { nodes, kinds } = treeNodes(file);
  const found: ts.Node[] = [];
  for (let at = 0; at < kinds.length; at++) {
    const node = nodes[at];
    if (node !== undefined && wanted[kinds[at] ?? 0] === 1) found.push(node);
  }
  return found;
}

/** Those of `wanted` kinds. Where `look` gives false, what is below the node is left out. */
export function eachNode(file: ts.SourceFile, wanted: KindSet, look: (node: ts.Node) => boolean): void {
  const { nodes, kinds, levels } = treeNodes(file);
  let left = Infinity;
  for (let at = 0; at < kinds.length; at++) {
    const level = levels[at] ?? 0;
    if (level > left) continue;
    // Any node that is not below the one that was left out ends that, wanted or not.
    const node = wanted[kinds[at] ?? 0] === 1 ? nodes[at] : undefined;
    left = node === undefined || look(node) ? Infinity : level;
  }
}

/** Without recursion, for trees that are nested too deeply for it. */
function listed(file: ts.SourceFile): TreeNodes {
  const nodes: ts.Node[] = [];
  const kinds: number[] = [];
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
    const { kind } = node;
    nodes.push(node);
    kinds.push(kind);
    levels.push(depth);
    if (depth > most.depth) most.depth = depth;
    if (nesting > most.nesting) most.nesting = nesting;
    if (branching > most.branching) most.branching = branching;
    // Nothing is below tokens and names.
    if (kind <= ts.SyntaxKind.LastToken) continue;
    const binary = ts.isBinaryExpression(node) ? node : null;
    spine = binary !== null && ts.isBinaryExpression(binary.left) ? binary.left : null;
    branches = binary !== null && isLogical(binary.operatorToken.kind);
    ts.forEachChild(node, push);
  }
  return { nodes, kinds: new Uint16Array(kinds), levels: new Int32Array(levels), ...most };
}

/** TypeScript's binder recurses into these, to follow the control flow. */
function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}
