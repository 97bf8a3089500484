/**
 * Entry of the thread behind `verifyHirSync`. The main thread sleeps on `signal`; each message is followed by a wake-up, and so is
 * the end of the thread, as far as it still can. What does the work is loaded only after that is arranged.
 */
import { workerData } from "node:worker_threads";
import { connectSync } from "./sync-port.js";

const connection = connectSync(workerData);

const crashed = (message: string): void => {
  connection.send({ kind: "crashed", message });
};
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

process.on("exit", () => {
  crashed("the worker ends");
});

const loading = Promise.all([import("./perform-task.js"), import("./provers.js")]).then(
  ([{ performTask }, { createProvers }]) => {
    const provers = createProvers();
    return (task: unknown) => performTask(task, provers, connection.send);
  },
);
loading.catch(() => undefined);

connection.onTask((task) => {
  loading
    .then((perform) => perform(task))
    .then(connection.send, (error: unknown) => {
      crashed(textOf(error));
    });
});
