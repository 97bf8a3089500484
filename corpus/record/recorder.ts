/**
 * What people fix, kept on their own machine: each obligation that was reported, with the code it stands in, and the code once it is fixed.
 * One append-only file of JSON lines in a folder that somebody chose; nothing is recorded without that choice and nothing is sent anywhere.
 *
 * A record is one `write` to a file opened for appending: a process that dies leaves whole lines and at most one torn one, which readers
 * skip and the next writer ends. Several processes may write at once: whoever reads drops records of a key that came before.
 */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import type { Span } from "../../core/span.js";
import type { Witness } from "../../core/verdict.js";
import { decodeRecord, RECORD_SCHEMA_VERSION, type CorpusRecord, type FixedRecord, type ReportedRecord } from "./record.js";
import { scrub } from "./scrub.js";

export const RECORDS_FILE = "records-v1.jsonl";

/** An obligation that is reported. */
export interface ReportedPair {
  readonly obligation: string;
  readonly kind: string;
  readonly text: string;
  readonly symbol: string;
  readonly span: Span;
  readonly why: string;
  readonly witness: Witness | null;
  readonly suggestions: readonly { readonly kind: string; readonly condition: string }[];
}

export interface ReportedPlace {
  readonly rule: string;
  /** Relative, with forward slashes. */
  readonly file: string;
  /** What the access stands in: a function, or the line where it stands in none. */
  readonly code: string;
}

export interface Recorder {
  /** Keeps a report, unless it is kept already. Never throws. */
  report(pair: ReportedPair, place: ReportedPlace): void;
  /** Reports of a file that no fix is known of. */
  open(file: string): readonly ReportedRecord[];
  /** Keeps the code that a reported obligation ended with. `how`: it is proved now, or it is gone. Never throws. */
  fix(record: ReportedRecord, code: string, how: FixedRecord["how"]): void;
  /** Why nothing is kept any more; null while all is well. */
  readonly failure: string | null;
}

export interface RecorderOptions {
  /** Absolute. Made when the first record is kept. */
  readonly folder: string;
  /** Version of the tool. */
  readonly version: string;
}

export function createRecorder({ folder, version }: RecorderOptions): Recorder {
  const file = path.join(folder, RECORDS_FILE);
  const own: { descriptor: number | null; failure: string | null } = { descriptor: null, failure: null };
  const reports = new Map<string, ReportedRecord>();
  const fixed = new Set<string>();
  const openIn = new Map<string, Set<string>>();
  const loaded = { done: false };

  const note = (record: CorpusRecord): void => {
    if (record.kind === "fixed") {
      fixed.add(record.key);
      const report = reports.get(record.of);
      if (report !== undefined) openIn.get(report.file)?.delete(record.of);
      return;
    }
    if (reports.has(record.key)) return;
    reports.set(record.key, record);
    const keys = openIn.get(record.file) ?? new Set();
    keys.add(record.key);
    openIn.set(record.file, keys);
  };
  const load = (): void => {
    if (loaded.done) return;
    loaded.done = true;
    for (const record of recordsIn(readText(file))) note(record);
  };
  const append = (record: CorpusRecord): void => {
    if (own.failure !== null) return;
    try {
      own.descriptor ??= openForAppending(file);
      writeSync(own.descriptor, `${JSON.stringify(record)}\n`);
      note(record);
    } catch (error) {
      // A full disk or a folder without permission must not end a lint run.
      own.failure = error instanceof Error ? error.message : String(error);
    }
  };

  return {
    report: (pair, { rule, file: name, code }) => {
      load();
      const kept = scrub(code);
      const key = keyOf([pair.obligation, kept]);
      if (reports.has(key)) return;
      append({
        schemaVersion: RECORD_SCHEMA_VERSION,
        kind: "reported",
        key,
        tool: version,
        rule,
        file: name,
        obligation: pair.obligation,
        obligationKind: pair.kind,
        symbol: pair.symbol,
        text: scrub(pair.text),
        code: kept,
        why: scrub(pair.why),
        witness: pair.witness === null ? null : { call: scrub(pair.witness.call), observed: scrub(pair.witness.observed) },
        suggestions: pair.suggestions,
      });
    },
    open: (name) => {
      load();
      return [...(openIn.get(name) ?? [])].flatMap((key) => reports.get(key) ?? []);
    },
    fix: (record, code, how) => {
      load();
      const kept = scrub(code);
      const key = keyOf([record.key, kept]);
      if (fixed.has(key)) return;
      append({ schemaVersion: RECORD_SCHEMA_VERSION, kind: "fixed", key, tool: version, of: record.key, code: kept, how });
    },
    get failure() {
      return own.failure;
    },
  };
}

/** Whole records of a file's text, each key once; torn lines and records of other versions are skipped. */
export function recordsIn(text: string): readonly CorpusRecord[] {
  const seen = new Set<string>();
  return text.split("\n").flatMap((line) => {
    const record = decodeRecord(line);
    if (record === null || seen.has(record.key)) return [];
    seen.add(record.key);
    return [record];
  });
}

const keyOf = (parts: readonly string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // Not there yet; if it cannot be read, appending will tell.
    if (error instanceof Error) return "";
    throw error;
  }
}

function openForAppending(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  // Read as well, to see how it ends.
  const descriptor = openSync(file, "a+", 0o600);
  try {
    const { size } = fstatSync(descriptor);
    const last = Buffer.alloc(1);
    if (size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() !== "\n") writeSync(descriptor, "\n");
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
