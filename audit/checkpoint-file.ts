/** Signed checkpoints beside the ledger: what was there when somebody with a key last wrote. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkpointText, CHECKPOINT_ORIGIN, noteOf } from "../policy/ledger/checkpoint.js";
import { createMerkleTree } from "../policy/ledger/merkle.js";
import { parseLine } from "../policy/ledger/record.js";
import { base64Of, watchCheckpoints, type LedgerReader } from "../policy/overrides/read-ledger.js";
import { orConfigError } from "./failure.js";
import { ledgerFileOf } from "./ledger-file.js";
import { linesOfFile } from "./lines.js";
import { CHECKPOINT_FILE } from "./places.js";

export const checkpointFileOf = (root: string): string => path.join(root, CHECKPOINT_FILE);

export function readCheckpoints(root: string): string | null {
  const file = checkpointFileOf(root);
  return existsSync(file) ? orConfigError(`\`${file}\` cannot be read`, () => readFileSync(file, "utf8")) : null;
}

export type NoteSigner = (text: string) => { readonly key: string; readonly value: string } | null;

/** One checkpoint of the whole ledger takes the place of those that it agrees with. False when the key cannot sign notes, or the old ones do not hold. */
export function writeCheckpoint(root: string, reader: LedgerReader, sign: NoteSigner): boolean {
  const watch = watchCheckpoints(readCheckpoints(root), reader);
  const tree = createMerkleTree(reader.digests);
  const seen = new Set<string>();
  let head: string | null = null;
  for (const { text, ended } of linesOfFile(ledgerFileOf(root))) {
    const record = ended ? parseLine(text) : null;
    if (record === null || seen.has(record.hash)) continue;
    seen.add(record.hash);
    watch.pass(record);
    tree.push(record.hash);
    head = record.hash;
  }
  if (head === null || watch.problems().length > 0) return false;
  const text = checkpointText({ origin: CHECKPOINT_ORIGIN, size: tree.size, root: base64Of(tree.root()), head });
  const signature = sign(text);
  if (signature === null) return false;
  const file = checkpointFileOf(root);
  orConfigError(`\`${file}\` cannot be written`, () => {
    writeFileSync(`${file}.new`, `${JSON.stringify(noteOf(text, [signature]))}\n`);
    renameSync(`${file}.new`, file);
  });
  return true;
}
