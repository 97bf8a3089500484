/** `surety policy explain`: which layer decided. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { projectOf, surety } from "./surety.js";

const ORGANISATION = JSON.stringify({
  safety: { types: "proved" },
  grants: ["fs.read", "random"],
  packages: { "*": ["env.read"] },
});
const sha256 = createHash("sha256").update(ORGANISATION).digest("hex");

describe("surety policy explain", () => {
  const root = projectOf({
    "package.json": "{}",
    "tsconfig.json": '{"compilerOptions":{"lib":["es5"],"types":[]},"include":["src"]}',
    "src/a.ts": "/** @safety memory=proved */\n\nexport const f = (xs: number[], i: number) => xs[i];\n",
    "node_modules/dep/package.json": '{"name":"dep","version":"2.1.0"}',
    "org.json": ORGANISATION,
    "surety.config.json": JSON.stringify({
      extends: [{ from: "./org.json", sha256 }],
      safety: { memory: "checked" },
      grants: ['fs.read("./data/**")'],
      packages: { "dep@^2": ['env.read("A")'] },
    }),
  });

  it("says it of a module, by its place or by an obligation", () => {
    const place = surety(root, ["policy", "explain", "src/a.ts:3", "--json"]);
    expect(JSON.parse(place.out)).toMatchObject({
      kind: "module",
      module: "src/a.ts",
      coveredBy: "src/a.ts:1",
      levels: [
        {
          key: "memory",
          level: "proved",
          decidedBy: "src/a.ts:1",
          stated: [{ by: "surety.config.json: /safety", level: "checked" }, {}],
        },
        { key: "types", level: "proved", decidedBy: "org.json: /safety" },
        { key: "resources", level: "metered", decidedBy: "the built-in defaults" },
        { key: "isolation" },
      ],
      grants: { granted: ['fs.read("./data/**")'], layers: [{ by: "org.json: /grants" }, { by: "surety.config.json: /grants" }] },
    });
    const { obligations } = JSON.parse(surety(root, ["verify", "--json"], { UNCOVERED: "1" }).out) as {
      obligations: { id: string }[];
    };
    const byId = surety(root, ["policy", "explain", obligations[0]!.id.slice(0, 8), "--json"]);
    expect(byId.out).toBe(place.out);
    expect(surety(root, ["policy", "explain", "src/a.ts"]).out).toContain(
      "memory     proved   src/a.ts:1 (surety.config.json: /safety says checked)",
    );
  });

  it("tells what a header declares from what is granted", () => {
    const own = projectOf({
      "package.json": "{}",
      "src/a.ts": '/** @safety memory=checked\n * @capability fs.read("./data\/**") random */\nexport const a = 1;\n',
    });
    const { out } = surety(own, ["policy", "explain", "src/a.ts"]);
    expect(out).toMatch(/may use +random\n/u);
    expect(out).toContain('src/a.ts:1 declares fs.read("./data/**"), random');
  });

  it("says it of a dependency, installed or not", () => {
    const { out } = surety(root, ["policy", "explain", "dep"]);
    expect(out).toContain('dep@2.1.0\n  entries    `*`, `dep@^2`\n  may use    env.read("A")\n');
    expect(surety(root, ["policy", "explain", "dep@1.0.0"]).out).toContain("may use    env.read\n");
  });

  it.each([
    ["src/b.ts", "there is no file `src/b.ts`"],
    ["depp", "`depp` is no file, no obligation and no package that is installed here. Did you mean `dep`?"],
    ["abcdef", "no obligation of this program has the id `abcdef`"],
  ])("does not know %s", (what, message) => {
    expect(surety(root, ["policy", "explain", what])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(message) as string,
    });
  });
});
