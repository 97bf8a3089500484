import { asJson, canonicalJson } from "../ledger/canonical-json.js";

/** Ed25519, passed in: `policy/` is pure. False for whatever is no key or no signature. */
export interface Signatures {
  readonly verify: (check: { readonly publicKey: string; readonly message: string; readonly signature: string }) => boolean;
  /** `value`: the base 64 of a signed note, four bytes that identify the key and the signature. */
  readonly verifyNote: (check: {
    readonly publicKey: string;
    readonly key: string;
    readonly text: string;
    readonly value: string;
  }) => boolean;
}

/** What is signed. The first line keeps signatures for one purpose from counting for another. */
export const signedText = (statement: object): string => `surety-statement-1\n${canonicalJson(asJson(statement))}`;
