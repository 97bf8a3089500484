/**
 * Whose signature counts. The root of trust is the configuration, which the code owners of a project guard; the ledger, which everybody appends to,
 * cannot add a key. A key that was taken out of the configuration still counts for what it signed before: the record of its removal, signed by a key
 * that counts, says what it was. *Before* means before on every way through the history, so that a branch made up later proves nothing.
 */
import type { KeyBody } from "../ledger/bodies.js";
import type { LedgerState, Recorded } from "./ledger-state.js";
import type { OverridePolicy } from "./policy.js";
import { signedText, type Signatures } from "./signature.js";

export type SignatureOutcome =
  | { readonly kind: "valid"; readonly person: string; readonly groups: readonly string[] }
  /** No key of that name counts. */
  | { readonly kind: "unknownKey"; readonly key: string }
  /** It was removed before, or what it signs is not shown to be older than the removal. */
  | { readonly kind: "removedKey"; readonly key: string; readonly compromised: boolean }
  | { readonly kind: "forged"; readonly key: string };

export interface SignedRecord {
  readonly hash: string;
  readonly body: { readonly statement: object; readonly by: string; readonly signature: string };
}

export interface Keyring {
  check(record: SignedRecord): SignatureOutcome;
}

interface HeldKey {
  readonly person: string;
  readonly publicKey: string;
  /** That the person was in when the key was removed; those of keys in use come from the policy. */
  readonly groups: readonly string[];
}

export function createKeyring(policy: OverridePolicy, ledger: LedgerState, { verify }: Signatures): Keyring {
  const held = new Map<string, HeldKey>(policy.keys.map((key) => [key.id, { ...key, groups: [] }]));
  const removals = new Map<string, Recorded<KeyBody>>();
  const known = new Map<string, boolean>();

  const isSigned = ({ hash, body: { statement, by, signature } }: SignedRecord, publicKey: string): boolean => {
    const id = `${hash}\0${by}`;
    const valid = known.get(id) ?? verify({ publicKey, message: signedText(statement), signature });
    known.set(id, valid);
    return valid;
  };

  const check = (record: SignedRecord): SignatureOutcome => {
    const { by } = record.body;
    const key = held.get(by);
    if (key === undefined) return { kind: "unknownKey", key: by };
    if (!isSigned(record, key.publicKey)) return { kind: "forged", key: by };
    const removal = removals.get(by);
    if (removal !== undefined) {
      const { compromised } = removal.body.statement;
      if (compromised || !ledger.precedes(record.hash, removal.hash)) return { kind: "removedKey", key: by, compromised };
    }
    return { kind: "valid", person: key.person, groups: key.groups };
  };

  // The latest first: a removal counts when its signer counted then, which the removal of that key, later, has to allow.
  for (const removal of [...ledger.keys].reverse()) {
    const { statement } = removal.body;
    if (statement.change !== "remove" || removals.has(statement.id)) continue;
    if (check(removal).kind !== "valid") continue;
    removals.set(statement.id, removal);
    const configured = held.get(statement.id);
    if (configured === undefined)
      held.set(statement.id, { person: statement.person, publicKey: statement.publicKey, groups: statement.groups });
  }
  return { check };
}
