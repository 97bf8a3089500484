import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../compiler/version.js";
import { ASSUMPTIONS } from "../../core/assumptions.js";
import { projectOf, surety, suretyProcess } from "./surety.js";

const FILE = { "package.json": "{}", "a.ts": "export const one = 1;\n" };

describe("wrong usage: exit code 2, a message that helps, nothing on standard output", () => {
  it.each([
    [["verfy"], "unknown command 'verfy'", "Did you mean verify?"],
    [["verify", "--jsn", "a.ts"], "unknown option '--jsn'", "Did you mean --json?"],
    [["build", "--outdir", "out", "a.ts"], "unknown option '--outdir'", "Did you mean --outDir?"],
    [["verify", "--mode", "prodction", "a.ts"], "--mode", "Did you mean `production`?"],
    [["verify", "--boundary", "trustd", "a.ts"], "--boundary", "Did you mean `trusted`?"],
    [["verify", "--on-violation", "repot", "a.ts"], "--on-violation", "Did you mean `report`?"],
    [["verify", "--jobs", "0", "a.ts"], "--jobs", "whole number"],
    [["verify", "--jobs", "two", "a.ts"], "--jobs", "whole number"],
    [["verify", "--safety", "memry=proved", "a.ts"], "--safety", "did you mean `memory`?"],
    [["verify", "--safety", "memory=prove", "a.ts"], "--safety", "did you mean `proved`?"],
    [["verify", "--json", "--sarif", "a.ts"], "--json", "cannot be used with"],
    [["verify", "-p", ".", "a.ts"], "-p .", "not both"],
    [["explain"], "missing required argument", "what"],
    [["explain", "ring"], "`ring` is neither an obligation id", "file:line"],
    [["explain", "b.ts:3"], "`b.ts`", "did you mean `a.ts`?"],
    [["verify", "b.ts"], "`b.ts`", "did you mean `a.ts`?"],
    [["verify", "-p", "tsconfig.json"], "tsconfig.json", ""],
    [["build", "a.ts"], "--outDir", ""],
  ])("%j", (args, message, hint) => {
    const ran = surety(projectOf(FILE), args);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(message);
    expect(ran.err).toContain(hint);
  });

  it("wants paths or a tsconfig", () => {
    const ran = suretyProcess(projectOf(FILE), ["verify"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("tsconfig.json");
  });

  it("names file and place of a broken tsconfig", () => {
    const ran = surety(projectOf({ ...FILE, "tsconfig.json": '{ "compilerOptions": { "target": "es1999" } }' }), ["verify"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("tsconfig.json:1:");
  });

  it("prints help when no command is given", () => {
    const ran = surety(projectOf(FILE), []);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain("Usage: surety");
  });
});

describe("help and version", () => {
  it.each([[["--help"]], [["verify", "--help"]], [["build", "--help"]], [["explain", "--help"]], [["assumptions", "--help"]]])(
    "%j",
    (args) => {
      const ran = surety(projectOf(FILE), args);
      expect(ran).toMatchObject({ code: 0, err: "" });
      expect(ran.out).toContain("Usage: surety");
    },
  );

  it("prints the version of package.json", () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(manifest).toMatchObject({ version: VERSION });
    expect(suretyProcess(projectOf(FILE), ["--version"])).toEqual({ code: 0, out: `${VERSION}\n`, err: "" });
  });
});

describe("surety assumptions", () => {
  it("lists every assumption without a program", () => {
    const ran = surety(projectOf({}), ["assumptions"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    for (const row of ASSUMPTIONS) expect(ran.out).toContain(row.statement);
  });

  it("prints one JSON document", () => {
    const ran = surety(projectOf({}), ["assumptions", "--json"]);
    expect(JSON.parse(ran.out)).toEqual({ schemaVersion: 1, assumptions: ASSUMPTIONS });
  });

  it("counts proofs and names the intrinsics of a program", () => {
    const ran = surety(projectOf(FILE), ["assumptions", "--json", "a.ts"]);
    expect(JSON.parse(ran.out)).toMatchObject({ proofs: 0, intrinsics: [] });
  });
});
