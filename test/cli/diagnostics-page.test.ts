import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DIAGNOSTICS, type DiagnosticRow } from "../../core/diagnostics.js";

const PAGE = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");

const ROWS: readonly DiagnosticRow[] = Object.values(DIAGNOSTICS);

describe("docs/diagnostics.md", () => {
  it.each(ROWS.map((row) => [row.code, row] as const))("has a section and a row for %s", (_, { code, name, severity }) => {
    expect(PAGE).toContain(`\n## ${code} ${name}\n`);
    expect(PAGE).toContain(`| [${code}](#${code.toLowerCase()}-${name}) | ${severity} | ${name} |\n`);
  });

  it("has no section for a code that does not exist", () => {
    const codes = [...PAGE.matchAll(/^## (SAFE-\d+)/gm)].map((match) => match[1]);
    expect(codes).toEqual(ROWS.map((row) => row.code).sort());
  });
});
