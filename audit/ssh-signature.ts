/**
 * Signatures of `ssh-keygen -Y sign` (PROTOCOL.sshsig of OpenSSH), for reviewers whose key is an SSH key, in a file, an agent or a token. They are
 * checked here, so that whoever checks needs no OpenSSH.
 */
import { spawnSync } from "node:child_process";
import { createHash, verify, type KeyObject } from "node:crypto";
import { ConfigError } from "../core/errors.js";

/** Keeps a signature made for Git or for a file from counting here. */
export const SSH_NAMESPACE = "surety";

const MAGIC = "SSHSIG";
const KEY_TYPE = Buffer.from("ssh-ed25519");
const RAW_LENGTH = 32;

export function verifySsh(key: KeyObject, message: string, armored: string): boolean {
  const body = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/u.exec(armored)?.[1];
  if (body === undefined) return false;
  const read = reader(Buffer.from(body.replaceAll("\n", ""), "base64"));
  const [magic, version] = [read.bytes(MAGIC.length), read.number()];
  const [publicKey, namespace, reserved, algorithm, signature] = [
    read.text(),
    read.text(),
    read.text(),
    read.text(),
    read.text(),
  ];
  if (magic.toString("latin1") !== MAGIC || version !== 1 || !read.isAtEnd()) return false;
  if (namespace.toString("utf8") !== SSH_NAMESPACE || reserved.length > 0) return false;
  const hash = algorithm.toString("latin1");
  if (hash !== "sha512" && hash !== "sha256") return false;
  const raw = key.export({ format: "der", type: "spki" }).subarray(-RAW_LENGTH);
  // Every byte is looked at, so that nobody can make another text that is the same signature.
  if (!publicKey.equals(Buffer.concat([lengthed(KEY_TYPE), lengthed(raw)]))) return false;
  const inner = reader(signature);
  const [type, value] = [inner.text(), inner.text()];
  if (!type.equals(KEY_TYPE) || !inner.isAtEnd()) return false;
  const digest = createHash(hash).update(message, "utf8").digest();
  const signed = Buffer.concat([
    Buffer.from(MAGIC),
    lengthed(namespace),
    lengthed(Buffer.alloc(0)),
    lengthed(algorithm),
    lengthed(digest),
  ]);
  return verify(null, signed, key, value);
}

/** `keyFile`: a private key, or a public one whose private half an agent holds. Throws ConfigError when it cannot be used. */
export function signWithSsh(keyFile: string, message: string): string {
  const ran = spawnSync("ssh-keygen", ["-Y", "sign", "-n", SSH_NAMESPACE, "-f", keyFile], {
    input: message,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A key that it refuses may end it before it has read the message: writing fails then (EPIPE), but it ran, and says why.
  if (ran.error !== undefined && ran.status === null)
    throw new ConfigError(
      `\`ssh-keygen\` cannot be run (${ran.error.message}): install OpenSSH, or use a key of \`surety keys init\``,
    );
  if (ran.status !== 0) throw new ConfigError(`\`ssh-keygen -Y sign -f ${keyFile}\` fails: ${ran.stderr.trim()}`);
  return ran.stdout;
}

function lengthed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Past the end there is nothing: what was cut off does not verify. */
function reader(data: Buffer) {
  const own = { at: 0 };
  const bytes = (length: number): Buffer => {
    const found = data.subarray(own.at, own.at + length);
    own.at += length;
    return found;
  };
  const number = (): number => {
    const found = bytes(4);
    return found.length === 4 ? found.readUInt32BE() : 0;
  };
  return { bytes, number, text: (): Buffer => bytes(number()), isAtEnd: () => own.at === data.length };
}
