/** What is told from what: a place that was touched and answers as it did, and one that does not. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { rememberAnswers } from "../../../compiler/program/remember-answers.js";

const folder = mkdtempSync(path.join(tmpdir(), "surety-remember-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const at = (...names: readonly string[]): string => path.join(folder, ...names);

/** As a run does: it lists, and reads what it finds. */
function look() {
  const files = rememberAnswers(NODE_FILE_SYSTEM);
  files.begin(true);
  files.list(at("src"));
  for (const name of ["a.ts", "b.ts"]) files.read(at("src", name));
  files.status(at("src", "missing.ts"));
  return files;
}

const file = (...names: readonly string[]) => ({ files: [at(...names)], folders: [] });

beforeEach(() => {
  rmSync(at("src"), { recursive: true, force: true });
  mkdirSync(at("src"));
  for (const name of ["a.ts", "b.ts"]) writeFileSync(at("src", name), name);
});

it("agrees on a file that was written again, and not on one with another text", () => {
  const files = look();
  writeFileSync(at("src", "a.ts"), "a.ts");
  expect(files.agrees(file("src", "a.ts"))).toBe(true);
  writeFileSync(at("src", "a.ts"), "other");
  expect(files.agrees(file("src", "a.ts"))).toBe(false);
  expect(files.agrees(file("src", "b.ts"))).toBe(true);
  writeFileSync(at("src", "a.ts"), "a.ts");
  expect(files.agrees(file("src", "a.ts"))).toBe(true);
});

it("does not agree on a file that came, went or moved, and does after the next look", () => {
  const files = look();
  renameSync(at("src", "b.ts"), at("src", "c.ts"));
  expect(files.agrees(file("src", "b.ts"))).toBe(false);
  expect(files.agrees(file("src", "c.ts"))).toBe(false);
  files.begin(true);
  files.list(at("src"));
  files.read(at("src", "c.ts"));
  expect(files.agrees(file("src", "b.ts"))).toBe(true);
  expect(files.agrees(file("src", "c.ts"))).toBe(true);
  writeFileSync(at("src", "missing.ts"), "");
  expect(files.agrees(file("src", "missing.ts"))).toBe(false);
});

it("knows nothing of what was not looked into", () => {
  mkdirSync(at("src", "deep"));
  symlinkSync(at("src", "a.ts"), at("src", "link.ts"));
  const files = look();
  expect(files.agrees(file("src", "link.ts"))).toBe(false);
  expect(files.agrees(file("src", "deep", "x.ts"))).toBe(false);
  // An empty folder is nothing that anybody asked for.
  expect(files.agrees({ files: [], folders: [at("src", "deep", "folder")] })).toBe(true);
});

it("asks of a folder that was touched about all that is in it", () => {
  const files = look();
  expect(files.agrees({ files: [], folders: [at("src")] })).toBe(true);
  writeFileSync(at("src", "b.ts"), "other");
  expect(files.agrees({ files: [], folders: [at("src")] })).toBe(false);
});

it("does not agree on what answered one run in two ways", () => {
  const files = look();
  writeFileSync(at("src", "a.ts"), "other");
  files.read(at("src", "a.ts"));
  expect(files.agrees(file("src", "a.ts"))).toBe(false);
  files.begin(false);
  files.read(at("src", "a.ts"));
  expect(files.agrees(file("src", "a.ts"))).toBe(true);
});
