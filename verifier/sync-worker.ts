/**
 * Entry of the thread behind `verifyHirSync`. The main thread sleeps until a message is there. What does the work is loaded only when it is arranged
 * that its errors are told.
 */
import { serveSync } from "./sync-port.js";

serveSync(async (send) => {
  const [{ performTask }, { createProvers }] = await Promise.all([import("./perform-task.js"), import("./provers.js")]);
  const provers = createProvers();
  return (task) => performTask(task, provers, send);
});
