/**
 * Signatures of a ledger, checked as its records go by. A key counts here when the project's configuration has it, or when a record that
 * such a key signed brought it in or took it out: what a removed key signed stays checkable, and nobody vouches for himself. Whether what a
 * key signed is in force is another question (policy/overrides/keyring.ts).
 */
import type { ApproverKey } from "../policy/config/approvers.js";
import type { KeyBody } from "../policy/ledger/bodies.js";
import type { LedgerProblem, LedgerRecord } from "../policy/ledger/walk.js";
import { signedText, type Signatures } from "../policy/overrides/signature.js";

export interface SignatureCheck {
  /** Each record once. */
  readonly check: (record: LedgerRecord) => void;
  /** Ids of keys that signed something and are not in the configuration: what they signed is checked by `recheck`, in a further walk. */
  readonly unknown: ReadonlySet<string>;
  readonly recheck: (record: LedgerRecord) => void;
  /** Who holds which key, by id, once every record went by: of those that the project vouches for and nobody else may have had. */
  readonly holders: () => ReadonlyMap<string, string>;
  readonly count: () => number;
}

export function checkSignatures(
  keys: readonly ApproverKey[],
  signatures: Signatures,
  onProblem: (problem: LedgerProblem) => void,
): SignatureCheck {
  const configured = new Map<string, HeldKey>(keys.map((key) => [key.id, key]));
  const changes: KeyBody[] = [];
  const unknown = new Set<string>();
  const own: { count: number; vouched: ReadonlyMap<string, HeldKey> | null } = { count: 0, vouched: null };
  const isSigned = ({ statement, signature }: SignedBody, publicKey: string): boolean =>
    signatures.verify({ publicKey, message: signedText(statement), signature });
  const vouched = (): ReadonlyMap<string, HeldKey> => (own.vouched ??= vouchedKeys(changes, configured, isSigned));
  const tell = (line: number, message: string): void => {
    onProblem({ kind: "signature", line, message });
  };
  return {
    unknown,
    count: () => own.count,
    holders: () => {
      const compromised = new Set(changes.filter(({ statement }) => statement.compromised).map(({ statement }) => statement.id));
      return new Map([...vouched()].filter(([id]) => !compromised.has(id)).map(([id, { person }]) => [id, person]));
    },
    check: ({ line, body }) => {
      if (!("signature" in body)) return;
      own.count++;
      if (body.kind === "key") changes.push(body);
      const key = configured.get(body.by);
      if (key === undefined) unknown.add(body.by);
      else if (!isSigned(body, key.publicKey)) tell(line, wrong(body.by));
    },
    recheck: ({ line, body }) => {
      if (!("signature" in body) || !unknown.has(body.by)) return;
      const key = vouched().get(body.by);
      if (key === undefined) tell(line, `the key \`${body.by}\` is not known`);
      else if (!isSigned(body, key.publicKey)) tell(line, wrong(body.by));
    },
  };
}

const wrong = (key: string): string => `its signature is not that of the key \`${key}\``;

type SignedBody = Extract<LedgerRecord["body"], { readonly signature: string }>;

interface HeldKey {
  readonly person: string;
  readonly publicKey: string;
}

/** Keys by id: until no record brings in another. The first key of a project has nobody else to sign for it. */
function vouchedKeys(
  changes: readonly KeyBody[],
  configured: ReadonlyMap<string, HeldKey>,
  isSigned: (body: KeyBody, publicKey: string) => boolean,
): ReadonlyMap<string, HeldKey> {
  const known = new Map(configured);
  let open = changes;
  const [first] = changes;
  if (first !== undefined && first.by === first.statement.id && isSigned(first, first.statement.publicKey))
    known.set(first.by, known.get(first.by) ?? first.statement);
  for (let before = -1; before !== open.length;) {
    before = open.length;
    open = open.filter((change) => {
      const key = known.get(change.by);
      if (key === undefined) return true;
      const { id } = change.statement;
      if (isSigned(change, key.publicKey) && !known.has(id)) known.set(id, change.statement);
      return false;
    });
  }
  return known;
}
