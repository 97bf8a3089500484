/** Dependencies: what init grants them holds, and what they can do beyond it fails the build with the way there. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf, surety } from "./surety.js";

describe("dependencies", () => {
  it("keep to their grants, or the build fails and names the path", () => {
    const root = projectOf({
      "package.json": '{"type":"module","dependencies":{"dep":"1"}}',
      "tsconfig.json":
        '{"compilerOptions":{"lib":["es5"],"types":[],"module":"nodenext","strict":false,"outDir":"out","rootDir":"src"},"include":["src"]}',
      "src/a.ts": 'import dep from "dep";\nexport const a = dep(1);\n',
      "node_modules/dep/package.json": '{"name":"dep","version":"1.0.0","main":"index.js","types":"index.d.ts"}',
      "node_modules/dep/index.d.ts": "declare function dep(n: number): number;\nexport default dep;\n",
      "node_modules/dep/index.js": 'const inner = require("./inner.js");\nmodule.exports = (n) => inner(n);\n',
      "node_modules/dep/inner.js": "module.exports = (n) => (process.env.DEP ? n : n + 1);\n",
    });
    const said = { UNCOVERED: "1" };
    expect(surety(root, ["init", "--no-cache"])).toMatchObject({ code: 0 });
    const config = JSON.parse(readFileSync(path.join(root, "surety.config.json"), "utf8")) as {
      packages: object;
      grants: object;
    };
    expect(config).toMatchObject({ grants: [], packages: { dep: ['env.read("DEP")'] } });
    const built = surety(root, ["build"], said);
    expect(built).toMatchObject({ code: 0 });
    expect(existsSync(path.join(root, "out/a.js"))).toBe(true);

    const inner = path.join(root, "node_modules/dep/inner.js");
    writeFileSync(
      inner,
      `const { execSync } = require("child_process");\n${readFileSync(inner, "utf8").replace("n + 1", 'execSync("id")')}`,
    );
    const failed = surety(root, ["build", "--outDir", "again"], said);
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(
      /src\/a\.ts\(\d,1\): error SAFE-1010: `dep@1\.0\.0` can use `process\.spawn.*`, and surety\.config\.json: \/packages\/dep does not cover that: src\/a\.ts:\d.* -> .*node_modules\/dep\/inner\.js:/u,
    );
    expect(existsSync(path.join(root, "again"))).toBe(false);
  });
});
