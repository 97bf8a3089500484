import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../core/errors.js";
import { baselineOf, baselineText, decodeBaseline, type Counts } from "../../../policy/baseline/baseline.js";
import { compareBaseline } from "../../../policy/baseline/compare.js";

const counts: fc.Arbitrary<Counts> = fc.dictionary(fc.constantFrom("bounds.read", "bounds.write", "contract"), fc.nat(5));
const files = fc
  .dictionary(fc.constantFrom("a.ts", "b.ts", "c.ts", "d.ts", "__proto__.ts"), counts)
  .map((all) => new Map(Object.entries(all)));
const total = (all: ReadonlyMap<string, Counts> | Readonly<Record<string, Counts>>): number =>
  [...(all instanceof Map ? all.values() : Object.values(all))]
    .flatMap((one) => Object.values(one as Counts))
    .reduce((a, b) => a + b, 0);

describe("a baseline", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(files, (all) => {
        const baseline = baselineOf(all);
        expect(decodeBaseline(baselineText(baseline), "b.json")).toEqual(baseline);
      }),
    );
  });

  it("lets pass what it was made from, and nothing can be lowered then", () => {
    fc.assert(
      fc.property(files, (all) => {
        const baseline = baselineOf(all);
        const { rises, falls, lowered } = compareBaseline(baseline, all, () => false);
        expect({ rises, falls, lowered }).toEqual({ rises: [], falls: [], lowered: baseline });
      }),
    );
  });

  it("never rises by lowering, whatever moved, and what is lowered allows no more than was found", () => {
    fc.assert(
      fc.property(files, files, (before, now) => {
        const baseline = baselineOf(before);
        const { rises, lowered } = compareBaseline(baseline, now, () => true);
        expect(total(lowered.files)).toBeLessThanOrEqual(Math.min(total(before), total(now)));
        expect(rises.length === 0).toBe(total(lowered.files) === total(now));
        expect(compareBaseline(lowered, now, () => true).falls).toEqual([]);
      }),
    );
  });

  it("gives moved code what it was allowed, and nothing more", () => {
    const baseline = baselineOf(
      new Map([
        ["a.ts", { "bounds.read": 2 }],
        ["b.ts", { "bounds.read": 1 }],
      ]),
    );
    const isGone = (file: string): boolean => file === "a.ts";
    const moved = new Map<string, Counts>([
      ["b.ts", { "bounds.read": 1 }],
      ["c.ts", { "bounds.read": 1 }],
      ["d.ts", { "bounds.read": 2 }],
    ]);
    expect(compareBaseline(baseline, moved, isGone).rises).toEqual([{ file: "d.ts", kind: "bounds.read", allowed: 1, found: 2 }]);
    expect(compareBaseline(baseline, moved, () => false).rises.map(({ file }) => file)).toEqual(["c.ts", "d.ts"]);
  });

  it("leaves alone what exists and was not verified", () => {
    const baseline = baselineOf(new Map([["a.ts", { contract: 2 }]]));
    expect(compareBaseline(baseline, new Map(), () => false)).toEqual({ rises: [], falls: [], lowered: baseline });
  });

  it.each([
    ["", "b.json: not JSON: "],
    ["[]", "b.json: expected an object with `schemaVersion`"],
    ['{"schemaVersion": 2, "files": {}}', "b.json: /schemaVersion: expected 1"],
    ['{"schemaVersion": 1}', "b.json: /files: expected counts by file"],
    ['{"schemaVersion": 1, "files": {}, "x": 1}', "b.json: /x: unknown key"],
    ['{"schemaVersion": 1, "files": {"src/a.ts": 1}}', "b.json: /files/src~1a.ts: expected counts by kind"],
    ['{"schemaVersion": 1, "files": {"a.ts": {"bounds.read": -1}}}', "b.json: /files/a.ts/bounds.read: expected a whole number"],
  ])("refuses %s", (text, message) => {
    const attempt = (): unknown => decodeBaseline(text, "b.json");
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
  });
});
