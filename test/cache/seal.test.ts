import fc from "fast-check";
import { expect, it } from "vitest";
import { digestOf } from "../../cache/key.js";
import { createSeal } from "../../cache/seal.js";
import { bytes, SEAL } from "./cache-folder.js";

const key = digestOf("a");
const anyBytes = fc.uint8Array({ maxLength: 200 });

it("opens what it closed, of any length", () => {
  fc.assert(
    fc.property(anyBytes, (value) => {
      expect(Buffer.from(SEAL.open(key, SEAL.close(key, value)) ?? bytes("?"))).toEqual(Buffer.from(value));
    }),
  );
});

it("opens under no other key and for no other secret", () => {
  const closed = SEAL.close(key, bytes("value"));
  const other = createSeal(Buffer.alloc(32, 2));
  expect([SEAL.open(digestOf("b"), closed), other.open(key, closed), SEAL.open(key, other.close(key, bytes("value")))]).toEqual([
    null,
    null,
    null,
  ]);
});

it("opens nothing with flipped bits, nothing cut short, nothing longer", () => {
  fc.assert(
    fc.property(anyBytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, flip) => {
      const closed = SEAL.close(key, value);
      const at = place % closed.length;
      const flipped = Uint8Array.from(closed);
      flipped[at] = (flipped[at] ?? 0) ^ flip;
      expect([
        SEAL.open(key, flipped),
        SEAL.open(key, closed.subarray(0, at)),
        SEAL.open(key, Buffer.concat([closed, bytes("\0")])),
      ]).toEqual([null, null, null]);
    }),
  );
});

it("opens nothing random", () => {
  fc.assert(
    fc.property(anyBytes, (value) => {
      expect(SEAL.open(key, value)).toBe(null);
    }),
  );
});
