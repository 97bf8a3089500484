/**
 * What enforcing authority costs, each as a ratio within one run: `node bench/capabilities.mjs [--rounds N] [--packages FOLDER]`.
 *
 * Guards: an HTTP server under load from this process (keep-alive), and a program that reads, works on and writes files; processor time with
 * guards over processor time without, rounds interleaved. Hardening: start-up time of `hardenFully` over that of `lockdown` of ses, and
 * which packages still work after each; both need FOLDER, with the packages of lib/package-exercises.mjs and `ses` installed.
 */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { authority } from "@surety/runtime/authority";
import { EXERCISES } from "./lib/package-exercises.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "9" }, packages: { type: "string" } } });
const rounds = Number(values.rounds);
const here = import.meta.dirname;
const median = (xs) => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)];
const shown = (ratio) => ratio.toFixed(3);

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "surety-capabilities-")));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);

async function serverRatio(route) {
  const start = (how) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(here, "lib/capability-server.mjs"), how, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      child.stdout.once("data", (port) => resolve({ child, port: Number(port) }));
    });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const ask = (port, url) =>
    new Promise((resolve, reject) => {
      http
        .get({ host: "127.0.0.1", port, path: url, agent }, (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks)));
        })
        .on("error", reject);
    });
  const cost = async ({ port }, requests) => {
    const before = Number(await ask(port, "/cpu"));
    for (let i = 0; i < requests; i += 8) await Promise.all(Array.from({ length: 8 }, () => ask(port, route)));
    return Number(await ask(port, "/cpu")) - before;
  };
  const servers = [await start("plain"), await start("guarded")];
  for (const one of servers) await cost(one, 2000);
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    const costs = [];
    for (const at of order) costs[at] = await cost(servers[at], 2400);
    ratios.push(costs[1] / costs[0]);
  }
  for (const { child } of servers) child.kill();
  agent.destroy();
  return median(ratios);
}

/**
 * Lines of JSON in, sums by name out: 40 files of some 100 kB. `processed`: what was read is also digested and packed, as an archiver would;
 * without, most of the time goes into the file system itself.
 */
function filesRatio(processed) {
  const text = Array.from({ length: 1500 }, (_, id) => JSON.stringify({ id, name: `name ${id % 97}`, value: id * 7 })).join("\n");
  for (let i = 0; i < 40; i++) write(`in-${i}.jsonl`, text);
  const guard = authority(
    {
      module: "files.ts",
      onViolation: "throw",
      root: null,
      grant: [
        ["fs.read", `${folder}/**`],
        ["fs.write", `${folder}/**`],
      ],
      roots: [["module", "fs", [], "1", 1, 1, [], []]],
    },
    null,
  );
  const work = (fsOf) => {
    for (let i = 0; i < 40; i++) {
      const sums = {};
      const read = fsOf().readFileSync(path.join(folder, `in-${i}.jsonl`), "utf8");
      if (processed) fsOf().writeFileSync(path.join(folder, `out-${i}.gz`), gzipSync(read));
      for (const line of read.split("\n")) {
        const { name, value } = JSON.parse(line);
        sums[name] = (sums[name] ?? 0) + value;
      }
      fsOf().writeFileSync(path.join(folder, `out-${i}.json`), JSON.stringify(sums));
    }
  };
  const cost = (fsOf) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 3; i++) work(fsOf);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const [plain, guarded] = [() => fs, () => guard.root(0, fs)];
  for (const one of [plain, guarded]) cost(one);
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? cost(plain) : null;
    const second = cost(guarded);
    ratios.push(second / (first ?? cost(plain)));
  }
  return median(ratios);
}

function hardening(packages) {
  const exercise = path.join(here, "lib/exercise-package.mjs");
  const names = Object.keys(EXERCISES);
  const works = (how) =>
    names.filter((name) => spawnSync(process.execPath, [exercise, how, name], { cwd: packages }).status === 0);
  const startup = (code) => {
    const times = Array.from({ length: rounds }, () =>
      Number(spawnSync(process.execPath, ["--input-type=module", "-e", code], { cwd: packages, encoding: "utf8" }).stdout),
    );
    return median(times);
  };
  const timed = (load, run) => `const s = performance.now(); ${load}; ${run}; console.log(performance.now() - s);`;
  const url = import.meta.resolve("@surety/runtime/harden/full");
  const ours = startup(timed(`const { hardenFully } = await import(${JSON.stringify(url)})`, "hardenFully()"));
  const theirs = startup(timed('await import("ses")', "lockdown()"));
  console.log(
    `start-up of hardenFully / lockdown of ses: ${shown(ours / theirs)} (${ours.toFixed(1)} ms, ${theirs.toFixed(1)} ms)`,
  );
  const plain = works("none");
  for (const how of ["surety", "ses"]) {
    const working = works(how);
    const broken = plain.filter((name) => !working.includes(name));
    console.log(
      `packages that work after ${how}: ${working.length} of ${plain.length}${broken.length > 0 ? ` (not ${broken.join(", ")})` : ""}`,
    );
  }
}

try {
  write("page.html", "<p>hello</p>".repeat(1500));
  console.log(`files read, packed and summed up, guarded / plain: ${shown(filesRatio(true))}`);
  console.log(`files read and summed up only, guarded / plain: ${shown(filesRatio(false))}`);
  console.log(`HTTP server, JSON, guarded / plain: ${shown(await serverRatio("/items"))}`);
  console.log(`HTTP server, static files, guarded / plain: ${shown(await serverRatio("/file/page.html"))}`);
  if (values.packages === undefined) console.log("hardening: not measured (--packages FOLDER)");
  else hardening(path.resolve(values.packages));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
