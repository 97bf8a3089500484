import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { NODE_FILE_SYSTEM, type FileSystem } from "../../../compiler/program/file-system.js";
import { decodeObservations, encodeObservations, observeFiles, stillHolds } from "../../../compiler/program/observe-files.js";
import { folderOf } from "./temporary-folder.js";

it("asks each question once, and writes it down in the order asked", () => {
  const folder = folderOf({ "a.ts": "a", "d/b.ts": "b" });
  const asked: string[] = [];
  const counted: FileSystem = {
    read: (name) => (asked.push(`read ${name}`), NODE_FILE_SYSTEM.read(name)),
    status: (name) => (asked.push(`status ${name}`), NODE_FILE_SYSTEM.status(name)),
    list: (name) => (asked.push(`list ${name}`), NODE_FILE_SYSTEM.list(name)),
    realPath: (name) => (asked.push(`realPath ${name}`), NODE_FILE_SYSTEM.realPath(name)),
  };
  const files = observeFiles(counted);
  const file = path.join(folder, "a.ts");
  const first = [files.status(file), files.read(file), files.list(folder), files.realPath(file), files.read(`${file}x`)];
  writeFileSync(file, "changed");
  // One run sees one state of each file.
  expect([files.status(file), files.read(file), files.list(folder), files.realPath(file), files.read(`${file}x`)]).toEqual(first);
  const questions = [`status ${file}`, `read ${file}`, `list ${folder}`, `realPath ${file}`, `read ${file}x`];
  expect(asked).toEqual(questions);
  expect(files.observations().map(({ question, path: name }) => `${question} ${name}`)).toEqual(questions);
});

it.each<readonly [string, (at: (name: string) => string) => void]>([
  ["another text", (at) => writeFileSync(at("a.ts"), "A")],
  ["an empty text", (at) => writeFileSync(at("a.ts"), "")],
  ["no file", (at) => rmSync(at("a.ts"))],
  [
    "a folder instead",
    (at) => {
      rmSync(at("a.ts"));
      mkdirSync(at("a.ts"));
    },
  ],
  [
    "a link instead",
    (at) => {
      rmSync(at("a.ts"));
      writeFileSync(at("real.ts"), "a");
      symlinkSync(at("real.ts"), at("a.ts"));
    },
  ],
  ["one more entry", (at) => writeFileSync(at("d/c.ts"), "")],
  ["one entry less", (at) => rmSync(at("d/b.ts"))],
  [
    "an entry of another kind",
    (at) => {
      rmSync(at("d/b.ts"));
      mkdirSync(at("d/b.ts"));
    },
  ],
  ["a file where none was", (at) => writeFileSync(at("missing.ts"), "")],
  ["a folder where none was", (at) => mkdirSync(at("missing.ts"))],
])("%s is another answer; taken back it is the same", (_, change) => {
  const files = { "a.ts": "a", "d/b.ts": "b" };
  const folder = folderOf(files);
  const at = (name: string): string => path.join(folder, name);
  const observed = observeFiles(NODE_FILE_SYSTEM);
  for (const name of ["a.ts", "missing.ts"]) {
    observed.read(at(name));
    observed.status(at(name));
    observed.realPath(at(name));
  }
  observed.list(at("d"));
  observed.list(at("no-folder"));
  const observations = observed.observations();
  expect(stillHolds(observations, NODE_FILE_SYSTEM)).toBe(true);
  expect(decodeObservations(JSON.parse(JSON.stringify(encodeObservations(observations))))).toEqual(observations);
  change(at);
  expect(stillHolds(observations, NODE_FILE_SYSTEM)).toBe(false);
  for (const name of ["a.ts", "d", "missing.ts", "real.ts"]) rmSync(at(name), { recursive: true, force: true });
  mkdirSync(at("d"));
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
  expect(stillHolds(observations, NODE_FILE_SYSTEM)).toBe(true);
});

it.each([
  [null],
  [{}],
  ["read"],
  [[1]],
  [[["read", "/x"]]],
  [[["read", "/x", "y", "z"]]],
  [[["write", "/x", "y"]]],
  [[["read", 1, "y"]]],
])("%j is no list of observations", (value) => {
  expect(decodeObservations(value)).toBe(null);
});
