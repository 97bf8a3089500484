/** Hash functions, MACs and key derivation; SHA-1/2/3, BLAKE2, MD5, RIPEMD-160, HMAC, PBKDF2, scrypt and HKDF against node:crypto. */
import { createHash, createHmac, hkdfSync, pbkdf2Sync, scryptSync } from "node:crypto";
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

/** Name in the package, name in node:crypto. */
const hashes = [
  ["sha1", "sha1"],
  ["sha224", "sha224"],
  ["sha256", "sha256"],
  ["sha384", "sha384"],
  ["sha512", "sha512"],
  ["sha512_256", "sha512-256"],
  ["sha3_256", "sha3-256"],
  ["sha3_512", "sha3-512"],
  ["blake2b", "blake2b512"],
  ["blake2s", "blake2s256"],
  ["md5", "md5"],
  ["ripemd160", "ripemd160"],
];
const blake3OfNothing = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
const hex = (/** @type {Uint8Array | ArrayBuffer} */ bytes) => Buffer.from(bytes).toString("hex");

export const workload = {
  name: "@noble/hashes",
  packagePath: "node_modules/@noble/hashes/src",
  entries: ["sha2", "sha3", "sha3-addons", "blake1", "blake2", "blake3", "legacy", "hmac", "pbkdf2", "hkdf", "scrypt", "argon2", "utils"],
  compilerOptions: { rewriteRelativeImportExtensions: true },
  violations: "throw",

  prepare() {
    const random = createRandom(7);
    const messages = [0, 1, 55, 64, 127, 1000, 4096, 400_000].map((length) => random.bytes(length));
    const key = random.bytes(40);
    const salt = random.bytes(16);
    const expected = {
      hashes: hashes.map(([, node = ""]) => messages.map((message) => createHash(node).update(message).digest("hex"))),
      hmac: createHmac("sha256", key).update(messages[6] ?? "").digest("hex"),
      pbkdf2: hex(pbkdf2Sync(key, salt, 1500, 64, "sha512")),
      hkdf: hex(hkdfSync("sha256", key, salt, "info", 200)),
      scrypt: hex(scryptSync(key, salt, 32, { N: 1024, r: 8, p: 1 })),
    };
    return { messages, key, salt, expected };
  },

  run(module, { messages, key, salt, expected }) {
    const actual = {
      hashes: hashes.map(([noble]) => messages.map((message) => module.bytesToHex(module[noble](message)))),
      hmac: hex(module.hmac(module.sha256, key, messages[6])),
      pbkdf2: hex(module.pbkdf2(module.sha512, key, salt, { c: 1500, dkLen: 64 })),
      hkdf: hex(module.hkdf(module.sha256, key, salt, Buffer.from("info"), 200)),
      scrypt: hex(module.scrypt(key, salt, { N: 1024, r: 8, p: 1, dkLen: 32 })),
    };
    expectSame("against node:crypto", actual, expected);
    expectSame("blake3 of nothing", hex(module.blake3(new Uint8Array(0))), blake3OfNothing);
    const others = [
      ...["blake3", "blake256", "blake512", "kt128", "turboshake128"].flatMap((name) => messages.map((message) => hex(module[name](message)))),
      hex(module.shake256(messages[5], { dkLen: 300 })),
      hex(module.kmac256(key, messages[5])),
      hex(module.argon2id(key, salt, { t: 1, m: 1024, p: 1, dkLen: 32 })),
    ];
    return { checked: digestOf(JSON.stringify(actual)), others: digestOf(JSON.stringify(others)) };
  },
};
