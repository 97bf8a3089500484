/** Attacks by detours and harmless look-alikes, each in a file of its own. What only hardening stops says `RUNTIME` instead of `EXPECT`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { moduleAuthority } from "../../../compiler/authority/module-authority.js";
import { CAPABILITY_ACTIONS } from "../../../core/capability.js";
import { ROOT } from "../../source-files.js";

const folder = path.join(ROOT, "test/cases/authority");

function actionsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const sourceFile = ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.Latest }, true);
  const { references } = moduleAuthority(sourceFile, path.basename(file));
  return [...new Set(references.flatMap(({ needs }) => needs.map(({ action }) => action)))];
}

const filesOf = (kind: string): readonly string[] => readdirSync(path.join(folder, kind)).sort();

describe("attacks", () => {
  it.each(filesOf("attacks"))("%s", (name) => {
    const file = path.join(folder, "attacks", name);
    const [, mark, action] = /^\/\/ (EXPECT|RUNTIME): (\S+)\n/.exec(readFileSync(file, "utf8")) ?? [];
    expect(CAPABILITY_ACTIONS).toContain(action);
    if (mark === "EXPECT") expect(actionsOf(file)).toContain(action);
    // Found by now: then the mark is out of date.
    else expect(actionsOf(file)).not.toContain(action);
  });

  it("are sixty or more, nearly all of them found without running anything", () => {
    const names = filesOf("attacks");
    const atRunTime = names.filter((name) => readFileSync(path.join(folder, "attacks", name), "utf8").startsWith("// RUNTIME"));
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(atRunTime.length).toBeLessThan(names.length / 10);
  });
});

describe("benign controls", () => {
  it.each(filesOf("benign"))("%s is quiet", (name) => {
    expect(actionsOf(path.join(folder, "benign", name))).toEqual([]);
  });
});
