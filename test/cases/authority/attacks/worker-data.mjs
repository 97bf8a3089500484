// EXPECT: worker.spawn
import * as threads from "node:worker_threads";
const make = threads["Work" + "er"];
new make("postMessage(process.env)", { eval: true, workerData: 1 });
