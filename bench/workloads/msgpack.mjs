/** Encodes and decodes nested records, long strings, binary, dates and extensions; sync, many, and streamed. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

function documents() {
  const random = createRandom(11);
  const words = Array.from({ length: 64 }, (_, i) => `key_${i}_${["äß", "漢字", "😀", "xyz"][i % 4]}`);
  const value = (/** @type {number} */ depth) => {
    switch (random.int(depth > 3 ? 7 : 9)) {
      case 0:
        return random.int(100);
      case 1:
        return -random.int(40_000);
      case 2:
        return random.int(2 ** 31) * 1024;
      case 3:
        return random.unit();
      case 4:
        return random.int(2) === 0;
      case 5:
        return words[random.int(64)]?.repeat(1 + random.int(8));
      case 6:
        return null;
      case 7:
        return Array.from({ length: random.int(20) }, () => value(depth + 1));
      default:
        return Object.fromEntries(Array.from({ length: random.int(12) }, () => [words[random.int(64)], value(depth + 1)]));
    }
  };
  return Array.from({ length: 500 }, (_, id) => ({ id, tags: [words[id % 64], "x".repeat(id % 40)], body: [value(0), value(0), value(0)], at: id * 1.5 }));
}

export const workload = {
  name: "@msgpack/msgpack",
  packagePath: "node_modules/@msgpack/msgpack/src",
  entries: ["index"],
  compilerOptions: { rewriteRelativeImportExtensions: true },
  violations: "throw",

  prepare(module) {
    const docs = documents();
    const codec = new module.ExtensionCodec();
    codec.register({
      type: 0,
      encode: (/** @type {unknown} */ object) => (object instanceof Set ? module.encode([...object]) : null),
      decode: (/** @type {Uint8Array} */ data) => new Set(module.decode(data)),
    });
    return { docs, codec, json: docs.map((doc) => JSON.stringify(doc)) };
  },

  async run(module, { docs, codec, json }) {
    const encoder = new module.Encoder({ sortKeys: false });
    const decoder = new module.Decoder();
    const packed = [];
    const back = [];
    for (let round = 0; round < 12; round++) {
      packed.length = back.length = 0;
      for (const doc of docs) packed.push(encoder.encode(doc));
      for (const bytes of packed) back.push(decoder.decode(bytes));
    }
    for (const [at, doc] of back.entries()) if (JSON.stringify(doc) !== json[at]) throw new Error(`document ${at}: round trip differs`);
    const joined = Buffer.concat(packed);
    expectSame("decodeMulti", [...module.decodeMulti(joined)].length, docs.length);
    const chunks = async function* () {
      for (let at = 0; at < joined.length; at += 1000) yield joined.subarray(at, at + 1000);
    };
    let streamed = 0;
    for await (const doc of module.decodeMultiStream(chunks())) streamed += doc.id;
    const special = { set: new Set([1, 2, 3]), at: new Date(1_700_000_000_123), big: 2n ** 60n, bytes: new Uint8Array([1, 2, 255]) };
    const options = { extensionCodec: codec, useBigInt64: true };
    const decoded = module.decode(module.encode(special, options), options);
    expectSame("extension", [[...decoded.set].map(Number), String(decoded.big), [...decoded.bytes]], [[1, 2, 3], String(2n ** 60n), [1, 2, 255]]);
    return { packed: digestOf(joined), bytes: joined.length, streamed };
  },
};
