import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCommandLine } from "../../cli/command-line.js";

const place = { root: "" };

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "app", "type": "module" }',
  "tsconfig.json":
    '{ "compilerOptions": { "module": "nodenext", "strict": true, "skipLibCheck": true, "types": [] }, "include": ["src"] }',
  "src/main.ts":
    'import { fetchIt } from "tool";\nexport const go = (): unknown => fetchIt();\nexport const home = process.env["HOME"];\n',
  "node_modules/tool/package.json":
    '{ "name": "tool", "version": "1.2.3", "exports": { "import": "./esm.mjs", "require": "./cjs.cjs" } }',
  "node_modules/tool/esm.mjs":
    'import { run } from "deep";\nexport const fetchIt = () => run(() => fetch("https://api.example.com/x"));\n',
  "node_modules/tool/cjs.cjs": 'exports.fetchIt = () => require("node:fs").readFileSync("x");\n',
  "node_modules/deep/package.json": '{ "name": "deep", "version": "0.1.0", "main": "index.js" }',
  "node_modules/deep/index.js": 'const cp = require("child_process");\nexports.run = (f) => f(cp.execFileSync("git"));\n',
  "node_modules/addon/package.json": '{ "name": "addon", "version": "3.0.0", "gypfile": true }',
  "node_modules/addon/index.js": "module.exports = 1;\n",
};

beforeAll(() => {
  place.root = mkdtempSync(path.join(tmpdir(), "surety-capabilities-"));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(place.root, name)), { recursive: true });
    writeFileSync(path.join(place.root, name), text);
  }
});

afterAll(() => rmSync(place.root, { recursive: true, force: true }));

async function run(...given: readonly string[]) {
  let [out, code] = ["", 0];
  const streams = {
    out: async (text: string) => void (out += text),
    err: async () => undefined,
    outIsTerminal: false,
    errIsTerminal: false,
    errWidth: 80,
  };
  const context = {
    streams: streams as never,
    cwd: place.root,
    environment: { NO_COLOR: "1" },
    now: () => 0,
    wallClock: () => 0,
    endsProcess: false,
    setExitCode: (next: number) => void (code = next),
  };
  await createCommandLine("0", context).parseAsync(["node", "surety", "capabilities", ...given]);
  return { out, code };
}

describe("surety capabilities", () => {
  it("lists the program and what it loads, by the rules it is loaded by", async () => {
    const { out, code } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(/^this program {2}1 file\n {2}env\.read +1 {2}process\.env\["HOME"\]/m);
    expect(out).toMatch(/tool@1\.2\.3 {2}1 file\n {2}net\.connect/);
    expect(out).toContain("only api.example.com:443");
    expect(out).toMatch(/deep@0\.1\.0[^]*process\.spawn +1 {2}cp\.execFileSync\("git"\)\n +node_modules\/deep\/index\.js:2/);
    expect(out).toMatch(/process\.spawn +through deep: src\/main\.ts:\d/);
    expect(out).not.toContain("fs.read");
  });

  it("looks into packages by both rules", async () => {
    const { out } = await run("tool", "--json");
    const document = JSON.parse(out) as {
      packages: { name: string; names: { action: string; example: { path: { file: string }[] } }[] }[];
    };
    expect(document.packages.map(({ name }) => name)).toEqual(["tool"]);
    expect(document.packages[0]?.names.map(({ action }) => action)).toEqual(["fs.read", "net.connect"]);
    expect(document.packages[0]?.names[0]?.example.path.at(-1)?.file).toBe("node_modules/tool/cjs.cjs");
  });

  it("counts packages that are built with native code", async () => {
    expect((await run("addon")).out).toContain("code.native");
  });

  it("writes a lock, and shows what an upgrade adds", async () => {
    await run("--lock", "before.json");
    const file = path.join(place.root, "node_modules/deep/index.js");
    writeFileSync(file, `${FILES["node_modules/deep/index.js"] ?? ""}process.exit();\n`);
    await run("--lock", "after.json");
    writeFileSync(file, FILES["node_modules/deep/index.js"] ?? "");
    expect(JSON.parse(readFileSync(path.join(place.root, "before.json"), "utf8"))).toMatchObject({
      packages: { "deep@0.1.0": { "process.spawn": expect.stringContaining("index.js:2") } },
    });
    const added = await run("--diff", "before.json", "after.json");
    expect(added.code).toBe(1);
    expect(added.out).toMatch(/^\+ deep \(0\.1\.0 to 0\.1\.0\) {2}process\.exit {2}node_modules\/deep\/index\.js:3\n$/);
    const removed = await run("--diff", "after.json", "before.json");
    expect(removed.code).toBe(0);
    expect(removed.out).toContain("- deep");
  });

  it.each([
    [["nonesuch"], /package `nonesuch` has no JavaScript/],
    [["--diff", "x.json"], /compares two locks/],
    [["--diff", "x.json", "y.json"], /`x\.json` cannot be read/],
    [["tool", "-p", "."], /not both/],
    [["--diff", "package.json", "package.json"], /`package\.json`: `schemaVersion` must be 1/],
  ])("says what is wrong with %j", async (given, message) => {
    await expect(run(...given)).rejects.toThrow(message);
  });
});
