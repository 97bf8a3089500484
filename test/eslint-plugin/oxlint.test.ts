/**
 * The plugin in oxlint itself. oxlint is none of our packages: `SURETY_OXLINT=<folder with node_modules/oxlint> npx vitest run
 * test/eslint-plugin/oxlint.test.ts` runs this, and without the variable it is skipped.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LINT_RULES } from "../../eslint-plugin/rules/rules.table.js";
import { ROOT } from "../source-files.js";

const OXLINT = process.env["SURETY_OXLINT"] ?? null;

const TEXT = `/** @safety memory=prooved */
// @unsafe-override bounds.read -- "short" expires=2020-01-01
export const pick = (n: number): number => [1, 2, 3][n];
/** @requires i < */
export function f(i: number): number {
  return i;
}
`;

describe.skipIf(OXLINT === null)("in oxlint", () => {
  it("rules without types report, and those with types say once that they verify nothing", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "surety-oxlint-"));
    writeFileSync(path.join(folder, "a.ts"), TEXT);
    const rules = Object.fromEntries(LINT_RULES.map(({ name }) => [`surety/${name}`, "error"]));
    writeFileSync(
      path.join(folder, ".oxlintrc.json"),
      JSON.stringify({ plugins: [], jsPlugins: [path.join(ROOT, "dist/eslint-plugin/plugin.js")], rules }),
    );
    const found = reportedIn(folder);
    rmSync(folder, { recursive: true });
    expect(found.filter((name) => name !== null)).toEqual([...new Set(found)].filter((name) => name !== null));
    expect(found).toEqual(
      expect.arrayContaining([
        "surety(valid-safety-annotation)",
        "surety(no-unjustified-override)",
        "surety(no-expired-override)",
        "surety(valid-contract)",
      ]),
    );
    const typed = LINT_RULES.filter(({ isTyped }) => isTyped).map(({ name }) => `surety(${name})`);
    expect(found.filter((name) => typed.includes(name ?? ""))).toHaveLength(1);
  });
});

/** Codes of what is reported. */
function reportedIn(folder: string): readonly (string | null)[] {
  const entry = path.join(OXLINT ?? "", "node_modules/oxlint/bin/oxlint");
  const result = run(process.execPath, [entry, "--format", "json", "."], folder);
  const { diagnostics } = JSON.parse(result) as { readonly diagnostics: readonly { readonly code?: string }[] };
  return diagnostics.map(({ code = null }) => code);
}

/** It ends with 1 where it reports. */
function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, [...args], { cwd, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string" && error.stdout !== "")
      return error.stdout;
    throw error;
  }
}
