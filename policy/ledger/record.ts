/**
 * One line of the audit ledger:
 *
 *     {"v":1,"n":7,"parents":["<hash>"],"time":"2026-11-26T10:00:00Z","body":{…},"hash":"<hash>"}
 *
 * `hash` is over the line without its own member, byte by byte, so that a reader compares texts and re-serialises nothing. `parents` are the
 * records that no other record followed when this one was written: one as a rule, several where branches were merged. `n` is one more than
 * the highest of theirs.
 */
import { canonicalJson, type Json } from "./canonical-json.js";

/** SHA-256, passed in: `policy/` is pure. */
export interface Digests {
  /** Of the UTF-8 bytes of a text, in hexadecimal digits. */
  readonly hex: (text: string) => string;
  readonly bytes: (data: Uint8Array) => Uint8Array;
}

export interface Envelope {
  readonly n: number;
  readonly parents: readonly string[];
  /** To the second, UTC. */
  readonly time: string;
  /** JSON. */
  readonly body: string;
  readonly hash: string;
}

const LINE =
  /^\{"v":1,"n":([1-9]\d{0,14}),"parents":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\],"time":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)","body":(\{.*\}),"hash":"([0-9a-f]{64})"\}$/su;

const SUFFIX_LENGTH = ',"hash":""}'.length + 64;

/** Null for what is no line of a ledger. Says nothing of the hash. */
export function parseLine(line: string): Envelope | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, n = "", parents = "", time = "", body = "", hash = ""] = match;
  return { n: Number(n), parents: parents === "" ? [] : parents.slice(1, -1).split('","'), time, body, hash };
}

/** Whether the hash that the line claims is its own. */
export function hasOwnHash(line: string, { hash }: Envelope, digests: Digests): boolean {
  return digests.hex(hashed(line.slice(0, -SUFFIX_LENGTH))) === hash;
}

const hashed = (prefix: string): string => `surety-ledger-record-1\n${prefix}}`;

export interface NewRecord {
  readonly parents: readonly { readonly hash: string; readonly n: number }[];
  readonly time: string;
  readonly body: Json;
}

export function lineOf({ parents, time, body }: NewRecord, digests: Digests): { readonly line: string; readonly hash: string } {
  const n = 1 + Math.max(0, ...parents.map((parent) => parent.n));
  const hashes = parents.map(({ hash }) => hash).sort();
  const prefix = `{"v":1,"n":${n},"parents":${JSON.stringify(hashes)},"time":"${time}","body":${canonicalJson(body)}`;
  const hash = digests.hex(hashed(prefix));
  return { line: `${prefix},"hash":"${hash}"}`, hash };
}

/** A time of day as records have it. */
export const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
