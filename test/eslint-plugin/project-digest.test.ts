/** What the digest of a project takes in of the cache: what was written, not that it was read. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectDigest } from "../../eslint-plugin/project-digest.js";

describe("the digest of a project", () => {
  let folder = "";
  let made = 0;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "surety-digest-"));
    mkdirSync(path.join(folder, "surety"));
    for (const name of ["entries.mdb", "entries.mdb-lock"]) writeFileSync(path.join(folder, "surety", name), "as it was");
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  /** Of a project of the same files each time, in another folder: a digest is good for a second. */
  const digest = (): string => {
    const project = path.join(folder, `project-${String(made++)}`);
    mkdirSync(path.join(project, ".git"), { recursive: true });
    writeFileSync(path.join(project, "a.ts"), "export {};\n");
    return projectDigest(project, { XDG_CACHE_HOME: folder });
  };
  const touch = (name: string, seconds: number): void => {
    utimesSync(path.join(folder, "surety", name), seconds, seconds);
  };

  it("is another where the cache was written to, and no other where it was read", () => {
    const before = digest();
    touch("entries.mdb-lock", 1_000);
    expect(digest()).toBe(before);
    touch("entries.mdb", 1_000);
    expect(digest()).not.toBe(before);
  });
});
