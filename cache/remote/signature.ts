/**
 * Who vouches for an entry. A record says which key signed; what is signed binds the value to the key of the entry, so that a valid record
 * under another key verifies as nothing. The bytes signed have a fixed length and a prefix of their own: no other use of the same key pair
 * can be taken for a signature of an entry.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { ConfigError } from "../../core/errors.js";
import type { CacheKey } from "../key.js";
import { decodeFields, encodeFields } from "./wire.js";

/** Of the record and of what is signed: raised when either changes. */
export const SIGNATURE_VERSION = 1;

const DOMAIN = "surety-cache-entry\0";
const SIGNATURE_BYTES = 64;
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const VERSION = 1;
const SIGNER = 2;
const SIGNATURE = 3;

export interface TrustedKey {
  /** Letters, digits, `.`, `_` and `-`; at most 64. */
  readonly id: string;
  /** Ed25519: PEM (`BEGIN PUBLIC KEY`), or the base64 of its DER form (SPKI). */
  readonly publicKey: string;
}

/** By id. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

export interface Signer {
  readonly id: string;
  readonly key: KeyObject;
}

function signedBytes(key: CacheKey, digest: CacheKey): Uint8Array {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(SIGNATURE_VERSION);
  return Buffer.concat([Buffer.from(DOMAIN, "latin1"), version, Buffer.from(key, "hex"), Buffer.from(digest, "hex")]);
}

/** The record that vouches for the value of this digest under `key`. */
export function signEntry(key: CacheKey, digest: CacheKey, signer: Signer): Uint8Array {
  return encodeFields([
    { kind: "integer", number: VERSION, value: BigInt(SIGNATURE_VERSION) },
    { kind: "bytes", number: SIGNER, value: Buffer.from(signer.id, "ascii") },
    { kind: "bytes", number: SIGNATURE, value: sign(null, signedBytes(key, digest), signer.key) },
  ]);
}

/** Whether a trusted key vouches for the value of this digest under `key`. */
export function isSigned(key: CacheKey, digest: CacheKey, record: Uint8Array, trusted: TrustedKeys): boolean {
  const fields = decodeFields(record);
  if (fields?.length !== 3) return false;
  const [version, signer, signature] = fields;
  if (version?.kind !== "integer" || version.number !== VERSION || version.value !== BigInt(SIGNATURE_VERSION)) return false;
  if (signer?.kind !== "bytes" || signer.number !== SIGNER) return false;
  if (signature?.kind !== "bytes" || signature.number !== SIGNATURE || signature.value.length !== SIGNATURE_BYTES) return false;
  const publicKey = trusted.get(Buffer.from(signer.value).toString("latin1"));
  return publicKey !== undefined && verify(null, signedBytes(key, digest), publicKey, signature.value);
}

/** Throws `ConfigError`, starting with `where`, unless each is an Ed25519 public key under an id of its own. */
export function readTrustedKeys(keys: readonly TrustedKey[], where: string): TrustedKeys {
  const trusted = new Map<string, KeyObject>();
  for (const [index, { id, publicKey }] of keys.entries()) {
    if (!KEY_ID.test(id)) {
      throw new ConfigError(`${where}/${index}/id: \`${id}\` is no key id: at most 64 letters, digits, \`.\`, \`_\` and \`-\``);
    }
    if (trusted.has(id)) throw new ConfigError(`${where}/${index}/id: a second key has the id \`${id}\`; ids differ`);
    trusted.set(id, readPublicKey(publicKey, `${where}/${index}/publicKey`));
  }
  return trusted;
}

function readPublicKey(text: string, where: string): KeyObject {
  // It would give its public key too; but it is no secret any more.
  if (text.includes("PRIVATE KEY")) {
    throw new ConfigError(`${where}: a private key stands where its public key belongs; it is known now: make a new pair`);
  }
  const right = "an Ed25519 public key in PEM, or the base64 of its DER form (`openssl pkey -pubout`)";
  try {
    const key = text.includes("-----BEGIN")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    if (key.asymmetricKeyType === "ed25519") return key;
    throw new ConfigError(`${where}: a key of type ${key.asymmetricKeyType ?? "unknown"}; what is needed is ${right}`);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${where}: what is needed is ${right}`);
  }
}

/**
 * The signer of a private key (PEM). Throws `ConfigError`, starting with `where`, when it is no Ed25519 key or none of the trusted keys
 * belongs to it: nobody would take what it signs. The message never holds the key.
 */
export function readSigner(privateKey: string, trusted: TrustedKeys, where: string): Signer {
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKey);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new ConfigError(`${where}: no private key in PEM${reason}; \`openssl genpkey -algorithm ed25519\` makes one`);
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new ConfigError(
      `${where}: a key of type ${key.asymmetricKeyType ?? "unknown"}; \`openssl genpkey -algorithm ed25519\` makes one`,
    );
  }
  const publicKey = createPublicKey(key);
  for (const [id, candidate] of trusted) if (candidate.equals(publicKey)) return { id, key };
  throw new ConfigError(
    `${where}: the key belongs to none of the trusted keys, so nobody would take what it signs; add its public key to them`,
  );
}

export interface SigningKey {
  /** PKCS#8 in PEM: a secret of the CI job. */
  readonly privateKey: string;
  /** SPKI in base64: for `trustedKeys`. */
  readonly publicKey: string;
}

/** A new key pair, as `openssl genpkey -algorithm ed25519` makes one. */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}
