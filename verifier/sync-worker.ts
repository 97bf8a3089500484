/**
 * Entry of the thread behind `verifyHirSync`. The main thread sleeps on `signal`; each message is followed by a wake-up, and so is
 * the end of the thread, as far as it still can.
 */
import { parentPort, workerData } from "node:worker_threads";
import { InternalError } from "../core/errors.js";
import { performTask } from "./perform-task.js";
import { createProvers } from "./provers.js";
import { connectSync } from "./sync-port.js";

const connection = connectSync(workerData);
const provers = createProvers();

process.on("exit", () => {
  connection.send({ kind: "crashed", message: "the worker ends" });
});

if (parentPort === null) throw new InternalError("the synchronous worker runs on the main thread");

connection.onTask((task) => {
  performTask(task, provers, connection.send).then(connection.send, (error: unknown) => {
    connection.send({ kind: "crashed", message: error instanceof Error ? error.message : String(error) });
  });
});
