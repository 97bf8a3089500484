/** The process that runs unreviewed code, with code that has passed no review at all. */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runtimeModules } from "../../compiler/runtime-copy.js";
import type { Job } from "../../witness/protocol.mjs";
import { decodeLine } from "../../witness/protocol.mjs";
import { DEFAULT_TRIAL, runTrial } from "../../witness/run-trial.js";

const guards = `var { register, SafetyViolation } = require("@surety/runtime");
var guards = register({ module: "m.ts", onViolation: "throw", sites: "aaaa:1:1:r:xs[i]\\nbbbb:2:1:r!:ys[i]" });`;
/** Body of a target that takes `xs` and `i`, and reads `xs[i]` under guard at its end. */
const job = (body: string, changes: Partial<Job> = {}): Job => ({
  script: `${guards}\nreturn function (xs, i) { ${body}\nreturn xs[guards.i(0, xs, i)]; };`,
  candidates: ["[1, 2], 0", "[1, 2], 2", "[], 0"],
  open: ["aaaa"],
  proved: [],
  ...changes,
});
const run = (...jobs: readonly Job[]) => runTrial(runtimeModules(), jobs, DEFAULT_TRIAL);
const HONEST = job("");
const FOUND = { kind: "violation", candidate: 1, obligation: "aaaa", observed: "index 2, length 2" };

describe("a trial", () => {
  it("gives the first violation of an obligation that is looked for", async () => {
    expect(await run(HONEST)).toEqual([{ ...FOUND, job: 0 }]);
    expect(await run(job("", { open: ["cccc"] }))).toEqual([]);
    expect(await run(job("", { open: [], proved: ["aaaa"] }))).toEqual([{ ...FOUND, job: 0 }]);
    expect(await run()).toEqual([]);
  });

  it.each([
    ["process.exit", "process.exit(0);"],
    ["require", 'require("node:fs").writeFileSync("/tmp/never", "");'],
    ["code from text", '({}).constructor.constructor("return process")().exit(0);'],
    ["code from text by eval", '(0, eval)("1");'],
    ["the global object's constructor", 'globalThis.constructor.constructor("return process")().exit(0);'],
    ["another error", 'throw new TypeError("no");'],
    ["no error at all", "return;"],
    ["recursion without end", "(function f() { return f() + 1; })();"],
    ["an error of the same name", 'throw Object.assign(new Error("x"), { name: "SafetyViolation", obligation: "aaaa" });'],
    ["a violation of its own making", 'throw new SafetyViolation({ obligation: "aaaa", location: {} });'],
    ["a caught violation", "try { guards.i(0, xs, 99); } catch { return; }"],
    ["a loop that spends its fuel", "for (;;) $surety_fuel();"],
    ["a violation after the fuel is spent", "try { for (;;) $surety_fuel(); } catch {}"],
    ["too much memory on the heap", "const hoard = []; for (;;) { $surety_fuel(); hoard.push(new Array(1e5).fill(hoard)); }"],
    [
      "too much memory beside the heap",
      "const hoard = []; for (;;) { $surety_fuel(); hoard.push(new Uint8Array(2 ** 28).fill(1)); }",
    ],
  ])("%s is no witness, and the next job is tried", async (_, body) => {
    expect(await run(job(body), HONEST)).toEqual([{ ...FOUND, job: 1 }]);
  });

  it.each([
    ["a loop that counts no fuel", "for (;;);"],
    ["a regular expression that takes for ever", '/^(a+)+$/.test("a".repeat(60) + "b");'],
  ])("%s is cut off", async (_, body) => {
    expect(await run(job(body, { candidates: ["[], 0"] }), HONEST)).toEqual([{ ...FOUND, job: 1 }]);
  });

  it("a script that does not parse, or throws when it is made, is no witness", async () => {
    const broken = { ...HONEST, script: "this is no script" };
    const throwing = { ...HONEST, script: `${guards}\nguards.i(0, [], 5);` };
    expect(await run(broken, throwing, HONEST)).toEqual([{ ...FOUND, job: 2 }]);
  });

  it("a violation that does not happen again in a fresh realm is none", async () => {
    expect(await run(job("globalThis.count = (globalThis.count ?? 0) + 1; if (globalThis.count < 3) return;"))).toEqual([]);
  });

  it("what one job does to the language, the next does not see", async () => {
    expect(await run(job("Number.isInteger = () => true; Object.hasOwn = () => true; return;"), HONEST)).toEqual([
      { ...FOUND, job: 1 },
    ]);
  });

  it("the process may read no other file, start no process, and knows no environment", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "surety-witness-"));
    const probe = path.join(folder, "probe.mjs");
    const secret = path.join(tmpdir(), `surety-secret-${String(process.pid)}`);
    const victim = path.join(tmpdir(), `surety-victim-${String(process.pid)}`);
    writeFileSync(secret, "s");
    writeFileSync(victim, "v");
    writeFileSync(
      probe,
      `import { readFileSync, rmSync, writeFileSync } from "node:fs";
      const tried = [];
      const attempt = async (name, f) => { try { await f(); tried.push(name); } catch {} };
      await attempt("read", () => readFileSync(${JSON.stringify(secret)}));
      await attempt("write", () => writeFileSync(${JSON.stringify(victim)}, "w"));
      await attempt("remove", () => rmSync(${JSON.stringify(victim)}));
      await attempt("spawn", async () => (await import("node:child_process")).execFileSync("true"));
      await attempt("thread", async () => new (await import("node:worker_threads")).Worker("1", { eval: true }));
      await attempt("eval", () => (0, eval)("1"));
      if (Object.keys(process.env).some((name) => !["PWD", "SHLVL", "OLDPWD", "_"].includes(name))) tried.push("environment");
      console.log(JSON.stringify({ kind: "violation", job: 0, candidate: 0, obligation: "x", observed: tried.join() }));
      console.log(JSON.stringify({ kind: "done", job: 0 }));`,
    );
    process.env["SURETY_TEST_SECRET"] = "1";
    const lines = await runTrial(runtimeModules(), [HONEST], { ...DEFAULT_TRIAL, file: probe });
    expect(lines).toEqual([{ kind: "violation", job: 0, candidate: 0, obligation: "x", observed: "" }]);
    expect(existsSync(victim)).toBe(true);
  });

  it("the realm has no way to the network", async () => {
    const server = createServer();
    let connections = 0;
    server.on("connection", (socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const body = `if (typeof fetch === "function") fetch("http://127.0.0.1:${String(port)}/"); if (typeof WebSocket === "function") new WebSocket("ws://127.0.0.1:${String(port)}/");`;
    await run(job(body));
    server.close();
    expect(connections).toBe(0);
  });

  it("a process that hangs is killed, one that babbles is not believed", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "surety-witness-"));
    const endless = path.join(folder, "endless.mjs");
    const babbling = path.join(folder, "babbling.mjs");
    writeFileSync(endless, "for (;;);");
    writeFileSync(
      babbling,
      `console.log("{}\\nnull\\n[1]\\n" + JSON.stringify({ kind: "violation", job: -1 })); process.exit(3);`,
    );
    expect(await runTrial("{}", [HONEST, HONEST], { silence: 1500, file: endless })).toEqual([]);
    expect(await runTrial("{}", [HONEST, HONEST], { silence: 5000, file: babbling })).toEqual([]);
  });
});

it.each([
  "",
  "{",
  "null",
  "[]",
  '{"kind":"done"}',
  '{"kind":"done","job":-1}',
  '{"kind":"done","job":0.5}',
  '{"kind":"proved","job":0}',
  '{"kind":"violation","job":0}',
])("is no line: %s", (text) => {
  expect(decodeLine(text)).toBeNull();
});
