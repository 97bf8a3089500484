/** The ledger of a project, read for its overrides. One walk: what hangs together how is remembered whole. */
import { createHistory } from "../ledger/history.js";
import { parseNote, type SignedCheckpoint } from "../ledger/checkpoint.js";
import { createMerkleTree } from "../ledger/merkle.js";
import type { Digests } from "../ledger/record.js";
import { createWalk, type LedgerProblem, type LedgerRecord } from "../ledger/walk.js";
import type { ApproverKey } from "../config/approvers.js";
import { foldLedger, type LedgerState } from "./ledger-state.js";
import type { Signatures } from "./signature.js";

export interface LedgerTexts {
  /** Lines with their line feeds; what stands behind the last one was never acknowledged. Null: there is none. */
  readonly ledger: string | null;
  /** The file of checkpoints. */
  readonly checkpoints: string | null;
}

export interface LedgerReader {
  readonly digests: Digests;
  readonly signatures: Signatures;
  readonly keys: readonly ApproverKey[];
}

export function readLedger({ ledger, checkpoints }: LedgerTexts, reader: LedgerReader): LedgerState {
  const fold = foldLedger();
  const problems: LedgerProblem[] = [];
  const watch = watchCheckpoints(checkpoints, reader);
  const walk = createWalk({
    digests: reader.digests,
    history: createHistory(() => true),
    onRecord: (record) => {
      fold.add(record);
      watch.pass(record);
    },
    onProblem: (problem) => problems.push(problem),
  });
  const lines = ledger === null ? [] : ledger.split("\n").slice(0, -1);
  for (const line of lines) walk.add(line);
  return fold.state([...problems, ...watch.problems()]);
}

export interface CheckpointWatch {
  /** Each record once, in the order of the file. */
  readonly pass: (record: Pick<LedgerRecord, "hash" | "parents">) => void;
  readonly problems: () => readonly LedgerProblem[];
  readonly count: number;
}

/** Compares a ledger with what was signed of it. A checkpoint whose key nobody knows still says what there was: it can only refuse. */
export function watchCheckpoints(text: string | null, { digests, signatures, keys }: LedgerReader): CheckpointWatch {
  const problems: LedgerProblem[] = [];
  const problem = (message: string): void => void problems.push({ kind: "checkpoint", line: null, message });
  const notes: SignedCheckpoint[] = [];
  for (const line of (text ?? "").split("\n")) {
    if (line === "") continue;
    const note = decodeLine(line);
    if (note === null) problem("a checkpoint has a form that this version does not know");
    else notes.push(note);
  }
  for (const note of notes) {
    for (const { key, value } of note.signatures) {
      const publicKey = keys.find(({ id }) => id === key)?.publicKey;
      if (publicKey !== undefined && !signatures.verifyNote({ publicKey, key, text: note.text, value }))
        problem(`the signature on the checkpoint of ${note.checkpoint.size} records is not that of the key \`${key}\``);
    }
  }
  const open = new Map(notes.map((note) => [note.checkpoint.head, note.checkpoint]));
  const largest = Math.max(0, ...notes.map(({ checkpoint }) => checkpoint.size));
  const tree = createMerkleTree(digests);
  const own = { count: 0 };
  const heads = new Set<string>();
  return {
    count: notes.length,
    pass: ({ hash, parents }) => {
      own.count++;
      for (const parent of parents) heads.delete(parent);
      heads.add(hash);
      if (own.count <= largest) tree.push(hash);
      const checkpoint = open.get(hash);
      if (checkpoint === undefined) return;
      open.delete(hash);
      // Behind a merge the head stands further down, and pins what it follows by itself.
      if (own.count < checkpoint.size) problem(`before its last record the ledger had ${checkpoint.size}, and has ${own.count}`);
      // Where the head follows all that stands before it, it pins them, and a merge may have left them in another order than was signed.
      else if (own.count === checkpoint.size && heads.size > 1 && base64Of(tree.root()) !== checkpoint.root)
        problem(`the first ${checkpoint.size} records are not those, or not in the order, that were signed`);
    },
    problems: () => [
      ...problems,
      ...[...open.values()].map(({ size, head }): LedgerProblem => ({
        kind: "checkpoint",
        line: null,
        message: `it once had ${size} records and \`${head.slice(0, 12)}\` among them, and has ${own.count} without it: it was cut off or rewritten`,
      })),
    ],
  };
}

function decodeLine(line: string): SignedCheckpoint | null {
  try {
    const note: unknown = JSON.parse(line);
    return typeof note === "string" ? parseNote(note) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
