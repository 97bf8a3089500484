/** Preloaded into metered processes (`--import`): leaves the process's own account of its processor time behind when it ends. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { isMainThread } from "node:worker_threads";

const folder = process.env.SURETY_BENCH_METER;
if (isMainThread && folder !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const figures = { cpuMilliseconds: (userCPUTime + systemCPUTime) / 1000, peakMegabytes: maxRSS / 1024 };
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(figures));
  });
}
