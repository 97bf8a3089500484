import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { writeOutputs } from "../../compiler/write-outputs.js";
import { ConfigError } from "../../core/errors.js";

const folder = (): string => realpathSync(mkdtempSync(path.join(tmpdir(), "surety-write-")));

describe("writeOutputs", () => {
  it("makes folders, replaces files, leaves nothing else behind", () => {
    const root = folder();
    writeFileSync(path.join(root, "a.js"), "old");
    writeOutputs([
      { path: path.join(root, "a.js"), text: "new" },
      { path: path.join(root, "deep/er/b.js"), text: "b" },
    ]);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(["a.js", "deep", "deep/er", "deep/er/b.js"]);
    expect(readFileSync(path.join(root, "a.js"), "utf8")).toBe("new");
  });

  it("says that a file stands where a folder is needed", () => {
    const root = folder();
    writeFileSync(path.join(root, "out"), "");
    expect(() => writeOutputs([{ path: path.join(root, "out/a.js"), text: "" }])).toThrow(ConfigError);
    expect(() => writeOutputs([{ path: path.join(root, "out/a.js"), text: "" }])).toThrow(
      "a file stands where a folder is needed",
    );
  });

  it("leaves the old file and no temporary one when a file cannot be replaced", () => {
    const root = folder();
    mkdirSync(path.join(root, "a.js"));
    expect(() => writeOutputs([{ path: path.join(root, "a.js"), text: "text" }])).toThrow("cannot write");
    expect(readdirSync(root)).toEqual(["a.js"]);
  });

  it.skipIf(process.platform !== "linux")("says that the device is full", () => {
    const root = folder();
    const file = path.join(root, "a.js");
    // The temporary file's name is fixed, so that it can be made a link to the device that is always full.
    symlinkSync("/dev/full", `${file}.${String(process.pid)}.tmp`);
    expect(() => writeOutputs([{ path: file, text: "text" }])).toThrow("no space is left on the device");
    expect(readdirSync(root)).toEqual([]);
  });
});
