import { runNode } from "./child.mjs";
import { suretyCli, tscCli } from "./paths.mjs";
import { median } from "./statistics.mjs";

/**
 * `surety verify --jobs 2 --no-cache` against `tsc --noEmit` with the same options, interleaved, each a fresh process.
 * @param {import("./stage.mjs").Stage} stage
 * @param {number} rounds
 * @param {readonly string[]} [options] further ones of verify
 * @returns {Promise<{ tsc: { cpu: number, wall: number }, surety: { cpu: number, wall: number }, cpuRatio: number, wallRatio: number, peakMegabytes: number }>}
 *   milliseconds, medians of the rounds
 * @throws Error when verify gives no report
 */
export async function compareVerifyTime(stage, rounds, options = []) {
  const tsc = [];
  const verify = [];
  for (let round = 0; round < rounds; round++) {
    tsc.push(await runNode([tscCli, "--noEmit", "-p", "tsconfig.json"], { cwd: stage.folder }));
    const one = await runNode(
      [
        suretyCli,
        "verify",
        "--safety",
        "memory=checked",
        "-p",
        "tsconfig.json",
        "--json",
        "--no-cache",
        "--jobs",
        "2",
        ...options,
      ],
      {
        cwd: stage.folder,
      },
    );
    // Node itself ends with 1 when a module is missing: only a report counts as a run.
    if ((one.code !== 0 && one.code !== 1) || !one.stdout.startsWith("{"))
      throw new Error(`surety verify: exit ${one.code ?? one.signal}\n${one.stderr.slice(0, 3000)}`);
    verify.push(one);
  }
  const times = (/** @type {readonly import("./child.mjs").ChildRun[]} */ runs) => ({
    cpu: median(runs.map((run) => run.cpuMilliseconds)),
    wall: median(runs.map((run) => run.wallMilliseconds)),
  });
  const [a, b] = [times(tsc), times(verify)];
  return {
    tsc: a,
    surety: b,
    cpuRatio: b.cpu / a.cpu,
    wallRatio: b.wall / a.wall,
    peakMegabytes: Math.max(...verify.map((run) => run.peakMegabytes)),
  };
}
