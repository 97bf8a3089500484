/** Capabilities from the command line to the running program: what is granted goes, what is not is refused, before and at run time. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { projectOf, surety } from "./surety.js";

const CONFIG = JSON.stringify({
  safety: { memory: "checked" },
  grants: ['fs.read("./data/**")', 'env.read("HOME")'],
});

const READS = `import { readFileSync } from "node:fs";
import * as path from "node:path";
export const constant = () => String(readFileSync("./data/x.txt"));
export const joined = (name: string) => String(readFileSync(path.join("data", name)));
export function tested(name: string): string {
  if (typeof name !== "string" || !/^[\\w-]+$/.test(name)) throw new Error("no name");
  return String(readFileSync("./data/" + name + ".txt"));
}
export const home = () => process.env["HOME"] !== undefined;
`;

const DENIED = `/** @capability fs.read("./data/**") */
import * as fs from "node:fs";
import { execFileSync } from "node:child_process";
export const write = () => { fs.writeFileSync("./data/y.txt", "1"); };
export const outside = () => String(fs.readFileSync("/etc/hostname"));
export const home = () => process.env["HOME"];
export const spawn = () => String(execFileSync("id"));
export const plain = (table: Record<string, number>, key: string) => table[key];
`;

const RUN = `import * as reads from "./out/reads.js";
import * as denied from "./out/denied.js";
const shown = (f) => { try { return String(f()); } catch (error) { return error.name + " " + error.message.slice(0, 60); } };
console.log(JSON.stringify([
  shown(() => reads.constant()), shown(() => reads.joined("x.txt")), shown(() => reads.joined("../surety.config.json")),
  shown(() => reads.tested("x")), shown(() => reads.tested("..")), shown(() => reads.home()),
  shown(() => denied.write()), shown(() => denied.outside()), shown(() => denied.home()), shown(() => denied.spawn()),
]));
`;

interface Built {
  readonly root: string;
  readonly code: number | null;
  readonly report: Report;
}

function built(): Built {
  const root = projectOf({
    "package.json": '{ "type": "module" }',
    "surety.config.json": CONFIG,
    "data/x.txt": "content",
    "src/reads.ts": READS,
    "src/denied.ts": DENIED,
    "run.mjs": RUN,
  });
  const ran = surety(root, ["build", "src", "--outDir", "out", "--json"]);
  return { root, code: ran.code, report: JSON.parse(ran.out) as Report };
}

describe("capabilities", () => {
  let run: Built;
  beforeAll(() => {
    run = built();
  });

  it("are obligations like others", () => {
    const rows = run.report.obligations.filter(({ kind }) => kind === "capability");
    expect(
      rows.map(({ file, line, verdict, disposition, guard }) => `${file}:${String(line)} ${verdict} ${disposition} ${guard}`),
    ).toEqual([
      "src/denied.ts:4 unknown reject attenuate",
      "src/denied.ts:5 unknown reject attenuate",
      "src/denied.ts:6 unknown reject attenuate",
      "src/denied.ts:7 unknown reject attenuate",
      "src/reads.ts:3 proved elide none",
      "src/reads.ts:4 unknown guard attenuate",
      "src/reads.ts:7 proved elide none",
      "src/reads.ts:9 proved elide none",
    ]);
    expect(run.report.summary.byKind["capability"]).toEqual({ obligations: 8, proved: 3 });
    const { summary } = run.report;
    expect(summary.proved + summary.refuted + summary.unknown).toBe(summary.obligations);
  });

  it("are errors where nothing grants or declares them, and notes where the guard decides", () => {
    expect(run.code).toBe(1);
    const found = run.report.diagnostics.filter(({ code }) => /SAFE-(10|202)/.test(code));
    expect(found.map(({ code, file, line }) => `${code} ${file ?? ""}:${String(line)}`)).toEqual([
      "SAFE-1006 src/denied.ts:4",
      "SAFE-1006 src/denied.ts:5",
      "SAFE-1005 src/denied.ts:6",
      "SAFE-1006 src/denied.ts:7",
      "SAFE-2020 src/reads.ts:4",
    ]);
  });

  it("are enforced when the program runs", () => {
    const ran = spawnSync(process.execPath, ["run.mjs"], {
      cwd: run.root,
      encoding: "utf8",
      env: { ...process.env, HOME: "/h" },
    });
    expect(ran.stderr).toBe("");
    const [first, second, ...rest] = JSON.parse(ran.stdout) as readonly string[];
    expect([first, second]).toEqual(["content", "content"]);
    expect(rest.map((one) => one.replace(/ `src.*/, ""))).toEqual([
      "CapabilityViolation",
      "content",
      "Error no name",
      "true",
      "CapabilityViolation",
      "CapabilityViolation",
      "CapabilityViolation",
      "CapabilityViolation",
    ]);
  });

  it("leave a proved use as it stands in the source", () => {
    const text = readFileSync(path.join(run.root, "out/reads.js"), "utf8");
    expect(text).toContain('String(readFileSync("./data/x.txt"))');
    expect(text).not.toContain('String(readFileSync(path.join("data", name)))');
  });

  it("are explained", () => {
    const { out } = surety(run.root, ["explain", "src/reads.ts:4"]);
    expect(out).toContain('what `src/reads.ts` is granted (`fs.read("./data/**")`, `env.read("HOME")`) covers `fs.read`');
  });
});
