/** Serialises and deserialises documents with every BSON type, EJSON, ObjectId, Decimal128, Long. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

/** Decimal strings and what `Decimal128.toString` must give back (IEEE 754-2008, to-scientific-string). */
const decimals = [
  ["0", "0"],
  ["-1.50", "-1.50"],
  ["12345678901234567890.123456789", "12345678901234567890.123456789"],
  ["1E+6144", "1.000000000000000000000000000000000E+6144"],
  ["9.999999999999999999999999999999999E-6143", "9.999999999999999999999999999999999E-6143"],
  ["Infinity", "Infinity"],
];

export const workload = {
  name: "bson",
  packagePath: "node_modules/bson/src",
  entries: ["index"],
  compilerOptions: { isolatedModules: false },
  violations: "report",

  prepare(module) {
    const random = createRandom(13);
    const { Binary, Decimal128, Int32, Double, Long, ObjectId, Timestamp, BSONRegExp, Code, UUID } = module;
    const hex = (/** @type {number} */ length) => Buffer.from(random.bytes(length)).toString("hex");
    const docs = Array.from({ length: 250 }, (_, id) => ({
      _id: ObjectId.createFromHexString(hex(12)),
      id,
      name: `n${id}ü漢😀`.repeat(1 + (id % 9)),
      ratio: random.unit(),
      count: new Int32(random.int(1 << 30)),
      exact: new Double(id),
      long: Long.fromBits(random.int(2 ** 32) | 0, random.int(2 ** 32) | 0),
      price: Decimal128.fromString(`${random.int(1e9)}.${random.int(1e9)}E${random.int(40) - 20}`),
      when: new Date(1_600_000_000_000 + id * 12_345),
      bytes: new Binary(random.bytes(id)),
      uuid: new UUID(hex(16)),
      stamp: new Timestamp({ t: id, i: 7 }),
      pattern: new BSONRegExp("^a.*b$", "im"),
      code: new Code("return 1", { a: id }),
      none: null,
      nested: { list: Array.from({ length: 40 }, (__, at) => at * id), flags: [true, false, { deep: { deeper: "x" } }] },
    }));
    return { docs, json: docs.map((doc) => module.EJSON.stringify(doc, { relaxed: false })) };
  },

  run(module, { docs, json }) {
    const { EJSON, Decimal128, Long, ObjectId } = module;
    const out = [];
    for (let round = 0; round < 20; round++) {
      const packed = docs.map((doc) => module.serialize(doc));
      const back = packed.map((bytes) => module.deserialize(bytes, { promoteValues: false, promoteLongs: false, bsonRegExp: true }));
      for (const [at, bytes] of packed.entries()) {
        if (module.calculateObjectSize(docs[at]) !== bytes.length) throw new Error(`document ${at}: size differs`);
        if (round === 0) expectSame("EJSON of the round trip", EJSON.stringify(back[at], { relaxed: false }), json[at]);
      }
      if (round === 0) out.push(digestOf(...packed));
    }
    for (const text of json) expectSame("EJSON.parse", EJSON.stringify(EJSON.parse(text, { relaxed: false }), { relaxed: false }), text);
    for (const [text = "", expected] of decimals) expectSame(`Decimal128 ${text}`, Decimal128.fromString(text).toString(), expected);
    let product = Long.fromNumber(3);
    for (let i = 1; i < 60_000; i++) product = product.multiply(Long.fromNumber(i | 1)).add(Long.fromBits(i, i)).xor(product.shiftRightUnsigned(7));
    let check = 3n;
    for (let i = 1n; i < 60_000n; i++) check = BigInt.asIntN(64, BigInt.asIntN(64, check * (i | 1n) + ((i << 32n) | i)) ^ (BigInt.asUintN(64, check) >> 7n));
    expectSame("64-bit arithmetic", product.toString(), check.toString());
    const ids = Array.from({ length: 20_000 }, (_, i) => new ObjectId(i.toString(16).padStart(24, "0")).toHexString()).join();
    return { documents: out, product: product.toString(), ids: digestOf(ids) };
  },
};
