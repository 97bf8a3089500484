/** Attacks that the analysis leaves to run time (`RUNTIME` in test/cases/authority/attacks): each of them is stopped there. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { guardModule } from "../../../compiler/api.js";
import { ROOT } from "../../source-files.js";

const folder = path.join(ROOT, "test/cases/authority/attacks");
const attacks = readdirSync(folder).filter((name) => readFileSync(path.join(folder, name), "utf8").startsWith("// RUNTIME"));

/** What to do with the module to carry the attack out, and what comes of it without protection. */
const CARRIED_OUT: Readonly<Record<string, string>> = {
  "constructor-unknown.mjs": 'm.go(() => 1, "constructor")() === process',
  "sloppy-this-stored.cjs": "(m.x ?? m.default.x) === process",
};

/** `reached`, or the message of the error. */
function outcome(name: string, isProtected: boolean): string {
  const text = readFileSync(path.join(folder, name), "utf8");
  const work = mkdtempSync(path.join(tmpdir(), "surety-run-time-"));
  try {
    const guarded = isProtected ? guardModule(text, name, { mode: "production" }).code : text;
    // As `surety build` emits CommonJS, which is strict code.
    const code = isProtected && name.endsWith(".cjs") ? ts.transpile(guarded, { alwaysStrict: true }, name) : guarded;
    writeFileSync(path.join(work, name), code);
    const harden = isProtected ? `require(${JSON.stringify(path.join(ROOT, "runtime/dist/harden-full.js"))}).hardenFully();` : "";
    const run = `${harden} import("./${name}").then((m) => console.log(${CARRIED_OUT[name] ?? "null"} ? "reached" : "nothing"), (e) => console.log(e.message)).catch((e) => console.log(e.message));`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", run], { cwd: work, encoding: "utf8" });
    return stdout.trim() === "" ? stderr : stdout.trim();
  } finally {
    rmSync(work, { recursive: true });
  }
}

describe("attacks that only run time stops", () => {
  it("are those that are carried out here", () => {
    expect(attacks.sort()).toEqual(Object.keys(CARRIED_OUT).sort());
  });

  it.each(attacks)("%s works without protection, and not with it", (name) => {
    expect(outcome(name, false)).toBe("reached");
    expect(outcome(name, true)).toMatch(/has no capability for `code\.eval`|Cannot read properties of undefined/u);
  });
});
