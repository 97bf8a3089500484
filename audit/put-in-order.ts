/**
 * Puts the lines of a ledger in order: every record behind those that it follows. A union merge of two branches that had merged each other
 * before can leave them otherwise: git takes lines that moved for lines that went and came (docs/OVERRIDES.md). Nothing is added or lost but
 * repeats, and records keep their places as far as that goes.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { hasOwnHash, parseLine } from "../policy/ledger/record.js";
import { NODE_DIGESTS } from "./digests.js";
import { orConfigError } from "./failure.js";
import { ledgerFileOf, syncFolderOf } from "./ledger-file.js";
import { linesOfFile } from "./lines.js";
import { isLinked, LEDGER_FILE } from "./places.js";
import { inTurn } from "./turns.js";

interface Line {
  readonly text: string;
  readonly hash: string;
  readonly parents: readonly string[];
}

/** Whether anything moved. A file that order does not mend stays as it is. Throws ConfigError when it cannot be read or written. */
export async function putInOrder(root: string): Promise<boolean> {
  const file = ledgerFileOf(root);
  return inTurn(`${file}.lock`, () => {
    if (!existsSync(file) || isLinked(root, LEDGER_FILE)) return false;
    const lines = orConfigError(`\`${file}\` cannot be read`, () => readLines(file));
    const ordered = lines === null ? null : inOrder(lines);
    if (ordered === null || ordered.every((line, at) => line === lines?.[at])) return false;
    orConfigError(`\`${file}\` cannot be written`, () => replace(file, ordered));
    return true;
  });
}

/** Each record once. Null when there is more wrong than the order. What stands behind the last line feed counts only when it is whole. */
function readLines(file: string): readonly Line[] | null {
  const lines = new Map<string, Line>();
  for (const { text, ended } of linesOfFile(file)) {
    const envelope = parseLine(text);
    if (envelope !== null && hasOwnHash(text, envelope, NODE_DIGESTS)) {
      const { hash, parents } = envelope;
      if (!lines.has(hash)) lines.set(hash, { text, hash, parents });
    } else if (ended) return null;
  }
  return [...lines.values()];
}

/**
 * A record waits for the last of its parents. What waits for one that is nowhere is added at the end, where `audit verify` names it. (A cycle
 * would take a collision of SHA-256.)
 */
function inOrder(lines: readonly Line[]): readonly Line[] {
  const known = new Set(lines.map(({ hash }) => hash));
  const done = new Set<string>();
  const waiting = new Map<string, Line[]>();
  const ordered: Line[] = [];
  for (const first of lines) {
    // Not by recursion: a branch may be long.
    const ready = [first];
    for (let line = ready.pop(); line !== undefined; line = ready.pop()) {
      const missing = line.parents.find((parent) => !done.has(parent) && known.has(parent));
      if (missing !== undefined) {
        waiting.set(missing, [...(waiting.get(missing) ?? []), line]);
        continue;
      }
      done.add(line.hash);
      ordered.push(line);
      ready.push(...(waiting.get(line.hash) ?? []).reverse());
      waiting.delete(line.hash);
    }
  }
  return ordered;
}

function replace(file: string, lines: readonly Line[]): void {
  const descriptor = openSync(`${file}.new`, "w");
  try {
    // Not `writeSync`: that may write a part, and what is put in the place of the ledger must be whole.
    writeFileSync(descriptor, lines.map(({ text }) => `${text}\n`).join(""));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
  syncFolderOf(file);
}
