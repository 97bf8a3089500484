/** Signed builds: who signs, what a signature covers, and what runs where one is asked for. */
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { keysOf, overrideProject, type OverrideProject } from "./override-project.js";

const LOADER = new URL("../../dist/audit/loader/register.js", import.meta.url).href;
const FILES = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "es2022",
      lib: ["es2022"],
      module: "nodenext",
      types: [],
      rootDir: "src",
      outDir: "out",
    },
    include: ["src"],
  }),
  "surety.config.json": JSON.stringify({ approvers: { keys: keysOf(["ada", "bob"]) } }),
  "src/main.ts": "/** @safety memory=checked */\nexport const answer = [42].length;\n",
  "ours.json": JSON.stringify(keysOf(["ada"])),
  "theirs.json": JSON.stringify(keysOf(["eve"])),
  "odd.json": "[]",
};
const SIGNATURE = "out/.surety/manifest/build.signature.json";
const MANIFEST = "out/.surety/manifest/build.json";

const own: { project: OverrideProject | null } = { project: null };
const run = (as: "ada" | "bob" | "eve", ...args: readonly string[]) => own.project!.run(as, args);
const at = (name: string): string => path.join(own.project!.root, name);
const signed = (as: "ada" | "bob" = "ada") =>
  expect(run(as, "build", "-p", ".", "--no-cache", "--jobs", "1", "--sign")).toMatchObject({ code: 0 });

beforeAll(() => {
  own.project = overrideProject(FILES);
});

describe("a build", () => {
  it("is not signed by somebody whose key the project does not know", () => {
    const { code, err } = run("eve", "build", "-p", ".", "--no-cache", "--jobs", "1", "--sign");
    expect(code).toBe(2);
    expect(err).toMatch(/none of the keys .* is one of the project's/u);
    expect(run("ada", "attest", "out", "--signed")).toMatchObject({ code: 1, out: expect.stringContaining("is not signed") });
    expect(run("ada", "attest", "out")).toMatchObject({ code: 0 });
  });

  it("that is signed is said to be", () => {
    signed();
    expect(run("bob", "attest", "out", "--signed").out).toBe("the build is signed\n1 module: all as built, and may run\n");
    expect(run("bob", "attest", "out", "--signers", "ours.json", "--json").out).toContain('"signed": true');
  });

  it.each<[string, RegExp, readonly string[], () => void]>([
    ["a key that is not asked for", /by the key `ada-1`, which is none of those/u, ["--signers", "theirs.json"], () => undefined],
    [
      "one byte of the manifest changed",
      /is that of another build/u,
      ["--signed"],
      () => {
        appendFileSync(at(MANIFEST), "\n");
      },
    ],
    [
      "no signature",
      /is not signed/u,
      ["--signed"],
      () => {
        rmSync(at(SIGNATURE));
      },
    ],
    [
      "a signature that is none",
      /is no signature of a build/u,
      ["--signed"],
      () => {
        writeFileSync(at(SIGNATURE), "{}");
      },
    ],
    [
      "another's name on the signature",
      /is not that of the key `bob-1`/u,
      ["--signed"],
      () => {
        writeFileSync(at(SIGNATURE), readFileSync(at(SIGNATURE), "utf8").replace("ada-1", "bob-1"));
      },
    ],
    [
      "a statement that was signed for something else",
      /is no signature of a build/u,
      ["--signed"],
      () => {
        writeFileSync(at(SIGNATURE), readFileSync(at(SIGNATURE), "utf8").replace("surety-build-1", "surety-key-1"));
      },
    ],
  ])("with %s is not", (_, message, flags, tamper) => {
    signed();
    tamper();
    const { code, out } = run("ada", "attest", "out", ...flags);
    expect(code).toBe(1);
    expect(out).toMatch(message);
  });

  it("is asked for by a file of keys, and no other", () => {
    expect(run("ada", "attest", "out", "--signers", "odd.json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("list of keys"),
    });
    expect(run("ada", "attest", "out", "--signers", "none.json")).toMatchObject({ code: 2 });
  });
});

describe("the loader, where signatures are asked for", () => {
  const started = (signers: string) => {
    const script = `import { answer } from ${JSON.stringify(at("out/main.js"))}; console.log(answer);`;
    const ran = spawnSync(process.execPath, ["--import", LOADER, "--input-type=module", "-e", script], {
      encoding: "utf8",
      env: { ...process.env, SURETY_SIGNERS: at(signers) },
    });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  };

  it("runs what they signed, and nothing else, whatever was taken away", () => {
    signed();
    expect(started("ours.json")).toMatchObject({ code: 0, out: "1\n" });
    expect(started("theirs.json")).toMatchObject({ code: 1, err: expect.stringContaining("which is none of those that may") });
    renameSync(at("out/.surety"), at("out/.surely"));
    expect(started("ours.json")).toMatchObject({ code: 1, err: expect.stringContaining("it belongs to no build") });
    renameSync(at("out/.surely"), at("out/.surety"));
  });
});
