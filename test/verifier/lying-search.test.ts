import { expect, it } from "vitest";
import { buildReport } from "../../verifier/report.js";
import { PROGRAM_STEPS } from "../../verifier/program-steps.js";
import { verifyHir } from "../../verifier/session.js";
import { DEFAULT_ENFORCEMENT } from "../../core/options.js";
import { modulePath } from "../../core/ids.js";
import { lowerText } from "../compiler/lower/program-of.js";
import { fixture, session } from "./program.js";

const SOURCE = `
export function sum(n: number): number {
  const a = new Uint8Array(n & 255);
  let total = 0;
  for (let i = 0; i < n && i < a.length; i++) total += a[a.length - 1 - i];
  return total;
}
export function wrong(k: number): number {
  const b = new Uint8Array(k & 255);
  let total = 0;
  for (let i = 0; i <= b.length; i++) total += b[i];
  return total;
}
export function plain(): number {
  const c = [1, 2, 3];
  return c[1];
}
`;

it("a search that lies proves nothing, and the run says that Surety is in the wrong", async () => {
  const program = lowerText(SOURCE);
  const verify = (workerFile: URL | null) => verifyHir(program, session({ workerFile, jobs: 1 }), PROGRAM_STEPS);
  const verdicts = async (workerFile: URL | null) =>
    Object.fromEntries((await verify(workerFile)).plans.flatMap((p) => p.sites.map((s) => [s.site.text, s.verdict.kind])));
  expect(await verdicts(null)).toEqual({ "a[a.length - 1 - i]": "proved", "b[i]": "unknown", "c[1]": "proved" });

  const lied = await verify(fixture("lying-search.mjs"));
  const report = buildReport(lied, {
    version: "0",
    enforcement: DEFAULT_ENFORCEMENT,
    cwd: "/p",
    projectRoot: "/p",
    sources: new Map([[modulePath("m.ts"), SOURCE]]),
    diagnostics: [],
  });
  // What needs no linear proof stands; the two loops do ask for one.
  expect(report.obligations.map((o) => [o.text, o.verdict, o.guard === "none"])).toEqual([
    ["a[a.length - 1 - i]", "unknown", false],
    ["b[i]", "unknown", false],
    ["c[1]", "proved", true],
  ]);
  const internal = report.diagnostics.filter((d) => d.code === "SAFE-9001");
  expect(internal.map((d) => [d.severity, d.line])).toEqual([
    ["error", 2],
    ["error", 8],
  ]);
  expect(internal[0]?.message).toMatch(/the checker refuses \d+ derivations of the linear prover/);
});
