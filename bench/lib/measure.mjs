import { join } from "node:path";
import { runNode } from "./child.mjs";
import { benchFolder } from "./paths.mjs";
import { median, quantile } from "./statistics.mjs";

const sampleScript = join(benchFolder, "lib", "sample.mjs");

/**
 * @typedef {object} Sample
 * @property {unknown} digest the workload's result
 * @property {number} milliseconds processor time of one run: the median over the measured runs of one process
 * @property {number} loadMilliseconds processor time of loading the bundle
 * @property {Record<string, number>} violations recorded by guards, by place; only when observed
 */

/**
 * @param {string} bundlePath
 * @param {string} workloadPath
 * @param {{ warmUp: number, measured: number, observe?: boolean }} counts
 * @returns {Promise<Sample>}
 * @throws Error with the child's standard error when it fails
 */
export async function sample(bundlePath, workloadPath, counts) {
  // --single-threaded: no concurrent compilation or collection, so that processor time is the program's own.
  const child = await runNode([
    "--single-threaded",
    "--enable-source-maps",
    sampleScript,
    bundlePath,
    workloadPath,
    String(counts.warmUp),
    String(counts.measured),
    counts.observe ? "observe" : "measure",
  ]);
  if (child.code !== 0) throw new Error(`${bundlePath}: ${child.signal ?? `exit ${child.code}`}\n${child.stderr.slice(0, 3000)}`);
  const printed = JSON.parse(child.stdout);
  return {
    digest: printed.digest,
    milliseconds: median(printed.milliseconds),
    loadMilliseconds: printed.loadMilliseconds,
    violations: printed.violations,
  };
}

/**
 * Interleaved pairs (A B, B A, A B, …) in fresh processes; the ratio is the median of the pairs' ratios B/A.
 * @param {{ a: string, b: string, workloadPath: string, pairs: number, warmUp: number, measured: number }} plan bundles `a` and `b`
 * @returns {Promise<{ a: Sample[], b: Sample[], ratio: number, spread: readonly [number, number] }>} `spread`: quartiles of the ratios
 */
export async function measurePairs(plan) {
  /** @type {Sample[]} */
  const a = [];
  /** @type {Sample[]} */
  const b = [];
  for (let pair = 0; pair < plan.pairs; pair++) {
    const first = pair % 2 === 0 ? "a" : "b";
    const one = await sample(plan[first], plan.workloadPath, plan);
    const other = await sample(plan[first === "a" ? "b" : "a"], plan.workloadPath, plan);
    a.push(first === "a" ? one : other);
    b.push(first === "a" ? other : one);
  }
  const ratios = b.map((one, index) => one.milliseconds / (a[index]?.milliseconds ?? NaN));
  return { a, b, ratio: median(ratios), spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] };
}
