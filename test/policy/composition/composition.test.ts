/** Composition is a meet: order does not matter, saying a thing twice does not matter, and saying more never allows more. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAFETY_LEVELS, type SafetyStatement } from "../../../core/annotation.js";
import { CAPABILITY_ACTIONS, type Capability } from "../../../core/capability.js";
import { coverageOf } from "../../../policy/composition/coverage.js";
import { effectivePolicy, grantList, refusedBy, SAFETY_KEYS, strictness } from "../../../policy/composition/effective.js";
import { EVERYWHERE, isInScope, type PolicyLayer } from "../../../policy/composition/layer.js";
import { looseningsAgainst, looseningsOf, looseningText } from "../../../policy/composition/loosening.js";
import { packageGrant } from "../../../policy/composition/package-grant.js";

const RUNS = { numRuns: Number(process.env["SURETY_PROPERTY_RUNS"] ?? 300) };
const PATHS = ["src/a.ts", "src/server/b.ts", "src/server/db/c.ts", "lib/d.ts"];
const PATTERNS = ["./data/**", "./data/*", "./data/x.json", "./**", "./**/x.json", "/etc/**"];

const capability: fc.Arbitrary<Capability> = fc.record({
  action: fc.constantFrom("fs.read" as const, "fs.write" as const),
  pattern: fc.option(fc.constantFrom(...PATTERNS), { nil: null }),
});
const statement: fc.Arbitrary<SafetyStatement> = fc.record({
  memory: fc.option(fc.constantFrom(...SAFETY_LEVELS.memory), { nil: null }),
  types: fc.option(fc.constantFrom(...SAFETY_LEVELS.types), { nil: null }),
  resources: fc.option(fc.constantFrom(...SAFETY_LEVELS.resources), { nil: null }),
  isolation: fc.option(fc.constantFrom(...SAFETY_LEVELS.isolation), { nil: null }),
});
const layer: fc.Arbitrary<PolicyLayer> = fc.record({
  kind: fc.constantFrom("organisation" as const, "project" as const, "folder" as const),
  place: fc.constant({ kind: "configuration" as const, file: "surety.config.json", key: "" }),
  scope: fc.record({
    inside: fc.constantFrom("", "src"),
    prefix: fc.constant(""),
    pattern: fc.constantFrom("**", "server/**", "*", "**/db/*"),
  }),
  safety: fc.option(statement, { nil: null }),
  grants: fc.option(fc.array(capability, { maxLength: 4 }), { nil: null }),
  packages: fc.constant(null),
});
const asked = fc.record({
  action: fc.constantFrom("fs.read" as const, "fs.write" as const),
  pattern: fc.constantFrom(...PATTERNS),
});

/** Everything that a module may be told, as data to compare. */
function decisions(layers: readonly PolicyLayer[], path: string) {
  const { levels, grants } = effectivePolicy(layers, path);
  return { levels, allowed: PATTERNS.map((pattern) => refusedBy(grants, { action: "fs.read", pattern }) === null) };
}

const layerOf = (changes: Partial<PolicyLayer>): PolicyLayer => ({
  kind: "project",
  place: { kind: "configuration", file: "surety.config.json", key: "" },
  scope: EVERYWHERE,
  safety: null,
  grants: null,
  packages: null,
  ...changes,
});

describe("the meet of layers", () => {
  it("does not depend on their order", () => {
    fc.assert(
      fc.property(
        fc
          .array(layer, { maxLength: 5 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        fc.constantFrom(...PATHS),
        ([all, shuffled], path) => {
          expect(decisions(shuffled, path)).toEqual(decisions(all, path));
        },
      ),
      RUNS,
    );
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), fc.constantFrom(...PATHS), (all, path) => {
        expect(decisions([...all, ...all], path)).toEqual(decisions(all, path));
      }),
      RUNS,
    );
  });

  it("only falls: one more layer never loosens a level, and grants nothing that the others that grant do not", () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), layer, asked, fc.constantFrom(...PATHS), (all, more, use, path) => {
        const [before, after] = [effectivePolicy(all, path), effectivePolicy([...all, more], path)];
        for (const key of SAFETY_KEYS)
          expect(strictness(key, after.levels[key])).toBeLessThanOrEqual(strictness(key, before.levels[key]));
        const someGrant = all.some(({ grants, scope }) => grants !== null && isInScope(scope, path));
        if (someGrant && refusedBy(before.grants, use) !== null) expect(refusedBy(after.grants, use)).not.toBeNull();
      }),
      RUNS,
    );
  });

  it("is never exceeded by its list", () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), asked, fc.constantFrom(...PATHS), (all, use, path) => {
        const { grants } = effectivePolicy(all, path);
        const list = grantList(grants);
        for (const one of list) expect(refusedBy(grants, one)).toBeNull();
        const layerOfList = layerOf({ grants: list });
        if (refusedBy([{ capabilities: list, layer: layerOfList }], use) === null) expect(refusedBy(grants, use)).toBeNull();
        expect(grantList([{ capabilities: list, layer: layerOfList }])).toEqual(list);
      }),
      RUNS,
    );
  });

  it("loses nothing when every layer tightens the one before", () => {
    const wide = layerOf({
      grants: [
        { action: "fs.read", pattern: "./**" },
        { action: "random", pattern: null },
      ],
    });
    const narrow = layerOf({
      kind: "folder",
      grants: [
        { action: "fs.read", pattern: "./data/**" },
        { action: "fs.read", pattern: "./data/x" },
      ],
    });
    expect(grantList(effectivePolicy([wide, narrow], "a.ts").grants)).toEqual([{ action: "fs.read", pattern: "./data/**" }]);
  });

  it("denies where nobody grants", () => {
    const { grants } = effectivePolicy([], "a.ts");
    const refused = CAPABILITY_ACTIONS.filter((action) => refusedBy(grants, { action, pattern: null }) !== null);
    expect(refused).toEqual(CAPABILITY_ACTIONS.filter((action) => action !== "random" && action !== "time.high-resolution"));
  });
});

describe("loosening", () => {
  const proved: SafetyStatement = { memory: "proved", types: null, resources: null, isolation: null };
  const checked: SafetyStatement = { ...proved, memory: "checked" };

  it("is found exactly where an effective level is stricter than what a narrower layer in the same scope states", () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), (all) => {
        const everywhere = all.map((one) => ({ ...one, scope: EVERYWHERE }));
        const found = looseningsOf(everywhere).filter(({ kind }) => kind === "level");
        const expected = SAFETY_KEYS.some((key) =>
          everywhere.some((one, index) => {
            const stated = one.safety?.[key] ?? null;
            const before = effectivePolicy(everywhere.slice(0, index), "a.ts").levels[key];
            return (
              stated !== null &&
              strictness(key, stated) > strictness(key, before) &&
              (key === "isolation" || everywhere.slice(0, index).some((other) => other.safety?.[key] !== null))
            );
          }),
        );
        expect(found.length > 0).toBe(expected);
      }),
      RUNS,
    );
  });

  it("names both places", () => {
    const [found] = looseningsAgainst(
      [layerOf({ safety: proved })],
      layerOf({ kind: "module", safety: checked, place: { kind: "header", file: "src/a.ts", line: 3 } }),
    );
    expect(found === undefined ? "" : looseningText(found)).toContain(
      "`memory=checked` is looser than `memory=proved` of surety.config.json: /safety",
    );
    expect(found?.narrower.place).toEqual({ kind: "header", file: "src/a.ts", line: 3 });
  });

  it("is none against the command line, which binds nobody and tightens all the same", () => {
    const cli = layerOf({ kind: "cli", place: { kind: "commandLine" }, safety: proved });
    const header = layerOf({ kind: "module", safety: checked });
    expect(looseningsAgainst([cli], header)).toEqual([]);
    expect(effectivePolicy([cli, header], "a.ts").levels.memory).toBe("proved");
  });

  it("is none where scopes cross", () => {
    const left = layerOf({ safety: proved, scope: { ...EVERYWHERE, pattern: "src/**" } });
    const right = layerOf({ safety: checked, scope: { ...EVERYWHERE, pattern: "**/old/*" } });
    expect(looseningsOf([left, right])).toEqual([]);
    expect(effectivePolicy([left, right], "src/old/a.ts").levels.memory).toBe("proved");
  });
});

describe("coverage", () => {
  const levels: SafetyStatement = { memory: "checked", types: null, resources: null, isolation: null };
  const config = layerOf({ safety: levels, scope: { ...EVERYWHERE, pattern: "src/**" } });
  it.each([
    ["src/a.ts", { header: { levels, line: 2 }, commandLine: levels }, "header"],
    ["src/a.ts", { header: null, commandLine: levels }, "configuration"],
    ["lib/a.ts", { header: null, commandLine: levels }, "commandLine"],
  ])("of %s", (path, own, by) => {
    expect(coverageOf(path, [config], own)).toMatchObject({ kind: "covered", by: { kind: by } });
  });
  it("is missing where nobody states levels; grants alone are no statement", () => {
    expect(coverageOf("lib/a.ts", [config, layerOf({ grants: [] })], { header: null, commandLine: null })).toEqual({
      kind: "uncovered",
    });
  });
});

describe("packages", () => {
  const entry = (key: string, range: string | null, action: Capability["action"]) => ({
    key,
    name: key.split("@")[0] ?? "",
    range: range === null ? null : { text: range },
    capabilities: [{ action, pattern: null }],
  });
  const layers = [
    layerOf({ packages: [entry("*", null, "random"), entry("a", null, "fs.read"), entry("a@^2", "^2", "fs.write")] }),
  ];
  it.each([
    ["a", "1.0.0", "fs.read"],
    ["a", "2.1.0-beta.1", "fs.write"],
    ["b", "1.0.0", "random"],
  ])("%s %s may %s", (name, version, action) => {
    const { grants } = packageGrant(layers, { name, version });
    expect(grants.map(({ capabilities }) => capabilities.map((one) => one.action))).toEqual([[action]]);
  });
  it("are granted nothing when nobody names them, and by every layer that does", () => {
    expect(packageGrant([], { name: "a", version: "1.0.0" }).grants).toMatchObject([{ capabilities: [] }]);
    const organisation = layerOf({ kind: "organisation", packages: [entry("*", null, "random")] });
    expect(
      refusedBy(packageGrant([organisation, ...layers], { name: "a", version: "1.0.0" }).grants, {
        action: "fs.read",
        pattern: null,
      })?.layer,
    ).toBe(organisation);
  });
});
