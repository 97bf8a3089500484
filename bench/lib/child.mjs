import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { benchFolder } from "./paths.mjs";

const meter = pathToFileURL(join(benchFolder, "lib", "cpu-meter.mjs")).href;

/**
 * @typedef {object} ChildRun
 * @property {number | null} code exit code, null when killed
 * @property {string | null} signal
 * @property {string} stdout
 * @property {string} stderr
 * @property {number} wallMilliseconds
 * @property {number} cpuMilliseconds user + system of the whole process, its threads included; NaN when it died before it could say
 * @property {number} peakMegabytes
 */

/**
 * Runs a Node script in a fresh process and meters its processor time.
 * @param {readonly string[]} command flags, script and its arguments
 * @param {{ cwd?: string, timeoutMilliseconds?: number, env?: Record<string, string> }} [options] default time-out: 10 minutes
 * @returns {Promise<ChildRun>}
 */
export function runNode(command, options = {}) {
  const meterFolder = mkdtempSync(join(tmpdir(), "surety-bench-"));
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", meter, ...command], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, NO_COLOR: "1", ...options.env, SURETY_BENCH_METER: meterFolder },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeoutMilliseconds ?? 600_000,
      killSignal: "SIGKILL",
    });
    const out = /** @type {Buffer[]} */ ([]);
    const err = /** @type {Buffer[]} */ ([]);
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const wallMilliseconds = performance.now() - start;
      const figures = readdirSync(meterFolder).map((file) => JSON.parse(readFileSync(join(meterFolder, file), "utf8")));
      rmSync(meterFolder, { recursive: true });
      resolve({
        code,
        signal,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
        wallMilliseconds,
        cpuMilliseconds: figures.length === 0 ? NaN : figures.reduce((sum, figure) => sum + figure.cpuMilliseconds, 0),
        peakMegabytes: Math.max(0, ...figures.map((figure) => figure.peakMegabytes)),
      });
    });
  });
}
