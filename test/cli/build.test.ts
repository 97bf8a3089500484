import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Report } from "../../core/report.js";
import { projectOf, surety, suretyProcess } from "./surety.js";

const RUNTIME = fileURLToPath(new URL("../../runtime", import.meta.url));

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
`;

const MAIN = `import { at, total } from "./ring.js";
console.log(total, at([4, 5], 1));
at([4, 5], 2);
console.log("went on");
`;

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "nodenext",
    types: [],
    outDir: "dist",
    rootDir: "src",
    declaration: true,
    sourceMap: true,
  },
  include: ["src"],
});

const FILES = { "package.json": '{ "type": "module" }', "tsconfig.json": TSCONFIG, "src/ring.ts": RING, "src/main.ts": MAIN };

/** A project beside which the runtime is installed. */
function installed(files: Readonly<Record<string, string>> = FILES): string {
  const root = projectOf(files);
  mkdirSync(path.join(root, "node_modules/@surety"), { recursive: true });
  symlinkSync(RUNTIME, path.join(root, "node_modules/@surety/runtime"));
  return root;
}

/** The files of a folder, from there. */
const listed = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

function run(file: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const ran = spawnSync(process.execPath, ["--enable-source-maps", file], { encoding: "utf8" });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

describe("surety build", () => {
  it("writes guarded JavaScript, maps and declarations, and says so", () => {
    const cwd = installed();
    const ran = suretyProcess(cwd, ["build", "-p", "tsconfig.json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/^wrote \d+ files to dist$/m);
    expect(listed(path.join(cwd, "dist"))).toEqual(
      expect.arrayContaining(["main.d.ts", "main.js", "main.js.map", "ring.d.ts", "ring.js", "ring.js.map"]),
    );
    const { code, out, err } = run(path.join(cwd, "dist/main.js"));
    expect(out).toBe("6 5\n");
    expect(code).not.toBe(0);
    expect(err).toContain("SafetyViolation");
    expect(err).toContain("src/ring.ts:2");
  });

  it("keeps proved guards as assertions in development, and goes on in report mode", () => {
    const cwd = installed();
    const args = ["build", "--outDir", "out", "--mode", "development", "--on-violation", "report"];
    const ran = surety(cwd, [...args, "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const report = JSON.parse(ran.out) as Report;
    expect(report.mode).toBe("development");
    expect(report.obligations.every(({ disposition, guard }) => disposition === "guard" && guard !== "none")).toBe(true);
    expect(run(path.join(cwd, "out/main.js"))).toMatchObject({ code: 0, out: "6 5\nwent on\n" });
  });

  it("lets imports of `./x.ts` name what it writes", () => {
    const main = MAIN.replace("./ring.js", "./ring.ts");
    const cwd = installed({ "package.json": '{ "type": "module" }', "src/ring.ts": RING, "src/main.ts": main });
    expect(surety(cwd, ["build", "src", "--outDir", "out"])).toMatchObject({ code: 0, err: "" });
    expect(run(path.join(cwd, "out/main.js")).out).toBe("6 5\n");
  });

  it("builds CommonJS", () => {
    const cwd = installed({
      ...FILES,
      "package.json": "{}",
      "tsconfig.json": TSCONFIG.replace('"nodenext"', '"node20"'),
    });
    expect(surety(cwd, ["build"])).toMatchObject({ code: 0, err: "" });
    const { out, err } = run(path.join(cwd, "dist/main.js"));
    expect(out).toBe("6 5\n");
    expect(err).toContain("SafetyViolation");
  });

  it("is byte-identical from run to run", () => {
    const cwd = installed();
    const texts = ["one", "two"].map((folder) => {
      surety(cwd, ["build", "--outDir", folder]);
      return listed(path.join(cwd, folder)).map((file) => readFileSync(path.join(cwd, folder, file), "utf8"));
    });
    expect(texts[1]).toEqual(texts[0]);
  });

  it("emits what can be verified beside a file with a syntax error: exit code 1", () => {
    const cwd = installed({ ...FILES, "src/bad.ts": "export function f( {\n" });
    const ran = surety(cwd, ["build"]);
    expect(ran).toMatchObject({ code: 1, err: "" });
    expect(ran.out).toContain("SAFE-0001");
    expect(listed(path.join(cwd, "dist"))).not.toContain("bad.js");
    expect(run(path.join(cwd, "dist/main.js")).out).toBe("6 5\n");
  });

  it("says when the runtime is not installed", () => {
    const cwd = projectOf(FILES);
    const ran = surety(cwd, ["build"]);
    expect(ran.code).toBe(0);
    expect(ran.err).toContain("npm install @surety/runtime");
  });

  it("never replaces a source", () => {
    const cwd = installed({ "package.json": "{}", "a.js": "export const first = (xs) => xs[0];\n" });
    const ran = surety(cwd, ["build", "a.js", "--outDir", "."]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("would replace the source `a.js`");
    expect(readFileSync(path.join(cwd, "a.js"), "utf8")).toContain("(xs) => xs[0]");
  });

  it("says why it cannot write: exit code 2", () => {
    const cwd = installed();
    writeFileSync(path.join(cwd, "out"), "a file");
    const ran = surety(cwd, ["build", "--outDir", "out"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("a file stands where a folder is needed");
  });
});
