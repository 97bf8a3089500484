import { spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { MAIN, projectOf, surety, suretyProcess, type Ran } from "./surety.js";

const RING = `export function at(items: number[], index: number): number {
  return items[index];
}
function sum(): number {
  const items = [1, 2, 3];
  let total = 0;
  for (let i = 0; i < items.length; i++) total += items[i];
  return total;
}
export const total = sum();
export function first(items: string[]): string {
  return items[0] ?? "none";
}
`;

const GOOD = { "package.json": "{}", "src/ring.ts": RING };

function reportOf(ran: Ran): Report {
  return JSON.parse(ran.out) as Report;
}

const codes = (report: Report): readonly string[] => report.diagnostics.map(({ code, file }) => `${code} ${file ?? "-"}`);

describe("surety verify", () => {
  it("prints tsc-style lines, tables and a summary; residual guards alone are exit code 0", () => {
    const cwd = projectOf(GOOD);
    const ran = suretyProcess(cwd, ["verify", "src"]);
    expect(surety(cwd, ["verify", "src"])).toEqual(ran);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/^src\/ring\.ts\(2,10\): warning SAFE-2001: .*`items\[index\]`/m);
    expect(ran.out).toMatch(/^bounds\.read +2 /m);
    expect(ran.out).toMatch(/^src\/ring\.ts +2 /m);
    expect(ran.out).toContain("2 obligations in 1 file");
    expect(ran.out).toContain("1 read tolerated");
    // Not a terminal: no colours, no excerpts.
    expect(ran.out).not.toContain("\u001b");
    expect(ran.out).not.toContain("^^^");
  });

  it("prints one JSON document with the fields of the contract in their order", () => {
    const ran = surety(projectOf(GOOD), ["verify", "src", "--json", "--stats"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const report = reportOf(ran);
    expect(Object.keys(report)).toEqual([
      "schemaVersion",
      "tool",
      "mode",
      "boundary",
      "summary",
      "obligations",
      "tolerated",
      "overrides",
      "diagnostics",
      "run",
    ]);
    expect(Object.keys(report.summary)).toEqual([
      "files",
      "functions",
      "unsupportedFunctions",
      "obligations",
      "proved",
      "refuted",
      "unknown",
      "guarded",
      "hoisted",
      "rejected",
      "overridden",
      "tolerated",
      "byKind",
      "byTier",
      "unsupported",
    ]);
    const { summary } = report;
    expect(summary).toMatchObject({ files: 1, functions: 4, obligations: 2, tolerated: 1 });
    expect(summary.obligations).toBe(summary.proved + summary.refuted + summary.unknown);
    const [residual] = report.obligations;
    expect(Object.keys(residual ?? {})).toEqual([
      "id",
      "kind",
      "file",
      "line",
      "column",
      "endLine",
      "endColumn",
      "text",
      "function",
      "verdict",
      "disposition",
      "guard",
      "assumptions",
      "restsOn",
      "reason",
    ]);
    expect(residual).toMatchObject({
      kind: "bounds.read",
      file: "src/ring.ts",
      line: 2,
      column: 10,
      endLine: 2,
      endColumn: 22,
      text: "items[index]",
      function: "at",
      verdict: "unknown",
      disposition: "guard",
    });
    for (const obligation of report.obligations) {
      expect("tier" in obligation).toBe(obligation.verdict === "proved");
      expect("reason" in obligation).toBe(obligation.verdict !== "proved");
      expect("witness" in obligation).toBe(obligation.verdict === "refuted");
    }
    expect(report.diagnostics).toEqual([
      expect.objectContaining({
        code: "SAFE-2001",
        severity: "warning",
        file: "src/ring.ts",
        line: 2,
        column: 10,
        obligation: residual?.id,
      }),
    ]);
    expect(report.tolerated).toEqual([expect.objectContaining({ text: "items[0]", function: "first" })]);
  });

  it("proves a plain loop over an array of its own", () => {
    const report = reportOf(surety(projectOf(GOOD), ["verify", "src", "--json"]));
    expect(report.obligations.filter(({ verdict }) => verdict === "proved").map(({ text }) => text)).toEqual(["items[i]"]);
  });

  it("is byte-identical from run to run and for any number of jobs", () => {
    const cwd = projectOf({ ...GOOD, "src/more.ts": RING, "src/yet-more.ts": RING });
    const [first, ...others] = [["--jobs", "1"], ["--jobs", "2"], ["--jobs", "3"], []].map((more) =>
      surety(cwd, ["verify", "src", "--json", ...more]),
    );
    expect(first?.code).toBe(0);
    for (const other of others) expect(other.out).toBe(first?.out);
    expect(reportOf(others[0] ?? { code: 0, out: "{}", err: "" })).not.toHaveProperty("run");
  });

  it("prints SARIF 2.1.0", () => {
    const log: unknown = JSON.parse(surety(projectOf(GOOD), ["verify", "src", "--sarif"]).out);
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ results: [{ ruleId: "SAFE-2001", level: "warning" }] }] });
  });

  it("takes safety levels with commas and with spaces", () => {
    const cwd = projectOf(GOOD);
    const plain = surety(cwd, ["verify", "src", "--json"]);
    expect(surety(cwd, ["verify", "src", "--json", "--safety", "memory=checked,types=checked"])).toEqual(plain);
    expect(surety(cwd, ["verify", "src", "--json", "--safety", "memory=checked types=checked"])).toEqual(plain);
  });

  it("takes the tsconfig of the working directory, of -p, and of a folder", () => {
    const cwd = projectOf({
      ...GOOD,
      "tsconfig.json": '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }',
    });
    const plain = surety(cwd, ["verify", "--json"]);
    expect(reportOf(plain).summary.obligations).toBe(2);
    expect(surety(cwd, ["verify", "--json", "-p", "tsconfig.json"])).toEqual(plain);
    expect(surety(cwd, ["verify", "--json", "-p", "."])).toEqual(plain);
  });
});

describe("files that cannot be verified do not keep others from it", () => {
  it("a syntax error: exit code 1", () => {
    const ran = surety(projectOf({ ...GOOD, "src/bad.ts": "export function f( {\n" }), ["verify", "src", "--json"]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    const report = reportOf(ran);
    expect(codes(report)).toContain("SAFE-0001 src/bad.ts");
    expect(report.summary).toMatchObject({ files: 1, obligations: 2 });
  });

  it("a path that does not exist beside one that does: exit code 1", () => {
    const ran = surety(projectOf(GOOD), ["verify", "src/rign.ts", "src", "--json"]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    const report = reportOf(ran);
    expect(codes(report)).toContain("SAFE-0004 src/rign.ts");
    expect(report.diagnostics.find((one) => one.code === "SAFE-0004")?.message).toContain("did you mean `src/ring.ts`?");
    expect(report.summary.obligations).toBe(2);
  });

  it("a type error and an unresolved import: exit code 0", () => {
    const text = 'import { f } from "nowhere";\nexport const n: number = "text";\nf();\n';
    const ran = surety(projectOf({ ...GOOD, "src/loose.ts": text }), ["verify", "src", "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(codes(reportOf(ran))).toEqual(["SAFE-0003 src/loose.ts", "SAFE-0002 src/loose.ts", "SAFE-2001 src/ring.ts"]);
  });

  // Permissions do not hold for root.
  it.skipIf(process.getuid?.() === 0)("an unreadable folder (skipped for root, whom no permission stops): exit code 1", () => {
    const cwd = projectOf(GOOD);
    const locked = path.join(cwd, "src/locked");
    mkdirSync(locked);
    chmodSync(locked, 0);
    const ran = surety(cwd, ["verify", "src", "--json"]);
    chmodSync(locked, 0o755);
    expect(ran).toMatchObject({ code: 1, err: "" });
    expect(codes(reportOf(ran))).toContain("SAFE-0004 src/locked");
  });

  it("expressions nested 10,000 deep: a diagnostic for that file", () => {
    const deep = `export const x = ${"(".repeat(10_000)}1${")".repeat(10_000)};\n`;
    const calls = `export const y = ${"f(".repeat(10_000)}1${")".repeat(10_000)};\ndeclare function f(x: number): number;\n`;
    const arrays = `export const z = ${"[".repeat(10_000)}1${"]".repeat(10_000)};\n`;
    const ran = surety(projectOf({ ...GOOD, "src/a.ts": deep, "src/b.ts": calls, "src/c.ts": arrays }), [
      "verify",
      "src",
      "--json",
    ]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    const report = reportOf(ran);
    expect(codes(report).filter((code) => code.startsWith("SAFE-0005"))).toEqual([
      "SAFE-0005 src/a.ts",
      "SAFE-0005 src/b.ts",
      "SAFE-0005 src/c.ts",
    ]);
    expect(report.summary.obligations).toBe(2);
  });

  it("a file of 2 MB is verified, and its JSON arrives whole through a pipe", async () => {
    const one = (n: number): string =>
      `export function at${String(n)}(items: number[], index: number): number {\n  return items[index];\n}\n`;
    let text = "";
    for (let n = 0; text.length < 2_000_000; n++) text += n % 20 === 0 ? one(n) : `// ${"filling ".repeat(30)}\n`;
    const cwd = projectOf({ "package.json": "{}", "big.ts": text });
    const child = spawn(process.execPath, [MAIN, "verify", "big.ts", "--safety", "memory=checked", "--json"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const slow = (async () => {
      for await (const chunk of child.stdout) {
        out.push(chunk as Buffer);
        // A reader slower than the writer: whatever is not written before the exit is lost.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const code = await new Promise((resolve) => child.on("close", resolve));
    await slow;
    expect(code).toBe(0);
    const report = JSON.parse(Buffer.concat(out).toString()) as Report;
    expect(report.summary.obligations).toBeGreaterThan(300);
    expect(report.obligations.length).toBe(report.summary.obligations);
  });

  it("survives a reader that goes away", async () => {
    const cwd = projectOf(GOOD);
    const child = spawn(process.execPath, [MAIN, "verify", "src", "--safety", "memory=checked", "--json"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
    expect(err).toBe("");
  });
});
