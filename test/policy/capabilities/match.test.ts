import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capability, CapabilityAction } from "../../../core/capability.js";
import { CAPABILITY_ACTIONS } from "../../../core/capability.js";
import { covers, coversResource, fromFolder, patternProblem } from "../../../policy/capabilities/match.js";
import { STAR, piecesOf, type Piece } from "../../../policy/capabilities/path-pattern.js";

const grant = (action: CapabilityAction, pattern: string | null): Capability => ({ action, pattern });
const runs = Number(process.env["SURETY_PROPERTY_RUNS"] ?? 400);

describe("paths", () => {
  it.each([
    ["./data/**", "./data/x.json"],
    ["./data/**", "data/a/b/c"],
    ["./data/**", "data//a/./b"],
    ["./data/**", "./data/a/../b"],
    ["./data/**", "./data"],
    ["data/*.json", "./data/x.json"],
    ["./data/**/x", "data/x"],
    ["./data/**/x", "data/a/b/x"],
    ["../shared/**", "./../shared/x"],
    ["/var/log/*", "/var/log/a.log"],
    ["C:/data/**", "c:/data/x"],
    ["./**", ".env"],
    ["./data/*", "./data/*"],
    ["./data/a*c", "./data/abbc"],
    ["./a/..b/*", "./a/..b/c"],
  ])("%s covers %s", (pattern, text) => {
    expect(coversResource(grant("fs.read", pattern), text)).toBe(true);
  });

  it.each([
    ["./data/**", "./data/../secret"],
    ["./data/**", "../data/x"],
    ["./data/**", "./data/a/../../x"],
    ["./data/**", "/data/x"],
    ["./data/**", "./Data/x"],
    ["./data/**", "./data2/x"],
    ["./data/**", ".\\data\\x"],
    ["./data/**", "./data/a\\..\\..\\x"],
    ["./data/**", "./data/x\0.json"],
    ["./data/**", "./data/x."],
    ["./data/**", "./data/.. /.. /x"],
    ["./data/**", "./data/..."],
    ["./data/**", ""],
    ["./data/*", "./data/a/b"],
    ["./data/*", "./data"],
    ["./**", "../x"],
    ["./**", "/etc/passwd"],
    ["./**", "c:/x"],
    ["./**", "c:x"],
    ["/**", "//host/share/x"],
    ["/**", "x"],
    ["*.json", "a/b.json"],
    ["./data/**/../x", "./x"],
  ])("%s does not cover %s", (pattern, text) => {
    expect(coversResource(grant("fs.read", pattern), text)).toBe(false);
  });

  it("takes a segment that is not known for one segment", () => {
    const at = (...pieces: readonly Piece[]): readonly Piece[] =>
      pieces.flatMap((p) => (typeof p === "string" ? piecesOf(p) : p));
    expect(coversResource(grant("fs.read", "./data/*"), at("data/", STAR))).toBe(true);
    expect(coversResource(grant("fs.read", "./data/*.json"), at("data/", STAR, ".json"))).toBe(true);
    expect(coversResource(grant("fs.read", "./data/**"), at("data/x-", STAR))).toBe(true);
    expect(coversResource(grant("fs.read", "./data/x*"), at("data/", STAR))).toBe(false);
    expect(coversResource(grant("fs.read", "./data/**"), at(STAR, "/x"))).toBe(false);
    expect(coversResource(grant("fs.read", "./data/**"), at("data/", STAR, "/../../x"))).toBe(false);
    expect(coversResource(grant("worker.spawn", "pool/**"), at(STAR, "/x"))).toBe(false);
  });

  const segment = fc.oneof(
    fc.constantFrom("..", ".", "", "data", "Data", "a.b", "*", "**", "x.", ". .", "..."),
    fc.stringMatching(/^[a-z.\\: ]{0,4}$/),
  );
  const text = fc
    .tuple(fc.constantFrom("", "/", "./", "../", "C:/", "//"), fc.array(segment, { maxLength: 6 }))
    .map(([root, parts]) => root + parts.join("/"));

  it("never lets a text leave the granted folder, on either kind of system", () => {
    fc.assert(
      fc.property(text, (asked) => {
        if (!coversResource(grant("fs.read", "./data/**"), asked)) return;
        expect(path.posix.resolve("/home/p", asked)).toMatch(/^\/home\/p\/data(\/|$)/);
        expect(path.win32.resolve("D:\\p", asked)).toMatch(/^D:\\p\\data(\\|$)/);
      }),
      { numRuns: runs * 10 },
    );
  });

  it("covers every plain path below the folder", () => {
    const plain = fc.array(fc.stringMatching(/^[a-z0-9_-]{1,5}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(plain, (parts) => {
        expect(coversResource(grant("fs.read", "./data/**"), `./data/${parts.join("/")}`)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it("is transitive from pattern to pattern to text", () => {
    const piece = fc.constantFrom("a", "b", "*", "a*", "**", "..", "*b");
    const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => `./${parts.join("/")}`);
    const plain = fc
      .array(fc.constantFrom("a", "b", "ab", "..", "aab"), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join("/"));
    fc.assert(
      fc.property(pattern, pattern, plain, (outer, inner, asked) => {
        const [left, right] = [grant("fs.read", outer), grant("fs.read", inner)];
        if (covers(left, right) && coversResource(right, asked)) expect(coversResource(left, asked)).toBe(true);
      }),
      { numRuns: runs * 5 },
    );
  });

  it("covers itself", () => {
    const pattern = fc.array(fc.constantFrom("a", "b", "*", "a*", "**"), { minLength: 1, maxLength: 4 }).map((p) => p.join("/"));
    fc.assert(
      fc.property(pattern, (one) => {
        expect(covers(grant("fs.write", one), grant("fs.write", one))).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});

describe("hosts", () => {
  it.each([
    ["api.example.com:443", "api.example.com:443"],
    ["api.example.com:443", "API.Example.COM:443"],
    ["api.example.com:443", "api.example.com.:443"],
    ["*.example.com:443", "a.b.example.com:443"],
    ["api.example.com:*", "api.example.com:8080"],
    ["*:443", "whoever.org:443"],
    ["127.0.0.1:80", "0x7f.1:80"],
    ["[::1]:80", "[0:0:0:0:0:0:0:1]:80"],
    ["bücher.example:443", "xn--bcher-kva.example:443"],
  ])("%s covers %s", (pattern, text) => {
    expect(coversResource(grant("net.connect", pattern), text)).toBe(true);
  });

  it.each([
    ["api.example.com:443", "api.example.com:80"],
    ["api.example.com:443", "api.example.com"],
    ["api.example.com:443", "evil.com:443"],
    ["api.example.com:443", "api.example.com.evil.com:443"],
    ["*.example.com:443", "example.com:443"],
    ["*.example.com:443", "badexample.com:443"],
    ["*.example.com:443", "x@evil.com:443"],
    ["api.example.com:443", "user@api.example.com:443"],
    ["api.example.com:443", "api.example.com\\@evil.com:443"],
    ["api.example.com:443", "api.example.com/:443"],
    ["*.example.com:443", "evil.com/.example.com:443"],
    ["*.example.com:443", "evil.com#.example.com:443"],
    ["*.example.com:443", "*.example.com:443"],
    ["api.example.com:443", "api.example.com:00000000443x"],
    ["*.0.0.1:80", "127.0.0.1:80"],
  ])("%s does not cover the text %s", (pattern, text) => {
    expect(coversResource(grant("net.connect", pattern), text)).toBe(false);
  });

  it("compares patterns with patterns", () => {
    const connects = (a: string, b: string): boolean => covers(grant("net.connect", a), grant("net.connect", b));
    expect(connects("*.example.com:443", "*.api.example.com:443")).toBe(true);
    expect(connects("*.example.com:*", "*.example.com:443")).toBe(true);
    expect(connects("*.example.com:443", "*.example.com:*")).toBe(false);
    expect(connects("api.example.com:443", "*.example.com:443")).toBe(false);
    expect(connects("*.api.example.com:443", "*.example.com:443")).toBe(false);
    expect(connects("a.example.com:443", "*:443")).toBe(false);
  });
});

describe("names, programs and modules", () => {
  it.each([
    ["env.read", "HOME", "HOME", true],
    ["env.read", "npm_*", "npm_config_x", true],
    ["env.read", "HOME", "home", false],
    ["env.read", "HOME", "HOME2", false],
    ["process.spawn", "git", "git", true],
    ["process.spawn", "git", "./git", false],
    ["process.spawn", "./git", "git", false],
    ["process.spawn", "/usr/bin/*", "/usr/bin/git", true],
    ["process.spawn", "/usr/bin/*", "/usr/bin/../../bin/sh", false],
    ["code.dynamic-import", "lodash/*", "lodash/fp", true],
    ["code.dynamic-import", "lodash/**", "lodash/../evil", false],
    ["code.dynamic-import", "lodash/**", "./lodash/x", false],
    ["code.dynamic-import", "./plugins/*.js", "./plugins/a.js", true],
    ["code.dynamic-import", "./plugins/*.js", "plugins/a.js", false],
    ["code.dynamic-import", "node:fs", "node:fs", true],
    ["process.exit", "x", "x", false],
  ] as const)("%s(%s) and %s: %s", (action, pattern, text, yes) => {
    expect(coversResource(grant(action, pattern), text)).toBe(yes);
  });

  it("lets no pattern stand for any", () => {
    for (const action of CAPABILITY_ACTIONS) {
      expect(covers(grant(action, null), grant(action, null))).toBe(true);
      expect(covers(grant(action, "x"), grant(action, null))).toBe(false);
    }
    expect(covers(grant("fs.read", null), grant("fs.write", null))).toBe(false);
  });

  it("says what is wrong with a pattern", () => {
    expect(patternProblem(grant("process.exit", "x"))).toContain("takes no pattern");
    expect(patternProblem(grant("net.connect", "api.example.com"))).toContain("host:port");
    expect(patternProblem(grant("fs.read", "a\\b"))).toContain("path");
    expect(patternProblem(grant("fs.read", "a**/b"))).toContain("path");
    expect(patternProblem(grant("env.read", "A*B"))).toContain("`*`");
    expect(patternProblem(grant("fs.read", "./data/**"))).toBeNull();
    expect(patternProblem(grant("net.listen", "*:8080"))).toBeNull();
  });

  it("reads relative patterns from another folder", () => {
    expect(fromFolder(grant("fs.read", "./data/**"), "packages/a").pattern).toBe("./packages/a/data/**");
    expect(fromFolder(grant("fs.read", "/data/**"), "packages/a").pattern).toBe("/data/**");
    expect(fromFolder(grant("code.dynamic-import", "lodash"), "packages/a").pattern).toBe("lodash");
    expect(fromFolder(grant("net.connect", "a:1"), "packages/a").pattern).toBe("a:1");
  });
});
