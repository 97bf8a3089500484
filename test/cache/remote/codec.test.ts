/** Bytes of entries: what is written is read, and what was changed is never taken for another value. */
import fc from "fast-check";
import { createPrivateKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../../cache/key.js";
import { decodeActionResult, encodeActionResult, type ActionResult } from "../../../cache/remote/action-result.js";
import { isSigned, readTrustedKeys, signEntry } from "../../../cache/remote/signature.js";
import { decodeFields, encodeFields, type WireField } from "../../../cache/remote/wire.js";
import { CI_KEY, keyNamed, open, OTHER_KEY, startDouble, store, valueNamed, type Double } from "./server.js";

const fieldNumber = fc.integer({ min: 1, max: 2 ** 29 - 1 });
const field: fc.Arbitrary<WireField> = fc.oneof(
  fc.record({ kind: fc.constant("integer" as const), number: fieldNumber, value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({ kind: fc.constant("bytes" as const), number: fieldNumber, value: fc.uint8Array({ maxLength: 300 }) }),
);
const result: fc.Arbitrary<ActionResult> = fc.record({
  digest: fc.string().map(digestOf),
  sizeBytes: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  record: fc.uint8Array({ maxLength: 200 }),
});

describe("the protobuf wire format", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 20 }), (fields) => {
        expect(decodeFields(encodeFields(fields))).toEqual(fields);
      }),
    );
    fc.assert(
      fc.property(result, (value) => {
        expect(decodeActionResult(encodeActionResult(value))).toEqual(value);
      }),
    );
  });

  it("is what protoc writes", () => {
    // ActionResult { stdout_digest { hash: "00…" size_bytes: 300 } stderr_raw: "\x01" }
    const digest = `32450a40${"30".repeat(64)}10ac02`;
    const zeros = digestOf("").replace(/./g, "0");
    const value = { digest: zeros as ActionResult["digest"], sizeBytes: 300, record: Uint8Array.of(1) };
    expect(Buffer.from(encodeActionResult(value)).toString("hex")).toBe(`${digest}3a0101`);
  });

  it("refuses or reads any bytes, and throws at none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const fields = decodeFields(bytes);
        if (fields !== null) expect(decodeFields(encodeFields(fields))).toEqual(fields);
        decodeActionResult(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  const digest = encodeFields([{ kind: "bytes", number: 1, value: Buffer.from(digestOf("")) }]);
  const stdout: WireField = { kind: "bytes", number: 6, value: digest };
  const stderr: WireField = { kind: "bytes", number: 7, value: new Uint8Array() };
  it.each<readonly [string, readonly WireField[]]>([
    ["without a digest", [stderr]],
    ["without a record", [stdout]],
    ["a field twice", [stdout, stderr, stdout]],
    ["an exit code", [stdout, stderr, { kind: "integer", number: 4, value: 1n }]],
    ["output files", [stdout, stderr, { kind: "bytes", number: 2, value: new Uint8Array() }]],
    ["a digest of something else", [stderr, { kind: "bytes", number: 6, value: encodeFields([stderr]) }]],
    ["a hash in capitals", [stderr, { ...stdout, value: Buffer.from(digest.map((byte) => (byte >= 97 ? byte - 32 : byte))) }]],
    [
      "a negative size",
      [
        stderr,
        {
          ...stdout,
          value: Buffer.concat([digest, encodeFields([{ kind: "integer", number: 2, value: 2n ** 64n - 1n }])]),
        },
      ],
    ],
  ])("refuses an action result %s", (_, fields) => {
    expect(decodeActionResult(encodeFields([stdout, stderr]))).not.toBeNull();
    expect(decodeActionResult(encodeFields(fields))).toBeNull();
  });
});

describe("signatures", () => {
  const trusted = readTrustedKeys([{ id: "ci", publicKey: CI_KEY.publicKey }], "trustedKeys");
  const signer = { id: "ci", key: createPrivateKey(CI_KEY.privateKey) };
  const [key, digest] = [keyNamed("a"), digestOf("value")];
  const record = signEntry(key, digest, signer);

  it("hold for the key and the value that were signed, and no other", () => {
    expect(isSigned(key, digest, record, trusted)).toBe(true);
    expect(isSigned(keyNamed("b"), digest, record, trusted)).toBe(false);
    expect(isSigned(key, digestOf("other"), record, trusted)).toBe(false);
    expect(isSigned(digest, key, record, trusted)).toBe(false);
    expect(isSigned(key, digest, record, new Map())).toBe(false);
    const others = readTrustedKeys([{ id: "ci", publicKey: OTHER_KEY.publicKey }], "trustedKeys");
    expect(isSigned(key, digest, record, others)).toBe(false);
  });

  it("do not hold once a bit is changed, or under another version", () => {
    for (let bit = 0; bit < record.length * 8; bit++) {
      const changed = Uint8Array.from(record);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(isSigned(key, digest, changed, trusted)).toBe(false);
    }
    const fields = decodeFields(record)!;
    expect(isSigned(key, digest, encodeFields(fields), trusted)).toBe(true);
    const [, ...rest] = fields;
    expect(isSigned(key, digest, encodeFields([{ kind: "integer", number: 1, value: 2n }, ...rest]), trusted)).toBe(false);
    expect(isSigned(key, digest, encodeFields([...fields, ...rest]), trusted)).toBe(false);
  });
});

describe("changed entries", () => {
  let double: Double;
  beforeAll(async () => {
    double = await startDouble();
  });
  afterAll(() => double.close());

  interface Change {
    readonly at: number;
    readonly remove: number;
    readonly insert: Uint8Array;
  }
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat({ max: 250 }),
    remove: fc.nat({ max: 40 }),
    insert: fc.uint8Array({ maxLength: 40 }),
  });
  const apply = (bytes: Uint8Array, { at, remove, insert }: Change): Uint8Array =>
    Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

  it("give the value that was signed, or nothing", async () => {
    const names = ["a", "b", "c"];
    const remote = open(double.url, { signingKey: null });
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 5 }), change), { minLength: 0, maxLength: 3 }),
        fc.option(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }))),
        async (changes, swap) => {
          double.blobs.clear();
          for (const name of names) store(double, keyNamed(name), valueNamed(name));
          const paths = [...double.blobs.keys()];
          for (const [index, one] of changes) double.blobs.set(paths[index]!, apply(double.blobs.get(paths[index]!)!, one));
          if (swap !== null) double.blobs.set(paths[swap[0]]!, double.blobs.get(paths[swap[1]]!)!);
          const found = await remote.fetch(names.map(keyNamed));
          for (const name of names) {
            const value = found.get(keyNamed(name));
            if (value !== undefined) expect(value).toEqual(valueNamed(name));
          }
          hits += found.size;
        },
      ),
      { numRuns: 300 },
    );
    expect(hits).toBeGreaterThan(50);
    // Lies are no failures: it was asked to the end.
    expect(remote.incidents.every((incident) => /^the remote cache at \S+ served \d+ entr/.test(incident))).toBe(true);
    await remote.close();
  });
});
