/** One walk over the lines of a ledger, in memory that does not grow with their number. */
import type { Json } from "./canonical-json.js";
import { decodeBody, type LedgerBody } from "./bodies.js";
import type { History } from "./history.js";
import { hasOwnHash, parseLine, type Digests, type Envelope } from "./record.js";

export interface LedgerProblem {
  readonly kind: "line" | "hash" | "body" | "parent" | "number" | "time" | "signature" | "checkpoint" | "emergency";
  /** Of the file, from 1; null where it is about the whole. */
  readonly line: number | null;
  readonly message: string;
}

export interface LedgerRecord extends Omit<Envelope, "body"> {
  readonly line: number;
  readonly body: LedgerBody;
}

export interface WalkOptions {
  readonly digests: Digests;
  readonly history: History;
  readonly onRecord: (record: LedgerRecord) => void;
  readonly onProblem: (problem: LedgerProblem) => void;
}

export interface Walk {
  /** Lines that stood there before again are passed over. */
  add(line: string): void;
  readonly lines: number;
  readonly records: number;
}

export function createWalk({ digests, history, onRecord, onProblem }: WalkOptions): Walk {
  const own = { line: 0, records: 0 };
  return {
    get lines() {
      return own.line;
    },
    get records() {
      return own.records;
    },
    add: (text) => {
      own.line++;
      const { line } = own;
      const envelope = parseLine(text);
      if (envelope === null) {
        onProblem({ kind: "line", line, message: "it is no record of a ledger" });
        return;
      }
      if (!hasOwnHash(text, envelope, digests)) {
        onProblem({ kind: "hash", line, message: "it was altered: its hash is that of another text" });
        return;
      }
      const outcome = history.add(envelope);
      if (outcome === "duplicate") return;
      if (outcome !== "new") onProblem({ ...outcome, line });
      own.records++;
      const body = parseBody(envelope.body);
      if (body === null) onProblem({ kind: "body", line, message: "what it records has a form that this version does not know" });
      else {
        // Spelt out: a spread costs more than the hash.
        const { n, parents, time, hash } = envelope;
        onRecord({ n, parents, time, hash, line, body });
      }
    },
  };
}

function parseBody(text: string): LedgerBody | null {
  try {
    return decodeBody(JSON.parse(text) as Json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
