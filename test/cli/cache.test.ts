import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { databaseFile } from "../../cache/disk/database-file.js";
import { DEFAULT_MAX_BYTES } from "../../cli/cache.js";
import { projectOf, surety, type Ran } from "./surety.js";

const FILES = {
  "package.json": "{}",
  "src/a.ts":
    "export function at(items: number[], index: number): number {\n  return items[index];\n}\nexport const one = [1][0];\n",
};

interface Project {
  readonly cwd: string;
  readonly folder: string;
  readonly run: (...args: readonly string[]) => Ran;
}

/** A project of its own with a configuration folder of its own. */
function project(): Project {
  const cwd = projectOf(FILES);
  const environment = {
    XDG_CONFIG_HOME: path.join(cwd, "config"),
    XDG_CACHE_HOME: path.join(cwd, "user-cache"),
    SURETY_CACHE_SECRET: undefined,
  };
  return { cwd, folder: path.join(cwd, "node_modules/.cache/surety"), run: (...args) => surety(cwd, args, environment) };
}

function verified(): Project {
  const made = project();
  expect(made.run("verify", "src")).toMatchObject({ code: 0, err: "" });
  return made;
}

/** Of a run that prints one JSON document. */
const documentOf = ({ code, out, err }: Ran): unknown => ({ code, err, document: JSON.parse(out) as unknown });

const linesOf = (text: string): readonly unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

describe("surety cache", () => {
  it("counts, checks, exports and clears", () => {
    const { cwd, folder, run } = verified();
    const base = { schemaVersion: 1, folder, exists: true };
    const stats = documentOf(run("cache", "stats", "--json"));
    expect(stats).toEqual({
      code: 0,
      err: "",
      document: { ...base, entries: expect.any(Number), bytes: expect.any(Number), limit: DEFAULT_MAX_BYTES },
    });
    const { entries } = (stats as { readonly document: { readonly entries: number } }).document;
    // Two functions' results (module and `at`), and of the run its states, the state and the report.
    expect(entries).toBe(5);
    expect(run("cache", "stats").out).toMatch(
      new RegExp(`^folder {3}${folder}\nentries {2}5\nsize {5}\\d+ kB of 512\\.0 MB\n$`, "u"),
    );
    expect(documentOf(run("cache", "verify", "src", "--json"))).toEqual({
      code: 0,
      err: "",
      document: { ...base, sound: 5, removed: 0, renewed: false },
    });
    expect(run("cache", "verify")).toEqual({ code: 0, err: "", out: `5 entries in ${folder}: all sound\n` });
    expect(documentOf(run("cache", "export", "out.jsonl", "src/a.ts", "--json"))).toEqual({
      code: 0,
      err: "",
      document: { ...base, exported: 5, renewed: false },
    });
    const exported = readFileSync(path.join(cwd, "out.jsonl"), "utf8");
    expect(run("cache", "export", "-")).toEqual({ code: 0, out: exported, err: `exported 5 entries of ${folder}\n` });
    expect(linesOf(exported)).toEqual(
      Array.from({ length: 5 }, () => ({
        key: expect.stringMatching(/^[0-9a-f]{64}$/),
        form: "json",
        value: expect.any(Object),
      })),
    );
    expect(run("cache", "clear")).toEqual({ code: 0, err: "", out: `forgot 5 entries in ${folder}\n` });
    expect(documentOf(run("cache", "clear", "--json"))).toEqual({ code: 0, err: "", document: { ...base, removed: 0 } });
    expect(run("cache", "export", "-").out).toBe("");
    expect(run("verify", "src", "--stats").out).toContain("0 cache hits");
  });

  it("entries of another secret are foreign: they are removed, and the exit code is 1", () => {
    const { cwd, folder, run } = verified();
    const other = (...args: readonly string[]): Ran =>
      surety(cwd, args, { XDG_CONFIG_HOME: path.join(cwd, "config"), SURETY_CACHE_SECRET: "another" });
    expect(other("cache", "export", "-")).toMatchObject({ code: 0, out: "" });
    expect(run("cache", "verify")).toMatchObject({ code: 0 });
    expect(documentOf(other("cache", "verify", "--json"))).toEqual({
      code: 1,
      err: "",
      document: { schemaVersion: 1, folder, exists: true, sound: 0, removed: 5, renewed: false },
    });
    expect(run("cache", "verify")).toEqual({ code: 0, err: "", out: `0 entries in ${folder}: all sound\n` });
  });

  it("a damaged database: a new one takes its place, and the exit code of `verify` is 1", () => {
    const { folder, run } = verified();
    writeFileSync(databaseFile(folder), Buffer.alloc(50_000, 7));
    const ran = run("cache", "verify");
    expect(ran).toEqual({
      code: 1,
      out: `the database in ${folder} was damaged: a new one takes its place\n`,
      err: expect.stringMatching(/^surety: the cache in .* was damaged and starts anew \(.*\)\n$/),
    });
    expect(run("cache", "verify")).toMatchObject({ code: 0, err: "" });
    writeFileSync(databaseFile(folder), "torn");
    expect(run("verify", "src")).toMatchObject({ code: 0, err: expect.stringContaining("was damaged and starts anew") });
    expect(run("cache", "verify")).toEqual({ code: 0, err: "", out: `5 entries in ${folder}: all sound\n` });
  });

  it("a folder without a cache: a message, exit code 0, and none is made", () => {
    const { cwd, folder, run } = project();
    for (const command of ["stats", "clear", "verify"]) {
      expect(run("cache", command)).toEqual({ code: 0, err: "", out: `there is no cache in ${folder}\n` });
      const elsewhere = path.join(cwd, "elsewhere");
      expect(documentOf(run("cache", command, "--cache-dir", "elsewhere", "--json"))).toEqual({
        code: 0,
        err: "",
        document: { schemaVersion: 1, folder: elsewhere, exists: false },
      });
    }
    expect(run("cache", "export", "-")).toEqual({ code: 0, err: `there is no cache in ${folder}\n`, out: "" });
  });

  it("`--cache-dir`, a path and `-p` name the folder as they do for `verify`", () => {
    const { cwd, run } = project();
    writeFileSync(path.join(cwd, "tsconfig.json"), "{}");
    expect(run("verify", "-p", "tsconfig.json", "--cache-dir", "kept")).toMatchObject({ code: 0, err: "" });
    expect(run("cache", "stats", "--cache-dir", "kept").out).toContain(`folder   ${path.join(cwd, "kept")}\n`);
    expect(run("cache", "stats").out).toContain("there is no cache");
    expect(run("verify", "-p", ".")).toMatchObject({ code: 0 });
    const byPath = run("cache", "stats", "src/a.ts");
    expect([byPath, run("cache", "stats", "-p", "tsconfig.json")]).toEqual([
      { code: 0, err: "", out: expect.stringContaining(`folder   ${path.join(cwd, "node_modules/.cache/surety")}\n`) },
      byPath,
    ]);
  });

  it("what cannot be used is exit code 2 and a message", () => {
    const { cwd, folder, run } = verified();
    for (const command of ["stats", "clear", "verify"])
      expect(run("cache", command, "--cache-dir", "src/a.ts")).toEqual({
        code: 2,
        out: "",
        err: `surety: the cache folder \`${path.join(cwd, "src/a.ts")}\` cannot be used: ENOTDIR\n`,
      });
    expect(run("cache", "export", "missing/out.jsonl")).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining(`\`${path.join(cwd, "missing/out.jsonl")}\` cannot be written`),
    });
    expect(run("cache", "stats", "-p", ".", "src")).toMatchObject({ code: 2, err: expect.stringContaining("not both") });
    expect(run("cache", "statz")).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean stats?") });
    expect(run("cache")).toMatchObject({ code: 2, err: expect.stringContaining("Usage: surety cache") });
    const secretless = surety(cwd, ["cache", "verify"], {
      XDG_CONFIG_HOME: path.join(cwd, "src/a.ts"),
      SURETY_CACHE_SECRET: undefined,
    });
    expect(secretless).toMatchObject({ code: 2, out: "", err: expect.stringContaining("cannot be told from foreign ones") });
    expect(run("cache", "verify")).toEqual({ code: 0, err: "", out: `5 entries in ${folder}: all sound\n` });
  });

  it("a folder in the place of the database: `verify` and `build` go on without it", () => {
    const { folder, run } = project();
    mkdirSync(databaseFile(folder), { recursive: true });
    expect(run("verify", "src").code).toBe(0);
    expect(run("cache", "verify")).toEqual({ code: 0, err: "", out: `5 entries in ${folder}: all sound\n` });
  });
});
