/** Configurations on disk as layers: where they are looked for, what they extend, and what is refused. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadPolicy, type LoadedPolicy } from "../../../compiler/policy/load-layers.js";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { ConfigError } from "../../../core/errors.js";
import { effectivePolicy } from "../../../policy/composition/effective.js";
import { coverageOf } from "../../../policy/composition/coverage.js";
import { projectOf } from "../../cli/surety.js";

const NO_STATEMENTS = { header: null, commandLine: null };
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const json = (value: object): string => JSON.stringify(value);

/** `at`: the project root, from the folder of the files. */
function load(files: Readonly<Record<string, string>>, at = "."): LoadedPolicy {
  const root = projectOf({ "src/a.ts": "", "src/server/b.ts": "", ...files });
  mkdirSync(path.join(root, ".git"));
  const projectRoot = path.join(root, at);
  const sources = Object.keys({ "src/a.ts": "", "src/server/b.ts": "", ...files })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("config.ts"))
    .map((name) => path.join(root, name));
  return loadPolicy({ projectRoot, sources, files: NODE_FILE_SYSTEM, cwd: root });
}

describe("layers", () => {
  it("are none without a file", () => {
    expect(load({})).toEqual({ layers: [], project: null, configs: [] });
  });

  it("come from the project and from nested folders; nearer ones cover", () => {
    const { layers } = load({
      "surety.config.json": json({ safety: { memory: "checked" }, grants: ['fs.read("./data/**")'] }),
      "src/server/surety.config.ts": 'export default { safety: { memory: "proved" } };',
    });
    expect(layers.map(({ kind }) => kind)).toEqual(["project", "folder"]);
    expect(effectivePolicy(layers, "src/a.ts").levels.memory).toBe("checked");
    const inner = effectivePolicy(layers, "src/server/b.ts");
    expect(inner.levels.memory).toBe("proved");
    expect(inner.decidedBy.memory.place).toMatchObject({ file: "src/server/surety.config.ts", key: "" });
    expect(coverageOf("src/server/b.ts", layers, NO_STATEMENTS)).toMatchObject({ by: { file: "src/server/surety.config.ts" } });
    expect(coverageOf("src/a.ts", layers, NO_STATEMENTS)).toMatchObject({ by: { file: "surety.config.json", key: "/safety" } });
  });

  it("reads the paths of a nested configuration from its own folder", () => {
    const { layers } = load({ "src/server/surety.config.json": json({ grants: ['fs.read("./data/**")', 'fs.read("/etc/x")'] }) });
    expect(layers[0]?.grants?.map(({ pattern }) => pattern)).toEqual(["./src/server/data/**", "/etc/x"]);
  });

  it("reaches up to the root of the repository, and no further", () => {
    const { layers } = load(
      {
        "surety.config.json": json({
          safety: { memory: "checked" },
          folders: { "packages/a/src/**": { safety: { memory: "proved" } } },
        }),
        "packages/a/package.json": "{}",
        "packages/a/src/x.ts": "",
      },
      "packages/a",
    );
    expect(effectivePolicy(layers, "src/x.ts").levels.memory).toBe("proved");
    expect(effectivePolicy(layers, "test/x.ts").levels.memory).toBe("checked");
    expect(coverageOf("test/x.ts", layers, NO_STATEMENTS).kind).toBe("covered");
  });

  it("come from pinned policies, which come before what extends them", () => {
    const base = json({ safety: { types: "proved" } });
    const organisation = json({
      extends: [{ from: "../base/base.json", sha256: hashOf(base) }],
      grants: ["random", "net.connect"],
    });
    const { layers } = load({
      "node_modules/@acme/policy/surety.config.json": organisation,
      "node_modules/@acme/base/base.json": base,
      "surety.config.json": json({ extends: [{ from: "@acme/policy", sha256: hashOf(organisation) }], grants: ["random"] }),
    });
    expect(layers.map(({ kind }) => kind)).toEqual(["organisation", "organisation", "project"]);
    expect(effectivePolicy(layers, "src/a.ts").levels.types).toBe("proved");
  });
});

describe("what is refused", () => {
  const policy = json({ safety: { memory: "proved" }, grants: ["random"] });
  const pinned = { from: "./org.json", sha256: hashOf(policy) };
  const CASES: readonly [string, Readonly<Record<string, string>>, string][] = [
    [
      "two configurations in one folder",
      { "surety.config.json": "{}", "surety.config.ts": "export default {};" },
      "surety.config.json: `surety.config.ts` stands beside it",
    ],
    [
      "a module that would run",
      { "surety.config.ts": "export default { grants: f() };" },
      "surety.config.ts:1:26: `f()` would have to run",
    ],
    [
      "a module with a wrong key",
      { "surety.config.ts": "export default { grant: [] };" },
      "surety.config.ts: /grant: unknown key; did you mean `grants`?",
    ],
    [
      "a wrong hash",
      { "org.json": `${policy} `, "surety.config.json": json({ extends: [pinned] }) },
      `/extends/0/sha256: \`./org.json\` is not the file that was pinned: its hash is ${hashOf(`${policy} `)}`,
    ],
    [
      "a policy that is not there",
      { "surety.config.json": json({ extends: [pinned] }) },
      "surety.config.json: /extends/0/from: there is no file `./org.json`",
    ],
    [
      "a package that is not installed",
      { "surety.config.json": json({ extends: [{ ...pinned, from: "@acme/x" }] }) },
      "surety.config.json: /extends/0/from: `@acme/x` is not installed",
    ],
    [
      "a looser level",
      { "org.json": policy, "surety.config.json": json({ extends: [pinned], safety: { memory: "checked" } }) },
      "surety.config.json: /safety: `memory=checked` is looser than `memory=proved` of org.json: /safety",
    ],
    [
      "a wider grant",
      { "org.json": policy, "surety.config.json": json({ extends: [pinned], grants: ["env.read"] }) },
      "surety.config.json: /grants: `env.read` goes beyond what org.json: /grants grants",
    ],
    [
      "a looser folder",
      {
        "surety.config.json": json({
          safety: { memory: "proved" },
          folders: { "src/old/**": { safety: { memory: "checked" } } },
        }),
      },
      "surety.config.json: /folders/src~1old~1**/safety: `memory=checked` is looser than `memory=proved` of surety.config.json: /safety",
    ],
    [
      "a wider nested grant",
      {
        "surety.config.json": json({ grants: ['fs.read("./data/**")'] }),
        "src/server/surety.config.json": json({ grants: ['fs.read("./data/**")'] }),
      },
      'src/server/surety.config.json: /grants: `fs.read("./src/server/data/**")` goes beyond',
    ],
    [
      "no isolation",
      { "surety.config.json": json({ safety: { isolation: "none" } }) },
      "`isolation=none` is looser than `isolation=module` of the built-in defaults",
    ],
    [
      "a cache in a policy",
      {
        "org.json": json({ cache: { directory: "x" } }),
        "surety.config.json": json({ extends: [{ from: "./org.json", sha256: hashOf(json({ cache: { directory: "x" } })) }] }),
      },
      "org.json: /cache: a policy that others extend has no cache",
    ],
  ];
  it.each(CASES)("%s", (_, files, message) => {
    const attempt = (): unknown => load(files);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
  });
});
