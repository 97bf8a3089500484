/** The policy's sections of surety.config.json: what they mean, and what is said when they are wrong. */
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../core/errors.js";
import { DEFAULT_CONFIG } from "../../../policy/config/config.js";
import { decodeConfig } from "../../../policy/config/decode.js";

const FILE = "surety.config.json";
const decode = (value: object) => decodeConfig(JSON.stringify(value), FILE);

describe("sections", () => {
  it("keeps apart what is not said from what is denied", () => {
    expect(DEFAULT_CONFIG).toMatchObject({ safety: null, grants: null, packages: null, folders: [], extends: [] });
    expect(decode({ grants: [] }).grants).toEqual([]);
  });

  it("reads levels and capabilities", () => {
    const config = decode({
      safety: { memory: "proved" },
      grants: ['fs.read("./data/**")', "random", 'net.connect("a.example:443", "b.example:443")'],
      folders: { "src/server/**": { safety: { types: "proved" }, grants: ["net.listen"] } },
      packages: { "*": [], express: ["net.listen"], "@a/b@^1.2.0": ["code.eval"] },
    });
    expect(config.safety).toEqual({ memory: "proved", types: null, resources: null, isolation: null });
    expect(config.grants).toEqual([
      { action: "fs.read", pattern: "./data/**" },
      { action: "random", pattern: null },
      { action: "net.connect", pattern: "a.example:443" },
      { action: "net.connect", pattern: "b.example:443" },
    ]);
    expect(config.folders).toMatchObject([{ pattern: "src/server/**", grants: [{ action: "net.listen" }] }]);
    expect(config.packages?.map(({ name, range }) => [name, range?.text ?? null])).toEqual([
      ["*", null],
      ["express", null],
      ["@a/b", "^1.2.0"],
    ]);
  });

  it("has two people approve what reaches out, unless told otherwise", () => {
    const { overrides } = DEFAULT_CONFIG;
    expect(overrides).toMatchObject({ maximumDays: 180, otherwise: { approvals: 1, group: null } });
    expect(overrides.rules).toContainEqual({ kind: "capability", rule: { approvals: 2, group: null } });
    const own = decode({ overrides: { groups: { sec: ["a", "b"] }, approvals: { "*": { approvals: 2, group: "sec" } } } });
    expect(own.overrides.otherwise).toEqual({ approvals: 2, group: "sec" });
  });

  it.each<[object, string]>([
    [{ safety: {} }, "/safety: must NOT have fewer than 1 properties; expected levels such as"],
    [{ safety: "memory=checked" }, "/safety: must be object; expected levels such as"],
    [{ safety: { memry: "proved" } }, "/safety/memry: unknown key; did you mean `memory`?"],
    [
      { safety: { memory: "prooved" } },
      '/safety/memory: "prooved" is none of its values; expected proved (no guard may be left)',
    ],
    [{ safety: { memory: "prooved" } }, "; did you mean `proved`?"],
    [{ safety: { isolation: 1 } }, "/safety/isolation: 1 is none of its values; expected process, module or none"],
    [{ grants: "fs.read" }, "/grants: must be array; expected a list of capabilities"],
    [{ grants: ["fs.raed"] }, "/grants/0: `fs.raed` is no capability; did you mean `fs.read`?"],
    [{ grants: ["random", 'fs.read("")'] }, "/grants/1: a pattern of `fs.read` is empty"],
    [{ grants: ["fs.read(./data)"] }, "/grants/0: `fs.read(./data)` is no capability; one looks like"],
    [{ grants: ['fs.read("data**")'] }, "/grants/0: `data**` is no path with"],
    [{ grants: ['net.connect("api.example.com")'] }, "/grants/0: `api.example.com` is no `host:port`"],
    [{ grants: ['random("x")'] }, "/grants/0: `x` stands in `random`, which takes no pattern"],
    [{ packages: ["express"] }, "/packages: must be object; expected grants by package"],
    [{ packages: { express: "net.listen" } }, "/packages/express: must be array; expected a list of capabilities"],
    [{ packages: { "ex press": [] } }, "/packages/ex press: expected the name of a package"],
    [{ packages: { "express@": [] } }, "/packages/express@: `` is no range of versions"],
    [{ packages: { "express@latest": [] } }, "/packages/express@latest: `latest` is no range of versions"],
    [{ packages: { "@a/b": ["fs.red"] } }, "/packages/@a~1b/0: `fs.red` is no capability; did you mean `fs.read`?"],
    [
      { folders: { "src/**": {} } },
      "/folders/src~1**: must NOT have fewer than 1 properties; expected `safety`, `grants` or both",
    ],
    [{ folders: { "/src": { grants: [] } } }, "/folders/~1src: expected a path from the folder of this file"],
    [{ folders: { "../x": { grants: [] } } }, "/folders/..~1x: expected a path below the folder of this file"],
    [{ folders: { "src/": { grants: [] } } }, "/folders/src~1: expected a path below the folder of this file"],
    [{ folders: { "a\\b": { grants: [] } } }, "/folders/a\\b: expected forward slashes"],
    [{ folders: { "src**": { grants: [] } } }, "/folders/src**: `**` stands for whole segments"],
    [{ folders: { "src/{a,b}": { grants: [] } } }, "/folders/src~1{a,b}: `*` and `**` are the only wildcards"],
    [{ folders: { src: { grant: [] } } }, "/folders/src/grant: unknown key; did you mean `grants`?"],
    [{ folders: { src: { grants: ["x"] } } }, "/folders/src/grants/0: `x` is no capability"],
    [{ extends: { from: "./a.json" } }, "/extends: must be array; expected the organisation's policies"],
    [{ extends: [{ from: "@acme/policy" }] }, "/extends/0/sha256: missing; expected 64 hexadecimal digits"],
    [{ extends: [{ from: "@acme/policy", sha256: "abc" }] }, "/extends/0/sha256: expected 64 hexadecimal digits"],
    [{ extends: [{ from: "/etc/x", sha256: "a".repeat(64) }] }, "/extends/0/from: expected a path that starts with ./"],
    [{ overrides: { maximumDays: 4000 } }, "/overrides/maximumDays: must be <= 366; expected the days"],
    [{ overrides: { approvals: { bounds: { approvals: 1, group: "x" } } } }, "/overrides/approvals/bounds/group: `x` is none of"],
    [
      { overrides: { groups: { x: ["a"] }, approvals: { bounds: { approvals: 2, group: "x" } } } },
      "/overrides/approvals/bounds/group: `x` has 1 of the 2 members",
    ],
    [{ grant: [] }, "/grant: unknown key; did you mean `grants`?"],
  ])("refuses %j", (value, message) => {
    const attempt = (): unknown => decode(value);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(`${FILE}: /`);
  });
});
