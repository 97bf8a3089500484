import { describe, expect, it } from "vitest";
import { modulePath } from "../../core/ids.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import type { Diagnostic } from "../../core/report.js";
import type { VerifiedProgram } from "../../verifier/close-session.js";
import { createLineMap } from "../../verifier/line-map.js";
import { buildReport, DIAGNOSTIC_ORDER, nothingReported, withSorted } from "../../verifier/report.js";
import { renderSarif } from "../../verifier/sarif.js";
import { verifyHir } from "../../verifier/session.js";
import { fixture, fn, programOf, session, site, steps } from "./program.js";

const source = "function unknown(a: number[], i: number) {\n  return a[i] + a[0];\n}\n";
const program = programOf(fn("src/b.ts", "easy", [site(source.indexOf("a[i]"))]), {
  ...fn("src/a.ts", "unknown", [site(source.indexOf("a[i]")), site(source.indexOf("a[0]"), "a[0]")]),
  unsupported: [{ construct: "`with`", count: 2 }],
});

function reportOf(verified: VerifiedProgram, diagnostics: readonly Diagnostic[] = [], before = nothingReported()) {
  const input = {
    version: "1.2.3",
    enforcement: DEFAULT_ENFORCEMENT,
    cwd: "/home/me/project/src",
    projectRoot: "/home/me/project",
    sources: new Map(program.modules.map((module) => [module.path, source])),
    diagnostics,
  };
  return buildReport(verified, input, before);
}

const verify = () => verifyHir(program, session({ workerFile: fixture("double.mjs") }), steps);

describe("the report", () => {
  it("is sorted, with paths from the working directory and places from 1", async () => {
    const report = reportOf(await verify(), [
      { code: "SAFE-0002", severity: "warning", message: "m", file: "a.ts", line: 1, column: 1, obligation: null },
    ]);
    expect(report.obligations.map((one) => [one.file, one.line, one.column, one.endColumn, one.text, one.verdict])).toEqual([
      ["a.ts", 2, 10, 14, "a[i]", "unknown"],
      ["a.ts", 2, 17, 21, "a[0]", "unknown"],
      ["b.ts", 2, 10, 14, "a[i]", "proved"],
    ]);
    expect(report.diagnostics.map((one) => [one.code, one.severity, one.file, one.line])).toEqual([
      ["SAFE-0002", "warning", "a.ts", 1],
      ["SAFE-2004", "note", "a.ts", 1],
      ["SAFE-2001", "warning", "a.ts", 2],
      ["SAFE-2001", "warning", "a.ts", 2],
    ]);
    expect(report.summary).toMatchObject({
      files: 2,
      functions: 2,
      unsupportedFunctions: 1,
      obligations: 3,
      proved: 1,
      refuted: 0,
      unknown: 2,
      guarded: 2,
      byKind: {
        "bounds.read": { obligations: 3, proved: 1 },
        "bounds.write": { obligations: 0, proved: 0 },
        contract: { obligations: 0, proved: 0 },
      },
      byTier: { "0": 0, "1": 1, "2": 0, "3": 0 },
      unsupported: { "`with`": 2 },
    });
    expect(report.obligations[0]?.reason).toBe("cannot show `i < a.length`");
    expect(report.obligations[2]).toMatchObject({ reason: null, tier: 1, assumptions: ["A5"] });
  });

  it("says which functions were not verified", async () => {
    const verified = await verify();
    const report = reportOf({
      ...verified,
      incidents: [
        { function: program.modules[0]?.functions[0]?.id ?? expect.fail(), kind: "unfinished", message: "a worker crashed" },
        { function: program.modules[1]?.functions[0]?.id ?? expect.fail(), kind: "defect", message: "InternalError: so it is" },
      ],
    });
    expect(report.diagnostics.filter((one) => one.code === "SAFE-9001")).toMatchObject([{ severity: "error", file: "a.ts" }]);
    expect(report.diagnostics.filter((one) => one.code === "SAFE-2005")).toMatchObject([
      { severity: "warning", file: "b.ts", line: 1 },
    ]);
  });

  it("becomes a SARIF log", async () => {
    const report = reportOf(await verify());
    const log = JSON.parse(renderSarif(report));
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    const result = run.results.find((one: { ruleId: string }) => one.ruleId === "SAFE-2001");
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe("SAFE-2001");
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "a.ts" },
      region: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 14 },
    });
    expect(result.partialFingerprints).toEqual({ "suretyObligation/v1": report.obligations[0]?.id });
  });

  it("is the same after reports on other modules and other plans", async () => {
    const verified = await verify();
    const parts = verified.program.modules.map((module, at): VerifiedProgram => {
      const plans = verified.plans.slice(at, at + 1);
      return { ...verified, program: { ...verified.program, modules: [module] }, plans };
    });
    const guarded = verified.plans.map((plan) => ({
      ...plan,
      sites: plan.sites.map((one) => ({ ...one, disposition: "reject" as const })),
    }));
    const before = nothingReported();
    for (const one of [verified, ...parts, { ...verified, plans: guarded }, verified, ...parts.toReversed(), verified])
      expect(reportOf(one, [], before)).toEqual(reportOf(one));
  });

  it("says things in the order of a sort, which keeps what is alike as it comes", () => {
    const at = (line: number, column: number, severity: Diagnostic["severity"]): Diagnostic => ({
      code: "SAFE-0002",
      severity,
      message: "m",
      file: "a.ts",
      line,
      column,
      obligation: null,
    });
    const sorted = [at(1, 1, "error"), at(1, 2, "error"), at(1, 2, "warning"), at(4, 1, "error")];
    const others = [
      at(9, 1, "note"),
      at(1, 2, "note"),
      at(1, 1, "note"),
      at(0, 1, "note"),
      at(1, 1, "warning"),
      at(3, 1, "note"),
    ];
    expect(withSorted(sorted, others)).toEqual([...sorted, ...others].sort(DIAGNOSTIC_ORDER));
    expect(withSorted([], others)).toEqual([...others].sort(DIAGNOSTIC_ORDER));
  });

  it("needs the source of every module", async () => {
    const verified = await verify();
    expect(() =>
      buildReport(verified, {
        version: "0",
        enforcement: DEFAULT_ENFORCEMENT,
        cwd: "/",
        projectRoot: "/",
        sources: new Map([[modulePath("src/a.ts"), source]]),
        diagnostics: [],
      }),
    ).toThrow(/src\/b\.ts/);
  });
});

it("line maps know every line end", () => {
  const place = createLineMap("ab\ncd\r\ne\rf\u2028g");
  expect([0, 2, 3, 6, 7, 8, 9, 10, 11].map((offset) => Object.values(place(offset)))).toEqual([
    [1, 1],
    [1, 3],
    [2, 1],
    [2, 4],
    [3, 1],
    [3, 2],
    [4, 1],
    [4, 2],
    [5, 1],
  ]);
});
