/**
 * What overrides cost `surety verify`: node bench/overrides.mjs [modules=100] [overrides=50] [pairs=5]
 *
 * One program with overrides in force, and the same without annotations, verified in turns; and, apart from noise, what of a run goes into
 * finding, hashing and judging them.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { appendRecord } from "../dist/audit/ledger-file.js";
import { generateKey, readPrivateKey, signText } from "../dist/audit/keys.js";
import { inspectOverrides } from "../dist/compiler/overrides/inspect-overrides.js";
import { judgeProgram } from "../dist/compiler/overrides/judge-program.js";
import { NODE_FILE_SYSTEM } from "../dist/compiler/program/file-system.js";
import { askProgram } from "../dist/compiler/security/secure-program.js";
import { signedText } from "../dist/policy/overrides/signature.js";
import { moduleName, writeProject } from "./lib/generated-project.mjs";
import { median } from "./lib/statistics.mjs";

const [modules = 100, overrides = 50, pairs = 5] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), "surety-overrides-"));
const METER = new URL("lib/cpu-meter.mjs", import.meta.url).href;
const MAIN = path.resolve(import.meta.dirname, "../dist/cli/main.js");

try {
  const [withThem, without] = [path.join(folder, "with"), path.join(folder, "without")];
  writeProject(withThem, modules);
  for (let n = 0; n < overrides; n++) {
    const file = path.join(withThem, moduleName(n % modules));
    writeFileSync(file, readFileSync(file, "utf8") + reading(n));
  }
  await approveAll(withThem);
  cpSync(withThem, without, { recursive: true });
  for (let n = 0; n < overrides; n++) {
    const file = path.join(without, moduleName(n % modules));
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("@unsafe-override", "unsafe, overridden:"));
  }
  const runs = Array.from({ length: pairs }, () => [verify(withThem), verify(without)]);
  const ratios = runs.map(([a, b]) => a.cpu / b.cpu - 1);
  console.log(`${modules} modules, ${overrides} overrides in force, load ${loadavg()[0].toFixed(1)}`);
  console.log(
    `verify: ${Math.round(median(runs.map(([a]) => a.cpu)))} ms of processor with them, ${Math.round(median(runs.map(([, b]) => b.cpu)))} ms without`,
  );
  console.log(
    `paired difference: median ${(100 * median(ratios)).toFixed(1)} % (${ratios.map((one) => (100 * one).toFixed(1)).join(", ")})`,
  );
  const judging = judgingTime(withThem);
  console.log(
    `finding, hashing and judging them: ${judging.map((one) => one.toFixed(0)).join(", ")} ms, ${((100 * judging[0]) / median(runs.map(([a]) => a.cpu))).toFixed(2)} % of a run`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The reason says something of its own: copies are refused. */
function reading(n) {
  const words = Array.from({ length: 6 }, (_, at) => `part${n * 7 + at}`).join(" ");
  return `
export function pick${n}(values: readonly number[], index: number): number {
  // @unsafe-override bounds.read -- "index comes from ${words} and is below values.length" expires=${lastDay()}
  return values[index]!;
}
`;
}

function lastDay() {
  return new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
}

async function approveAll(root) {
  const people = ["ada", "bob"].map((person) => ({ person, id: `${person}-1`, ...generateKey() }));
  const keys = people.map(({ id, person, publicKey }) => ({ id, person, publicKey }));
  writeFileSync(path.join(root, "surety.config.json"), JSON.stringify({ safety: { memory: "checked" }, approvers: { keys } }));
  mkdirSync(path.join(root, ".surety/ledger"), { recursive: true });
  const [ada, bob] = people.map(({ id, privatePem }) => ({ id, key: readPrivateKey(privatePem, id) }));
  const signed = (kind, statement, { id, key }) => ({ kind, statement, by: id, signature: signText(key, signedText(statement)) });
  const { scopes } = inspectOverrides(inputsOf(root), Date.now());
  for (const { module, symbol, scope, scopeHash, target, obligations, justification, ticket, expires, depends } of scopes) {
    const subject = {
      format: "surety-override-request-1",
      module,
      symbol,
      scope,
      scopeHash,
      target,
      obligations,
      justification,
      ticket,
      expires,
      depends,
      requester: "ada",
    };
    const { hash } = await appendRecord(root, signed("override.request", subject, ada), Date.now());
    const approval = {
      format: "surety-override-decision-1",
      decision: "approve",
      request: hash,
      subject,
      reason: null,
      until: null,
      person: "bob",
    };
    await appendRecord(root, signed("override.decision", approval, bob), Date.now());
  }
}

function inputsOf(root) {
  return { cwd: root, paths: [], project: root, files: NODE_FILE_SYSTEM };
}

function verify(root) {
  const meter = mkdtempSync(path.join(tmpdir(), "surety-meter-"));
  const ran = spawnSync(process.execPath, ["--import", METER, MAIN, "verify", "-p", ".", "--no-cache", "--jobs", "1", "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, SURETY_BENCH_METER: meter },
  });
  const report = JSON.parse(ran.stdout);
  const expected = root.endsWith("without") ? 0 : overrides;
  if (report.summary.overridden !== expected)
    throw new Error(`${report.summary.overridden} overridden, not ${expected}\n${ran.stderr}`);
  const [figures] = readdirSync(meter).map((name) => JSON.parse(readFileSync(path.join(meter, name), "utf8")));
  rmSync(meter, { recursive: true });
  return { cpu: figures.cpuMilliseconds };
}

/** The first time, and when all is warm. */
function judgingTime(root) {
  const { loaded, hir } = inspectOverrides(inputsOf(root), Date.now());
  const { asked } = askProgram(loaded, inputsOf(root), null);
  return Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    const judged = judgeProgram(
      loaded,
      { hir, asked },
      { cwd: root, options: { files: NODE_FILE_SYSTEM, wallClock: () => Date.now() } },
    );
    if (judged.judged.inForce.length !== overrides) throw new Error("not all are in force");
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
}
