/**
 * The ledger on disk: `.surety/ledger/ledger.jsonl` of a project. A record is acknowledged when it and its line feed are on the disk (`fsync`);
 * what stands behind the last line feed was never acknowledged, and the next append takes it away.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { ConfigError } from "../core/errors.js";
import { createHistory, walkUntilJudged, type History } from "../policy/ledger/history.js";
import type { Json } from "../policy/ledger/canonical-json.js";
import { hasOwnHash, lineOf, parseLine, timeText } from "../policy/ledger/record.js";
import { NODE_DIGESTS } from "./digests.js";
import { orConfigError } from "./failure.js";
import { linesOfFile } from "./lines.js";
import { isLinked, LEDGER_FILE, LEDGER_FOLDER, LINKED } from "./places.js";
import { inTurn } from "./turns.js";

export const ledgerFileOf = (root: string): string => path.join(root, LEDGER_FILE);

export interface Appended {
  readonly hash: string;
  readonly n: number;
  readonly time: string;
  /** What an interrupted writer had left was taken away. */
  readonly healed: boolean;
}

/**
 * Appends one record, whose parents are all records that nothing follows yet. `now` in milliseconds. Throws ConfigError when it cannot be
 * written; then the file is as it was.
 */
export async function appendRecord(root: string, body: Json, now: number): Promise<Appended> {
  const file = ledgerFileOf(root);
  const what = `nothing was recorded: \`${file}\` cannot be written`;
  orConfigError(what, () => mkdirSync(path.dirname(file), { recursive: true }));
  return inTurn(`${file}.lock`, () => orConfigError(what, () => append(root, body, now)));
}

function append(root: string, body: Json, now: number): Appended {
  const file = ledgerFileOf(root);
  const isNew = !existsSync(file);
  // A link could lead to any file of this user, and what looks torn at its end would be taken away.
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
  if (isLinked(root, LEDGER_FOLDER) || (!isNew && isLinked(root, LEDGER_FILE)))
    throw new ConfigError(`nothing was recorded: \`${file}\`: ${LINKED}`);
  const descriptor = openSync(file, flags, 0o644);
  try {
    const healed = heal(descriptor);
    const heads = headsOf(file);
    // Never older than what it follows: a clock that was set back must not make a record that nobody accepts.
    const time = [timeText(now), ...heads.map((head) => head.time)].sort().at(-1) ?? timeText(now);
    const { line, hash } = lineOf({ parents: heads, time, body }, NODE_DIGESTS);
    writeWhole(descriptor, Buffer.from(`${line}\n`, "utf8"));
    fsyncSync(descriptor);
    if (isNew) syncFolderOf(file);
    return { hash, n: 1 + Math.max(0, ...heads.map(({ n }) => n)), time, healed };
  } finally {
    closeSync(descriptor);
  }
}

/** All of it or nothing. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  const before = fstatSync(descriptor).size;
  try {
    for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from);
  } catch (error) {
    ftruncateSync(descriptor, before);
    throw error;
  }
}

/** Ends the last line: a whole record whose line feed is missing (an editor's doing) gets it, a torn one goes. */
function heal(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const tail = tailOf(descriptor, size);
  if (tail === "") return false;
  const envelope = parseLine(tail);
  if (envelope !== null && hasOwnHash(tail, envelope, NODE_DIGESTS)) writeWhole(descriptor, Buffer.from("\n"));
  else ftruncateSync(descriptor, size - Buffer.byteLength(tail, "utf8"));
  fsyncSync(descriptor);
  return true;
}

const TAIL = 1 << 16;

function tailOf(descriptor: number, size: number): string {
  let tail: Buffer = Buffer.alloc(0);
  for (let end = size; end > 0; end -= TAIL) {
    const length = Math.min(TAIL, end);
    const chunk = Buffer.alloc(length);
    readSync(descriptor, chunk, 0, length, end - length);
    const feed = chunk.lastIndexOf(10);
    tail = Buffer.concat([chunk.subarray(feed + 1), tail]);
    if (feed !== -1) break;
  }
  return latin(tail);
}

/** A character that was torn would decode to another length. */
function latin(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : bytes.toString("latin1");
}

/** Throws ConfigError for a file that is no ledger: nothing is appended to what is broken. */
function headsOf(file: string): readonly { readonly hash: string; readonly n: number; readonly time: string }[] {
  const walk = (history: History): void => {
    let at = 0;
    for (const { text } of linesOfFile(file)) {
      at++;
      const envelope = parseLine(text);
      if (envelope === null) throw new ConfigError(broken(file, `line ${at} is no record`));
      const outcome = history.add(envelope);
      if (typeof outcome !== "string") throw new ConfigError(broken(file, `line ${at}: ${outcome.message}`));
    }
  };
  const first = createHistory(null);
  walk(first);
  return walkUntilJudged(walk, first).heads();
}

const broken = (file: string, what: string): string =>
  `\`${file}\` is not in order: ${what}; \`surety audit verify\` says more, and \`git log -p\` on it who changed it`;

/** So that the name lasts as well as what it names. */
export function syncFolderOf(file: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path.dirname(file), "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
