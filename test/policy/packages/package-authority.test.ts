import { describe, expect, it } from "vitest";
import { EVERYWHERE, type PolicyLayer } from "../../../policy/composition/layer.js";
import { decodeConfig } from "../../../policy/config/decode.js";
import { generatedConfig } from "../../../policy/init/generated-config.js";
import { checkPackages, type PackageAuthority } from "../../../policy/packages/package-authority.js";

const PATH = ["src/a.ts:1", "node_modules/x/index.js:3 (spawn)"];
const start = { file: "src/a.ts", line: 1 };
const x: PackageAuthority = {
  name: "x",
  version: "1.2.0",
  uses: [
    { capability: { action: "process.spawn", pattern: null }, start, path: PATH },
    { capability: { action: "env.read", pattern: "DEBUG" }, start, path: PATH },
    { capability: { action: "process.spawn", pattern: null }, start, path: ["another"] },
  ],
};

function layer(packages: object, kind: PolicyLayer["kind"] = "project"): PolicyLayer {
  const config = decodeConfig(JSON.stringify({ packages }), "surety.config.json");
  const place = { kind: "configuration" as const, file: "surety.config.json", key: "" };
  return { kind, place, scope: EVERYWHERE, safety: null, grants: null, packages: config.packages };
}

const found = (packages: readonly PackageAuthority[], layers: readonly PolicyLayer[]): readonly string[] =>
  checkPackages(packages, layers).map(({ code, message }) => `${code} ${message}`);

describe("what packages can do and are granted", () => {
  it("is told once a capability, with a path", () => {
    expect(found([x], [])).toEqual([
      "SAFE-1010 `x@1.2.0` can use `process.spawn`, and no configuration names it in `packages`: src/a.ts:1 -> node_modules/x/index.js:3 (spawn)",
      'SAFE-1010 `x@1.2.0` can use `env.read("DEBUG")`, and no configuration names it in `packages`: src/a.ts:1 -> node_modules/x/index.js:3 (spawn)',
    ]);
  });

  it("is silent where all is granted, and names the entry that does not", () => {
    expect(found([x], [layer({ x: ["process.spawn", "env.read"] })])).toEqual([]);
    expect(found([x], [layer({ "x@^1": ["env.read"], x: [] })])[0]).toContain(
      "surety.config.json: /packages/x@^1 does not cover that",
    );
    expect(found([x], [layer({ "*": ["env.read"] }, "organisation"), layer({ x: ["process.spawn", "env.read"] })])).toHaveLength(
      1,
    );
  });

  it("notes grants that are of no use", () => {
    expect(found([x], [layer({ x: ["process.spawn", "env.read", "code.eval"], y: ["random"] })])).toEqual([
      "SAFE-1011 surety.config.json: /packages/x grants `code.eval`, which the package does not use",
      "SAFE-1011 surety.config.json: /packages/y grants something to a package that the program does not reach: remove the entry",
    ]);
  });

  it("agrees with what init writes", () => {
    const config = generatedConfig(null, {
      authority: { modules: new Map([["a.ts", [{ action: "random", pattern: null }]]]), packages: [x] },
      proved: new Set(["b.ts", "a.ts", "[id].ts"]),
    });
    expect(config).toMatchObject({ grants: ["random"], packages: { x: ["process.spawn", 'env.read("DEBUG")'] } });
    expect(Object.keys(config.folders ?? {})).toEqual(["a.ts", "b.ts"]);
    expect(found([x], [layer(config.packages ?? {})])).toEqual([]);
    expect(generatedConfig({ safety: { memory: "proved" } }, { authority: null, proved: new Set(["a.ts"]) })).toEqual({
      safety: { memory: "proved" },
    });
  });
});
