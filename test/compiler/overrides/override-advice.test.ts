/** SAFE-1108 and SAFE-1109 in a whole run of `verify`: a file that triggers each, and one that triggers neither. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NODE_FILE_SYSTEM } from "../../../compiler/program/file-system.js";
import { verifySources } from "../../../compiler/verify-program.js";

const OVERRIDE = '@unsafe-override bounds.read -- "callers pass what indexOf gave them, and check it" expires=2099-03-01';
const FILES: Readonly<Record<string, string>> = {
  "broad.ts": `/** ${OVERRIDE} */\nexport function pick(xs: number[], i: number): number {\n  const twice = i * 2;\n  const found = xs[i];\n  const sum = twice + found;\n  return sum;\n}\n`,
  "unused.ts": `export function first(): number {\n  const xs = [1, 2];\n  // ${OVERRIDE}\n  return xs[0];\n}\n`,
  "neither.ts": `export function pick(xs: number[], i: number): number {\n  // ${OVERRIDE}\n  return xs[i];\n}\n`,
};

describe("verify", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "surety-advice-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells which overrides are wider than they need be, and which nobody needs", async () => {
    writeFileSync(path.join(folder, "package.json"), "{}");
    for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
    const { report } = await verifySources(
      { cwd: folder, paths: ["."], project: null, files: NODE_FILE_SYSTEM },
      {
        enforcement: { mode: "production", boundary: "checked", onViolation: "throw" },
        jobs: 1,
        onProgress: null,
        openPool: null,
        results: null,
        safety: null,
        witness: "off",
        now: () => 0,
        overrides: { files: NODE_FILE_SYSTEM, wallClock: () => Date.parse("2026-11-26") },
      },
    );
    const said = report.diagnostics.filter(({ code }) => code === "SAFE-1108" || code === "SAFE-1109");
    expect(said.map(({ file, line, code, message }) => [file, line, code, message])).toEqual([
      [
        "broad.ts",
        1,
        "SAFE-1108",
        "the override of `bounds.read` covers a whole function, and the statement at line 4 is all that needs it: put it before that",
      ],
      [
        "unused.ts",
        3,
        "SAFE-1109",
        "the override of `bounds.read` is needed for nothing: all of that kind in this statement is proved, or there is none; take it away",
      ],
    ]);
  });
});
