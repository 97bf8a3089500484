/** What records say, decoded from JSON. What is signed is a *statement*: its canonical JSON is the message. */
import type { Json } from "./canonical-json.js";
import { count, isOneOf, keysOf, list, nullable, shape, text, type Decoder } from "./shape.js";

export interface FreedObligation {
  readonly id: string;
  readonly kind: string;
}

/** Everything that an approval is about. */
export interface RequestStatement {
  readonly format: "surety-override-request-1";
  /** Path from the project root, and the symbol in it. */
  readonly module: string;
  readonly symbol: string;
  /** `expression`, `statement`, `function`, `class` or `module`. */
  readonly scope: string;
  readonly scopeHash: string;
  /** `bounds.read`, `capability(process.spawn)`: as the annotation has it. */
  readonly target: string;
  /** Exactly these are freed. Sorted by id. */
  readonly obligations: readonly FreedObligation[];
  readonly justification: string;
  readonly ticket: string | null;
  /** The last day, `YYYY-MM-DD`. */
  readonly expires: string;
  readonly depends: readonly string[];
  /** The person who asks. */
  readonly requester: string;
}

export const DECISIONS = ["approve", "deny", "revoke", "emergency", "review"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DecisionStatement {
  readonly format: "surety-override-decision-1";
  readonly decision: Decision;
  /** Hash of the record of the request. */
  readonly request: string;
  /** What the request says, again: so the signature is about that, whatever the ledger holds. */
  readonly subject: RequestStatement;
  readonly reason: string | null;
  /** When an emergency ends. */
  readonly until: string | null;
  readonly person: string;
}

export interface KeyStatement {
  readonly format: "surety-key-1";
  readonly change: "add" | "remove";
  readonly id: string;
  readonly person: string;
  readonly publicKey: string;
  readonly groups: readonly string[];
  /** Somebody else may have had the key: nothing that it signed counts any more. */
  readonly compromised: boolean;
}

interface Signed<Kind extends string, Statement> {
  readonly kind: Kind;
  readonly statement: Statement;
  /** Id of the key. */
  readonly by: string;
  readonly signature: string;
}

export type RequestBody = Signed<"override.request", RequestStatement>;
export type DecisionBody = Signed<"override.decision", DecisionStatement>;
export type KeyBody = Signed<"key", KeyStatement>;

/** A build took guards off: hashes of the requests, and the digest of what was built. */
export interface UseBody {
  readonly kind: "override.use";
  readonly requests: readonly string[];
  readonly output: string;
  readonly guards: number;
}

/** Joins the records that nothing follows. */
export interface MergeBody {
  readonly kind: "merge";
}

export type LedgerBody = RequestBody | DecisionBody | KeyBody | UseBody | MergeBody;

const REQUEST: Decoder<RequestStatement> = shape({
  format: isOneOf("surety-override-request-1"),
  module: text,
  symbol: text,
  scope: isOneOf("expression", "statement", "function", "class", "module"),
  scopeHash: text,
  target: text,
  obligations: list(shape({ id: text, kind: text })),
  justification: text,
  ticket: nullable(text),
  expires: text,
  depends: list(text),
  requester: text,
});

const DECISION: Decoder<DecisionStatement> = shape({
  format: isOneOf("surety-override-decision-1"),
  decision: isOneOf(...DECISIONS),
  request: text,
  subject: REQUEST,
  reason: nullable(text),
  until: nullable(text),
  person: text,
});

const KEY: Decoder<KeyStatement> = shape({
  format: isOneOf("surety-key-1"),
  change: isOneOf("add", "remove"),
  id: text,
  person: text,
  publicKey: text,
  groups: list(text),
  compromised: isOneOf(true, false),
});

const BODIES: { readonly [K in LedgerBody["kind"]]: Decoder<Extract<LedgerBody, { kind: K }>> } = {
  "override.request": shape({ kind: isOneOf("override.request"), statement: REQUEST, by: text, signature: text }),
  "override.decision": shape({ kind: isOneOf("override.decision"), statement: DECISION, by: text, signature: text }),
  key: shape({ kind: isOneOf("key"), statement: KEY, by: text, signature: text }),
  "override.use": shape({ kind: isOneOf("override.use"), requests: list(text), output: text, guards: count }),
  merge: shape({ kind: isOneOf("merge") }),
};

/** Null for what has another form: an unknown kind, a missing member, one too many. */
export function decodeBody(value: Json): LedgerBody | null {
  if (typeof value !== "object" || value === null || !("kind" in value)) return null;
  const kind = keysOf(BODIES).find((one) => one === value["kind"]);
  return kind === undefined ? null : (BODIES[kind](value) ?? null);
}
