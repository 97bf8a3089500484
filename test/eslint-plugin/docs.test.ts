/** Pages are what the rules say of themselves, and every example on them is executed. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import { describe, expect, it } from "vitest";
import { DIAGNOSTICS, type DiagnosticRow } from "../../core/diagnostics.js";
import { renderRulePage, renderRuleTable } from "../../eslint-plugin/render-docs.js";
import { LINT_RULES } from "../../eslint-plugin/rules/rules.table.js";
import { ROOT } from "../source-files.js";
import { FILE, inOneProgram, lint } from "./harness.js";

const ROWS: readonly DiagnosticRow[] = Object.values(DIAGNOSTICS);
const formatted = async (text: string, file: string): Promise<string> =>
  prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });

describe("docs/rules", () => {
  it.each(LINT_RULES.map((rule) => [rule.name, rule] as const))("%s has the page it asks for", async (name, rule) => {
    const file = path.join(ROOT, "docs/rules", `${name}.md`);
    expect(readFileSync(file, "utf8")).toBe(await formatted(renderRulePage(rule), file));
  });

  it("has no other page", () => {
    expect(readdirSync(path.join(ROOT, "docs/rules")).sort()).toEqual(LINT_RULES.map(({ name }) => `${name}.md`).sort());
  });

  it("is listed in docs/LINT.md", async () => {
    const table = await formatted(renderRuleTable(LINT_RULES), path.join(ROOT, "docs/LINT.md"));
    expect(readFileSync(path.join(ROOT, "docs/LINT.md"), "utf8")).toContain(table.trim());
  });

  it("says the diagnostics that the table gives to each rule", () => {
    for (const { name, rows } of LINT_RULES)
      expect(rows.map(({ code }) => code)).toEqual(ROWS.flatMap(({ code, rule }) => (rule === name ? [code] : [])));
  });
});

const EXAMPLES = [...new Set(LINT_RULES.flatMap(({ docs }) => [...docs.incorrect, ...docs.correct].map(({ code }) => code)))];
const exampleFile = (code: string): string => FILE.replace(/\.ts$/u, `-${String(EXAMPLES.indexOf(code))}.ts`);
inOneProgram(Object.fromEntries(EXAMPLES.map((code) => [exampleFile(code), code])));

describe.each(LINT_RULES.map((rule) => [rule.name, rule] as const))("the examples of %s", (name, rule) => {
  const modes = rule.isTyped ? [true] : [true, false];
  for (const typed of modes) {
    const run = (code: string): readonly string[] =>
      lint([name], code, { typed, file: exampleFile(code) }).map(({ message }) => message);
    for (const { code } of rule.docs.incorrect)
      it(`${typed ? "typed" : "untyped"}, incorrect: ${code}`, () => {
        expect(run(code)).not.toEqual([]);
      });
    for (const { code } of rule.docs.correct)
      it(`${typed ? "typed" : "untyped"}, correct: ${code}`, () => {
        expect(run(code)).toEqual([]);
      });
  }
});
