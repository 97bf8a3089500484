/** Which values the test of a selector takes for a typed array as it was made. */
import { describe, expect, it } from "vitest";
import { isTypedArray } from "../../runtime/src/index.js";

class Sub extends Uint8Array {}

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable(new Uint8Array(2), {});
  revoke();
  return proxy;
};
const loud = new Proxy(new Uint8Array(2), {
  get: () => {
    throw new Error("a trap ran");
  },
  getPrototypeOf: () => {
    throw new Error("a trap ran");
  },
});

const NOT: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  null: null,
  "a string": "abc",
  "an array": [1, 2],
  "an object of that shape": { length: 2, 0: 1, 1: 2 },
  "its prototype": Uint8Array.prototype,
  "an object that inherits from one": Object.create(new Uint8Array(2)),
  "a view of another kind": new DataView(new ArrayBuffer(2)),
  "a subclass": new Sub(2),
  "a buffer of Node": Buffer.from([1, 2]),
  "a length of its own": Object.defineProperty(new Uint8Array(2), "length", { value: 9 }),
  "another prototype": Object.setPrototypeOf(new Uint8Array(2), null),
  "the prototype of another kind": Object.setPrototypeOf(new Uint8Array(2), Int8Array.prototype),
  "a proxy": loud,
  "a revoked proxy": revoked(),
  "the tag of one": { [Symbol.toStringTag]: "Uint8Array" },
};

describe("isTypedArray", () => {
  it.each([
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  ])("takes %o", (made) => {
    expect(isTypedArray(new made(2))).toBe(true);
  });
  it.each(Object.entries(NOT))("does not take %s", (_, value) => {
    expect(isTypedArray(value)).toBe(false);
  });
  it("takes one with members of its own, and one whose buffer is gone", () => {
    const gone = new Uint8Array(2);
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect([isTypedArray(Object.assign(new Uint8Array(2), { note: 1 })), isTypedArray(gone)]).toEqual([true, true]);
  });
});
