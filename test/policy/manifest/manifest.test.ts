import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestProblems, type ManifestFacts } from "../../../policy/manifest/check.js";
import { createManifestDecoder } from "../../../policy/manifest/decode.js";
import type { BuildManifest, ModuleManifest } from "../../../policy/manifest/manifest.js";
import { BUILD_MANIFEST_SCHEMA, MODULE_MANIFEST_SCHEMA } from "../../../policy/manifest/schema.js";

const HASH = "a".repeat(64);
const TOOL = { name: "surety", version: "0.1.0", digest: HASH } as const;

const MODULE: ModuleManifest = {
  schemaVersion: 1,
  kind: "module",
  tool: TOOL,
  module: "src/a.ts",
  output: "a.js",
  enforcement: { mode: "production", boundary: "checked", onViolation: "throw", guards: { none: 1, value: 1 }, intrinsics: [] },
  safety: { memory: "checked", types: "checked", resources: "metered", isolation: "module", source: "header" },
  capabilities: {
    declared: [{ action: "fs.read", pattern: "data/**" }],
    inferred: [{ action: "fs.read", pattern: "data/x.txt", guarded: false, overridden: false }],
  },
  obligations: [
    {
      id: "1",
      kind: "bounds.read",
      verdict: "unknown",
      tier: null,
      assumptions: [],
      restsOn: [],
      disposition: "override",
      guard: "none",
    },
    {
      id: "2",
      kind: "bounds.read",
      verdict: "proved",
      tier: 2,
      assumptions: ["A2"],
      restsOn: ["3"],
      disposition: "elide",
      guard: "none",
    },
  ],
  assumptions: ["A2"],
  overrides: [
    {
      request: HASH,
      approvals: [HASH],
      approvers: ["bob"],
      requester: "ada",
      until: "2027-03-01T23:59:59Z",
      emergency: false,
      freed: ["1"],
      scope: {
        module: "src/a.ts",
        symbol: "f",
        scope: "statement",
        scopeHash: `s1:${HASH}`,
        target: "bounds.read",
        justification: "why",
        ticket: null,
        expires: "2027-03-01",
        depends: [],
        obligations: [{ id: "1", kind: "bounds.read" }],
      },
    },
  ],
  hashes: { source: HASH, hir: HASH, code: HASH },
};

const BUILD: BuildManifest = {
  schemaVersion: 1,
  kind: "build",
  tool: TOOL,
  enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
  project: "..",
  modules: [{ module: "src/a.ts", output: "a.js", code: HASH, manifest: HASH }],
  support: [{ output: "harden.js", code: HASH }],
  summary: { obligations: 2, proved: 1, guarded: 0, overridden: 1 },
};

const decoder = createManifestDecoder();

type Path = readonly (string | number)[];

/** Every member of every object, however deep. */
function fieldsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [path]), ...fieldsOf(member, path)];
  });
}

function changed(value: unknown, path: Path, change: (parent: Record<string, unknown>, key: string) => void): string {
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  change(at, String(path.at(-1)));
  return JSON.stringify(copy);
}

describe("manifests", () => {
  it.each([
    ["module", MODULE, decoder.module],
    ["build", BUILD, decoder.build],
  ] as const)("of a %s come back as they were, every field", (_, manifest, decode) => {
    expect(decode(JSON.stringify(manifest))).toEqual({ kind: "decoded", value: manifest });
  });

  it.each([
    ["module", MODULE, decoder.module],
    ["build", BUILD, decoder.build],
  ] as const)("of a %s miss no field, and have none besides", (_, manifest, decode) => {
    for (const path of fieldsOf(manifest)) {
      if (path.includes("guards") && path.length === 3) continue;
      const without = changed(manifest, path, (parent, key) => void Reflect.deleteProperty(parent, key));
      expect(decode(without), `without ${path.join(".")}`).toMatchObject({ kind: "malformed" });
      if (path.at(-2) === "guards") continue;
      const more = changed(manifest, path, (parent) => {
        parent["unheardOf"] = 1;
      });
      expect(decode(more), `more than ${path.join(".")}`).toMatchObject({
        kind: "malformed",
        message: expect.stringContaining("unheardOf"),
      });
    }
  });

  it.each([
    ["surety.module.schema.json", MODULE_MANIFEST_SCHEMA],
    ["surety.build.schema.json", BUILD_MANIFEST_SCHEMA],
  ])("schemas/%s is the schema", (name, schema) => {
    const text = readFileSync(new URL(`../../../schemas/${name}`, import.meta.url), "utf8");
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

describe("a built module", () => {
  const facts: ManifestFacts = { code: HASH, now: Date.parse("2026-12-01T00:00:00Z"), approvals: null, isolation: "module" };
  it("runs when all is as it says", () => {
    expect(manifestProblems(MODULE, facts)).toEqual([]);
  });

  it.each<[string, RegExp, Partial<ModuleManifest>, Partial<ManifestFacts>]>([
    ["with other code", /changed afterwards/, {}, { code: "b".repeat(64) }],
    ["after an override ended", /ended 2027-03-01/, {}, { now: Date.parse("2027-03-02T00:00:00Z") }],
    [
      "in a process that does not isolate it",
      /isolated by `process`/,
      { safety: { ...MODULE.safety, isolation: "process" } },
      {},
    ],
    [
      "doing what it does not declare",
      /`fs.read\("data\/x.txt"\)`/,
      { capabilities: { ...MODULE.capabilities, declared: [] } },
      {},
    ],
    [
      "with a capability freed by nothing",
      /`code.dynamic` without a check/,
      {
        capabilities: {
          ...MODULE.capabilities,
          inferred: [{ action: "code.dynamic", pattern: null, guarded: false, overridden: true }],
        },
        overrides: MODULE.overrides.map((one) => ({
          ...one,
          scope: { ...one.scope, target: "capability(code.dynamic-import)" },
        })),
      },
      {},
    ],
    ["with a guard off that no override names", /guard of 1 is off/, { overrides: [] }, {}],
    [
      "with a guard off that nothing proves",
      /guard of 1 is missing/,
      { obligations: MODULE.obligations.map((one) => ({ ...one, disposition: "elide" })) },
      {},
    ],
  ])("does not run %s", (_, message, manifest, other) => {
    expect(manifestProblems({ ...MODULE, ...manifest }, { ...facts, ...other }).join("; ")).toMatch(message);
  });
});
