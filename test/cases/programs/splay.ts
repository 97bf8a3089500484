// A splay tree of string payloads, keys drawn from a random number generator of its own; keys are exported to arrays and checked.
class SplayNode {
  left: SplayNode | null = null;
  right: SplayNode | null = null;
  constructor(
    readonly key: number,
    readonly value: Payload,
  ) {}

  traverse(visit: (node: SplayNode) => void): void {
    let current: SplayNode | null = this;
    while (current) {
      const left: SplayNode | null = current.left;
      if (left) left.traverse(visit);
      visit(current);
      current = current.right;
    }
  }
}

interface Payload {
  readonly array: readonly number[];
  readonly text: string;
}

export class SplayTree {
  private root: SplayNode | null = null;

  isEmpty(): boolean {
    return !this.root;
  }

  insert(key: number, value: Payload): void {
    if (this.root === null) {
      this.root = new SplayNode(key, value);
      return;
    }
    this.splay(key);
    if (this.root.key === key) return;
    const node = new SplayNode(key, value);
    if (key > this.root.key) {
      node.left = this.root;
      node.right = this.root.right;
      this.root.right = null;
    } else {
      node.right = this.root;
      node.left = this.root.left;
      this.root.left = null;
    }
    this.root = node;
  }

  remove(key: number): SplayNode {
    this.splay(key);
    if (this.root?.key !== key) throw new Error(`Key not found: ${key}`);
    const removed = this.root;
    if (!this.root.left) {
      this.root = this.root.right;
    } else {
      const { right } = this.root;
      this.root = this.root.left;
      this.splay(key);
      this.root.right = right;
    }
    return removed;
  }

  find(key: number): SplayNode | null {
    if (!this.root) return null;
    this.splay(key);
    return this.root.key === key ? this.root : null;
  }

  findMax(from?: SplayNode): SplayNode | null {
    let current = from ?? this.root;
    if (!current) return null;
    while (current.right) current = current.right;
    return current;
  }

  findGreatestLessThan(key: number): SplayNode | null {
    if (!this.root) return null;
    this.splay(key);
    if (this.root.key < key) return this.root;
    return this.root.left ? this.findMax(this.root.left) : null;
  }

  exportKeys(): number[] {
    const result: number[] = [];
    if (this.root) this.root.traverse((node) => result.push(node.key));
    return result;
  }

  private splay(key: number): void {
    if (!this.root) return;
    const dummy = new SplayNode(0, { array: [], text: "" });
    let left = dummy;
    let right = dummy;
    let current = this.root;
    for (;;) {
      if (key < current.key) {
        if (!current.left) break;
        if (key < current.left.key) {
          const tmp = current.left;
          current.left = tmp.right;
          tmp.right = current;
          current = tmp;
          if (!current.left) break;
        }
        right.left = current;
        right = current;
        current = current.left!;
      } else if (key > current.key) {
        if (!current.right) break;
        if (key > current.right.key) {
          const tmp = current.right;
          current.right = tmp.left;
          tmp.left = current;
          current = tmp;
          if (!current.right) break;
        }
        left.right = current;
        left = current;
        current = current.right!;
      } else {
        break;
      }
    }
    left.right = current.left;
    right.left = current.right;
    current.left = dummy.right;
    current.right = dummy.left;
    this.root = current;
  }
}

const treeSize = 120;
const modifications = 30;
const payloadDepth = 3;
let seed = 49734321;

function random(): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
}

function generatePayload(depth: number, tag: string): Payload {
  if (depth === 0) return { array: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], text: `String for key ${tag} in leaf node` };
  const below = generatePayload(depth - 1, tag);
  return { array: below.array.slice(0, 10 - depth), text: below.text };
}

function insertNewNode(tree: SplayTree): number {
  let key: number;
  do {
    key = random();
  } while (tree.find(key) !== null);
  tree.insert(key, generatePayload(payloadDepth, String(key)));
  return key;
}

export function checkSorted(tree: SplayTree): number {
  const keys = tree.exportKeys();
  const length = keys.length;
  if (length !== treeSize) throw new Error("Splay tree has wrong size");
  for (let i = 0; i < length - 1; i++) {
    if (keys[i] >= keys[i + 1]) throw new Error("Splay tree not sorted");
  }
  return length;
}

export function digest(tree: SplayTree): number {
  const keys = tree.exportKeys();
  let total = 0;
  for (const key of keys) {
    const found = tree.find(key);
    if (!found) continue;
    const { array } = found.value;
    total += array[array.length - 1] + array[0];
  }
  return keys.length === 0 ? 0 : total + keys[0] + keys[keys.length - 1];
}

export function run(): unknown {
  const tree = new SplayTree();
  for (let i = 0; i < treeSize; i++) insertNewNode(tree);
  for (let i = 0; i < modifications; i++) {
    const key = insertNewNode(tree);
    const greatest = tree.findGreatestLessThan(key);
    tree.remove(greatest === null ? key : greatest.key);
  }
  return [checkSorted(tree), Math.floor(digest(tree))];
}
