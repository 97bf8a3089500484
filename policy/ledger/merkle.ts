/** The Merkle tree of RFC 6962 over a growing list, kept as the roots of its perfect subtrees: as many as the length has bits. */
import type { Digests } from "./record.js";

export interface MerkleTree {
  /** `hash`: of a record, hexadecimal. */
  push(hash: string): void;
  readonly size: number;
  root(): Uint8Array;
}

export function createMerkleTree({ bytes }: Digests): MerkleTree {
  const subtrees: { readonly size: number; readonly root: Uint8Array }[] = [];
  const own = { size: 0 };
  const leaf = new Uint8Array(33);
  const pair = new Uint8Array(65);
  pair[0] = 1;
  const join = (left: Uint8Array, right: Uint8Array): Uint8Array => {
    pair.set(left, 1);
    pair.set(right, 33);
    return bytes(pair);
  };
  return {
    get size() {
      return own.size;
    },
    push: (hash) => {
      for (let at = 0; at < 32; at++) leaf[at + 1] = Number.parseInt(hash.slice(2 * at, 2 * at + 2), 16);
      let made = { size: 1, root: bytes(leaf) };
      for (let last = subtrees.at(-1); last?.size === made.size; last = subtrees.at(-1)) {
        subtrees.pop();
        made = { size: 2 * made.size, root: join(last.root, made.root) };
      }
      subtrees.push(made);
      own.size++;
    },
    root: () => {
      const [last, ...others] = [...subtrees].reverse();
      if (last === undefined) return bytes(new Uint8Array(0));
      return others.reduce((right, { root }) => join(root, right), last.root);
    },
  };
}
