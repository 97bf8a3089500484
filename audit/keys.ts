/** Ed25519 keys and signatures with node:crypto. Public keys: PEM, base 64 of DER (SPKI), or the line of an OpenSSH public key. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { ConfigError } from "../core/errors.js";
import type { Signatures } from "../policy/overrides/signature.js";
import { verifySsh } from "./ssh-signature.js";

const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const RAW_LENGTH = 32;

/** Null for what is no Ed25519 public key. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey(publicInput(text.trim()));
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function publicInput(text: string): Parameters<typeof createPublicKey>[0] {
  if (text.startsWith("-----")) return text;
  const ssh = /^ssh-ed25519\s+(\S+)/u.exec(text)?.[1];
  // The form of OpenSSH: name and key, each behind its length; the key is the last 32 bytes.
  const key =
    ssh === undefined ? Buffer.from(text, "base64") : Buffer.concat([SPKI_PREFIX, sshKeyBytes(Buffer.from(ssh, "base64"))]);
  return { key, format: "der", type: "spki" };
}

function sshKeyBytes(blob: Buffer): Buffer {
  const header = Buffer.from("0000000b7373682d6564323535313900000020", "hex");
  if (blob.length !== header.length + RAW_LENGTH || !blob.subarray(0, header.length).equals(header)) return Buffer.alloc(0);
  return blob.subarray(header.length);
}

export const publicKeyText = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");

export interface NewKey {
  readonly privatePem: string;
  readonly publicKey: string;
}

export function generateKey(): NewKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privatePem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(), publicKey: publicKeyText(publicKey) };
}

/** Throws ConfigError for what is no Ed25519 private key in PEM. */
export function readPrivateKey(pem: string, what: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw new ConfigError(`${what} is no Ed25519 private key in PEM; \`surety keys init\` makes one`);
}

export const publicKeyOf = (privateKey: KeyObject): string => publicKeyText(createPublicKey(privateKey));

export const signText = (privateKey: KeyObject, message: string): string =>
  sign(null, Buffer.from(message, "utf8"), privateKey).toString("base64");

/** The value of a signature line of a signed note (C2SP signed-note). */
export function signNote(privateKey: KeyObject, key: string, text: string): string {
  const identity = noteIdentity(key, createPublicKey(privateKey));
  return Buffer.concat([identity, sign(null, Buffer.from(text, "utf8"), privateKey)]).toString("base64");
}

function noteIdentity(key: string, publicKey: KeyObject): Buffer {
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(SPKI_PREFIX.length);
  return createHash("sha256").update(`${key}\n`).update(Buffer.of(1)).update(raw).digest().subarray(0, 4);
}

/** With the public keys that were read kept: one is read for many signatures. */
export function nodeSignatures(): Signatures {
  const read = new Map<string, KeyObject | null>();
  const keyOf = (text: string): KeyObject | null => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const key = readPublicKey(text);
    read.set(text, key);
    return key;
  };
  return {
    verify: ({ publicKey, message, signature }) => {
      const key = keyOf(publicKey);
      if (key === null) return false;
      if (signature.startsWith("-----BEGIN SSH SIGNATURE-----")) return verifySsh(key, message, signature);
      const bytes = Buffer.from(signature, "base64");
      // One text for one signature: what decodes alike must not be another record.
      if (bytes.length !== 64 || bytes.toString("base64") !== signature) return false;
      return verify(null, Buffer.from(message, "utf8"), key, bytes);
    },
    verifyNote: ({ publicKey, key: name, text, value }) => {
      const key = keyOf(publicKey);
      const bytes = Buffer.from(value, "base64");
      if (key === null || bytes.length !== 68 || !bytes.subarray(0, 4).equals(noteIdentity(name, key))) return false;
      return verify(null, Buffer.from(text, "utf8"), key, bytes.subarray(4));
    },
  };
}
