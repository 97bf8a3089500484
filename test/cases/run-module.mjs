// Worker: imports one module, awaits its `run()`, and reports the outcome together with what the guards recorded.
// A thread has intrinsics of its own, so a case that patches or hardens them disturbs nobody.
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { events } from "@surety/runtime/monitor";

const show = (value) => inspect(value, { depth: 9, maxArrayLength: null, maxStringLength: null });
const outcome = { result: null, error: null, recorded: [] };
try {
  const module = await import(pathToFileURL(workerData.file).href);
  outcome.result = show(await module.run());
} catch (error) {
  outcome.error = {
    name: error?.name ?? "thrown value",
    message: String(error?.message ?? error),
    line: error?.location?.line ?? null,
    stack: String(error?.stack ?? ""),
  };
}
outcome.recorded = events().events.map(({ location, proved }) => ({ line: location.line, file: location.file, proved }));
parentPort.postMessage(outcome);
process.exit(0);
