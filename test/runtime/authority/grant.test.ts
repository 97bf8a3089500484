import fc from "fast-check";
import { expect, it } from "vitest";
import type { Capability, CapabilityAction } from "../../../core/capability.js";
import { coversResource, patternProblem } from "../../../policy/capabilities/match.js";
import { grantOf } from "../../../runtime/src/authority/grant.js";

const runs = Number(process.env["SURETY_RUNS"] ?? 2000);

/** What the build says of a pattern, the runtime must say too. Paths at run time are canonical and absolute. */
function agree(action: CapabilityAction, pattern: string, resource: string): void {
  const capability: Capability = { action, pattern };
  if (patternProblem(capability) !== null) return;
  const ours = grantOf([[action, pattern]], "/").allows(action, resource);
  const theirs = coversResource(capability, resource);
  expect([action, pattern, resource, ours]).toEqual([action, pattern, resource, theirs]);
}

const name = fc.constantFrom("a", "b", "ab", "a.b", "data", "x*".replace("*", "y"), ".git");
const wild = fc.constantFrom("a", "b", "*", "a*", "*b", "a*b", "**", "data");
const folder = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join("/")}`);

it("agrees with the build on paths", () => {
  fc.assert(
    fc.property(folder(wild), folder(name), (pattern, resource) => agree("fs.read", pattern, resource)),
    { numRuns: runs },
  );
});

it("agrees with the build on hosts", () => {
  const host = fc.constantFrom(
    "a.com",
    "A.com",
    "b.a.com",
    "xa.com",
    "127.0.0.1",
    "[::1]",
    "a.com.",
    "localhost",
    "0x7f.1",
    "münchen.de",
  );
  const pattern = fc.constantFrom("a.com", "*.a.com", "*", "127.0.0.1", "[::1]", "localhost", "xn--mnchen-3ya.de");
  const port = fc.constantFrom("80", "443", "8080");
  fc.assert(
    fc.property(pattern, fc.constantFrom("80", "443", "*"), host, port, (left, allowed, right, asked) =>
      agree("net.connect", `${left}:${allowed}`, `${right}:${asked}`),
    ),
    { numRuns: runs },
  );
});

it.each([
  ["env.read", "NODE_*", "NODE_ENV"],
  ["env.read", "NODE_*", "NODE"],
  ["env.write", "A", "AB"],
  ["process.spawn", "git", "git"],
  ["process.spawn", "git", "/tmp/git"],
  ["process.spawn", "/usr/bin/*", "/usr/bin/git"],
  ["code.dynamic-import", "lodash", "lodash"],
  ["code.dynamic-import", "lodash/**", "lodash/fp"],
  ["code.dynamic-import", "lodash/*", "lodash"],
  ["code.native", "/a/*.node", "/a/b.node"],
  ["worker.spawn", "/a/**", "/b"],
] as const)("agrees with the build on %s of %s for %s", (action, pattern, resource) => agree(action, pattern, resource));

it("starts relative paths from the root, whose own stars are no wildcards", () => {
  const grant = grantOf([["fs.read", "./data/*"]], "/home/p*q");
  expect(grant.allows("fs.read", "/home/p*q/data/x")).toBe(true);
  expect(grant.allows("fs.read", "/home/pxq/data/x")).toBe(false);
  expect(grant.allowsTree("fs.read", "/home/p*q/data")).toBe(false);
  expect(grantOf([["fs.read", "./data/**"]], "/p").allowsTree("fs.read", "/p/data")).toBe(true);
});
