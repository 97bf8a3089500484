import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { digestOf } from "../../cache/key.js";
import { canonicalText } from "../../verifier/canonical.js";

const digest = (value: unknown): string => digestOf(canonicalText(value));

/** Strings with surrogates of all kinds; few names and small numbers, so that equal values come up. */
const text = fc.oneof(
  fc.constantFrom("", "a", "b", "1", "n1;", "\ud800", "\udfff", "\ufffd", "\ud83d\ude00"),
  fc.string({ unit: "binary" }),
);
const leaf = fc.oneof(
  text,
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, true, false, null, undefined, 0n, 1n, -1n),
  fc.double(),
  fc.bigInt(),
);
const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc.array(tie("plain"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom("a", "b", "1"), text), tie("plain"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** Equal, and the properties in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isDeepStrictEqual(a, b)) return false;
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return true;
  const names = Object.keys(a);
  return isDeepStrictEqual(names, Object.keys(b)) && names.every((name) => isSame(Reflect.get(a, name), Reflect.get(b, name)));
}

it("two values have one digest if and only if they are the same", () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      expect(digest(a) === digest(b)).toBe(isSame(a, b));
      expect(digest([a, b]) === digest([b, a])).toBe(isSame(a, b));
      expect(digest(structuredClone(a))).toBe(digest(a));
    }),
    { numRuns: 2000 },
  );
});

it("tells apart what looks alike", () => {
  const values: readonly unknown[] = [
    0,
    -0,
    NaN,
    Infinity,
    "0",
    "NaN",
    0n,
    null,
    undefined,
    false,
    "",
    [],
    {},
    [undefined],
    [null],
    [[]],
    { a: undefined },
    { a: null },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
    ["a", 1],
    ["a1"],
    [["a"], 1],
    "\ud800",
    "\ud801",
    "\udc00",
    "\ufffd",
    '"\\ud800"',
    { "\ud800": 1 },
    { "\ud801": 1 },
  ];
  expect(new Set(values.map(digest)).size).toBe(values.length);
});

it("writes what `replace` gives in the place of an object, its parts included", () => {
  const shared = { kind: "x", of: { kind: "y" } };
  const replaced = canonicalText({ a: shared, b: [shared] }, (value) =>
    "kind" in value && value.kind === "y" ? null : "kind" in value ? { ...value, kind: "z" } : value,
  );
  expect(replaced).toBe(canonicalText({ a: { kind: "z", of: null }, b: [{ kind: "z", of: null }] }));
});

it.each([[() => 1], [Symbol("s")], [new Map()], [new Date(0)], [{ a: new Set() }], [[new (class A {})()]]])(
  "refuses %o, which is no plain data",
  (value) => {
    expect(() => canonicalText(value)).toThrow(TypeError);
  },
);
