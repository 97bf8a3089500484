// Worker: for every message `{ file }`, imports that module, awaits its `run()`, and posts the outcome together with what the
// guards recorded. One module at a time.
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { parentPort } from "node:worker_threads";
import { events } from "@surety/runtime/monitor";

const show = (value) => inspect(value, { depth: 9, maxArrayLength: null, maxStringLength: null });
let seen = 0;

parentPort.on("message", async ({ file }) => {
  const outcome = { result: null, error: null, recorded: [] };
  try {
    const module = await import(pathToFileURL(file).href);
    outcome.result = show(await module.run());
  } catch (error) {
    outcome.error = {
      name: error?.name ?? "thrown value",
      message: String(error?.message ?? error),
      line: error?.location?.line ?? null,
      stack: String(error?.stack ?? ""),
    };
  }
  const fresh = events().events.filter(({ sequence }) => sequence >= seen);
  seen = (fresh.at(-1)?.sequence ?? seen - 1) + 1;
  outcome.recorded = fresh.map(({ location, proved }) => ({ line: location.line, file: location.file, proved }));
  parentPort.postMessage(outcome);
});
