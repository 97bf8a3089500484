/**
 * Checkpoints: "the ledger had so many records, with this Merkle root", signed. Text form of C2SP tlog-checkpoint in a signed note; the
 * extension line `head <hash>` names the last record.
 *
 * A record names its parents by hash, so a head pins everything that it follows, and that is everything before it unless branches were not
 * joined yet. Then the root pins the rest. It is not compared elsewhere: a merge may leave the same records in another order, or put those of
 * the other branch in between.
 */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** Base 64. */
  readonly root: string;
  readonly head: string;
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** What is signed. */
  readonly text: string;
  /** Name of a key, and the base 64 of its four identifying bytes and the signature. */
  readonly signatures: readonly { readonly key: string; readonly value: string }[];
}

export const CHECKPOINT_ORIGIN = "surety.dev/ledger";

export const checkpointText = ({ origin, size, root, head }: Checkpoint): string => `${origin}\n${size}\n${root}\nhead ${head}\n`;

export const noteOf = (text: string, signatures: SignedCheckpoint["signatures"]): string =>
  `${text}\n${signatures.map(({ key, value }) => `\u2014 ${key} ${value}\n`).join("")}`;

const NOTE = /^(([^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\nhead ([0-9a-f]{64})\n)\n((?:\u2014 [^\s+]+ [A-Za-z0-9+/]+=*\n)+)$/u;

/** Null for what is no checkpoint of ours. */
export function parseNote(note: string): SignedCheckpoint | null {
  const match = NOTE.exec(note);
  if (match === null) return null;
  const [, text = "", origin = "", size = "", root = "", head = "", lines = ""] = match;
  const signatures = lines
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, key = "", value = ""] = line.split(" ");
      return { key, value };
    });
  return { checkpoint: { origin, size: Number(size), root, head }, text, signatures };
}
