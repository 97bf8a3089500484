/**
 * One sample, in a process of its own: `node sample.mjs <bundle> <workload module> <warm-up runs> <measured runs> [observe]`.
 * Prints `{ digest, milliseconds: number[], loadMilliseconds, violations }`; times are processor time of this process. With `observe`,
 * `violations` counts what guards recorded, by place; it costs time, so nothing is measured then.
 */
import process from "node:process";
import { pathToFileURL } from "node:url";

const [bundlePath = "", workloadPath = "", warmUp = "2", measured = "3", observe] = process.argv.slice(2);
const cpuMilliseconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const { workload } = await import(pathToFileURL(workloadPath).href);
const beforeLoad = cpuMilliseconds();
const module = await import(pathToFileURL(bundlePath).href);
const loadMilliseconds = cpuMilliseconds() - beforeLoad;
/** @type {Record<string, number>} */
const violations = {};
if (observe === "observe") {
  module.suretySubscribe?.((/** @type {any} */ event) => {
    const place = `${event.location.file}:${event.location.line}:${event.location.column}`;
    violations[place] = (violations[place] ?? 0) + 1;
  });
}
const state = await workload.prepare(module);
let digest = null;
const milliseconds = [];
for (let round = -Number(warmUp); round < Number(measured); round++) {
  const before = cpuMilliseconds();
  const result = await workload.run(module, state);
  const after = cpuMilliseconds();
  const text = JSON.stringify(result);
  if (digest !== null && digest !== text) throw new Error(`${workload.name}: two runs in one process differ`);
  digest = text;
  if (round >= 0) milliseconds.push(after - before);
}
process.stdout.write(JSON.stringify({ digest: JSON.parse(digest ?? "null"), milliseconds, loadMilliseconds, violations }));
