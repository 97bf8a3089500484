/** Records of a ledger for reading. Whether they are sound is `surety audit verify`'s business: what cannot be read is passed over. */
import { existsSync } from "node:fs";
import { ledgerFileOf } from "../../audit/ledger-file.js";
import { linesOfFile } from "../../audit/lines.js";
import { assertNever } from "../../core/errors.js";
import { decodeBody, DECISIONS, type LedgerBody } from "../../policy/ledger/bodies.js";
import type { Json } from "../../policy/ledger/canonical-json.js";
import { parseLine } from "../../policy/ledger/record.js";
import { placeOf, short } from "../../policy/overrides/in-force.js";

export interface ReadRecord {
  readonly hash: string;
  readonly n: number;
  readonly time: string;
  readonly parents: readonly string[];
  readonly body: LedgerBody;
}

export function* recordsOf(root: string): Generator<ReadRecord> {
  const file = ledgerFileOf(root);
  if (!existsSync(file)) return;
  for (const { text, ended } of linesOfFile(file)) {
    const envelope = ended ? parseLine(text) : null;
    const body = envelope === null ? null : decodeBody(parse(envelope.body));
    if (envelope === null || body === null) continue;
    const { hash, n, time, parents } = envelope;
    yield { hash, n, time, parents, body };
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** As `describeRecord` names them. */
export const RECORD_KINDS = ["request", ...DECISIONS, "key", "use", "merge"] as const;

export function describeRecord({ hash, time, body }: ReadRecord): { readonly kind: string; readonly sentence: string } {
  const { kind, words } = wordsOf(body);
  return { kind, sentence: `${short(hash)}  ${time}  ${kind.padEnd(9)}  ${words}` };
}

function wordsOf(body: LedgerBody): { readonly kind: string; readonly words: string } {
  switch (body.kind) {
    case "override.request": {
      const { target, requester, expires, justification } = body.statement;
      return {
        kind: "request",
        words: `${target} of ${placeOf(body.statement)} by ${requester} until ${expires}: "${justification}"`,
      };
    }
    case "override.decision": {
      const { decision, request, person, subject, reason } = body.statement;
      const why = reason === null ? "" : `: ${reason}`;
      return { kind: decision, words: `${short(request)} (${subject.target} of ${placeOf(subject)}) by ${person}${why}` };
    }
    case "key": {
      const { change, id, person, compromised } = body.statement;
      return { kind: "key", words: `${change} ${id} of ${person}${compromised ? " (compromised)" : ""}, signed by ${body.by}` };
    }
    case "override.use":
      return { kind: "use", words: `${body.guards} guards off by ${body.requests.map(short).join(", ")}` };
    case "merge":
      return { kind: "merge", words: "branches joined" };
    default:
      return assertNever(body);
  }
}
